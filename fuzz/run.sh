#!/usr/bin/env bash
# Fuzzes with coverage: fuzz/run.sh SECONDS [TARGET...]. Needs the stable toolchain and a C++ compiler, which builds libFuzzer. Files
# to begin with come from samples, tests, and the folders that MSSTD_SEEDS names. What fails is kept in fuzz/artifacts.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=$1
shift

foreign() { cargo run --quiet --locked --example foreign -- "$@"; }
# shellcheck disable=SC2086
foreign seeds fuzz/corpus fuzz/seeds samples tests/cases tests/data ${MSSTD_SEEDS:-}
targets=("$@")
[ ${#targets[@]} -gt 0 ] || mapfile -t targets < <(foreign targets)

# The options are of LLVM's passes, which stable takes; with a target, they do not reach build scripts.
triple=$(rustc -vV | sed -n 's/^host: //p')
flags="-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters"
flags="$flags -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares --cfg fuzzing"
cd fuzz
RUSTFLAGS=$flags cargo build --locked --quiet --release --target "$triple"

failed=()
for target in "${targets[@]}"; do
    mkdir -p "corpus/$target" "regressions/$target" "artifacts/$target"
    MSSTD_FUZZ=$target "${CARGO_TARGET_DIR:-target}/$triple/release/fuzz" "corpus/$target" "regressions/$target" \
        -max_total_time="$seconds" -timeout=5 -rss_limit_mb=512 -max_len=65536 -print_final_stats=1 \
        -artifact_prefix="artifacts/$target/" >"artifacts/$target.log" 2>&1 || failed+=("$target")
    printf '%-14s %s\n' "$target" "$(grep -E 'cov: [0-9]+' "artifacts/$target.log" | tail -n 1)"
done
[ ${#failed[@]} -eq 0 ] || { echo "failed: ${failed[*]} (fuzz/artifacts)" >&2; exit 1; }
