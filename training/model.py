"""The network: an encoder (BERT's shape for the engine, MPNet's for its teachers) and its heads."""
import math
import torch, torch.nn as nn, torch.nn.functional as F
from quant import fake_quant_act, fake_quant_weight, quant_attention


class Linear(nn.Linear):
    """A linear layer that, once quant is set, computes as the int8 engine does."""
    quant = False

    def forward(self, x):
        if self.quant:
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
    quant = False

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
        if self.quant:
            a = quant_attention(q, k, v, mask, scale)
        else:
            a = (q @ k.transpose(2, 3) * scale + mask).softmax(-1, dtype=torch.float32).to(v.dtype) @ v
        a = a.transpose(1, 2).reshape(b, t, w)
        x = self.norm1(x + self.out(a))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))


class Bert(nn.Module):
    """The encoder that the engine runs."""

    def __init__(self, width=384, layers=6, heads=12, ffn=1536, vocab=30522, drop=0.1):
        super().__init__()
        self.width = width
        self.embed = Embed(vocab, width)
        self.layer = nn.ModuleList([Layer(width, heads, ffn, drop) for _ in range(layers)])

    def forward(self, ids, shapes, edges, mask):
        x = F.dropout(self.embed(ids, shapes, edges), 0.1, self.training)
        m = torch.zeros(mask.shape, device=mask.device).masked_fill(~mask, -1e4)[:, None, None, :]
        for l in self.layer:
            x = l(x, m)
        return x

    def narrow(self, ffn):
        """Keeps the ffn most telling neurons of each feed-forward layer, by the size of their weights in and out."""
        for l in self.layer:
            up, down = l.up, l.down
            keep = (up.weight.norm(dim=1) * down.weight.norm(dim=0)).topk(ffn).indices.sort().values
            l.up, l.down = Linear(up.in_features, ffn), Linear(ffn, down.out_features)
            with torch.no_grad():
                l.up.weight.copy_(up.weight[keep]); l.up.bias.copy_(up.bias[keep])
                l.down.weight.copy_(down.weight[:, keep]); l.down.bias.copy_(down.bias)

    def start_from(self, s):
        """Takes the tensors of all-MiniLM-L6-v2."""
        with torch.no_grad():
            e = "embeddings."
            self.embed.word.weight.copy_(s[e + "word_embeddings.weight"])
            self.embed.position.weight.copy_(s[e + "position_embeddings.weight"] + s[e + "token_type_embeddings.weight"][0])
            self.embed.norm.weight.copy_(s[e + "LayerNorm.weight"]); self.embed.norm.bias.copy_(s[e + "LayerNorm.bias"])
            for i, l in enumerate(self.layer):
                p = f"encoder.layer.{i}."
                for k in ("weight", "bias"):
                    a = p + "attention."
                    getattr(l.qkv, k).copy_(torch.cat([s[f"{a}self.{x}.{k}"] for x in ("query", "key", "value")]))
                    getattr(l.out, k).copy_(s[f"{a}output.dense.{k}"]); getattr(l.norm1, k).copy_(s[f"{a}output.LayerNorm.{k}"])
                    getattr(l.up, k).copy_(s[f"{p}intermediate.dense.{k}"]); getattr(l.down, k).copy_(s[f"{p}output.dense.{k}"])
                    getattr(l.norm2, k).copy_(s[f"{p}output.LayerNorm.{k}"])


class MPLayer(nn.Module):
    def __init__(self, width, heads, ffn, drop):
        super().__init__()
        self.heads, self.p = heads, drop
        self.qkv, self.out, self.norm1 = nn.Linear(width, 3 * width), nn.Linear(width, width), nn.LayerNorm(width, eps=1e-5)
        self.up, self.down, self.norm2 = nn.Linear(width, ffn), nn.Linear(ffn, width), nn.LayerNorm(width, eps=1e-5)

    def forward(self, x, bias):
        b, t, w = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, self.heads, w // self.heads).permute(2, 0, 3, 1, 4)
        a = F.scaled_dot_product_attention(q, k, v, bias, self.p if self.training else 0.0)
        x = self.norm1(x + F.dropout(self.out(a.transpose(1, 2).reshape(b, t, w)), self.p, self.training))
        return self.norm2(x + F.dropout(self.down(F.gelu(self.up(x))), self.p, self.training))


