"""Trains a large teacher (all-mpnet-base-v2, Apache-2.0) on the claims and lets it label news texts for the student.

    python training/teacher.py train --shared ../shared --mpnet DIR --vocab vocab.txt --out training/work/teacher
    python training/teacher.py label --shared ../shared --mpnet DIR --vocab vocab.txt --out training/work/teacher --state training/work/teacher/last.pt

label writes soft.pt: windows of words with the teacher's distributions, which train.py --soft learns from.
"""
import argparse, json, math, os, random, time
import torch, torch.nn as nn, torch.nn.functional as F
from transformers import MPNetConfig, MPNetModel
import data, train
from model import Net

TAGS = ("anchor", "factuality", "status", "basis")


class Teacher(Net):
    def __init__(self, labels, folder, vocab):
        super().__init__({k: v for k, v in labels.items() if k in TAGS + ("rel",)}, width=768, layers=0, vocab=1)
        self.mpnet = MPNetModel.from_pretrained(folder, add_pooling_layer=False)
        theirs = {w: i for i, w in enumerate(open(os.path.join(folder, "vocab.txt"), encoding="utf-8").read().split("\n"))}
        special = {"[CLS]": 0, "[PAD]": 1, "[SEP]": 2}
        self.register_buffer("ids", torch.tensor([special.get(w, theirs.get(w, theirs["[UNK]"])) for w in vocab]), persistent=False)
        self.shape, self.edge = nn.Embedding(16, 768), nn.Embedding(3, 768)
        nn.init.normal_(self.shape.weight, std=0.005); nn.init.normal_(self.edge.weight, std=0.005)
        for p in list(self.mpnet.embeddings.parameters()) + [p for l in self.mpnet.encoder.layer[:4] for p in l.parameters()]:
            p.requires_grad = False

    def encode(self, ids, shapes, edges, mask):
        x = self.mpnet.embeddings.word_embeddings(self.ids[ids]) + self.shape(shapes) + self.edge(edges)
        return self.mpnet(inputs_embeds=x, attention_mask=mask.long()).last_hidden_state


def blur(b, rng, share):
    """Hides a share of the pieces, so that few documents are not learned by heart."""
    hide = (torch.rand(b["ids"].shape, generator=rng) < share) & (b["ids"] > 999)
    b["ids"] = b["ids"].masked_fill(hide, 103)
    return b


