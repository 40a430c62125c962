"""Trains teachers on all tasks at once and distils them into the engine's network.

    python training/train.py --packed training/work/packed.npz --mpnet MPNET/model.safetensors --mpnet-vocab MPNET/vocab.txt \\
        --minilm MINILM/model.safetensors --out training/work/run1

A teacher leaves out a share of the claims and of EWT's names; where it left them out its word weighs most. Stages are given in seconds,
or as --teacher-steps and --student-steps, which give the same weights again on the same machine.
"""
import argparse, copy, json, math, os, random, time
import torch, torch.nn.functional as F
from windows import Packed, batches
from model import Bert, MPNet, Net

WEIGHT = dict(arc=1.0, rel=1.0, upos=0.5, feats=0.5, lemma=0.5, name=2.0, anchor=2.0, factuality=1.0, status=1.0, basis=0.5,
              voice=2.0, cue=0.3, source=0.3, content=0.3, veridical=0.3)
FACT_WEIGHT = [1.0, 1.6, 1.4, 1.2, 1.8, 1.8, 1.1]
STATUS_WEIGHT = [1.0, 1.05, 1.25, 1.25, 1.1, 1.4, 1.2, 1.5]
BASIS_WEIGHT = [1.0, 2.5]
CLAIM = ("anchor", "factuality", "status", "basis")


def weight(task):
    return WEIGHT["name"] / 2 if task.startswith("name_") else WEIGHT[task]


def stream(packed, docs, times, size, seed, hide):
    """Batches without end."""
    rng = random.Random(seed)
    while True:
        for windows in batches(packed, docs, times, rng, size):
            yield packed.batch(windows, hide)


def cast(a):
    return torch.autocast(a.device, dtype=torch.bfloat16)


def gold(net, b, out, rels, layers):
    """The losses against what people annotated, each a mean over the words that have a label."""
    ls = {}
    scale = dict(factuality=FACT_WEIGHT, status=STATUS_WEIGHT, basis=BASIS_WEIGHT)

    def loss(name, scores, y, smooth=0.0):
        c = torch.tensor(scale[name], device=y.device) if name in scale else None
        has = y != -100
        n = (c[y.clamp(min=0)] * has).sum() if c is not None else has.sum()
        ls[name] = F.cross_entropy(scores, y, weight=c, ignore_index=-100, reduction="sum", label_smoothing=smooth) / n.clamp(min=1)

    at = b["at"]
    tags = b["tags"][at]
    for i, k in enumerate(layers):
        loss(k, out[k], tags[:, i], 0.05 if k in ("factuality", "status") else 0.0)
    loss("arc", out["arc"], b["head"][at])
    loss("rel", rels, torch.where(b["head"][at] == -100, -100, b["rel"][at]))
    loss("voice", out["voice"], b["voice"][at])
    y = b["veridical"][at]
    has = ~y.isnan()
    got = net.veridical(out["words"])[:, 0].float()
    ls["veridical"] = (F.smooth_l1_loss(got, torch.where(has, y, 0.0), reduction="none") * has).sum() / has.sum().clamp(min=1)
    return ls


def heads_of(b, guess=None):
    """The heads at which relations are asked for: the annotated ones, else a guess or the root; -1 is the root."""
    h = b["head"][b["at"]]
    h = torch.where(h == -100, b["real"].shape[1] if guess is None else guess, h)
    return torch.where(h == b["real"].shape[1], -1, h)


@torch.no_grad()
def taught(teachers, b):
    """What the teachers say of a batch: the mean of their distributions, that of those weighed most who have not seen a row's labels."""
    at, mean, kept = b["at"], {}, []
    trust = torch.stack([torch.where(b["fold"] < 0, 1.0, torch.where(b["fold"] % len(teachers) == k, 1.0, 0.15)) for k in range(len(teachers))])
    trust = (trust / trust.sum(0))[:, at[0], None]
    for k, net in enumerate(teachers):
        out = net(b)
        kept.append(out.pop("windows")); words = out.pop("words")
        if k == 0:
            first = words
        for t, x in out.items():
            p = trust[k] * x.softmax(-1)
            mean[t] = mean[t] + p if k else p
    heads = heads_of(b, mean["arc"].argmax(-1))
    mean["rel"] = sum(trust[k] * net.rels(w, *at, heads).softmax(-1) for k, (net, w) in enumerate(zip(teachers, kept)))
    return mean, heads, first


