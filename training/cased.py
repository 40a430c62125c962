"""Teaches the student names on a processor alone: a cased teacher (BERT base, cased), its word on every word of the corpora, and more steps of
the student from it that leave all its other tasks as they were. Forty minutes, ten minutes and forty minutes on two cores.

    python training/cased.py teach --packed training/work/packed.npz --bert BERT --out training/work/cased
    python training/cased.py label --packed ... --bert BERT --out training/work/cased
    python training/cased.py learn --packed ... --minilm MINILM/model.safetensors --teacher training/work/cased --go-on training/work/run2 --out training/work/run3

BERT is the folder of a TensorFlow model: assets/vocab.txt and variables/variables.
"""
import json, os, random
import torch, torch.nn as nn, torch.nn.functional as F
from safetensors.torch import load_file
import checkpoint, model, quant, train
from claims import command, mean_of, place, step
from windows import batches

FROZEN = 3  # lowest layers of the teacher, left as they came
LONGEST = 12  # pieces of a word
SETS = ("ewt_train", "gum_train", "named", "names", "plain", "claims")  # what the student hears the teacher on


class Teacher(nn.Module):
    """BERT with a linear head for each way to annotate names."""

    def __init__(self, folder, labels):
        super().__init__()
        from tokenizers import BertWordPieceTokenizer
        from transformers import BertConfig, BertModel
        self.cut = BertWordPieceTokenizer(f"{folder}/assets/vocab.txt", lowercase=False, strip_accents=False)
        self.bert = BertModel(BertConfig(vocab_size=self.cut.get_vocab_size()), add_pooling_layer=False)
        self.heads = nn.ModuleDict({k: nn.Linear(768, len(v)) for k, v in labels.items()})
        self.drop = nn.Dropout(0.1)
        self.pieces = {}

    def of(self, word):
        if word not in self.pieces:
            self.pieces[word] = self.cut.encode(word, add_special_tokens=False).ids[:LONGEST] or [self.cut.token_to_id("[UNK]")]
        return self.pieces[word]

    def forward(self, packed, windows, hide=0.0):
        """The vectors of the words of windows, one after the other."""
        words = [[self.of(packed.words[w]) for w in range(lo, hi)] for lo, hi, _, _ in windows]
        ids = [[101] + [p for w in ws for p in w][:510] + [102] for ws in words]
        most = max(map(len, ids))
        rows = torch.tensor([r + [0] * (most - len(r)) for r in ids])
        mask = torch.tensor([[1] * len(r) + [0] * (most - len(r)) for r in ids])
        if hide:
            rows = torch.where((torch.rand(rows.shape) < hide) & (rows > 105), 103, rows)
        at, first = [], []
        for k, ws in enumerate(words):
            place = 1
            for w in ws:
                at.append(k); first.append(min(place, 511))
                place += len(w)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            x = self.bert(rows, attention_mask=mask).last_hidden_state
        return self.drop(x[at, first])


def cut(packed, docs, times, rng, size, limits):
    """Batches of windows of about as many places as size, each document as often as times tells, cut anew."""
    windows = []
    for d in docs:
        often = times.get(packed.sets[packed.docs[d][0]], 1)
        for _ in range(int(often) + (rng.random() < often % 1)):
            windows += packed.windows(d, rng.choice(limits), rng.randrange(4))
    rng.shuffle(windows)
    for k in range(0, len(windows), 400):  # alike in length, but not in order
        out, cur = [], []
        for w in sorted(windows[k:k + 400], key=packed.size):
            if cur and (len(cur) + 1) * packed.size(w) > size:
                out.append(cur); cur = []
            cur.append(w)
        out.append(cur)
        rng.shuffle(out)
        yield from out


def teach(a, packed):
    torch.manual_seed(7)
    heads = {k: v for k, v in {**packed.info["labels"], **packed.info["helpers"]}.items() if k.startswith("name")}
    net, mean, rng, at = Teacher(a.bert, heads), None, random.Random(7), {k: packed.layers.index(k) for k in heads}
    net.bert.load_state_dict(checkpoint.bert(f"{a.bert}/variables/variables"))
    for part in [net.bert.embeddings, *net.bert.encoder.layer[:FROZEN]]:
        for p in part.parameters():
            p.requires_grad = False
    body = [p for p in net.bert.parameters() if p.requires_grad]
    lr = a.lr or 6e-5
    opt = torch.optim.AdamW([dict(params=[p for p in body if p.ndim > 1], lr=lr, weight_decay=0.01), dict(params=[p for p in body if p.ndim == 1], lr=lr),
                             dict(params=net.heads.parameters(), lr=10 * lr)], weight_decay=0)
    sched, times, stream = train.Schedule(opt, a.seconds, a.steps, 0.05), {"gum_train": 0.8, "named": 0.7, "names": 0.3}, iter(())
    net.train()
    while (done := sched.next()) < 1:
        windows = next(stream, None)
        if windows is None:
            stream = cut(packed, packed.of("ewt_train", "gum_train", "named", "names"), times, rng, 1600, (64, 96, 160, 224))
            windows = next(stream)
        x = net(packed, windows, 0.04)
        word = torch.cat([torch.arange(lo, hi) for lo, hi, _, _ in windows])
        y = {k: packed.tags[word, i] for k, i in at.items()}
        y["name"] = torch.where(packed.unsure[word], -100, y["name"])
        ls = {k: F.cross_entropy(net.heads[k](x).float(), v, ignore_index=-100) for k, v in y.items() if (v != -100).any()}
        if not ls:
            continue
        step("teacher", sched, net, sum((1.0 if k == "name" else 0.4) * v for k, v in ls.items()), 1.0, done, ls)
        if done > 0.7:
            mean = mean_of(mean, net, 0.02)
    net = mean or net
    torch.save({k: v.half() for k, v in net.state_dict().items()}, f"{a.out}/teacher.pt")
    print(dict(steps=sched.step, **{s: measure(net, packed, packed.of(s)) for s in ("ewt_dev", "pud")}))


