#!/usr/bin/env bash
# Rebuilds the weights: nlp/model/model.bin from the corpora and all-MiniLM-L6-v2, with all-mpnet-base-v2 as teacher.
#
#     training/build.sh ../shared MINILM/model.safetensors MINILM/vocab.txt MPNET/model.safetensors MPNET/vocab.txt
#
# Needs Python 3.11 with torch and safetensors, Go, and a graphics card: about ten minutes on a recent one. Seeds are fixed; RESULTS.md
# tells in what the shipped weights differ from what this gives.
set -euo pipefail
shared=$1 minilm=$2 vocab=$3 mpnet=$4 mpnet_vocab=$5
cd "$(dirname "$0")/.."
work=training/work
mkdir -p $work
python3 training/pack.py --shared "$shared" --vocab "$vocab" --out $work/packed.npz
python3 training/train.py --packed $work/packed.npz --minilm "$minilm" --mpnet "$mpnet" --mpnet-vocab "$mpnet_vocab" --out $work/run \
  --teachers 3 --teacher-steps 2000 --student-steps 9000
python3 training/export.py --run $work/run --minilm "$minilm" --out nlp/model/model.bin