def distilled(out, rels, say, real):
    """The losses against what the teachers say."""
    def loss(scores, p, weight):
        return (-(p * scores.log_softmax(-1)).sum(-1) * weight).sum() / weight.sum().clamp(min=1.0)

    anchor, every = say["anchor"][:, 1], torch.ones_like(say["anchor"][:, 1])
    likely = anchor * (anchor > 0.1)
    ls = {t: loss(rels if t == "rel" else out[t], p, likely if t in ("factuality", "status", "basis") else every) for t, p in say.items() if t != "voice"}
    spoken = torch.zeros(real.shape, device=real.device)  # words that are others' voices have voices of their own
    at = real.nonzero(as_tuple=True)
    spoken.index_add_(0, at[0], (say["voice"] * anchor[:, None])[:, :-2])
    ls["voice"] = loss(out["voice"], say["voice"], (anchor + spoken[at]).clamp(max=1.0))
    return ls


def spans(tags, names):
    out, start, kind = set(), None, None
    for i, t in enumerate(list(tags) + [0]):
        label = names[t] if t >= 0 else "O"
        if start is not None and not (label.startswith("I-") and label[2:] == kind):
            out.add((start, i, kind)); start = None
        if label.startswith("B-") or (label.startswith("I-") and start is None):
            start, kind = i, label[2:]
    return out


@torch.no_grad()
def measure(a, net, packed, docs):
    """Figures of the network alone on some documents: LAS with punctuation, tags, names F1 and the claims."""
    net.eval()
    n = dict.fromkeys("words las upos feats lemma name_ok name_sys name_gold ok sys gold fact status voice strict src_ok src".split(), 0)
    at = {k: i for i, k in enumerate(packed.layers)}
    names = packed.info["labels"]["name"]
    windows = sorted((w for d in docs for w in packed.windows(d, 256)), key=packed.size)
    for k in range(0, len(windows), 48):
        b = packed.batch(windows[k:k + 48])
        with cast(a):
            out = net(b)
            root, tags, head = b["real"].shape[1], b["tags"][b["at"]], b["head"][b["at"]]
            h = out["arc"].argmax(-1)
            rel = net.rels(out["windows"], *b["at"], torch.where(h == root, -1, h)).argmax(-1)
        has = head != -100
        n["words"] += int(has.sum()); n["las"] += int((has & (h == head) & (rel == b["rel"][b["at"]])).sum())
        for t in ("upos", "feats", "lemma"):
            n[t] += int((has & (out[t].argmax(-1) == tags[:, at[t]])).sum())
        y = tags[:, at["name"]]
        g, s = spans(y.tolist(), names), spans(out["name"].argmax(-1).masked_fill(y == -100, 0).tolist(), names)
        if (y != -100).any():
            n["name_ok"] += len(g & s); n["name_sys"] += len(s); n["name_gold"] += len(g)
        y = tags[:, at["anchor"]]
        got = (out["anchor"].softmax(-1)[:, 1] > 0.5) & (y != -100)
        both = got & (y == 1)
        f, s = out["factuality"].argmax(-1) == tags[:, at["factuality"]], out["status"].argmax(-1) == tags[:, at["status"]]
        target = b["voice"][b["at"]]
        v, said = out["voice"].argmax(-1) == target, target != root
        for key, x in dict(gold=y == 1, sys=got, ok=both, fact=both & f, status=both & s, voice=both & v, strict=both & f & s & v, src=both & said, src_ok=both & said & v).items():
            n[key] += int(x.sum())
    r, f1 = {}, lambda ok, s, g: 2 * ok / max(1, s + g)
    if n["words"]:
        r.update({t: n[t] / n["words"] for t in ("las", "upos", "feats", "lemma")})
    if n["name_gold"]:
        r["name"] = f1(n["name_ok"], n["name_sys"], n["name_gold"])
    if n["gold"]:
        m = max(1, n["ok"])
        r.update(detection=f1(n["ok"], n["sys"], n["gold"]), factuality=n["fact"] / m, status=n["status"] / m, voice=n["voice"] / m,
                 attributed=n["src_ok"] / max(1, n["src"]), strict=f1(n["strict"], n["sys"], n["gold"]))
    net.train()
    return {k: round(v, 4) for k, v in r.items()}


