#!/usr/bin/env bash
# A few hundred deployments, checked by one process, by Apache Spark and by GNU parallel: the reports are equal to the byte.
# MSSTD names the program, MSSTD_SPARK a Python that has requirements.txt; Java and GNU parallel are needed too.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
msstd=${MSSTD:-$root/target/debug/msstd} python=${MSSTD_SPARK:-python3}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
# Nothing is configured by the folder in which this is started.
cd "$scratch"
export LC_ALL=C.UTF-8 TMPDIR=$scratch

# Folders a process.
size=17

# The copies have names of their own, but for `shared`, where each has that of its sample.
copies() { # folder, number of copies
    local copy sample
    for copy in $(seq "$2"); do
        for sample in "$root"/samples/*/; do
            mkdir -p "$1/$copy"
            cp -r "$sample" "$1/$copy/$(basename "$sample")"
        done
    done
}
copies shared 3
copies sites 13
find sites -name msstd.toml -delete
for folder in sites/*/*; do
    mv "$folder" "sites/$(basename "$folder"), Zürich $(basename "$(dirname "$folder")")"
done
find sites -type d -empty -delete

# Configurations that name, split, and have settings which only an auditor may have. The first two paths of these, of a
# folder at the end of a part and one at the start of the next, are in another order than their folders.
folders=(sites/*)
for number in 3 16 90 200; do
    printf 'name = "Site %s"\nclient = "modern"\n' $number >"${folders[number]}/msstd.toml"
done
cp -r "${folders[16]}" "${folders[16]} again"
sed -i 's/Site 16/Site 16 again/' "${folders[16]} again/msstd.toml"
mkdir "${folders[120]}/old"
cp "$root"/samples/san-only/* "${folders[120]}/old"
printf 'name = "Split"\n' >"${folders[120]}/old/msstd.toml"
# What can't be read, what is damaged, what is nothing, and what is not recognised.
mkfifo "${folders[7]}/pipe.pem"
ln -s nowhere "${folders[8]}/link.cer"
head -c 700 "$root"/samples/san-only/*.cer >"${folders[9]}/cut.cer"
mkdir sites/empty "sites/notes only"
echo 'call back on Monday' >"sites/notes only/notes.txt"

listed() { # folder, depth
    find "$1" -mindepth "$2" -maxdepth "$2" -type d | LC_ALL=C sort >"$1.txt"
}
listed sites 1
listed shared 2

one() { # list, options
    local code=0
    "$msstd" check --files-from "$1" --format json "${@:2}" >one.json || code=$?
    [ "$code" -eq 1 ] || { echo "one process: exit code $code, expected 1" >&2; exit 1; }
}
spark() { # list, program, options
    rm -rf lines
    "$python" "$root/examples/spread/spark.py" --size "$size" "$2" "$1" "$scratch/lines" "${@:3}"
}
parallel_() { # list, program, options
    MSSTD=$2 SIZE=$size "$root/examples/spread/parallel.sh" "$1" "${@:3}" >report.ndjson
}
export SPARK_LOCAL_IP=127.0.0.1 PYSPARK_SUBMIT_ARGS='--master local[2] --conf spark.ui.enabled=false pyspark-shell'

passed=0
equal() { # name, report
    cmp one.json "$2"
    passed=$((passed + 1))
    echo "$1: $(grep -c . "$2") lines of JSON, equal"
}
# Decisions of the auditor; some of what was known is fixed, and an allowance matches in few parts.
printf '[[allow]]\ncode = "%s"\nsubject = "%s"\nreason = "known"\nuntil = 2027-01-31\n' \
    CT017 'CN=EX01' IN002 notes.txt PN001 'msstd:mail.contoso.com' >own.toml
"$msstd" baseline --files-from sites.txt --at 2026-06-01 --select PN,CT --output known.json
rm "sites/seeds-case, Zürich 5/hybrid.contoso.com.cer" "sites/seeds-case, Zürich 6/hybrid.contoso.com.cer"
decisions="--config own.toml --baseline known.json --ignore PO001,PO002,PO003"

for case in "sites.txt" "sites.txt --redact $decisions" "shared.txt --name-by-path"; do
    read -r list options <<<"$case"
    # shellcheck disable=SC2206
    options=(--at 2026-06-01 $options)
    one "$list" "${options[@]}"
    spark "$list" "$msstd" "${options[@]}" 2>spark.log || { cat spark.log >&2; exit 1; }
    cat lines/part-* | "$msstd" convert - --format json >spark.json
    equal "Spark, $case" spark.json
    parallel_ "$list" "$msstd" "${options[@]}"
    "$msstd" convert report.ndjson --format json >parallel.json
    equal "GNU parallel, $case" parallel.json
done

# What is lost, and what ends with an error, ends the job.
cat >loses <<LOSES
#!/bin/sh
"$msstd" "\$@" | sed '\$d'
LOSES
chmod +x loses
fails() { # name, command
    if "${@:2}" >log 2>&1; then
        cat log >&2
        echo "$1: no failure" >&2
        exit 1
    fi
    passed=$((passed + 1))
    echo "$1: fails as it has to"
}
for how in spark parallel_; do
    fails "$how, a line is lost" $how shared.txt "$scratch/loses" --at 2026-06-01
    grep -q 'fewer deployments than folders' log
    fails "$how, wrong usage" $how shared.txt "$msstd" --at 2026-06-01 --config nowhere.toml
    fails "$how, a report can't be written" $how shared.txt "$msstd" --at 2026-06-01 --report csv=nowhere/report.csv
done
echo "$passed passed, 0 failed"
