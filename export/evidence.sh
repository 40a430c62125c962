#!/bin/sh
# Checks a bundle that sayso evidence wrote, with sha256sum and plain shell.
set -eu
cd "$(dirname "$0")"
sha256sum -c SHA256SUMS

sum() { sha256sum | cut -d' ' -f1; }
# raw HEX writes the bytes that HEX names.
raw() { printf '%b' "$(printf '%s' "$1" | sed 's/../\\0&/g' | awk '{
  n = split($0, part, "\\\\0"); out = ""
  for (i = 2; i <= n; i++) out = out sprintf("\\0%03o", index("123456789abcdef", substr(part[i],1,1)) * 16 + index("123456789abcdef", substr(part[i],2,1)))
  print out }')"; }
field() { sed -n "s/^$1 //p" proof.txt; }

original=$(sum <original.bin)
grep -q "\"sha256\":\"$original\"" record.leaf || { echo "FAILED: the record names other bytes"; exit 1; }
text=$(sum <text.txt)
grep -q "\"text_sha256\":\"$text\"" record.leaf || { echo "FAILED: the record names another text"; exit 1; }
grep -q "sha256:$original" report.warc || { echo "FAILED: the WARC names another payload"; exit 1; }

# The longest stretches of the text that are the bytes' own.
part() { tail -c +$(($2 + 1)) "$1" | head -c $(($3 - $2)); }
awk 'NR > 1 && $2 - $1 == $5 && $4 - $3 == $5 { print $5, $1, $2, $3, $4 }' map.tsv | sort -rn | head -n 20 | while read -r _ a b c d; do
  [ "$(part text.txt "$a" "$b" | sum)" = "$(part original.bin "$c" "$d" | sum)" ] || { echo "FAILED: bytes $c to $d are not the text's $a to $b"; exit 1; }
done

# RFC 9162, 2.1.3.2: from the leaf along the path to the root.
hash=$( { printf '\000'; cat record.leaf; } | sum)
n=$(field seq)
last=$(($(field size) - 1))
for p in $(field path); do
  if [ $((n % 2)) -eq 1 ] || [ "$n" -eq "$last" ]; then
    hash=$( { printf '\001'; raw "$p"; raw "$hash"; } | sum)
    while [ $((n % 2)) -eq 0 ] && [ "$n" -ne 0 ]; do n=$((n / 2)); last=$((last / 2)); done
  else
    hash=$( { printf '\001'; raw "$hash"; raw "$p"; } | sum)
  fi
  n=$((n / 2))
  last=$((last / 2))
done
[ "$last" -eq 0 ] && [ "$hash" = "$(field root)" ] || { echo "FAILED: the proof does not lead to the root"; exit 1; }
signed=$(sed -n 3p head.txt | base64 -d | od -An -v -tx1 | tr -d ' \n')
[ "$signed" = "$(field root)" ] && [ "$(sed -n 2p head.txt)" = "$(field size)" ] || { echo "FAILED: the head is of another log"; exit 1; }
echo "The bytes, the text and the record fit, and the record is in the log of the signed head."