def withhold(b, number, of, layers):
    """Takes the claims and EWT's names off the rows that a teacher shall not see."""
    out = (b["fold"] >= 0) & (b["fold"] % of == number)
    b["voice"].masked_fill_((out & b["few"])[:, None], -100)
    for t in CLAIM + ("name",):
        b["tags"][..., layers.index(t)].masked_fill_(out[:, None], -100)


class Schedule:
    """Warm-up, then a straight fall to nothing, over so many steps or, given seconds, over that time."""

    def __init__(self, opt, seconds, steps, warm):
        self.opt, self.seconds, self.steps, self.warm, self.step = opt, seconds, steps, warm, 0
        self.base = [g["lr"] for g in opt.param_groups]
        self.began = time.time()

    def next(self):
        """The part done, 0 to 1."""
        done = self.step / self.steps if self.steps else (time.time() - self.began) / self.seconds
        for g, lr in zip(self.opt.param_groups, self.base):
            g["lr"] = lr * max(0.001, min(done / self.warm, (1 - done) / (1 - self.warm)))
        self.step += 1
        return done


def optimizer(net, lr, times):
    body = [p for n, p in net.named_parameters() if p.requires_grad and n.startswith("encoder.") and "shape" not in n and "edge" not in n]
    ids = {id(p) for p in body}
    return torch.optim.AdamW([dict(params=body, lr=lr), dict(params=[p for p in net.parameters() if p.requires_grad and id(p) not in ids], lr=times * lr)],
                             betas=(0.9, 0.98), weight_decay=0.01, fused=True)


def told(a, row):
    print(json.dumps(row), flush=True)
    with open(f"{a.out}/log.jsonl", "a") as f:
        f.write(json.dumps(row) + "\n")


def teach(a, packed, number):
    torch.manual_seed(100 + number)
    labels, helpers = packed.info["labels"], packed.info["helpers"]
    own = {p: i for i, p in enumerate(open(a.mpnet_vocab, encoding="utf-8").read().rstrip("\n").split("\n"))}
    special = {"[PAD]": "<pad>", "[UNK]": "[UNK]", "[CLS]": "<s>", "[SEP]": "</s>", "[MASK]": "<mask>"}
    where = torch.tensor([own.get(special.get(p, p), own["[UNK]"]) for p in packed.info["vocab"]])
    net = Net(MPNet(where), labels, helpers, arc=400, rel=160, voice=256)
    net.encoder.start_from(a.start_mpnet)
    net.to(a.device).train()
    sched = Schedule(optimizer(net, a.teacher_lr, 10), a.teacher_seconds, a.teacher_steps, 0.08)
    docs = packed.of("ewt_train", "gum_train", "names", "named", "meantime", "claims")
    seen, sums = 0, {}
    for b in stream(packed, docs, {"claims": 3}, a.size, 10 + number, 0.16):
        done = sched.next()
        if done >= 1:
            break
        withhold(b, number, a.teachers, packed.layers)
        with cast(a):
            out, heads = net(b), heads_of(b)
            ls = gold(net, b, out, net.rels(out["windows"], *b["at"], heads), packed.layers)
        loss = sum(weight(t) * v for t, v in ls.items())
        sched.opt.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        sched.opt.step()
        seen += b["mask"].shape[0] * b["mask"].shape[1]
        if sched.step % 50 == 0:
            print(f"teacher {number} step {sched.step} {seen / (time.time() - sched.began):.0f} places/s", {t: round(v.item(), 3) for t, v in sorted(ls.items())}, flush=True)
    out = [d for d in packed.of("claims") if packed.docs[d][5] % a.teachers == number]
    told(a, dict(teacher=number, steps=sched.step, seconds=round(time.time() - sched.began), claims_out=measure(a, net, packed, out), claims_dev=measure(a, net, packed, packed.of("claims_dev")),
                 ewt_dev=measure(a, net, packed, packed.of("ewt_dev")), gum_dev=measure(a, net, packed, packed.of("gum_dev")), pud=measure(a, net, packed, packed.of("pud"))))
    for p in net.parameters():
        p.requires_grad = False
    return net.eval().to(torch.bfloat16) if a.device == "cuda" else net.eval()


