"""Reads the reports that we wrote and annotated ourselves, training/reports/*.txt, into the form of claim gold.

    python3 training/own.py training/reports/*.txt                  checks them and counts
    python3 training/own.py --out DIR training/reports/*.txt        writes DIR/ID.json too, for `sayso eval DIR/*.json`

A file holds reports one after another:

    === court-03 2031-05-04
    Mayor of Ostrel to appeal fine
    The [a:mayor] of Ostrel {said}...

The line "=== ID DATE" begins a report; its first line is the headline; paragraphs are lines. "{word STATUS FACTUALITY @CHAIN i}" anchors a claim on a
word: STATUS is h(appened), s (holds), t (habitual), o(rdered), p(lanned), r (predicted), c(onditional) or u(nknown); FACTUALITY may be left out where it is
CT+ (h, s, t, r) or U (o, p, c, u); @CHAIN names the voices, outermost first ("@a>b"), "~" being the unnamed one, and is left out for the report's own
word; i marks an inference. "[a:word]" marks the word that stands for a voice; a label is looked up in the claim's paragraph, or else in the whole
report, where it must be unique. What a claim is: ../shared/gold/GUIDELINES.md. Times and quantities are not annotated.
"""
import argparse, collections, json, os, re, signal, sys

STATUS = dict(h="happened", s="holds", t="habitual", o="ordered", p="planned", r="predicted", c="conditional", u="unknown")
FACTUALITY = {"CT+", "CT-", "PR+", "PR-", "PS+", "PS-", "U"}
MARK = re.compile(r"\{([^{}\s]+)((?:\s+[^{}\s]+)*)\}|\[([A-Za-z0-9]+):([^\[\]\s]+)\]")


class Bad(Exception):
    pass


def report(ident, date, lines):
    text, claims, voices = b"", [], []
    for number, line in enumerate(lines):
        text += b"\n\n" * bool(number)
        at = 0
        for m in MARK.finditer(line):
            text += line[at:m.start()].encode()
            word = m[1] or m[4]
            span = [len(text), len(text) + len(word.encode())]
            text += word.encode()
            at = m.end()
            if m[3]:
                voices.append((m[3], number, span, word))
            else:
                claims.append((number, span, word, m[2].split()))
        text += line[at:].encode()
    if re.search(rb"[{}\[\]@<>]", text):
        i = re.search(rb"[{}\[\]@<>]", text).start()
        raise Bad(f"a mark is left in the text: ...{text[max(0, i - 40):i + 40].decode(errors='ignore')}...")

    def voice(label, number):
        if label == "~":
            return "unnamed", ""
        found = [v for v in voices if v[0] == label and v[1] == number] or [v for v in voices if v[0] == label]
        if len(found) != 1:
            raise Bad(f"voice {label} of paragraph {number}: {len(found)} places")
        return found[0][2], found[0][3]

    out = []
    for i, (number, span, word, codes) in enumerate(claims):
        if not codes or codes[0] not in STATUS:
            raise Bad(f"{word} in paragraph {number}: what status is {codes}?")
        c = dict(id=f"c{i + 1}", anchor=span, text=word, sources=[], source_text=[], factuality="CT+" if codes[0] in "hstr" else "U",
                 status=STATUS[codes[0]], when=None, quantities=[], basis="stated")
        for code in codes[1:]:
            if code in FACTUALITY:
                c["factuality"] = code
            elif code == "i":
                c["basis"] = "inferred"
            elif code.startswith("@"):
                for label in code[1:].split(">"):
                    where, said = voice(label, number)
                    c["sources"].append(where)
                    c["source_text"].append(said)
            else:
                raise Bad(f"{word} in paragraph {number}: what is {code}?")
        out.append(c)
    if not out:
        raise Bad("no claim")
    return dict(id=ident, title=re.sub(MARK, lambda m: m[1] or m[4], lines[0]), published=date, text=text.decode(), claims=out)


def load(paths):
    """The reports of some files, and what is wrong with the others."""
    found, wrong, seen = [], [], set()
    for path in paths:
        for part in re.split(r"^(?==== )", open(path, encoding="utf-8").read(), flags=re.M):
            lines = [l.strip() for l in part.split("\n") if l.strip()]
            if not lines or not lines[0].startswith("==="):
                continue
            try:
                head = re.fullmatch(r"=== (\S+) (\d{4}-\d\d-\d\d)", lines[0])
                if not head or head[1] in seen:
                    raise Bad("the first line is not '=== ID DATE', or the ID stands twice")
                seen.add(head[1])
                found.append(report(head[1], head[2], lines[1:]))
            except Bad as e:
                wrong.append(f"{path}: {lines[0]}: {e}")
    return found, wrong


def main():
    a = argparse.ArgumentParser()
    a.add_argument("--out"); a.add_argument("files", nargs="+")
    a = a.parse_args()
    found, wrong = load(a.files)
    if a.out:
        os.makedirs(a.out, exist_ok=True)
        for g in found:
            json.dump(g, open(os.path.join(a.out, g["id"] + ".json"), "w"), ensure_ascii=False, indent=1)
    claims = [c for g in found for c in g["claims"]]
    print(len(found), "reports,", sum(len(g["text"].split()) for g in found), "words,", len(claims), "claims")
    for key in ("status", "factuality", "basis"):
        print(" ", ", ".join(f"{k} {n} ({100 * n // len(claims)} %)" for k, n in collections.Counter(c[key] for c in claims).most_common()))
    print("  chains of", dict(sorted(collections.Counter(len(c["sources"]) for c in claims).items())), "voices")
    for w in wrong:
        print(w, file=sys.stderr)
    sys.exit(bool(wrong))


if __name__ == "__main__":
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    main()
