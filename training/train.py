"""Trains the network on all tasks at once and writes a checkpoint after every epoch.

    python training/train.py --shared ../shared --start MODEL.safetensors --vocab vocab.txt --out training/work/run1
"""
import argparse, json, math, os, random, sys, time
import torch, torch.nn.functional as F
import data
from model import Linear, Net

PARSE = ("upos", "feats", "lemma")
WEIGHT = dict(arc=1.0, rel=1.0, upos=0.5, feats=0.5, lemma=0.5, name=2.5, anchor=2.0, factuality=1.0, status=1.0, basis=0.5,
              voice=2.0, cue=0.3, source=0.3, content=0.3, veridical=0.3)
FACT_WEIGHT = torch.tensor([1.0, 2.5, 2.0, 1.5, 3.0, 3.0, 1.2])
STATUS_WEIGHT = torch.tensor([1.0, 1.1, 1.5, 1.5, 1.2, 1.8, 1.4, 2.0])


class Example:
    """A window: words [a, b) of a document, as tensors."""
    def __init__(self, d, first, last, index):
        a, b = d["sents"][first][0], d["sents"][last - 1][1]
        ids, shapes, edges, at = [101], [0], [0], []
        starts = {s[0]: 2 if s[2] else 1 for s in d["sents"][first:last]}
        self.sent = []
        for k, (x, y, _) in enumerate(d["sents"][first:last]):
            self.sent += [k] * (y - x)
        for w in range(a, b):
            at.append(len(ids))
            p = d["pieces"][w]
            ids += p; shapes += [d["shapes"][w]] * len(p)
            edges += [starts.get(w, 0)] + [0] * (len(p) - 1)
        self.ids, self.shapes, self.edges, self.first = ids[:511] + [102], shapes[:511] + [0], edges[:511] + [0], [min(i, 510) for i in at]
        n = b - a
        self.tags = {}
        for layer in index:
            if layer in d and layer != "rel":
                self.tags[layer] = [index[layer].get(x, -100) for x in d[layer][a:b]]
        if "head" in d:
            self.head = [h - a if h >= 0 else n for h in d["head"][a:b]]  # n stands for the root
            self.rel = [index["rel"].get(r, -100) for r in d["rel"][a:b]]
        if "veridical" in d:
            self.veridical = {w - a: v for w, v in d["veridical"].items() if a <= w < b}
        self.gold = "claims" in d
        if self.gold:
            self.claims = [c for c in d["claims"] if a <= c["word"] < b]
            self.tags["anchor"] = [0] * n
            rows = {k: [-100] * n for k in ("factuality", "status", "basis")}
            self.voice = [-100] * n
            place = lambda v: n + (v == data.UNNAMED) if v < 0 else (v - a if a <= v < b else -100)
            for c in self.claims:
                w = c["word"] - a
                self.tags["anchor"][w] = 1
                rows["factuality"][w] = index["factuality"][c["factuality"]]
                rows["status"][w] = index["status"][c["status"]]
                rows["basis"][w] = index["basis"][c["basis"]]
                self.voice[w] = place(c["voice"])
            for s, v in d["outer"].items():
                if a <= s < b and self.voice[s - a] == -100:
                    self.voice[s - a] = place(v)
            self.tags.update(rows)
        elif d.get("heard"):
            self.voice = [d["heard"].get(w, -1) - a for w in range(a, b)]
            self.voice = [v if 0 <= v < n else -100 for v in self.voice]


