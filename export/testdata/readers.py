"""Reads what sayso exported with other people's readers and validators.

Usage: readers.py FOLDER SCHEMA, with one file a format in FOLDER. A reader that
is not installed is told and passed over; one that refuses a file ends the run
with exit code 1. Needs: pip install stix2-validator duckdb pandas pyarrow
openpyxl followthemoney rdflib prov icalendar networkx pydot jsonschema edtf
"""

import csv
import json
import pathlib
import sys

folder, schema = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])


def path(name):
    return str(folder / name)


def lines(name):
    return [json.loads(x) for x in (folder / name).read_text(encoding="utf-8").splitlines()]


def jsonl():
    import jsonschema

    s = json.loads(schema.read_text())
    jsonschema.Draft202012Validator.check_schema(s)
    for r in lines("jsonl"):
        jsonschema.Draft202012Validator(s).validate(r)


def stix():
    from stix2validator import ValidationOptions, validate_file

    r = validate_file(path("stix"), ValidationOptions(version="2.1"))
    assert r.is_valid, [str(e) for o in r.object_results for e in o.errors][:5]


def parquet():
    import duckdb

    for f in ("parquet", "parquet-events", "parquet-forecasts"):
        rows = duckdb.sql(f"select * from read_parquet('{path(f)}')").fetchall()
        assert rows, f


def parquet_pandas():
    import pandas

    assert len(pandas.read_parquet(path("parquet")))


def tables():
    import pandas

    n = len(pandas.read_csv(path("csv")))
    sheets = pandas.read_excel(path("xlsx"), sheet_name=None, engine="openpyxl")
    assert len(sheets["claims"]) == n, (n, {k: v.shape for k, v in sheets.items()})
    for f in ("events", "forecasts", "ucdp", "acled", "plover"):
        assert len(pandas.read_csv(path(f))), f


def follow_the_money():
    from followthemoney import model

    ids, refs = set(), set()
    for e in lines("ftm"):
        p = model.get_proxy(e, cleaned=False)
        p.schema.validate(e)
        ids.add(p.id)
        for prop, values in e["properties"].items():
            assert sorted(p.get(prop)) == sorted(values), (p.id, prop, values)
        refs |= {v for prop, v in p.itervalues() if prop.type.name == "entity"}
    assert refs <= ids, refs - ids


def statements():
    from followthemoney.statement.serialize import read_csv_statements

    n = 0
    with open(path("ftm-statements"), "rb") as f:
        for s in read_csv_statements(f):
            assert s.prop == "id" or s.generate_key() == s.id, (s.prop, s.value)
            n += 1
    assert n


def annotation():
    texts = {r["report"]["text_sha256"]: r["text"] for r in lines("jsonl")}
    for a in json.loads((folder / "annotation").read_text(encoding="utf-8")):
        quote, position = a["target"]["selector"]
        text = texts[a["target"]["state"]["https://schema.org/sha256"]]
        assert text[position["start"] : position["end"]] == quote["exact"]


def prov():
    from prov.model import ProvDocument

    assert list(ProvDocument.deserialize(path("prov"), format="json").bundles)


def nanopub():
    import rdflib

    d = rdflib.Dataset()
    d.parse(path("nanopub"), format="trig")
    assert len(d)


def graphs():
    import networkx
    import pydot

    g = networkx.read_graphml(path("graphml"))
    (d,) = pydot.graph_from_dot_file(path("dot"))
    assert g.number_of_edges() == len(d.get_edges()) > 0


def calendar():
    from icalendar import Calendar

    assert list(Calendar.from_ical((folder / "ical").read_bytes()).walk("VEVENT"))


def edtf():
    from edtf import parse_edtf

    with open(path("csv"), encoding="utf-8-sig", newline="") as f:
        for row in csv.DictReader(f):
            if row["edtf"]:
                parse_edtf(row["edtf"])


failed = False
for reader in (jsonl, stix, parquet, parquet_pandas, tables, follow_the_money, statements, annotation, prov, nanopub, graphs, calendar, edtf):
    try:
        reader()
        print(reader.__name__, "read")
    except ImportError as e:
        print(reader.__name__, "passed over:", e)
    except Exception as e:
        failed = True
        print(reader.__name__, "REFUSED:", type(e).__name__, str(e)[:500])
sys.exit(failed)
