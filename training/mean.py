"""Writes the weighted mean of checkpoints of one lineage ("model soup", Wortsman et al. 2022).

    python training/mean.py OUT.pt WEIGHT:CHECKPOINT.pt...
"""
import sys
import torch


def main():
    out, parts = sys.argv[1], [p.split(":", 1) for p in sys.argv[2:]]
    states = [(float(w), torch.load(path, map_location="cpu")) for w, path in parts]
    total, first = sum(w for w, _ in states), states[0][1]
    mean = {k: (sum(w * s[k].double() for w, s in states) / total).to(v.dtype) if v.is_floating_point() else v for k, v in first.items()}
    torch.save(mean, out)


if __name__ == "__main__":
    main()