def batch(xs):
    t, w = max(len(x.ids) for x in xs), max(len(x.first) for x in xs)
    pad = lambda rows, fill, n: torch.tensor([list(r) + [fill] * (n - len(r)) for r in rows])
    b = dict(ids=pad([x.ids for x in xs], 0, t), shapes=pad([x.shapes for x in xs], 0, t), edges=pad([x.edges for x in xs], 0, t),
             mask=pad([[True] * len(x.ids) for x in xs], False, t), first=pad([x.first for x in xs], 0, w), tags={})
    for layer in {k for x in xs for k in x.tags}:
        b["tags"][layer] = pad([x.tags.get(layer, []) for x in xs], -100, w)
    if any(hasattr(x, "head") for x in xs):
        b["head"] = pad([[w if h == len(x.head) else h for h in x.head] if hasattr(x, "head") else [] for x in xs], -100, w)
        b["rel"] = pad([getattr(x, "rel", []) for x in xs], -100, w)
    b["sent"] = pad([x.sent for x in xs], -1, w)
    b["few"] = torch.tensor([x.gold for x in xs])
    if any(hasattr(x, "voice") for x in xs):
        b["voice"] = pad([[w + (v - len(x.voice)) if v >= len(x.voice) else v for v in x.voice] if hasattr(x, "voice") else [] for x in xs], -100, w)
        b["real"] = pad([[True] * len(x.first) for x in xs], False, w)
    if any(getattr(x, "veridical", None) for x in xs):
        b["veridical"] = [(i, w, v) for i, x in enumerate(xs) for w, v in getattr(x, "veridical", {}).items()]
    return b


def blur(b, share):
    """Hides a share of the pieces of the few documents with claims, so that they are not learned by heart."""
    hide = (torch.rand(b["ids"].shape) < share) & (b["ids"] > 999) & b["few"][:, None]
    b["ids"] = b["ids"].masked_fill(hide, 103)  # [MASK]


def masked_arcs(net, w, sent):
    s = net.arcs(w).float()
    same = sent[:, :, None] == sent[:, None, :]
    return torch.cat([s[..., :-1].masked_fill(~same, -1e4), s[..., -1:]], -1)


def losses(net, b):
    x = net.encode(b["ids"], b["shapes"], b["edges"], b["mask"])
    w = net.words(x, b["first"])
    out = {}
    weight = dict(factuality=FACT_WEIGHT, status=STATUS_WEIGHT, basis=torch.tensor([1.0, 4.0]))
    for k, y in b["tags"].items():
        sel = y != -100
        if sel.any():
            out[k] = F.cross_entropy(net.tag[k](w[sel]).float(), y[sel], weight=weight.get(k), label_smoothing=0.05 if k in ("factuality", "status") else 0.0)
    if "head" in b:
        y = b["head"]
        sel = y != -100
        if sel.any():
            s = masked_arcs(net, w, b["sent"])
            out["arc"] = F.cross_entropy(s[sel], y[sel])
            bi, dep = sel.nonzero(as_tuple=True)
            h = y[sel]; h = torch.where(h == w.shape[1], torch.full_like(h, -1), h)
            keep = b["rel"][sel] != -100
            out["rel"] = F.cross_entropy(net.rels(w, bi[keep], dep[keep], h[keep]).float(), b["rel"][sel][keep])
    if "voice" in b:
        y = b["voice"]
        sel = y != -100
        if sel.any():
            s = net.voices(w).float()
            ok = torch.cat([b["real"], torch.ones_like(b["real"][:, :2])], 1)
            s = s.masked_fill(~ok[:, None, :], -1e4)
            out["voice"] = F.cross_entropy(s[sel], y[sel])
    if "veridical" in b:
        bi, wi, v = zip(*b["veridical"])
        got = net.veridical(w[list(bi), list(wi)])[:, 0].float()
        out["veridical"] = F.smooth_l1_loss(got, torch.tensor(v))
    return out


def examples(d, limit, index):
    return [Example(d, i, j, index) for i, j in data.windows(d, limit)]


