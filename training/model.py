"""The network: a BERT-shaped encoder and its heads, with the tensor names that export.py writes."""
import torch, torch.nn as nn, torch.nn.functional as F
from quant import fake_quant_act, fake_quant_weight, quant_attention


class Linear(nn.Linear):
    """A linear layer that, once quant is set, computes as the int8 engine does."""
    quant = False

    def forward(self, x):
        if Linear.quant:
            return F.linear(fake_quant_act(x), fake_quant_weight(self.weight), self.bias)
        return F.linear(x, self.weight, self.bias)


class Embed(nn.Module):
    def __init__(self, vocab, width):
        super().__init__()
        self.word = nn.Embedding(vocab, width)
        self.word.weight.requires_grad = False
        self.position = nn.Embedding(512, width)
        self.shape = nn.Embedding(16, width)
        self.edge = nn.Embedding(3, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        nn.init.normal_(self.shape.weight, std=0.01); nn.init.normal_(self.edge.weight, std=0.01)

    def forward(self, ids, shapes, edges):
        return self.norm(self.word(ids) + self.position.weight[: ids.shape[1]] + self.shape(shapes) + self.edge(edges))


class Layer(nn.Module):
    def __init__(self, width, heads, ffn, drop):
        super().__init__()
        self.heads = heads
        self.qkv, self.out = Linear(width, 3 * width), Linear(width, width)
        self.norm1, self.norm2 = nn.LayerNorm(width, eps=1e-12), nn.LayerNorm(width, eps=1e-12)
        self.up, self.down = Linear(width, ffn), Linear(ffn, width)
        self.drop = nn.Dropout(drop)

    def forward(self, x, mask):
        b, t, w = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, self.heads, w // self.heads).permute(2, 0, 3, 1, 4)
        scale = (w // self.heads) ** -0.5
        if Linear.quant:
            a = quant_attention(q, k, v, mask, scale)
        else:
            a = (q @ k.transpose(2, 3) * scale + mask).softmax(-1, dtype=torch.float32).to(v.dtype) @ v
        a = a.transpose(1, 2).reshape(b, t, w)
        x = self.norm1(x + self.out(a))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))


