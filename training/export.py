"""Writes a trained network as a model file of the engine (the form is told in nlp/internal/encoder/file.go).

    python training/export.py --run training/work/run1 --minilm MINILM/model.safetensors --out nlp/model/model.bin

The word pieces' vectors are all-MiniLM-L6-v2's own: they are not trained. Heads for training alone are left out.
"""
import argparse, hashlib, json, struct
import torch
from safetensors.torch import load_file


def main():
    a = argparse.ArgumentParser()
    a.add_argument("--run", required=True); a.add_argument("--minilm", required=True); a.add_argument("--out", required=True); a.add_argument("--meta", default="{}")
    a = a.parse_args()
    s = {}
    for half in ("1", "2"):
        s |= {k.removeprefix("encoder."): v.float() for k, v in torch.load(f"{a.run}/student.{half}.pt", map_location="cpu").items()}
    s["embed.word.weight"] = load_file(a.minilm)["embeddings.word_embeddings.weight"].float()
    info = json.load(open(f"{a.run}/labels.json", encoding="utf-8"))
    tensors, blob = [], bytearray()

    def put(name, t, kind):
        blob.extend(b"\0" * (-len(blob) % 64))
        tensors.append(dict(name=name, kind=kind, shape=list(t.shape), at=len(blob)))
        blob.extend(t.contiguous().numpy().astype("<f4" if kind == "f32" else "i1").tobytes())

    def linear(name, w, b, top=63):
        scale = (w.abs().amax(1) / top).clamp(min=1e-12)
        put(name, (w / scale[:, None]).round().clamp(-top, top), "i8")
        put(name + ".scale", scale, "f32")
        if b is not None:
            put(name + ".bias", b, "f32")

    linear("embed.word", s["embed.word.weight"], None, 127)
    for k in ("position", "shape", "edge"):
        put("embed." + k, s[f"embed.{k}.weight"], "f32")

    def norm(name):
        put(name + ".gain", s[name + ".weight"], "f32"); put(name + ".bias", s[name + ".bias"], "f32")

    norm("embed.norm")
    layers = 1 + max(int(k.split(".")[1]) for k in s if k.startswith("layer."))
    for i in range(layers):
        for k in ("qkv", "out", "up", "down"):
            linear(f"layer.{i}.{k}", s[f"layer.{i}.{k}.weight"], s[f"layer.{i}.{k}.bias"])
        norm(f"layer.{i}.norm1"); norm(f"layer.{i}.norm2")
    for k in sorted(s):
        if k.endswith(".weight") and (k.startswith("mlp.") or k.startswith("tag.") and k.split(".")[1] in info["labels"]):
            linear(k[:-7], s[k], s[k[:-7] + ".bias"])
    for k in ("arc", "voice"):
        w = s["bi." + k]
        linear("bi." + k, w[:-1].T.contiguous(), w[-1])
    w = s["bi.rel"]  # [relation, dependent and 1, head and 1] -> rows (relation, head and 1) of weights over the dependent
    linear("bi.rel", w[:, :-1].permute(0, 2, 1).reshape(-1, w.shape[1] - 1), w[:, -1].reshape(-1))
    for k in ("arc.root", "rel.root", "voice.author", "voice.unnamed"):
        put(k, s[k], "f32")
    manifest = json.dumps(dict(tensors=tensors, labels=info["labels"], vocab=info["vocab"], meta=json.loads(a.meta)), separators=(",", ":"), ensure_ascii=False).encode()
    out = bytearray(b"SAYSO\0M1" + struct.pack("<I", len(manifest)) + manifest)
    out.extend(b"\0" * (-len(out) % 64))
    out.extend(blob)
    out.extend(hashlib.sha256(out).digest())
    open(a.out, "wb").write(out)
    print(a.out, len(out), "bytes", hashlib.sha256(out).hexdigest())


if __name__ == "__main__":
    main()
