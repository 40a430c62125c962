"""Reads the corpora into one form: documents of words cut by the engine itself.

A document is a dict: pieces [[id]], shapes [int], sents [(first, last, paragraph)] and, where its corpus has them, the
layers upos, feats, lemma, head, rel (per word), name (and names by other rules, OTHER_NAMES) / cue / source / content (BIO per word), veridical {word: -3..3} and
claims [{word, factuality, status, basis, voice}], outer {word: voice}, heard {word: voice} (voices of words, whether claims or not). A voice is a word number, AUTHOR or UNNAMED.
"""
import collections, csv, glob, itertools, json, os, re, subprocess
import own

AUTHOR, UNNAMED = -1, -2
FACTUALITY = ["CT+", "PR+", "PS+", "CT-", "PR-", "PS-", "U"]
STATUS = ["happened", "holds", "habitual", "ordered", "planned", "predicted", "conditional", "unknown"]
NAME = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG"]
OTHER_NAMES = ["name_gum", "name_politics", "name_wnut", "name_twitter"]
BIO = ["O", "B", "I"]
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def cut(docs, vocab):
    """Cuts docs ({"id","text"} or {"id","sentences"}) with training/prepare."""
    text = "\n".join(json.dumps({k: d[k] for k in ("id", "text", "sentences") if k in d}) for d in docs)
    out = subprocess.run(["go", "run", "./training/prepare", vocab], input=text, capture_output=True, text=True, cwd=ROOT)
    if out.returncode:
        raise SystemExit(out.stderr)
    return [json.loads(l) for l in out.stdout.splitlines()]


def script(form, lemma):
    """The edit that makes a lemma of a lower-cased form: characters to strip at its end, then what to add."""
    f, l = form.lower(), lemma.lower()
    k = 0
    while k < min(len(f), len(l)) and f[k] == l[k]:
        k += 1
    return f"{len(f) - k}|{l[k:]}"


def conllu(path):
    """Yields (doc id, [sentence]) with sentence = (starts a paragraph, [columns])."""
    doc, sents, sent, para = None, [], [], True
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("# newdoc"):
            if sents:
                yield doc, sents
            doc, sents, para = line.split("=")[-1].strip(), [], True
        elif line.startswith("# newpar"):
            para = True
        elif not line and sent:
            sents.append((para, sent)); sent, para = [], False
        elif line[:1].isdigit():
            c = line.split("\t")
            if c[0].isdigit():
                sent.append(c)
    if sents:
        yield doc, sents


def treebank(path):
    docs = []
    for name, sents in conllu(path):
        d = dict(id=name, sentences=[[c[1] for c in s] for _, s in sents], sents=[], upos=[], feats=[], lemma=[], head=[], rel=[], proper=[])
        for para, s in sents:
            base = len(d["upos"])
            d["sents"].append((base, base + len(s), int(para)))
            for c in s:
                d["proper"].append(c[4].startswith("NNP")); d["upos"].append(c[3]); d["feats"].append("" if c[5] == "_" else c[5]); d["rel"].append(c[7])
                d["lemma"].append("0|" if c[3] == "PROPN" or c[2] == "_" else script(c[1], c[2]))
                d["head"].append(base + int(c[6]) - 1 if c[6] != "0" else -1)
        docs.append(d)
    return docs


def bio_file(path, column, sep, kinds):
    """Sentences of a column file: [(words, tags)]; kinds maps a label to PER, LOC, ORG; tags may lack B-."""
    out, words, tags = [], [], []
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("# "):
            continue
        c = line.split(sep)
        if len(c) <= column or not c[column].strip():
            if words:
                out.append((words, tags)); words, tags = [], []
            continue
        words.append(c[column - 1] if column else c[0])
        tags.append(c[column])
    if words:
        out.append((words, tags))
    fixed = []
    for words, tags in out:
        row, last = [], None
        for t in tags:
            kind = kinds.get(t.split("-")[-1]) if t != "O" else None
            begin = kind and (t.startswith("B-") or last != t.split("-")[-1])
            row.append("O" if not kind else ("B-" if begin else "I-") + kind)
            last = t.split("-")[-1] if t != "O" else None
        fixed.append((words, row))
    return fixed