def batches(docs, index, rng, size, lengths):
    xs = [x for d in docs for x in train.examples(d, rng.choice(lengths), index)]
    rng.shuffle(xs)
    xs.sort(key=lambda x: (len(x.ids) + rng.randrange(32)) // 32)
    out, cur, longest = [], [], 0
    for x in xs:
        longest = max(longest, len(x.ids))
        if cur and longest * (len(cur) + 1) > size:
            out.append(cur); cur, longest = [], len(x.ids)
        cur.append(x)
    out.append(cur)
    rng.shuffle(out)
    return out


def news(shared, vocab):
    """Documents to label: Wikinews texts and the open parts of re3d, as words."""
    docs = []
    plain = {"``": '"', "''": '"', "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]"}
    for line in open(f"{shared}/corpora/news/wikinews_tdg/wikinews.jsonl", encoding="utf-8"):
        x = json.loads(line)
        docs.append(dict(id="wikinews" + x["id"], sentences=[x["title"].split()] + [[plain.get(w, w) for w in s.split()] for s in x["sentences"]]))
    for d in docs:
        n, d["sents"] = 0, []
        for k, s in enumerate(d["sentences"]):
            d["sents"].append((n, n + len(s), int(k < 3 or k % 3 == 0))); n += len(s)
    texts = []
    for part in sorted(os.listdir(f"{shared}/corpora/ner/re3d")):
        path = f"{shared}/corpora/ner/re3d/{part}/documents.jsonl"
        if os.path.exists(path) and "BBC" not in part:
            texts += [dict(id="re3d" + json.loads(l)["_id"], text=json.loads(l)["text"]) for l in open(path, encoding="utf-8")]
    for d, o in zip(docs + texts, data.cut(docs + texts, vocab)):
        d["pieces"], d["shapes"] = o["pieces"], o["shapes"]
        if "text" in d:
            d["sents"] = [tuple(s) for s in o["sentences"]]
    return docs + texts


def main():
    a = argparse.ArgumentParser()
    a.add_argument("do", choices=("train", "label")); a.add_argument("--shared", required=True); a.add_argument("--mpnet", required=True)
    a.add_argument("--vocab", required=True); a.add_argument("--out", required=True); a.add_argument("--state")
    a.add_argument("--epochs", type=int, default=7); a.add_argument("--lr", type=float, default=6e-5); a.add_argument("--seed", type=int, default=1)
    a = a.parse_args()
    random.seed(a.seed); torch.manual_seed(a.seed); torch.set_num_threads(2)
    os.makedirs(a.out, exist_ok=True)
    vocab = open(a.vocab, encoding="utf-8").read().rstrip("\n").split("\n")
    sets = data.load(a.shared, a.vocab)
    labels = data.tables(sets)
    index = {k: {x: i for i, x in enumerate(v)} for k, v in labels.items()}
    net = Teacher(labels, a.mpnet, vocab)
    if a.do == "label":
        net.load_state_dict(torch.load(a.state)); net.eval()
        print(json.dumps(train.measure(net, sets, index, ("claims_dev",))))
        out, began = [], time.time()
        xs = [x for d in news(a.shared, a.vocab) for x in train.examples(d, 256, index)]
        xs.sort(key=lambda x: len(x.ids))
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
            for k in range(0, len(xs), 8):
                part = xs[k:k + 8]
                b = train.batch(part)
                w = net.words(net.encode(b["ids"], b["shapes"], b["edges"], b["mask"]), b["first"])
                tag = {t: net.tag[t](w).float().softmax(-1) for t in TAGS}
                real = torch.zeros(w.shape[:2], dtype=torch.bool)
                for i, x in enumerate(part):
                    real[i, :len(x.first)] = True
                ok = torch.cat([real, torch.ones_like(real[:, :2])], 1)
                v = net.voices(w).float().masked_fill(~ok[:, None, :], -1e4).softmax(-1)
                for i, x in enumerate(part):
                    n, m = len(x.first), w.shape[1]
                    x.soft = {t: p[i, :n].half() for t, p in tag.items()}
                    x.soft["voice"] = torch.cat([v[i, :n, :n], v[i, :n, m:]], -1).half()
                    out.append(x)
        torch.save([x.__dict__ for x in out], f"{a.out}/soft.pt")
        print(len(out), "windows", sum(len(x.ids) for x in out), "pieces", round(time.time() - began), "s")
        return
    body = [p for n, p in net.named_parameters() if p.requires_grad and n.startswith("mpnet.")]
    if a.state:
        net.load_state_dict(torch.load(a.state))
    ids = {id(p) for p in body}
    opt = torch.optim.AdamW([dict(params=body, lr=a.lr), dict(params=[p for p in net.parameters() if p.requires_grad and id(p) not in ids], lr=1e-3)], weight_decay=0.01, fused=True)
    lengths, size = (160, 224, 288), 560
    per = len(batches(sets["claims"], index, random.Random(0), size, lengths))
    total, step, base = per * a.epochs, 0, [g["lr"] for g in opt.param_groups]
    rng = torch.Generator().manual_seed(a.seed)
    for epoch in range(a.epochs):
        began, seen, sums = time.time(), 0, {}
        for k, xs in enumerate(batches(sets["claims"], index, random.Random(epoch), size, lengths)):
            for g, lr in zip(opt.param_groups, base):
                g["lr"] = lr * min(1.0, (step + 1) / 40) * max(0.02, 1 - step / total)
            b = blur(train.batch(xs), rng, 0.06)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                ls = train.losses(net, b)
            opt.zero_grad(set_to_none=True)
            sum(train.WEIGHT[t] * v for t, v in ls.items()).backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            opt.step()
            step += 1; seen += int(b["mask"].sum())
            for t, v in ls.items():
                s = sums.setdefault(t, [0.0, 0]); s[0] += float(v.detach()); s[1] += 1
            if k % 10 == 0:
                print(f"epoch {epoch} {k}/{per} {seen / (time.time() - began):.0f} pieces/s", {t: round(s / n, 3) for t, (s, n) in sorted(sums.items())}, flush=True)
        torch.save(net.state_dict(), f"{a.out}/last.pt")
        print(json.dumps(dict(epoch=epoch, seconds=round(time.time() - began), dev={k: round(v, 4) for k, v in train.measure(net, sets, index, ("claims_dev",)).items()})), flush=True)


if __name__ == "__main__":
    main()
