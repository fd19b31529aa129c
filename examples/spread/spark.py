#!/usr/bin/env python3
"""Checks folders on Apache Spark, each a deployment, and saves what `msstd check --format ndjson` prints.

    spark-submit spark.py /opt/msstd folders.txt OUT --at 2026-06-01
    cat OUT/part-* | msstd convert - --format json

Each part of the list is one process of msstd; what follows OUT are options of `msstd check`. Every worker needs the program and
the folders under the same paths. docs/scaling.md says what to choose.
"""

import argparse
import shlex
import sys

from pyspark.sql import SparkSession, functions

# Findings (1) and a part in which nothing is recognised (3) are results; anything else ends the job.
CHECK = """
"$0" check --files-from - --format ndjson "$@" && code=0 || code=$?
case $code in 1 | 3) exit 0 ;; *) exit $code ;; esac
"""
# How a line begins its deployment; the line about the configuration has none.
DEPLOYMENT = '"deployments":[{'


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--size", type=int, default=100, help="how many folders a process checks [default: 100]")
    parser.add_argument("msstd", help="the absolute path of the program")
    parser.add_argument("folders", help="a file that lists the folders, one a line, in the order of the report")
    parser.add_argument("out", help="a folder that does not exist yet: each part gets a file there")
    parser.add_argument("options", nargs=argparse.REMAINDER, help="options of msstd check")
    return parser.parse_args()


def main():
    asked = arguments()
    with open(asked.folders, encoding="utf-8", newline="\n") as lines:
        listed = [line.rstrip("\n") for line in lines]
    spark = SparkSession.builder.appName("msstd").getOrCreate()
    # Parts are slices of the list: read in the order of their names, their lines are in its order.
    folders = spark.sparkContext.parallelize(listed, max(1, -(-len(listed) // asked.size)))
    command = shlex.join(["sh", "-c", CHECK, asked.msstd, *asked.options])
    folders.pipe(command, checkCode=True).saveAsTextFile(asked.out)

    # What was saved is counted: each folder is at least one deployment.
    given = folders.mapPartitions(lambda part: [sum(1 for _ in part)]).collect()
    saved = spark.read.text(asked.out).where(functions.col("value").contains(DEPLOYMENT))
    number = functions.regexp_extract(functions.input_file_name(), r"part-(\d+)", 1).cast("int")
    found = {row.part: row["count"] for row in saved.groupBy(number.alias("part")).count().collect()}
    lost = [part for part, count in enumerate(given) if found.get(part, 0) < count]
    print(f"{len(listed)} folders in {len(given)} parts, {sum(found.values())} deployments")
    if lost:
        sys.exit(f"fewer deployments than folders in part {', '.join(map(str, lost))}")


if __name__ == "__main__":
    main()