@torch.no_grad()
def said(net, packed, docs, limit=224):
    """The words of documents, in batches, and the teacher's scores of their names."""
    net.eval()
    windows = sorted((w for d in docs for w in packed.windows(d, limit)), key=packed.size)
    for k in range(0, len(windows), 16):
        part = windows[k:k + 16]
        yield torch.cat([torch.arange(lo, hi) for lo, hi, _, _ in part]), net.heads["name"](net(packed, part)).float()


def measure(net, packed, docs):
    """F1 of names, the best label of each word taken."""
    names, at, n = packed.info["labels"]["name"], packed.layers.index("name"), [0, 0]
    for word, scores in said(net, packed, docs):
        y = packed.tags[word, at]
        g, s = train.spans(y.tolist(), names), train.spans(scores.argmax(-1).masked_fill(y == -100, 0).tolist(), names)
        n[0] += 2 * len(g & s); n[1] += len(g) + len(s)
    net.train()
    return round(n[0] / max(1, n[1]), 4)


def label(a, packed):
    net = Teacher(a.bert, {k: v for k, v in {**packed.info["labels"], **packed.info["helpers"]}.items() if k.startswith("name")})
    net.load_state_dict(torch.load(f"{a.out}/teacher.pt"))
    out, has = torch.zeros(len(packed.sent), 7, dtype=torch.float16), torch.zeros(len(packed.sent), dtype=torch.bool)
    for word, scores in said(net, packed, packed.of(*SETS)):
        out[word], has[word] = scores.log_softmax(-1).half(), True
    torch.save(dict(name=out, has=has), f"{a.out}/labels.pt")


def student(a, packed):
    net = model.Net(model.Bert(drop=0.05), packed.info["labels"], packed.info["helpers"], drop=0.1)
    net.encoder.start_from(load_file(a.minilm))
    net.encoder.narrow(1152)
    net.load_state_dict(train.saved(a.go_on) if os.path.isdir(a.go_on) else train.weights(a.go_on), strict=False)
    return net


def learn(a, packed):
    """Names by the teacher's word and, less, by the annotations; everything else by the student's own word before, so that it stays."""
    torch.manual_seed(21)
    for f in ("fake_quant_act", "fake_quant_weight", "quant_attention"):
        setattr(model, f, torch.compile(getattr(quant, f), dynamic=True))
    json.dump({k: packed.info[k] for k in ("labels", "vocab")} | {"meta": {}}, open(f"{a.out}/labels.json", "w"))
    told, at = torch.load(f"{a.teacher}/labels.pt"), packed.layers.index("name")
    net, before, mean = student(a, packed), student(a, packed), None
    before.eval()
    net.train()
    net.quantize()
    sched = train.Schedule(train.optimizer(net, a.lr or 1e-4, 4), a.seconds, a.steps, 0.04)
    times = {"ewt_train": 1.5, "gum_train": 0.7, "named": 0.7, "names": 0.3, "plain": 0.6, "claims": 0.5}
    docs, rng, epoch = packed.of(*SETS), random.Random(a.seed), iter(())
    while (done := sched.next()) < 1:
        windows = next(epoch, None)
        if windows is None:
            epoch = iter(batches(packed, docs, times, rng, 3000))
            windows = next(epoch)
        whole, b = packed.batch(windows), packed.batch(windows, 0.06)
        with train.cast(a):
            say, heads, _ = train.taught([before], whole)
            out = net(b)
            rels = net.rels(out["windows"], *b["at"], heads)
            say.pop("name")
            ls = train.distilled(out, rels, say, b["real"])
        word = place(windows, b)
        has, y = told["has"][word].float(), b["tags"][b["at"]][:, at]
        soft = -(told["name"][word].float().exp() * out["name"].float().log_softmax(-1)).sum(-1)
        names = dict(soft=(soft * has).sum() / has.sum().clamp(min=1), hard=F.cross_entropy(out["name"].float(), y, ignore_index=-100, reduction="sum") / (y != -100).sum().clamp(min=1))
        step("student", sched, net, sum(train.weight(t) * v for t, v in ls.items()) + 4 * names["soft"] + 0.5 * names["hard"], 2.0, done, names)
        if done > 0.5:
            mean = mean_of(mean, net, 0.01)
    net = mean or net
    train.save(net, f"{a.out}/student")
    train.told(a, dict(student=1.0, step=sched.step, **train.looked(a, net, packed)))


if __name__ == "__main__":
    command(dict(teach=teach, label=label, learn=learn), dict(teach=1040, learn=700), "--bert")
