#!/usr/bin/env bash
# Builds this commit twice and compares the bytes: once with crates from the registry, once in another folder from vendored
# sources without a network. Takes two release builds; needs what release/build.sh needs.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d "${TMPDIR:-/tmp}/msstd-reproduce.XXXXXX")
trap 'rm -rf "$work"' EXIT
unset CARGO_TARGET_DIR

for folder in one another/folder; do
    git clone --quiet . "$work/$folder"
done
"$work/one/release/build.sh" "$work/first"

cd "$work/another/folder"
cargo vendor --quiet --locked --versioned-dirs vendor >/dev/null
alone=(env CARGO_NET_OFFLINE=true)
if unshare --net true 2>/dev/null; then
    alone+=(unshare --net)
fi
"${alone[@]}" release/build.sh "$work/second"

cd "$work"
cmp first/SHA256SUMS second/SHA256SUMS
(cd second && sha256sum --check --strict SHA256SUMS)
echo "the same bytes in both folders"
