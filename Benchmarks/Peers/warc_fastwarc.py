# SPDX-License-Identifier: Apache-2.0
"""Reads archives with FastWARC when told to: a line `http|plain times path` on standard input is
answered by a line `seconds records bytes`, of processor time, for so many readings."""

import io
import sys
import time

from fastwarc.warc import ArchiveIterator


def read(data, parse_http):
    records = size = 0
    for record in ArchiveIterator(io.BytesIO(data), parse_http=parse_http):
        size += len(record.reader.read())
        records += 1
    return records, size


for line in sys.stdin:
    mode, times, path = line.rstrip("\n").split(" ", 2)
    with open(path, "rb") as file:
        data = file.read()
    start = time.process_time()
    for _ in range(int(times)):
        records, size = read(data, mode == "http")
    sys.stdout.write(f"{time.process_time() - start} {records} {size}\n")
    sys.stdout.flush()
