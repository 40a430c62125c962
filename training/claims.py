"""Teaches the student claims on a processor alone: one teacher (all-mpnet-base-v2) of claims and voices, its word on every word of the claims
and of running news, and more steps of the student from it, with all its other tasks. An hour, six minutes and an hour on two cores.

    python training/claims.py teach --packed training/work/packed.npz --mpnet MPNET/model.safetensors --mpnet-vocab MPNET/vocab.txt --out training/work/teacher
    python training/claims.py label --packed ... --mpnet ... --mpnet-vocab ... --out training/work/teacher
    python training/claims.py learn --packed ... --minilm MINILM/model.safetensors --teacher training/work/teacher --go-on training/work/run1 --out training/work/run2
"""
import argparse, copy, json, os, random, time
import torch, torch.nn.functional as F
from safetensors.torch import load_file
import model, quant, train
from windows import Packed, batches

FROZEN = 3  # lowest layers of the teacher, left as they came
NEWS = 330_000  # pieces of running news that the teacher labels


def teacher(a, packed):
    own = {p: i for i, p in enumerate(open(a.mpnet_vocab, encoding="utf-8").read().rstrip("\n").split("\n"))}
    special = {"[PAD]": "<pad>", "[UNK]": "[UNK]", "[CLS]": "<s>", "[SEP]": "</s>", "[MASK]": "<mask>"}
    where = torch.tensor([own.get(special.get(p, p), own["[UNK]"]) for p in packed.info["vocab"]])
    net = model.Net(model.MPNet(where), packed.info["labels"], packed.info["helpers"], arc=8, rel=8, voice=256, drop=0.1)
    for t in list(net.tag):
        if t not in train.CLAIM:
            del net.tag[t]
    return net