def save(net, path):
    """The trained tensors without the word pieces', which stay as they came; in halves, two files."""
    s = {k: v.half().cpu() for k, v in net.state_dict().items() if k != "encoder.embed.word.weight"}
    keys = sorted(s)
    size, half, cut = 0, sum(v.numel() for v in s.values()) / 2, 0
    while size < half:
        size += s[keys[cut]].numel(); cut += 1
    torch.save({k: s[k].clone() for k in keys[:cut]}, path + ".1.pt"); torch.save({k: s[k].clone() for k in keys[cut:]}, path + ".2.pt")


def saved(run):
    """The tensors that save left in a run's folder."""
    return {k: v.float() for half in "12" for k, v in torch.load(f"{run}/student.{half}.pt").items()}


def learn(a, packed, teachers):
    torch.manual_seed(a.seed)
    net = Net(Bert(drop=0.05), packed.info["labels"], packed.info["helpers"], drop=0.1 if teachers else 0.2)
    net.encoder.start_from(a.start_minilm)
    if a.ffn:
        net.encoder.narrow(a.ffn)
    if a.go_on:
        lacking = net.load_state_dict(saved(a.go_on) if os.path.isdir(a.go_on) else weights(a.go_on), strict=False)
        print("new", lacking.missing_keys, "unknown", lacking.unexpected_keys)
    net.to(a.device).train()
    opt = optimizer(net, a.student_lr, 4)
    if teachers:
        bridge = torch.nn.Linear(net.encoder.width, teachers[0].encoder.width).to(a.device)
        opt.add_param_group(dict(params=list(bridge.parameters()), lr=4 * a.student_lr))
    sched = Schedule(opt, a.student_seconds, a.student_steps, 0.04)
    sets = ["ewt_train", "gum_train", "names", "named", "meantime", "claims"] + ["plain"] * bool(teachers)
    mean, seen, next_look = None, 0, 0.2
    for b in stream(packed, packed.of(*sets), {"claims": 2, "names": a.names}, a.size, a.seed, a.hide):
        done = sched.next()
        if done >= 1:
            break
        if done >= a.quant_from and not net.quant:
            net.quantize()
        with cast(a):
            say, heads, words = taught(teachers, b) if teachers else (None, heads_of(b), None)
            out = net(b)
            rels = net.rels(out["windows"], *b["at"], heads)
            ls = gold(net, b, out, rels, packed.layers)
            loss = (a.gold if teachers else 1.0) * sum(weight(t) * v for t, v in ls.items())
            if teachers:
                ks = distilled(out, rels, say, b["real"])
                loss = loss + sum(weight(t) * v for t, v in ks.items()) + 1 - F.cosine_similarity(bridge(out["words"]).float(), words.float(), dim=-1).mean()
        opt.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 2.0)
        opt.step()
        seen += b["mask"].shape[0] * b["mask"].shape[1]
        if done > 0.75:
            if mean is None:
                mean = copy.deepcopy(net)
            else:
                with torch.no_grad():
                    torch._foreach_lerp_(list(mean.parameters()), list(net.parameters()), a.mean)
        if sched.step % a.tell == 0:
            print(f"student {done:.3f} step {sched.step} {seen / (time.time() - sched.began):.0f} places/s", {t: round(v.item(), 3) for t, v in sorted(ls.items())}, flush=True)
        if done > next_look:
            next_look += 0.2
            told(a, dict(student=round(done, 2), step=sched.step, seconds=round(time.time() - sched.began), **looked(a, net, packed)))
            save(mean or net, f"{a.out}/student")
    net = mean or net
    told(a, dict(student=1.0, step=sched.step, seconds=round(time.time() - sched.began), **looked(a, net, packed, "ewt_test", "gum_test")))
    save(net, f"{a.out}/student")