def name_docs(prefix, layer, sents, size=12):
    docs = []
    for i in range(0, len(sents), size):
        part = sents[i:i + size]
        d = dict(id=f"{prefix}{i}", sentences=[w for w, _ in part], sents=[])
        d[layer] = []
        for w, t in part:
            d["sents"].append((len(d[layer]), len(d[layer]) + len(w), 1)); d[layer] += t
        docs.append(d)
    return docs


def gold(pattern):
    return [json.load(open(p, encoding="utf-8")) for p in sorted(glob.glob(pattern))]


def claim_docs(gold, vocab):
    docs, lost = [], 0
    for g, c in zip(gold, cut(gold, vocab)):
        words = c["words"]
        at = lambda span: next((i for i, w in enumerate(words) if w[0] < span[1] and span[0] < w[1]), None)
        d = dict(id=g["id"], text=g["text"], words=words, pieces=c["pieces"], shapes=c["shapes"],
                 sents=[tuple(s) for s in c["sentences"]], claims=[], outer={})
        for x in g["claims"]:
            word = at(x["anchor"])
            chain = [UNNAMED if s == "unnamed" else at(s) for s in x["sources"]]
            if word is None or None in chain:
                lost += 1
                continue
            d["claims"].append(dict(word=word, factuality=x["factuality"], status=x["status"], basis=x["basis"], voice=chain[-1] if chain else AUTHOR))
            for i, s in enumerate(chain):
                if s >= 0:
                    d["outer"][s] = chain[i - 1] if i else AUTHOR
        docs.append(d)
    print("claim documents", len(docs), "claims", sum(len(d["claims"]) for d in docs), "lost", lost)
    return docs


def attach_veridical(docs, path):
    """Adds the UDS-IH2 values of sentences found in docs."""
    by = {}
    for line in open(path, encoding="utf-8"):
        x = json.loads(line)
        by[x["text"]] = x["targets"]
    n = 0
    for d in docs:
        for (first, _, _), s in zip(d["sents"], d["sentences"]):
            for t in by.get(" ".join(s), ()):
                d.setdefault("veridical", {})[first + t["span1"][0]] = float(t["label"]); n += 1
    print("veridical targets", n)


def attributions(docs, path):
    """Adds GUM's source, cue and content tags to the GUM documents."""
    rows = collections.defaultdict(list)
    for i, line in enumerate(open(path, encoding="utf-8")):
        c = line.rstrip("\n").split("\t")
        if i:
            rows[c[1]].append(c)
    for d in docs:
        n = len(d["upos"])
        for layer, column in (("source", 5), ("cue", 7), ("content", 9)):
            tags = ["O"] * n
            for r in rows[d["id"]]:
                for part in filter(None, r[column].split(",")):
                    a, b = (part.split("-") * 2)[:2]
                    for k in range(int(a) - 1, int(b)):
                        if k < n and (tags[k] == "O"):
                            tags[k] = "B" if k == int(a) - 1 else "I"
            d[layer] = tags
        numbers = lambda c: [k - 1 for part in filter(None, c.split(",")) for a, b in [(part.split("-") * 2)[:2]] for k in range(int(a), int(b) + 1) if k <= n]
        d["heard"] = {}
        for r in sorted(rows[d["id"]], key=lambda r: -len(numbers(r[9]))):  # inner contents last: they win
            source, content = numbers(r[5]), set(numbers(r[9]))
            if source and 0 < len(content) <= 80:
                head = next((k for k in source if d["head"][k] not in source), source[-1])
                while head + 1 in source and d["head"][head + 1] in source and d["rel"][head + 1] in ("flat", "appos"):
                    head += 1  # of a name, its last word
                for k in content:
                    if d["upos"][k] == "VERB" or d["head"][k] not in content and d["upos"][k] in ("ADJ", "NOUN", "PROPN"):
                        d["heard"][k] = head


TITLES = set("mr mrs ms dr prof professor president prime minister sen senator rep governor gov general gen king queen lord lady sir judge justice chief secretary captain capt colonel".split())


