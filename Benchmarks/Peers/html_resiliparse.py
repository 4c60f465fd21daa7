#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compare the speed of HTML to blocks with resiliparse's plain text, in one run, on one core.

usage: html_resiliparse.py BENCHMARK FILE…     (needs: pip install resiliparse==2.0.1)

BENCHMARK is the built `html` of this package; each FILE is JSONL(.gz) with a member `html`.
The two take turns, so that what else the machine does falls on both. Both have the pages in
memory, resiliparse as `str`: neither decoding nor JSON is counted. Speeds are in bytes of UTF-8
for both, in processor time. Prints Markdown.
"""
import argparse
import gzip
import json
import re
import statistics
import subprocess
import time

from resiliparse.extract.html2text import extract_plain_text


def pages(path):
    with (gzip.open if path.endswith('.gz') else open)(path, 'rb') as file:
        for line in file:
            html = json.loads(line).get('html')
            if html is not None:
                # Half a surrogate pair is a replacement character in either reader.
                yield re.sub('[\ud800-\udfff]', '\ufffd', html)


def theirs(texts, size):
    start = time.process_time()
    for text in texts:
        extract_plain_text(text, main_content=False)
    return size / (time.process_time() - start) / 1e6


def ours(benchmark, path, size):
    output = subprocess.run([benchmark, '--runs', '3', path], check=True, capture_output=True, text=True).stdout
    cells = [cell.strip() for cell in output.splitlines()[-1].strip('|').split('|')]
    if int(cells[2]) != size:
        raise SystemExit(f'{path}: {cells[2]} bytes of HTML were read here, and {size} there.')
    return int(cells[3]), int(cells[4])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('benchmark')
    parser.add_argument('files', nargs='+')
    parser.add_argument('--rounds', type=int, default=7)
    options = parser.parse_args()
    print(f'Medians of {options.rounds} rounds, in MB/s.\n')
    print('| file | bytes | tokens | blocks | resiliparse | blocks ÷ resiliparse | least and most of a round |')
    print('| --- | --- | --- | --- | --- | --- | --- |')
    for path in options.files:
        texts = list(pages(path))
        size = sum(len(text.encode()) for text in texts)
        rounds = [(*ours(options.benchmark, path, size), theirs(texts, size)) for _ in range(options.rounds)]
        tokens, blocks, peer = (statistics.median(column) for column in zip(*rounds))
        ratios = [b / p for _, b, p in rounds]
        print(f'| {path} | {size} | {tokens:.0f} | {blocks:.0f} | {peer:.1f} | {blocks / peer:.1f}'
              f' | {min(ratios):.1f}–{max(ratios):.1f} |', flush=True)


main()
