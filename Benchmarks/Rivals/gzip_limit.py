#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compare `tamis dedup` from .jsonl.gz to .jsonl.gz with zlib alone on the same bytes.

usage: gzip_limit.py TAMIS FILE.jsonl.gz [--rounds 5] [--threads 2] [--level 6]

The limit inflates the input once and deflates what tamis has kept, in parts of 1 MiB on as many
threads, at the level given, which is the one that tamis uses; it neither parses nor compares. They
take turns. Prints Markdown: medians of the wall clock and of processor time, and ratios of each
round.
"""

import argparse
import os
import statistics
import subprocess
import time
import zlib
from concurrent.futures import ThreadPoolExecutor

PART = 1 << 20


def inflated(path: str) -> list[bytes]:
    """A gzip file of one or more members, inflated, in parts."""
    parts = []
    with open(path, 'rb') as file:
        stream = zlib.decompressobj(31)
        while data := file.read(PART):
            while data:
                parts.append(stream.decompress(data))
                data = stream.unused_data
                if stream.eof:
                    stream = zlib.decompressobj(31)
    return parts


def limit(path: str, kept: list[bytes], threads: int, level: int) -> None:
    """Inflates a file, and deflates parts at the same time."""
    with ThreadPoolExecutor(threads) as pool:
        jobs = [pool.submit(inflated, path)]
        jobs += [pool.submit(zlib.compress, part, level) for part in kept]
        for job in jobs:
            job.result()


def timed(work) -> tuple[float, float]:
    """The wall clock and processor time of some work, child processes included."""
    before, wall = os.times(), time.perf_counter()
    work()
    after = os.times()
    return time.perf_counter() - wall, sum(after[:4]) - sum(before[:4])


def main() -> None:
    """Runs both in turn, and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('tamis')
    parser.add_argument('file')
    parser.add_argument('--rounds', type=int, default=5)
    parser.add_argument('--threads', type=int, default=2)
    parser.add_argument('--level', type=int, default=6)
    options = parser.parse_args()
    output = options.file + '.kept.jsonl.gz'
    dedup = [
        options.tamis,
        'dedup',
        options.file,
        '-o',
        output,
        '--threads',
        str(options.threads),
        '--quiet',
    ]
    subprocess.run(dedup, check=True)
    whole = b''.join(inflated(output))
    kept = [whole[start : start + PART] for start in range(0, len(whole), PART)]
    size = sum(len(part) for part in inflated(options.file))
    rounds = []
    for _ in range(options.rounds):
        rounds.append(
            (
                timed(lambda: limit(options.file, kept, options.threads, options.level)),
                timed(lambda: subprocess.run(dedup, check=True)),
            )
        )
    written = os.path.getsize(output)
    os.remove(output)
    print(
        f'{size / 1e6:.1f} MB inflated, {len(whole) / 1e6:.1f} MB kept, '
        f'{written / 1e6:.1f} MB written; '
        f'level {options.level}, {options.threads} threads, medians of {options.rounds} rounds.\n'
    )
    print('| | wall s | processor s | MB/s |\n| --- | --- | --- | --- |')
    for index, name in enumerate(('zlib alone', 'tamis dedup')):
        wall, processor = (
            statistics.median(turn[index][clock] for turn in rounds) for clock in (0, 1)
        )
        print(f'| {name} | {wall:.2f} | {processor:.2f} | {size / wall / 1e6:.1f} |')
    ratios = [
        statistics.median(turn[0][clock] / turn[1][clock] for turn in rounds) for clock in (0, 1)
    ]
    print(
        f'\ntamis reaches {ratios[0]:.2f} of the limit by the wall clock, '
        f'{ratios[1]:.2f} by processor time.'
    )


if __name__ == '__main__':
    main()