def gum_names(docs, path):
    """Names on the GUM documents: the proper nouns around the head of a mention of a person, a place or an organisation. Proper
    nouns of no such mention stay without a label, since GUM does not say what they name."""
    kinds = {"person": "PER", "place": "LOC", "organization": "ORG"}
    rows = collections.defaultdict(list)
    for i, line in enumerate(open(path, encoding="utf-8")):
        c = line.rstrip("\n").split("\t")
        if i:
            number = int(c[2].rsplit("-", 1)[1]) - 1
            rows[c[1]].append((number, int(c[3]) - 1, int(c[4]), c[5]))
    for d in docs:
        proper = d["proper"]
        words = [w for x in d["sentences"] for w in x]
        tags = ["-" if p else "O" for p in proper]
        for number, a, b, kind in sorted(rows[d["id"]], key=lambda r: r[1] - r[2]):  # inner mentions last: they win
            if number >= len(d["sents"]):
                continue
            base = d["sents"][number][0]
            span = range(base + a, min(base + b, len(tags)))
            head = next((k for k in span if d["head"][k] not in span), None)
            if head is None or not proper[head]:
                continue
            first = last = head
            while first - 1 in span and proper[first - 1]:
                first -= 1
            while last + 1 in span and (proper[last + 1] or last + 2 in span and words[last + 1] == "-" or kind != "person" and last + 2 in span and proper[last + 2] and words[last + 1] in ("of", "&", "for", "and", "the")):
                last += 1
            while kind == "person" and first < last and words[first].rstrip(".").lower() in TITLES:
                first += 1
            label = kinds.get(kind)
            for k in range(first, last + 1):
                tags[k] = ("B-" if k == first else "I-") + label if label else "O"
        d["name_gum"] = tags


def doubtful_names(docs):
    """Takes the label off proper nouns that the preliminary annotation leaves out although it names the same word more often than not."""
    named, seen = collections.Counter(), collections.Counter()
    rows = [(d, k, w.lower()) for d in docs for k, w in enumerate(w for x in d["sentences"] for w in x) if d["proper"][k]]
    for d, k, w in rows:
        seen[w] += 1
        named[w] += d["name"][k] not in ("O", "-")
    for d, k, w in rows:
        if d["name"][k] == "O" and 2 * named[w] > seen[w]:
            d["name"][k] = "-"


def annotated(path):
    """Names that we annotated by UNER's rules: {corpus: {sentence: [(first word, word after the last, kind)]}}. In names/ewt.tsv the kind
    "-" takes away a name of the preliminary annotation; the other files tell all names of their corpora."""
    out = collections.defaultdict(lambda: collections.defaultdict(list))
    for line in open(os.path.join(os.path.dirname(__file__), "names", path), encoding="utf-8"):
        corpus, sentence, first, after, kind = line.split()
        out[corpus][int(sentence)].append((int(first), int(after), kind))
    return out


def marked(names, n):
    """The labels of n words with names."""
    return renamed(["O"] * n, names)


def renamed(tags, names):
    """Labels with names put over them; the kind "-" takes away."""
    tags = list(tags)
    for a, b, kind in sorted(names, key=lambda x: x[2] != "-"):
        tags[a:b] = ["O"] * (b - a) if kind == "-" else ["B-" + kind] + ["I-" + kind] * (b - a - 1)
    return tags


def written(pattern):
    """Web text of our own with its names, `[PER Ann ] met ...`, a line a sentence, texts parted by empty lines: documents."""
    docs = []
    for path in sorted(glob.glob(os.path.join(os.path.dirname(__file__), pattern))):
        for number, text in enumerate(open(path, encoding="utf-8").read().split("\n\n")):
            sents = []
            for line in filter(None, map(str.strip, text.split("\n"))):
                words, names, first = [], [], None
                for w in line.split():
                    if w in ("[PER", "[LOC", "[ORG"):
                        first, kind = len(words), w[1:]
                    elif w == "]" and first is not None:
                        names.append((first, len(words), kind)); first = None
                    else:
                        words.append(w)
                sents.append((words, marked(names, len(words))))
            docs += name_docs(f"{os.path.basename(path)}-{number}-", "name", sents, 40)
    return docs


def tweets(path, kinds):
    """Broad Twitter's sentences; names of accounts (@ and the word after it) are left without a label."""
    out = []
    for words, tags in bio_file(path, 1, "\t", kinds):
        at = [w.startswith("@") or k > 0 and words[k - 1] == "@" for k, w in enumerate(words)]
        out.append((words, ["-" if a else t for a, t in zip(at, tags)]))
    return out


