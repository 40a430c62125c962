"""Packs the corpora into one file of flat arrays, so that training needs nothing but NumPy and PyTorch.

    python training/pack.py --shared ../shared --vocab vocab.txt --out training/work/packed.npz
"""
import argparse, json
import numpy as np
import data

FOLDS = 12  # divisible by any likely number of teachers


def words_of(d):
    """The words of a document as they stand in it."""
    if "sentences" in d:
        return [w for s in d["sentences"] for w in s]
    t = d["text"].encode()
    return [t[a:b].decode() for a, b in d["words"]]


def main():
    a = argparse.ArgumentParser()
    a.add_argument("--shared", required=True); a.add_argument("--vocab", required=True); a.add_argument("--out", required=True)
    a = a.parse_args()
    sets = data.load(a.shared, a.vocab)
    labels, helpers = data.tables(sets)
    index = {k: {x: i for i, x in enumerate(v)} for k, v in {**labels, **helpers}.items()}
    layers = [k for k in index if k != "rel"]
    words, docs, sents, pieces, offsets, shapes, tags, head, rel, voice, veridical, text, unsure = 0, [], [], [], [0], [], [], [], [], [], [], [], []
    for number, (name, members) in enumerate(sets.items()):
        for k, d in enumerate(members):
            n = len(d["shapes"])
            first = len(sents)
            sents += d["sents"]
            docs.append((number, words, words + n, first, len(sents), k % FOLDS))
            words += n
            for p in d["pieces"]:
                pieces += p; offsets.append(len(pieces))
            shapes += d["shapes"]
            t = np.full((n, len(layers)), -100, np.int16)
            for i, layer in enumerate(layers):
                if layer in d:
                    t[:, i] = [index[layer].get(x, -100) for x in d[layer]]
            v = np.full(n, -100, np.int32)
            if "claims" in d:
                at = {l: i for i, l in enumerate(layers)}
                t[:, at["anchor"]] = 0
                for c in d["claims"]:
                    w = c["word"]
                    t[w, at["anchor"]] = 1
                    for l in ("factuality", "status", "basis"):
                        t[w, at[l]] = index[l][c[l]]
                    v[w] = c["voice"]
                for w, x in d["outer"].items():
                    if v[w] == -100:
                        v[w] = x
            for w, x in d.get("heard", {}).items():
                v[w] = x
            tags.append(t); voice.append(v)
            head.append(np.array(d.get("head", [-100] * n), np.int32))
            rel.append(np.array([index["rel"].get(r, -100) for r in d["rel"]] if "rel" in d else [-100] * n, np.int16))
            x = np.full(n, np.nan, np.float32)
            for w, y in d.get("veridical", {}).items():
                x[w] = y
            veridical.append(x)
            text += words_of(d)
            unsure.append(np.array(d.get("unsure", [False] * n), bool))
    join = lambda rows: np.concatenate(rows)
    np.savez_compressed(a.out, docs=np.array(docs, np.int32), sents=np.array(sents, np.int32), pieces=np.array(pieces, np.int16), offsets=np.array(offsets, np.int32),
                        shapes=np.array(shapes, np.uint8), tags=join(tags), head=join(head), rel=join(rel), voice=join(voice), veridical=join(veridical),
                        text=np.frombuffer("\n".join(text).encode(), np.uint8), unsure=join(unsure),
                        info=np.array(json.dumps(dict(sets=list(sets), layers=layers, labels=labels, helpers=helpers,
                                                      vocab=open(a.vocab, encoding="utf-8").read().rstrip("\n").split("\n")))))
    for number, name in enumerate(sets):
        mine = [d for d in docs if d[0] == number]
        print(name, len(mine), "documents", sum(d[2] - d[1] for d in mine), "words", sum(offsets[d[2]] - offsets[d[1]] for d in mine), "pieces")


if __name__ == "__main__":
    main()
