"""Reads what sayso exported with other people's readers and validators.

Usage: readers.py FOLDER SCHEMA, with one file a format in FOLDER. A reader that
is not installed is told and passed over; one that refuses a file ends the run
with exit code 1. Needs: pip install stix2-validator duckdb pandas pyarrow
openpyxl followthemoney rdflib prov icalendar networkx pydot jsonschema edtf;
and LibreOffice as soffice.
"""

import csv
import datetime
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

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

    with open(path("csv"), encoding="utf-8", newline="") as f:
        claims = len(list(csv.reader(f))) - 1
    (n,) = duckdb.sql(f"select count(*) from read_parquet('{path('parquet')}')").fetchall()[0]
    assert n == claims, (n, claims)
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


def spreadsheet():
    """LibreOffice opens the tables: the same cells, and none that runs."""
    import openpyxl

    if not shutil.which("soffice"):
        raise ImportError("soffice is not here")
    with tempfile.TemporaryDirectory() as out:
        for name, kept in (("xlsx", "book.xlsx"), ("csv", "claims.csv"), ("events", "events.csv")):
            shutil.copy(path(name), pathlib.Path(out) / kept)
        profile = "-env:UserInstallation=file://" + out + "/profile"
        run = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", out + "/of"]
        subprocess.run(run + [out + "/book.xlsx"], check=True, capture_output=True)
        # comma, double quote, UTF-8, from line 1, all columns as they are, no numbers or formulas looked for
        text = ["--infilter=CSV:44,34,76,1,,0,false,false,false,false,false"]
        subprocess.run(run + text + [out + "/claims.csv", out + "/events.csv"], check=True, capture_output=True)

        def shown(c):
            if isinstance(c, datetime.datetime):
                return c.date().isoformat()
            return "" if c is None else str(c)

        def cells(book, sheet=None):
            wb = openpyxl.load_workbook(book)
            ws = wb[sheet] if sheet else wb.active
            assert all(c.data_type != "f" for row in ws.iter_rows() for c in row), book
            return [[shown(c) for c in row] for row in ws.iter_rows(values_only=True)]

        for sheet in ("claims", "events", "forecasts"):
            a, b = cells(out + "/book.xlsx", sheet), cells(out + "/of/book.xlsx", sheet)
            assert a == b, (sheet, next((x, y) for x, y in zip(a, b) if x != y) if len(a) == len(b) else (len(a), len(b)))
        for name in ("claims", "events"):
            with open(out + f"/{name}.csv", encoding="utf-8-sig", newline="") as f:
                rows = list(csv.reader(f))
            got = cells(out + f"/of/{name}.xlsx")
            assert len(got) == len(rows) > 1, (name, len(got), len(rows))
            for r, g in zip(rows, got):
                assert r == g, [(x, y) for x, y in zip(r, g) if x != y][:3]


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


# What the names in a Web Annotation stand for (W3C Web Annotation Vocabulary);
# the published context is not fetched.
OA = {
    "oa": "http://www.w3.org/ns/oa#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "id": "@id",
    "type": "@type",
    "@vocab": "http://www.w3.org/ns/oa#",
    "body": {"@id": "oa:hasBody", "@type": "@id"},
    "target": {"@id": "oa:hasTarget", "@type": "@id"},
    "source": {"@id": "oa:hasSource", "@type": "@id"},
    "selector": {"@id": "oa:hasSelector", "@type": "@id"},
    "state": {"@id": "oa:hasState", "@type": "@id"},
    "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"},
    "purpose": {"@id": "oa:hasPurpose", "@type": "@vocab"},
    "value": "rdf:value",
    "start": {"@id": "oa:start", "@type": "xsd:nonNegativeInteger"},
    "end": {"@id": "oa:end", "@type": "xsd:nonNegativeInteger"},
}


def annotation_graph():
    import rdflib

    oa = rdflib.Namespace(OA["oa"])
    entries = json.loads((folder / "annotation").read_text(encoding="utf-8"))
    for e in entries:
        assert e["@context"] == "http://www.w3.org/ns/anno.jsonld"
        e["@context"] = OA
    g = rdflib.Graph()
    g.parse(data=json.dumps(entries), format="json-ld")
    found = list(g.subjects(rdflib.RDF.type, oa.Annotation))
    assert len(found) == len(entries), (len(found), len(entries))
    for a in found:
        (target,) = g.objects(a, oa.hasTarget)
        assert g.value(target, oa.hasSource)
        kinds = {g.value(s, rdflib.RDF.type) for s in g.objects(target, oa.hasSelector)}
        assert kinds == {oa.TextQuoteSelector, oa.TextPositionSelector}, kinds
        for s in g.objects(target, oa.hasSelector):
            if g.value(s, oa.start) is not None:
                assert g.value(s, oa.start).toPython() < g.value(s, oa.end).toPython()


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
for reader in (jsonl, stix, parquet, parquet_pandas, tables, spreadsheet, follow_the_money, statements, annotation, annotation_graph, prov, nanopub, graphs, calendar, edtf):
    try:
        reader()
        print(reader.__name__, "read")
    except ImportError as e:
        print(reader.__name__, "passed over:", e)
    except Exception as e:
        failed = True
        print(reader.__name__, "REFUSED:", type(e).__name__, str(e)[:500])
sys.exit(failed)