def plain_texts(c):
    """Running text without labels, for the student to learn from its teachers: documents of sentences of words or of text."""
    out = []
    back = {"``": "\u201c", "''": "\u201d", "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "-LCB-": "{", "-RCB-": "}"}
    for line in open(f"{c}/news/wikinews_tdg/wikinews.jsonl", encoding="utf-8"):
        x = json.loads(line)
        out.append(dict(id="wikinews" + x["id"], sentences=[[back.get(w, w) for w in s.split()] for s in [x["title"]] + x["sentences"] if s.strip()]))
    seen = []
    for part in ("train_subtask1.csv", "dev_subtask1.csv", "test_subtask1_text.csv"):
        for row in csv.DictReader(open(f"{c}/discourse/causal_news/{part}", encoding="utf-8-sig")):
            seen.append([w for w in re.sub(r"(\w) ' (s|re|ve|ll|d|m)\b", r"\1 '\2", row["text"].replace("\u2019", "'")).split()])
    out += [dict(id="causal%d" % i, sentences=seen[i:i + 10]) for i in range(0, len(seen), 10)]
    for path in sorted(glob.glob(f"{c}/ner/re3d/*/documents.jsonl")):
        for i, line in enumerate(open(path, encoding="utf-8")):
            x = json.loads(line)
            out.append(dict(id=f"re3d{path.split('/')[-2]}{i}", text=x["title"].strip() + "\n\n" + x["text"]))
    for path in sorted(glob.glob(f"{c}/temporal/wikiwars/in/*.sgm")):
        text = re.search(r"<TEXT>\n(.*)</TEXT>", open(path, encoding="utf-8").read(), re.S).group(1)
        parts = text.split("\n\n")
        out += [dict(id=f"{os.path.basename(path)}{i}", text="\n\n".join(parts[i:i + 12])) for i in range(0, len(parts), 12)]
    found = [json.loads(l)["finding"] for l in open(f"{c}/factuality/science_news_certainty/sentence-level-certainty.jsonl", encoding="utf-8")]
    out += [dict(id="finding%d" % i, text="\n\n".join(found[i:i + 10])) for i in range(0, len(found), 10)]
    return out


def load(shared, vocab):
    """The training and measuring sets: {name: [document]}. Names annotated by other rules than UNER's have layers of their own."""
    c = os.path.join(shared, "corpora")
    plain = {"PER": "PER", "LOC": "LOC", "ORG": "ORG"}
    ewt = {s: treebank(f"{c}/syntax/ud_ewt/en_ewt-ud-{s}.conllu") for s in ("train", "dev", "test")}
    for s, f in (("train", "train.preliminary"), ("dev", "dev"), ("test", "test")):
        attach_veridical(ewt[s], f"{c}/factuality/uds_ih2/{s}.jsonl")
        tagged = bio_file(f"{c}/ner/uner_ewt/en_ewt-ud-{f}.iob2", 2, "\t", plain)
        before = {" ".join(w): t for w, t in tagged}
        if s == "train":
            fixes = annotated("ewt.tsv")["ewt"]
            tagged = [(words, renamed(tags, fixes[k])) for k, (words, tags) in enumerate(tagged)]
        by = {" ".join(w): t for w, t in tagged}
        hit = 0
        for d in ewt[s]:
            rows = [by.get(" ".join(x)) for x in d["sentences"]]
            hit += sum(r is not None for r in rows)
            d["name"] = [t for r, x in zip(rows, d["sentences"]) for t in (r or ["-"] * len(x))]
            first = [t for x in d["sentences"] for t in before.get(" ".join(x), ["-"] * len(x))]
            d["unsure"] = [a != b for a, b in zip(d["name"], first)]  # where our corrections and the preliminary annotation differ
        print("names on EWT", s, hit, "of", len(tagged))
    doubtful_names(ewt["train"])
    gum = {s: treebank(f"{c}/syntax/ud_gum_open/gum-{s}.conllu") for s in ("train", "dev", "test")}
    for s in gum:
        gum_names(gum[s], f"{c}/ner/gum_entities/gum_entities-{s}.tsv")
        attributions(gum[s], f"{c}/attribution/gum_attribution/gum_attribution-{s}.tsv")
    number = itertools.count()
    also = annotated("other.tsv")
    for d in gum["train"]:
        d["name"] = [t for x in d["sentences"] for t in marked(also["gum"][next(number)], len(x))]
    pud = treebank(f"{c}/syntax/ud_pud/en_pud-ud-test.conllu")
    by = {" ".join(w): t for w, t in bio_file(f"{c}/ner/uner_pud/en_pud-ud-test.iob2", 2, "\t", plain)}
    for d in pud:
        d["name"] = [t for x in d["sentences"] for t in by.get(" ".join(x), ["-"] * len(x))]
    politics = {"person": "PER", "politician": "PER", "organisation": "ORG", "politicalparty": "ORG", "location": "LOC", "country": "LOC"}
    emerging = {"person": "PER", "location": "LOC", "corporation": "ORG", "group": "ORG"}
    named, names = written("names/*.txt"), []
    for corpus, path, sep in (("wikigold", "wikigold/wikigold.conll.txt", " "), ("wnut-dev", "wnut17/emerging.dev.conll", "\t"), ("wnut-test", "wnut17/emerging.test.annotated", "\t")):
        sents = [(w, marked(also[corpus][k], len(w))) for k, (w, _) in enumerate(bio_file(f"{c}/ner/{path}", 1, sep, {}))][:700 if corpus == "wnut-test" else None]  # the rest are tweets
        named += name_docs(corpus, "name", sents)
    for part in ("train", "dev", "test"):
        names += name_docs("politics-" + part, "name_politics", bio_file(f"{c}/ner/crossner_politics/{part}.txt", 1, "\t", politics))
    names += name_docs("wnut-train", "name_wnut", bio_file(f"{c}/ner/wnut17/wnut17train.conll", 1, "\t", emerging))
    for part in "abeg":
        names += name_docs("twitter-" + part, "name_twitter", tweets(f"{c}/ner/broad_twitter/{part}.conll", plain))
    mean = []
    for line in open(f"{c}/factuality/meantime/train.jsonl", encoding="utf-8"):
        x = json.loads(line)
        w = x["text"].split()
        mean.append(dict(id="meantime%d" % len(mean), sentences=[w], sents=[(0, len(w), 1)], veridical={t["span1"][0]: float(t["label"]) for t in x["targets"]}))
    sets = dict(ewt_train=ewt["train"], ewt_dev=ewt["dev"], ewt_test=ewt["test"], gum_train=gum["train"], gum_dev=gum["dev"], gum_test=gum["test"],
                pud=pud, names=names, named=named, meantime=mean)
    flat = [d for docs in sets.values() for d in docs]
    for d, o in zip(flat, cut(flat, vocab)):
        d["pieces"], d["shapes"] = o["pieces"], o["shapes"]
    sets["plain"] = plain_texts(c)
    for d, o in zip(sets["plain"], cut(sets["plain"], vocab)):
        d["pieces"], d["shapes"] = o["pieces"], o["shapes"]
        if "sentences" in d:
            at = list(itertools.accumulate((len(s) for s in d["sentences"]), initial=0))
            d["sents"] = [(a, b, 1) for a, b in zip(at, at[1:])]
        else:
            d["sents"], d["words"] = [tuple(s) for s in o["sentences"]], o["words"]
    ours, wrong = own.load(sorted(glob.glob(os.path.join(os.path.dirname(__file__), "reports/*.txt"))))
    if wrong:
        raise SystemExit("\n".join(wrong))
    held = lambda g: g["id"].endswith("7")  # one in ten is kept to measure with
    sets["claims"] = claim_docs(gold(f"{shared}/gold/train/*.json") + [g for g in ours if not held(g)], vocab)
    sets["claims_dev"] = claim_docs(gold(f"{shared}/gold/dev/*.json"), vocab)
    sets["own_dev"] = claim_docs([g for g in ours if held(g)], vocab)
    return sets


def tables(sets):
    """The label lists of the heads, from the training parts, and those of heads that only help training."""
    train = sets["ewt_train"] + sets["gum_train"]
    def common(layer, least):
        n = collections.Counter(x for d in train for x in d[layer])
        return [k for k, v in sorted(n.items(), key=lambda kv: (-kv[1], kv[0])) if v >= least]
    out = dict(upos=common("upos", 1), feats=common("feats", 3), lemma=common("lemma", 4), rel=common("rel", 3), name=NAME, anchor=["no", "yes"],
               factuality=FACTUALITY, status=STATUS, basis=["stated", "inferred"], cue=BIO, source=BIO, content=BIO)
    return out, {k: NAME for k in OTHER_NAMES}