def epoch_batches(sets, index, rng, claims_times, size):
    xs = []
    for part in ("ewt_train", "gum_train", "names", "meantime"):
        docs = sets[part]
        if part == "meantime":
            docs = docs[:]; rng.shuffle(docs)
        for d in docs:
            xs += examples(d, rng.choice((64, 128, 192, 256)), index)
    for _ in range(claims_times):
        for d in sets["claims"]:
            xs += examples(d, rng.choice((160, 256, 352)), index)
    rng.shuffle(xs)
    xs.sort(key=lambda x: (len(x.ids) + rng.randrange(24)) // 16)
    out, cur, longest = [], [], 0
    for x in xs:
        longest = max(longest, len(x.ids))
        if cur and longest * (len(cur) + 1) > size:
            out.append(cur); cur, longest = [], len(x.ids)
        cur.append(x)
    out.append(cur)
    rng.shuffle(out)
    return out


@torch.no_grad()
def measure(net, sets, index, which=("ewt_dev", "gum_dev", "claims_dev")):
    net.eval()
    r = {}
    for part in which:
        n = dict.fromkeys("words uas las upos feats lemma name_ok name_sys name_gold anchor_ok anchor_sys anchor_gold fact status voice strict src_ok src".split(), 0)
        for d in sets[part]:
            xs = examples(d, 256, index)
            for k in range(0, len(xs), 8):
                bx = xs[k:k + 8]
                b = batch(bx)
                with torch.autocast("cpu", dtype=torch.bfloat16, enabled=not Linear.quant):
                    x = net.encode(b["ids"], b["shapes"], b["edges"], b["mask"])
                    w = net.words(x, b["first"])
                    tag = {t: net.tag[t](w).float().argmax(-1) for t in net.tag}
                    prob = net.tag["anchor"](w).float().softmax(-1)[..., 1]
                    if "head" in b:
                        s = masked_arcs(net, w, b["sent"]).argmax(-1)
                        sel = b["head"] != -100
                        bi, dep = sel.nonzero(as_tuple=True)
                        h = s[sel]
                        rel = net.rels(w, bi, dep, torch.where(h == w.shape[1], torch.full_like(h, -1), h)).argmax(-1)
                        n["words"] += int(sel.sum()); good = h == b["head"][sel]
                        n["uas"] += int(good.sum()); n["las"] += int((good & (rel == b["rel"][sel])).sum())
                        for t in ("upos", "feats", "lemma"):
                            n[t] += int((tag[t][sel] == b["tags"][t][sel]).sum())
                    if "voice" in b:
                        v = net.voices(w).float()
                        ok = torch.cat([b["real"], torch.ones_like(b["real"][:, :2])], 1)
                        v = v.masked_fill(~ok[:, None, :], -1e4).argmax(-1)
                for i, e in enumerate(bx):
                    if "name" in e.tags:
                        g, s = spans(e.tags["name"]), spans(tag["name"][i, :len(e.first)].tolist())
                        n["name_ok"] += len(g & s); n["name_sys"] += len(s); n["name_gold"] += len(g)
                    if "anchor" in e.tags:
                        m = len(e.first)
                        for j in range(m):
                            gold, got = e.tags["anchor"][j] == 1, bool(prob[i, j] > 0.5)
                            n["anchor_gold"] += gold; n["anchor_sys"] += got
                            if gold and got:
                                n["anchor_ok"] += 1
                                f, st = int(tag["factuality"][i, j]) == e.tags["factuality"][j], int(tag["status"][i, j]) == e.tags["status"][j]
                                target = int(b["voice"][i, j]); vo = target == int(v[i, j])
                                n["fact"] += f; n["status"] += st; n["voice"] += vo; n["strict"] += f and st and vo
                                if target != w.shape[1]:
                                    n["src"] += 1; n["src_ok"] += vo
        f1 = lambda ok, s, g: 2 * ok / (s + g) if s + g else 0.0
        if n["words"]:
            for t in ("uas", "las", "upos", "feats", "lemma"):
                r[f"{part}.{t}"] = n[t] / n["words"]
        if n["name_gold"]:
            r[f"{part}.name"] = f1(n["name_ok"], n["name_sys"], n["name_gold"])
        if n["anchor_gold"]:
            m = max(1, n["anchor_ok"])
            r.update({f"{part}.detect": f1(m, n["anchor_sys"], n["anchor_gold"]), f"{part}.factuality": n["fact"] / m, f"{part}.status": n["status"] / m,
                      f"{part}.voice": n["voice"] / m, f"{part}.attributed": n["src_ok"] / max(1, n["src"]), f"{part}.strict": f1(n["strict"], n["anchor_sys"], n["anchor_gold"])})
    net.train()
    return r


def spans(tags):
    out, start, kind = set(), None, None
    for i, t in enumerate(list(tags) + [0]):
        label = data.NAME[t] if t >= 0 else "O"
        if start is not None and not (label.startswith("I-") and label[2:] == kind):
            out.add((start, i, kind)); start = None
        if label.startswith("B-") or (label.startswith("I-") and start is None):
            start, kind = i, label[2:]
    return out


def main():
    a = argparse.ArgumentParser()
    a.add_argument("--shared", required=True); a.add_argument("--start", required=True); a.add_argument("--vocab", required=True); a.add_argument("--out", required=True)
    a.add_argument("--epochs", type=int, default=10); a.add_argument("--quant-from", type=int, default=7); a.add_argument("--seed", type=int, default=1)
    a.add_argument("--lr", type=float, default=3e-4); a.add_argument("--names", type=float, default=WEIGHT["name"]); a.add_argument("--claims-times", type=int, default=2); a.add_argument("--size", type=int, default=2304)
    a.add_argument("--resume"); a.add_argument("--narrow", type=int, default=0); a.add_argument("--blur", type=float, default=0.0); a.add_argument("--first-epoch", type=int, default=0); a.add_argument("--stop", type=int)
    a = a.parse_args()
    random.seed(a.seed); torch.manual_seed(a.seed); torch.set_num_threads(2)
    os.makedirs(a.out, exist_ok=True)
    WEIGHT["name"] = a.names
    sets = data.load(a.shared, a.vocab)
    labels = data.tables(sets)
    index = {k: {x: i for i, x in enumerate(v)} for k, v in labels.items()}
    json.dump(dict(labels=labels, vocab=open(a.vocab, encoding="utf-8").read().rstrip("\n").split("\n"), meta={}), open(f"{a.out}/labels.json", "w"))
    net = Net(labels)
    net.start_from(a.start)
    if a.resume:
        state = torch.load(a.resume)
        if "layer.0.up.weight" in state and state["layer.0.up.weight"].shape[0] != net.layer[0].up.out_features:
            net.narrow(state["layer.0.up.weight"].shape[0])
        net.load_state_dict(state)
    if a.narrow:
        net.narrow(a.narrow)
    body = [p for n, p in net.named_parameters() if p.requires_grad and n.startswith(("embed.", "layer.")) and "shape" not in n and "edge" not in n]
    ids = {id(p) for p in body}
    opt = torch.optim.AdamW([dict(params=body, lr=a.lr), dict(params=[p for p in net.parameters() if p.requires_grad and id(p) not in ids], lr=4 * a.lr)],
                            betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    per = len(epoch_batches(sets, index, random.Random(a.seed), a.claims_times, a.size))
    total, warm, step = per * a.epochs, per // 3, per * a.first_epoch
    scale = lambda s: min(1.0, (s + 1) / warm) * max(0.02, 0.5 * (1 + math.cos(math.pi * min(1.0, s / total))))
    base = [g["lr"] for g in opt.param_groups]
    log = open(f"{a.out}/log.jsonl", "a")
    for epoch in range(a.first_epoch, a.stop or a.epochs):  # --stop ends early on the learning rate of all epochs
        Linear.quant = epoch >= a.quant_from
        began, seen, sums = time.time(), 0, {}
        for k, xs in enumerate(epoch_batches(sets, index, random.Random(a.seed * 1000 + epoch), a.claims_times, a.size)):
            for g, lr in zip(opt.param_groups, base):
                g["lr"] = lr * scale(step)
            b = batch(xs)
            if a.blur:
                blur(b, a.blur)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                ls = losses(net, b)
            loss = sum(WEIGHT[t] * v for t, v in ls.items())
            opt.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 2.0)
            opt.step()
            step += 1; seen += int(b["mask"].sum())
            for t, v in ls.items():
                s = sums.setdefault(t, [0.0, 0]); s[0] += float(v.detach()); s[1] += 1
            if k % 25 == 0:
                print(f"epoch {epoch} {k}/{per} {seen / (time.time() - began):.0f} pieces/s", {t: round(s / n, 3) for t, (s, n) in sorted(sums.items())}, flush=True)
        torch.save(net.state_dict(), f"{a.out}/last.tmp"); os.replace(f"{a.out}/last.tmp", f"{a.out}/epoch{epoch}.pt")
        row = dict(epoch=epoch, quant=Linear.quant, seconds=round(time.time() - began), loss={t: round(s / n, 4) for t, (s, n) in sums.items()},
                   dev={k: round(v, 4) for k, v in measure(net, sets, index).items()})
        print(json.dumps(row), flush=True); log.write(json.dumps(row) + "\n"); log.flush()


if __name__ == "__main__":
    main()