class Net(nn.Module):
    def __init__(self, labels, width=384, layers=6, heads=12, ffn=1536, vocab=30522, drop=0.1):
        super().__init__()
        self.labels = labels
        self.embed = Embed(vocab, width)
        self.layer = nn.ModuleList([Layer(width, heads, ffn, drop) for _ in range(layers)])
        self.drop = nn.Dropout(0.2)
        self.tag = nn.ModuleDict({k: Linear(width, len(v)) for k, v in labels.items() if k != "rel"})
        self.veridical = nn.Linear(width, 1)  # helps training only; not exported
        self.mlp = nn.ModuleDict({"arc_dep": Linear(width, 256), "arc_head": Linear(width, 256), "rel_dep": Linear(width, 128),
                                  "rel_head": Linear(width, 128), "voice_dep": Linear(width, 128), "voice_head": Linear(width, 128)})
        new = lambda *shape, std=0.02: nn.Parameter(torch.randn(*shape) * std)
        self.bi = nn.ParameterDict({"arc": new(257, 256), "rel": new(len(labels["rel"]), 129, 129), "voice": new(129, 128)})
        self.arc = nn.ParameterDict({"root": new(256)})
        self.rel = nn.ParameterDict({"root": new(128)})
        self.voice = nn.ParameterDict({"author": new(128), "unnamed": new(128)})

    def encode(self, ids, shapes, edges, mask):
        x = self.drop_in(self.embed(ids, shapes, edges))
        m = torch.zeros(mask.shape).masked_fill(~mask, -1e4)[:, None, None, :]
        for l in self.layer:
            x = l(x, m)
        return x

    def drop_in(self, x):
        return F.dropout(x, 0.1, self.training)

    def words(self, x, first):
        """Vectors of the words: those of their first pieces. [b, w, width]"""
        return self.drop(x.gather(1, first[..., None].expand(-1, -1, x.shape[-1])))

    def hidden(self, name, w):
        return F.dropout(F.relu(self.mlp[name](w)), 0.2, self.training)

    @staticmethod
    def one(x):
        return torch.cat([x, torch.ones_like(x[..., :1])], -1)

    @staticmethod
    def weigh(x, w):
        """x times w[:-1] plus w[-1], in integers once quant is set."""
        if Linear.quant:
            return fake_quant_act(x) @ fake_quant_weight(w[:-1], dim=0).to(x.dtype) + w[-1].to(x.dtype)
        return x @ w[:-1].to(x.dtype) + w[-1].to(x.dtype)

    def arcs(self, w):
        """Scores [b, dependent, head] with the root as the last head."""
        d, h = self.hidden("arc_dep", w), self.hidden("arc_head", w)
        h = torch.cat([h, self.arc["root"].to(h.dtype).expand(h.shape[0], 1, -1)], 1)
        return self.weigh(d, self.bi["arc"]) @ h.transpose(1, 2)

    def rels(self, w, b, dep, head):
        """Scores [n, relation] of given arcs: batch rows b, words dep and head (-1: the root)."""
        d, h = self.hidden("rel_dep", w)[b, dep], self.hidden("rel_head", w)
        h = torch.where((head < 0)[:, None], self.rel["root"].to(h.dtype)[None], h[b, head.clamp(min=0)])
        w = self.bi["rel"]
        t = self.weigh(d, w.permute(1, 0, 2).reshape(w.shape[1], -1)).view(-1, w.shape[0], w.shape[2])
        return (t @ self.one(h)[..., None])[..., 0]

    def voices(self, w):
        """Scores [b, word, voice]: every word as a voice, then author, then unnamed."""
        d, h = self.hidden("voice_dep", w), self.hidden("voice_head", w)
        two = torch.stack([self.voice["author"], self.voice["unnamed"]]).to(h.dtype)
        h = torch.cat([h, two.expand(h.shape[0], -1, -1)], 1)
        return self.weigh(d, self.bi["voice"]) @ h.transpose(1, 2)

    def narrow(self, ffn):
        """Keeps the ffn most telling neurons of each feed-forward layer, by the size of their weights in and out."""
        for l in self.layer:
            up, down = l.up, l.down
            keep = (up.weight.norm(dim=1) * down.weight.norm(dim=0)).topk(ffn).indices.sort().values
            l.up, l.down = Linear(up.in_features, ffn), Linear(ffn, down.out_features)
            with torch.no_grad():
                l.up.weight.copy_(up.weight[keep]); l.up.bias.copy_(up.bias[keep])
                l.down.weight.copy_(down.weight[:, keep]); l.down.bias.copy_(down.bias)

    def start_from(self, path):
        """Loads the all-MiniLM-L6-v2 encoder (safetensors)."""
        from safetensors.torch import load_file
        s = load_file(path)
        g = lambda k: s[k] if k in s else s["bert." + k]
        with torch.no_grad():
            e = "embeddings."
            self.embed.word.weight.copy_(g(e + "word_embeddings.weight"))
            self.embed.position.weight.copy_(g(e + "position_embeddings.weight") + g(e + "token_type_embeddings.weight")[0])
            self.embed.norm.weight.copy_(g(e + "LayerNorm.weight")); self.embed.norm.bias.copy_(g(e + "LayerNorm.bias"))
            for i, l in enumerate(self.layer):
                p = f"encoder.layer.{i}."
                for k in ("weight", "bias"):
                    a = p + "attention."
                    getattr(l.qkv, k).copy_(torch.cat([g(f"{a}self.{x}.{k}") for x in ("query", "key", "value")]))
                    getattr(l.out, k).copy_(g(f"{a}output.dense.{k}")); getattr(l.norm1, k).copy_(g(f"{a}output.LayerNorm.{k}"))
                    getattr(l.up, k).copy_(g(f"{p}intermediate.dense.{k}")); getattr(l.down, k).copy_(g(f"{p}output.dense.{k}"))
                    getattr(l.norm2, k).copy_(g(f"{p}output.LayerNorm.{k}"))
