"""The engine's int8 arithmetic, imitated in training so that the weights learn to live with it.

Activations are 7 bits, unsigned, with a range for each row; weights 7 bits, signed, with a scale for each output channel: products
then fit the 16-bit sums of AVX2 exactly, and every processor gives the same integers. Gradients pass straight through.
"""
import torch


def straight(x, y):
    return x + (y - x).detach()


def fake_quant_act(x):
    f = x.detach().float()
    low, high = f.amin(-1, keepdim=True), f.amax(-1, keepdim=True)
    scale = ((high - low) / 127).clamp(min=1e-12)
    return straight(x, (((f - low) / scale).round().clamp(0, 127) * scale + low).to(x.dtype))


def fake_quant_weight(w, dim=-1):
    f = w.detach().float()
    scale = (f.abs().amax(dim, keepdim=True) / 63).clamp(min=1e-12)
    return straight(w, ((f / scale).round().clamp(-63, 63) * scale).to(w.dtype))


def quant_attention(q, k, v, mask, scale):
    """Attention as the engine computes it: scores and weighted sums in integers, the weights themselves in 7 bits."""
    s = fake_quant_act(q) @ fake_quant_weight(k).transpose(2, 3) * scale + mask
    s = s.float()
    e = (s - s.detach().amax(-1, keepdim=True)).exp()
    e = straight(e, (e.detach() * 127).round() / 127)
    return (e.to(v.dtype) @ fake_quant_weight(v, dim=-2)) / e.sum(-1, keepdim=True).to(v.dtype)