def weights(path):
    """The tensors of a model file of the engine, as export.py wrote them."""
    import struct
    raw = open(path, "rb").read()
    n = struct.unpack("<I", raw[8:12])[0]
    info = json.loads(raw[12:12 + n])
    base = (12 + n + 63) // 64 * 64
    t = {}
    for x in info["tensors"]:
        dtype, size = (torch.float32, 4) if x["kind"] == "f32" else (torch.int8, 1)
        count = math.prod(x["shape"])
        t[x["name"]] = torch.frombuffer(bytearray(raw[base + x["at"]:base + x["at"] + count * size]), dtype=dtype).float().view(x["shape"])
    whole = lambda name: t[name] * t[name + ".scale"][:, None]
    s = {}
    for name in t:
        if name.startswith(("embed.", "layer.")) and name.endswith((".gain", ".bias")) and "norm" in name:
            s["encoder." + name.replace(".gain", ".weight")] = t[name]
        elif name in ("embed.position", "embed.shape", "embed.edge"):
            s["encoder." + name + ".weight"] = t[name]
        elif name + ".scale" in t and not name.startswith("bi.") and name != "embed.word":
            p = "encoder." if name.startswith("layer.") else ""
            s[p + name + ".weight"], s[p + name + ".bias"] = whole(name), t[name + ".bias"]
        elif name in ("arc.root", "rel.root", "voice.author", "voice.unnamed"):
            s[name] = t[name]
    for k in ("arc", "voice"):
        s["bi." + k] = torch.cat([whole("bi." + k).T, t[f"bi.{k}.bias"][None]])
    labels = len(info["labels"]["rel"])
    w = whole("bi.rel").view(labels, -1, t["bi.rel"].shape[1]).permute(0, 2, 1)
    s["bi.rel"] = torch.cat([w, t["bi.rel.bias"].view(labels, 1, -1)], 1)
    return s


def looked(a, net, packed, *more):
    return {k: measure(a, net, packed, packed.of(k)) for k in ("claims_dev", "own_dev", "ewt_dev", "gum_dev", "pud") + more}


def main():
    a = argparse.ArgumentParser()
    a.add_argument("--packed", required=True); a.add_argument("--mpnet"); a.add_argument("--mpnet-vocab")
    a.add_argument("--minilm", required=True); a.add_argument("--out", required=True)
    a.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    a.add_argument("--teachers", type=int, default=3); a.add_argument("--teacher-seconds", type=float, default=0); a.add_argument("--student-seconds", type=float, default=0)
    a.add_argument("--teacher-steps", type=int, default=0); a.add_argument("--student-steps", type=int, default=0)
    a.add_argument("--teacher-lr", type=float, default=6e-5); a.add_argument("--student-lr", type=float, default=5e-4)
    a.add_argument("--size", type=int, default=8192, help="places for pieces in a batch"); a.add_argument("--ffn", type=int, default=1152)
    a.add_argument("--gold", type=float, default=0.6, help="what the annotations weigh beside the teachers"); a.add_argument("--quant-from", type=float, default=0.45)
    a.add_argument("--go-on", help="a model file, or the folder of a run, to go on from"); a.add_argument("--seed", type=int, default=1); a.add_argument("--names", type=float, default=1, help="share of the name corpora in an epoch")
    a.add_argument("--hide", type=float, default=0.12, help="share of the claims' pieces that is hidden"); a.add_argument("--mean", type=float, default=0.003, help="what a step adds to the running mean of weights")
    a.add_argument("--tell", type=int, default=100)
    a = a.parse_args()
    from safetensors.torch import load_file
    torch.set_float32_matmul_precision("high")
    os.makedirs(a.out, exist_ok=True)
    packed = Packed(a.packed, a.device)
    json.dump({k: packed.info[k] for k in ("labels", "vocab")} | {"meta": {}}, open(f"{a.out}/labels.json", "w"))
    a.start_minilm = load_file(a.minilm)
    if a.teachers:
        a.start_mpnet = load_file(a.mpnet)
    teachers = [teach(a, packed, k) for k in range(a.teachers)]
    learn(a, packed, teachers)


if __name__ == "__main__":
    main()
