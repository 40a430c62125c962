#!/usr/bin/env bash
# Rebuilds the weights: nlp/model/model.bin from the corpora and all-MiniLM-L6-v2.
#
#     training/build.sh ../shared MODEL.safetensors vocab.txt
#
# Needs Python 3.11 with torch and safetensors, and Go. Takes about five hours on two cores. Seeds are fixed; RESULTS.md tells
# how the stages came about and in what the shipped weights differ from what this gives.
set -euo pipefail
shared=$1 start=$2 vocab=$3
cd "$(dirname "$0")/.."
work=training/work
train() { python3 training/train.py --shared "$shared" --start "$start" --vocab "$vocab" "$@"; }
train --out $work/1 --epochs 10 --quant-from 99 --lr 2.5e-4 --stop 4
train --out $work/2 --epochs 15 --quant-from 99 --lr 3e-4 --resume $work/1/epoch3.pt --first-epoch 4 --stop 7
train --out $work/3 --epochs 13 --quant-from 99 --lr 3e-4 --resume $work/2/epoch6.pt --first-epoch 7 --stop 9 --narrow 1152 --blur 0.08
train --out $work/4 --epochs 12 --quant-from 9 --lr 3e-4 --resume $work/3/epoch8.pt --first-epoch 9 --stop 11 --blur 0.08
train --out $work/5 --epochs 12 --quant-from 9 --lr 1.2e-3 --resume $work/4/epoch10.pt --first-epoch 11 --blur 0.08 --names 6
train --out $work/6 --epochs 23 --quant-from 12 --lr 5e-4 --resume $work/5/epoch11.pt --first-epoch 12 --blur 0.10 --names 4
mean() { python3 training/mean.py "$@"; }
mean $work/7start.pt 1:$work/5/epoch11.pt 1:$work/6/epoch22.pt 1:$work/6/epoch20.pt
train --out $work/7 --epochs 4 --quant-from 0 --lr 2e-4 --resume $work/7start.pt --blur 0.25 --names 4 --seed 7
mean $work/8start.pt 1:$work/7/epoch2.pt 1:$work/7/epoch3.pt
train --out $work/8 --epochs 8 --quant-from 0 --lr 3e-4 --resume $work/8start.pt --blur 0.25 --names 4 --seed 8 --stop 6
mean $work/shipped.pt 3:$work/8start.pt 1:$work/8/epoch5.pt
python3 training/export.py --state $work/shipped.pt --labels $work/7/labels.json --out nlp/model/model.bin
