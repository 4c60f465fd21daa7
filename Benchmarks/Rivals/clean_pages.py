#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compare the speed of cleaning pages of HTML with that of other extractors, in one run, on one core.

usage: clean_pages.py BENCHMARK FILE… [--rounds 5] [--slow N]

BENCHMARK is the built `clean-pages` of this package; each FILE is JSONL(.gz) with a member `html`. All have the pages in
memory, the others as `str`: neither decoding nor JSON is counted. They take turns, so that what else the machine does
falls on all. Speeds are in bytes of UTF-8 a second of processor time. trafilatura, which is slower by far, gets every
Nth page only (default 20). Prints Markdown: medians, and ratios to ours.
"""
import argparse
import gzip
import json
import re
import statistics
import subprocess
import time


def pages(path):
    with (gzip.open if path.endswith('.gz') else open)(path, 'rb') as file:
        for line in file:
            html = json.loads(line).get('html')
            if html is not None:
                # Half a surrogate pair is a replacement character in either reader.
                yield re.sub('[\ud800-\udfff]', '\ufffd', html)


def speed(extract, texts):
    size = sum(len(text.encode()) for text in texts)
    start = time.process_time()
    for text in texts:
        extract(text)
    return size / (time.process_time() - start) / 1e6


def ours(benchmark, path, stage):
    command = [benchmark, '--runs', '1', '--stage', stage, path]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return int(output.splitlines()[-1].strip('|').split('|')[3])


def rivals(slow):
    from resiliparse.extract.html2text import extract_plain_text
    rivals = [('resiliparse', lambda text: extract_plain_text(text, main_content=True), 1)]
    try:
        import trafilatura
        rivals.append(('trafilatura', lambda text: trafilatura.extract(text, fast=True), slow))
    except ImportError:
        print('trafilatura is not installed: not run.')
    return rivals


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('benchmark')
    parser.add_argument('files', nargs='+')
    parser.add_argument('--rounds', type=int, default=5)
    parser.add_argument('--slow', type=int, default=20)
    options = parser.parse_args()
    others = rivals(options.slow)
    names = [name for name, _, _ in others]
    print(f'Medians of {options.rounds} rounds, in MB/s of one core.\n')
    print('| file | page by page | with host | ' + ' | '.join(names) + ' | '
          + ' | '.join(f'page by page ÷ {name}' for name in names) + ' | with host ÷ resiliparse |')
    print('| --- ' * (4 + 2 * len(names)) + '|')
    for path in options.files:
        texts = list(pages(path))
        rounds = []
        for _ in range(options.rounds):
            row = [ours(options.benchmark, path, stage) for stage in ('cleaned', 'with-host')]
            rounds.append(row + [speed(extract, texts[::every]) for _, extract, every in others])
        medians = [statistics.median(column) for column in zip(*rounds)]
        ratios = [statistics.median(row[0] / row[2 + index] for row in rounds) for index in range(len(names))]
        host = statistics.median(row[1] / row[2] for row in rounds)
        cells = [f'{value:.1f}' for value in medians + ratios + [host]]
        print(f'| {path} | ' + ' | '.join(cells) + ' |', flush=True)


main()
