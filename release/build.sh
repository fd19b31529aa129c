#!/usr/bin/env bash
# Makes what is carried in: a static binary, its SBOM, the licences of what it is built of, and their SHA-256 digests.
#
#     release/build.sh FOLDER
#
# One commit gives the same bytes in every folder, with crates from the registry or from `vendor` (cargo vendor --locked
# --versioned-dirs); release/reproduce.sh proves it. Needs the Rust toolchain, a C compiler and a static C library
# (Debian: gcc, libc6-dev), and Python 3.11.
set -euo pipefail
dist=$(mkdir -p "${1:?usage: release/build.sh FOLDER}" && cd "$1" && pwd -P)
cd "$(dirname "$0")/.."
root=$(pwd -P)

largest=$((12 * 1024 * 1024))
host=$(rustc -vV | sed -n 's/^host: //p')
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$root/target/carried-in}
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
export MSSTD_COMMIT=${MSSTD_COMMIT:-$(git rev-parse HEAD)$(git diff --quiet HEAD || echo ", changed")}

# What is vendored is all that is needed.
from=(--locked)
if [ -d vendor ]; then
    from=(--frozen --config 'source.crates-io.replace-with="vendor"' --config 'source.vendor.directory="vendor"')
else
    cargo fetch --locked --target "$host"
fi

# Names of this machine's folders are no part of the binary; of several prefixes that match, the last one counts.
names=("$root=/msstd" "$(rustc --print sysroot)=/rust" "$CARGO_TARGET_DIR=/target" "$root/vendor=/crates")
for crates in "${CARGO_HOME:-$HOME/.cargo}"/registry/src/*/; do
    names+=("${crates%/}=/crates")
done
CARGO_ENCODED_RUSTFLAGS=$'-Ctarget-feature=+crt-static\x1f-Clink-arg=-Wl,-z,pack-relative-relocs'
export CFLAGS=""
for name in "${names[@]}"; do
    CARGO_ENCODED_RUSTFLAGS+=$'\x1f'"--remap-path-prefix=$name"
    CFLAGS+=" -ffile-prefix-map=$name"
done
export CARGO_ENCODED_RUSTFLAGS

cargo build --profile dist --target "$host" "${from[@]}"
cp "$CARGO_TARGET_DIR/$host/dist/msstd" "$dist/msstd"
python3 release/facts.py "$host" "$dist" "${from[@]}"
cp LICENSE-APACHE LICENSE-MIT "$dist"

# What this script promises.
refuse() { echo "release/build.sh: $*" >&2; exit 1; }
size=$(stat -c %s "$dist/msstd")
[ "$size" -le "$largest" ] || refuse "the binary has $size bytes, more than $largest"
! readelf --program-headers "$dist/msstd" | grep -q INTERP || refuse "the binary needs a dynamic linker"
for folder in "$root" "$CARGO_TARGET_DIR" "$HOME"; do
    ! grep -qF "$folder/" "$dist/msstd" || refuse "the binary contains $folder"
done
"$dist/msstd" --version --verbose | tee /dev/stderr | grep -qF "commit: $MSSTD_COMMIT" || refuse "the binary does not start"

cd "$dist"
sha256sum LICENSE-APACHE LICENSE-MIT msstd msstd.cdx.json THIRD-PARTY.txt >SHA256SUMS
cat SHA256SUMS
