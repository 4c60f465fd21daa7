#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compares cleaning web archives with FastWARC and resiliparse, whole processes, in one run.

usage: archives.py TAMIS A.warc.gz B.warc.gz [--rounds 5]

`tamis clean A B -o out.jsonl --threads 2` reads both archives twice, because it counts the lines of
hosts; the others are two processes of Python, one an archive, which read responses with FastWARC,
decode them, call `extract_plain_text(main_content=True)` and write JSONL. Beside them gzip inflates
both archives to nowhere, at the same time. All take turns; by the wall clock. Prints Markdown. Peers/make_archive.py
makes archives: OUT.warc.gz 0 2 and OUT.warc.gz 1 2.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def extract(archive, out):
    """What one of the other processes does."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding

    with open(archive, "rb") as source, open(out, "w", encoding="utf-8") as target:
        for record in ArchiveIterator(source, record_types=WarcRecordType.response):
            page = record.reader.read()
            encoding = record.http_charset or detect_encoding(page)
            text = extract_plain_text(bytes_to_str(page, encoding), main_content=True)
            url = record.headers["WARC-Target-URI"]
            target.write(json.dumps({"url": url, "text": text}) + "\n")


def seconds(*commands):
    """How long commands take that run at the same time."""
    start = time.perf_counter()
    for process in [subprocess.Popen(c, stdout=subprocess.DEVNULL) for c in commands]:
        if process.wait() != 0:
            sys.exit(f"{process.args} failed.")
    return time.perf_counter() - start


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("tamis")
    parser.add_argument("archives", nargs=2)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    rounds = []
    with tempfile.TemporaryDirectory() as folder:
        ours = [options.tamis, "clean", *options.archives, "-o", f"{folder}/out.jsonl", "--quiet"]
        others = [
            [sys.executable, __file__, "--extract", archive, f"{folder}/{part}.jsonl"]
            for part, archive in enumerate(options.archives)
        ]
        inflating = [["gzip", "-dc", archive] for archive in options.archives]
        for _ in range(options.rounds):
            rounds.append((
                seconds([*ours, "--threads", "2"]), seconds([*ours, "--threads", "1"]),
                seconds(*others), seconds(*inflating),
            ))
    medians = [statistics.median(column) for column in zip(*rounds)]
    size = sum(Path(archive).stat().st_size for archive in options.archives) / 1e6
    names = ("tamis, 2 threads", "tamis, 1 thread", "FastWARC and resiliparse", "gzip -dc alone")
    print("| what runs | seconds | MB/s of .warc.gz | tamis with 2 threads is so many times as fast |")
    print("|---|---|---|---|")
    for place, name in enumerate(names):
        ratio = statistics.median(row[place] / row[0] for row in rounds)
        print(f"| {name} | {medians[place]:.2f} | {size / medians[place]:.1f} | {ratio:.2f} |")


if sys.argv[1:2] == ["--extract"]:
    extract(*sys.argv[2:])
else:
    main()