def say(net, b):
    """The teacher's scores of claims for the words of a batch, and their voices' scores."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        x = net.encoder(b["ids"], b["shapes"], b["edges"], b["mask"])
        w = net.drop(x.gather(1, b["first"][..., None].expand(-1, -1, x.shape[-1])))
        out = net.tags(w[b["at"]])
        out["voice"] = net.voices(w).float().masked_fill(~F.pad(b["real"], (0, 2), value=True)[:, None, :], -1e4)[b["at"]]
    return out


@torch.no_grad()
def measure(net, packed, docs, at):
    net.eval()
    n = dict.fromkeys("gold sys ok fact status voice".split(), 0)
    windows = sorted((w for d in docs for w in packed.windows(d, 256)), key=packed.size)
    for k in range(0, len(windows), 16):
        b = packed.batch(windows[k:k + 16])
        out, tags = say(net, b), b["tags"][b["at"]]
        y = tags[:, at["anchor"]]
        got = (out["anchor"].softmax(-1)[:, 1] > 0.5) & (y != -100)
        both = got & (y == 1)
        right = {t: out[t].argmax(-1) == tags[:, at[t]] for t in ("factuality", "status")}
        for key, x in dict(gold=y == 1, sys=got, ok=both, fact=both & right["factuality"], status=both & right["status"], voice=both & (out["voice"].argmax(-1) == b["voice"][b["at"]])).items():
            n[key] += int(x.sum())
    m = max(1, n["ok"])
    return dict(detection=round(2 * n["ok"] / max(1, n["sys"] + n["gold"]), 4), factuality=round(n["fact"] / m, 4), status=round(n["status"] / m, 4), voice=round(n["voice"] / m, 4))


def awake(net):
    """Trains all but the frozen layers."""
    net.train()
    for l in net.encoder.layer[:FROZEN]:
        l.eval()
        for p in l.parameters():
            p.requires_grad = False


def mean_of(mean, net, step):
    if mean is None:
        return copy.deepcopy(net)
    with torch.no_grad():
        torch._foreach_lerp_(list(mean.parameters()), list(net.parameters()), step)
    return mean


def step(who, sched, net, loss, most, done, losses):
    """Goes one step down, the gradient cut to a length of most, and tells every 25th."""
    sched.opt.zero_grad(set_to_none=True)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(net.parameters(), most)
    sched.opt.step()
    if sched.step % 25 == 0:
        print(f"{who} {done:.3f} step {sched.step}", {t: round(v.item(), 3) for t, v in losses.items()}, flush=True)


def teach(a, packed):
    torch.manual_seed(7)
    net, mean, at = teacher(a, packed), None, {t: packed.layers.index(t) for t in train.CLAIM}
    net.encoder.start_from(load_file(a.mpnet))
    awake(net)
    sched = train.Schedule(train.optimizer(net, a.lr or 6e-5, 10), a.seconds, a.steps, 0.06)
    scale = {t: torch.tensor(w) for t, w in dict(factuality=train.FACT_WEIGHT, status=train.STATUS_WEIGHT, basis=train.BASIS_WEIGHT).items()}
    for b in train.stream(packed, packed.of("claims"), {}, 1600, 11, 0.10):
        done = sched.next()
        if done >= 1:
            break
        out, tags = say(net, b), b["tags"][b["at"]]
        ls = {t: F.cross_entropy(out[t], tags[:, i], ignore_index=-100, weight=scale.get(t), label_smoothing=0.05 if t in ("factuality", "status") else 0.0) for t, i in at.items()}
        ls["voice"] = F.cross_entropy(out["voice"], b["voice"][b["at"]], ignore_index=-100)
        loss = sum(train.weight(t) * v for t, v in ls.items() if not v.isnan())
        step("teacher", sched, net, loss, 1.0, done, ls)
        if done > 0.8:
            mean = mean_of(mean, net, 0.02)
    net = mean or net
    print(dict(steps=sched.step, dev=measure(net, packed, packed.of("claims_dev"), at), own=measure(net, packed, packed.of("own_dev"), at)))
    torch.save({k: v.half() for k, v in net.state_dict().items()}, f"{a.out}/teacher.pt")


@torch.no_grad()
def label(a, packed):
    net = teacher(a, packed)
    net.load_state_dict(torch.load(f"{a.out}/teacher.pt"), strict=False)
    net.eval()
    news, n = [], 0
    for d in packed.of("plain"):
        news.append(d)
        n += sum(packed.size(w) for w in packed.windows(d, 256))
        if n > NEWS:
            break
    words = len(packed.sent)
    out = {t: torch.zeros(words, len(packed.info["labels"][t]), dtype=torch.float16) for t in train.CLAIM}
    has = torch.zeros(words, dtype=torch.bool)
    windows = sorted((w for d in packed.of("claims") + news for w in packed.windows(d, 256)), key=packed.size)
    for k in range(0, len(windows), 12):
        b = packed.batch(windows[k:k + 12])
        scores, word = say(net, b), place(windows[k:k + 12], b)
        for t in train.CLAIM:
            out[t][word] = scores[t].float().log_softmax(-1).half()
        has[word] = True
    torch.save(dict(out=out, has=has, news=news), f"{a.out}/labels.pt")


def place(windows, b):
    """Where the words of a batch stand among all words."""
    return (torch.tensor([w[0] for w in windows])[:, None] + torch.arange(b["real"].shape[1]))[b["at"]]


def learn(a, packed):
    torch.manual_seed(21)
    for f in ("fake_quant_act", "fake_quant_weight", "quant_attention"):
        setattr(model, f, torch.compile(getattr(quant, f), dynamic=True))
    json.dump({k: packed.info[k] for k in ("labels", "vocab")} | {"meta": {}}, open(f"{a.out}/labels.json", "w"))
    told = torch.load(f"{a.teacher}/labels.pt")
    net, mean = model.Net(model.Bert(drop=0.05), packed.info["labels"], packed.info["helpers"], drop=0.15), None
    net.encoder.start_from(load_file(a.minilm))
    net.encoder.narrow(1152)
    net.load_state_dict(train.saved(a.go_on) if os.path.isdir(a.go_on) else train.weights(a.go_on), strict=False)
    net.train()
    net.quantize()
    sched = train.Schedule(train.optimizer(net, a.lr or 2e-4, 4), a.seconds, a.steps, 0.04)
    docs = packed.of("ewt_train", "gum_train", "names", "named", "meantime", "claims") + told["news"]
    times, rng = {"claims": 1.5, "plain": 1.7, "names": 0.25, "ewt_train": 0.7, "gum_train": 1, "named": 0.8}, random.Random(a.seed)
    epoch = iter(())
    while (done := sched.next()) < 1:
        windows = next(epoch, None)
        if windows is None:
            epoch = iter(batches(packed, docs, times, rng, 3000))
            windows = next(epoch)
        b = packed.batch(windows, 0.15)
        with train.cast(a):
            out = net(b)
            ls = train.gold(net, b, out, net.rels(out["windows"], *b["at"], train.heads_of(b)), packed.layers)
        word = place(windows, b)
        has, soft = told["has"][word], {}
        if has.any():
            anchor = told["out"]["anchor"][word][:, 1].float().exp() * has
            for t in train.CLAIM:
                w = has.float() if t == "anchor" else anchor * (anchor > 0.1)
                ce = -(told["out"][t][word].float().exp() * out[t].log_softmax(-1)).sum(-1)
                soft[t] = (ce * w).sum() / w.sum().clamp(min=1)
        loss = sum(train.weight(t) * v * (0.3 if t in soft else 1.0) for t, v in ls.items()) + sum(train.weight(t) * v for t, v in soft.items())
        step("student", sched, net, loss, 2.0, done, soft)
        if done > 0.6:
            mean = mean_of(mean, net, 0.01)
    net = mean or net
    train.save(net, f"{a.out}/student")
    train.told(a, dict(student=1.0, step=sched.step, **train.looked(a, net, packed)))


def command(parts, steps, *folders):
    """Runs one of parts, {name: function}, by the command line; steps are how many each takes unless told, folders further options."""
    a = argparse.ArgumentParser()
    a.add_argument("what", choices=tuple(parts))
    a.add_argument("--packed", required=True); a.add_argument("--out", required=True)
    for f in folders:
        a.add_argument(f)
    a.add_argument("--minilm"); a.add_argument("--teacher"); a.add_argument("--go-on", help="a model file, or the folder of a run")
    a.add_argument("--seconds", type=float, default=0); a.add_argument("--steps", type=int, default=0, help=f"by default {steps}")
    a.add_argument("--lr", type=float, default=0); a.add_argument("--seed", type=int, default=5); a.add_argument("--threads", type=int, default=2)
    a = a.parse_args()
    a.device = "cpu"
    if not a.seconds and not a.steps:
        a.steps = steps.get(a.what, 0)
    torch.set_num_threads(a.threads)
    os.makedirs(a.out, exist_ok=True)
    parts[a.what](a, Packed(a.packed, a.device))


if __name__ == "__main__":
    command(dict(teach=teach, label=label, learn=learn), dict(teach=660, learn=1375), "--mpnet", "--mpnet-vocab")