class MPNet(nn.Module):
    """The teachers' encoder (Song et al. 2020): attention with relative positions. ids are BERT's; where says what they are in MPNet's vocabulary."""

    def __init__(self, where, width=768, layers=12, heads=12, ffn=3072, drop=0.1):
        super().__init__()
        self.width, self.heads = width, heads
        self.register_buffer("where", where, persistent=False)
        self.word, self.position = nn.Embedding(30527, width), nn.Embedding(514, width)
        self.shape, self.edge, self.norm = nn.Embedding(16, width), nn.Embedding(3, width), nn.LayerNorm(width, eps=1e-5)
        nn.init.normal_(self.shape.weight, std=0.01); nn.init.normal_(self.edge.weight, std=0.01)
        self.word.weight.requires_grad = False
        self.relative = nn.Embedding(32, heads)
        self.relative.weight.requires_grad = False
        self.layer = nn.ModuleList([MPLayer(width, heads, ffn, drop) for _ in range(layers)])

    def forward(self, ids, shapes, edges, mask):
        t = ids.shape[1]
        x = self.norm(self.word(self.where[ids]) + self.position.weight[2:t + 2] + self.shape(shapes) + self.edge(edges))
        x = F.dropout(x, 0.1, self.training)
        at = torch.arange(t, device=ids.device)
        back = at[:, None] - at[None, :]  # how far the key lies before the query
        n = back.abs()
        far = (8 + (n.float().clamp(min=1) / 8).log() / math.log(16) * 8).long().clamp(max=15)
        bucket = torch.where(n < 8, n, far) + 16 * (back < 0)
        bias = self.relative(bucket).permute(2, 0, 1)[None] + torch.zeros(mask.shape, device=ids.device).masked_fill(~mask, -1e4)[:, None, None, :]
        bias = bias.to(torch.bfloat16 if torch.is_autocast_enabled(ids.device.type) else x.dtype)
        for l in self.layer:
            x = l(x, bias)
        return x

    def start_from(self, s):
        """Takes the tensors of all-mpnet-base-v2."""
        with torch.no_grad():
            e = "embeddings."
            self.word.weight.copy_(s[e + "word_embeddings.weight"]); self.position.weight.copy_(s[e + "position_embeddings.weight"])
            self.norm.weight.copy_(s[e + "LayerNorm.weight"]); self.norm.bias.copy_(s[e + "LayerNorm.bias"])
            self.relative.weight.copy_(s["encoder.relative_attention_bias.weight"])
            for i, l in enumerate(self.layer):
                p = f"encoder.layer.{i}."
                for k in ("weight", "bias"):
                    a = p + "attention."
                    getattr(l.qkv, k).copy_(torch.cat([s[f"{a}attn.{x}.{k}"] for x in "qkv"]))
                    getattr(l.out, k).copy_(s[f"{a}attn.o.{k}"]); getattr(l.norm1, k).copy_(s[f"{a}LayerNorm.{k}"])
                    getattr(l.up, k).copy_(s[f"{p}intermediate.dense.{k}"]); getattr(l.down, k).copy_(s[f"{p}output.dense.{k}"])
                    getattr(l.norm2, k).copy_(s[f"{p}output.LayerNorm.{k}"])


class Net(nn.Module):
    """An encoder with heads over the words' vectors. labels are those of the engine's heads, helpers those of heads for training alone."""
    quant = False

    def __init__(self, encoder, labels, helpers, arc=256, rel=128, voice=128, drop=0.2):
        super().__init__()
        self.labels, self.helpers, self.encoder, width = labels, helpers, encoder, encoder.width
        self.drop, self.p = nn.Dropout(drop), drop
        self.tag = nn.ModuleDict({k: Linear(width, len(v)) for k, v in {**labels, **helpers}.items() if k != "rel"})
        self.veridical = nn.Linear(width, 1)
        self.mlp = nn.ModuleDict({"arc_dep": Linear(width, arc), "arc_head": Linear(width, arc), "rel_dep": Linear(width, rel),
                                  "rel_head": Linear(width, rel), "voice_dep": Linear(width, voice), "voice_head": Linear(width, voice)})
        new = lambda *shape, std=0.02: nn.Parameter(torch.randn(*shape) * std)
        self.bi = nn.ParameterDict({"arc": new(arc + 1, arc), "rel": new(len(labels["rel"]), rel + 1, rel + 1), "voice": new(voice + 1, voice)})
        self.arc = nn.ParameterDict({"root": new(arc)})
        self.rel = nn.ParameterDict({"root": new(rel)})
        self.voice = nn.ParameterDict({"author": new(voice), "unnamed": new(voice)})

    def forward(self, b):
        """What the network says of the words of a batch, row by row as in b["at"]: the scores of each tag head; of heads, the root last; of
        voices, author and unnamed last; and the words' vectors, those of their first pieces, flat and by window."""
        x = self.encoder(b["ids"], b["shapes"], b["edges"], b["mask"])
        w = self.drop(x.gather(1, b["first"][..., None].expand(-1, -1, x.shape[-1])))
        at = b["at"]
        out = self.tags(w[at])
        arc, same = self.arcs(w).float(), b["sent"][:, :, None] == b["sent"][:, None, :]
        out["arc"] = torch.cat([arc[..., :-1].masked_fill(~same, -1e4), arc[..., -1:]], -1)[at]
        out["voice"] = self.voices(w).float().masked_fill(~F.pad(b["real"], (0, 2), value=True)[:, None, :], -1e4)[at]
        out["words"], out["windows"] = w[at], w
        return out

    def tags(self, x):
        """The scores of all tag heads, by one product: {head: [n, label]}."""
        heads = list(self.tag.values())
        weight, bias = torch.cat([h.weight for h in heads]), torch.cat([h.bias for h in heads])
        x = F.linear(fake_quant_act(x), fake_quant_weight(weight), bias) if self.quant else F.linear(x, weight, bias)
        return dict(zip(self.tag, x.float().split([len(h.bias) for h in heads], -1)))

    def quantize(self):
        """From here on computes as the int8 engine does."""
        for m in self.modules():
            if hasattr(m, "quant"):
                m.quant = True

    def hidden(self, name, w):
        return F.dropout(F.relu(self.mlp[name](w)), self.p, self.training)

    @staticmethod
    def one(x):
        return torch.cat([x, torch.ones_like(x[..., :1])], -1)

    def weigh(self, x, w):
        """x times w[:-1] plus w[-1], in integers once quant is set."""
        if self.quant:
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
        return (t @ self.one(h)[:, :, None])[..., 0].float()

    def voices(self, w):
        """Scores [b, word, voice]: every word as a voice, then author, then unnamed."""
        d, h = self.hidden("voice_dep", w), self.hidden("voice_head", w)
        two = torch.stack([self.voice["author"], self.voice["unnamed"]]).to(h.dtype)
        h = torch.cat([h, two.expand(h.shape[0], -1, -1)], 1)
        return self.weigh(d, self.bi["voice"]) @ h.transpose(1, 2)
