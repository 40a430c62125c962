"""Reads a TensorFlow checkpoint without TensorFlow, and gives BERT's tensors their PyTorch names.

The index beside a checkpoint is a sorted table in LevelDB's format: blocks of keys with shared prefixes, each value a message that
tells where the tensor's bytes stand. Only what BERT's checkpoints use is read: one data file, no compression, 32-bit floats.
"""
import struct
import numpy as np
import torch


def varint(b, i):
    shift = value = 0
    while True:
        c = b[i]
        i, value, shift = i + 1, value | (c & 127) << shift, shift + 7
        if c < 128:
            return value, i


def block(b, offset, size):
    """The (key, value) pairs of a block."""
    if b[offset + size]:
        raise SystemExit("the checkpoint's index is compressed")
    data, i, key, out = b[offset:offset + size], 0, b"", []
    end = len(data) - 4 - 4 * struct.unpack("<I", data[-4:])[0]
    while i < end:
        shared, i = varint(data, i); own, i = varint(data, i); length, i = varint(data, i)
        key = key[:shared] + data[i:i + own]
        i += own
        out.append((key, data[i:i + length]))
        i += length
    return out


def message(b):
    """The fields of a protocol buffer: {number: [value]}."""
    i, out = 0, {}
    while i < len(b):
        tag, i = varint(b, i)
        kind = tag & 7
        if kind == 0:
            value, i = varint(b, i)
        else:
            size = {1: 8, 5: 4}.get(kind)
            if size is None:
                size, i = varint(b, i)
            value, i = b[i:i + size], i + size
        out.setdefault(tag >> 3, []).append(value)
    return out


def tensors(prefix):
    """All tensors of 32-bit floats of a checkpoint: {name: array}."""
    index = open(prefix + ".index", "rb").read()
    data, out, i, foot = np.memmap(prefix + ".data-00000-of-00001", np.uint8, "r"), {}, 0, index[-48:]
    for _ in range(2):  # the table of tables of its footer comes second
        offset, i = varint(foot, i); size, i = varint(foot, i)
    for _, handle in block(index, offset, size):
        start, i = varint(handle, 0)
        for key, value in block(index, start, varint(handle, i)[0]):
            f = message(value)
            if not key or f.get(1) != [1]:
                continue
            shape = [message(d).get(1, [0])[0] for d in message(f[2][0]).get(2, [])]
            at = f.get(4, [0])[0]
            out[key.decode()] = np.frombuffer(data[at:at + f[5][0]].tobytes(), "<f4").reshape(shape)
    return out


def bert(prefix):
    """The state of a transformers BertModel without its pooler."""
    state = {}
    for name, a in tensors(prefix).items():
        name, t = name.split("bert/", 1)[-1], torch.from_numpy(a.copy())
        if not name.startswith(("embeddings", "encoder")):
            continue
        if name.endswith("/kernel"):
            t = t.t().contiguous()
        for old, new in (("/kernel", "/weight"), ("/gamma", "/weight"), ("/beta", "/bias"), ("layer_", "layer."), ("/", ".")):
            name = name.replace(old, new)
        state[name + ".weight" if name.endswith("_embeddings") else name] = t
    return state
