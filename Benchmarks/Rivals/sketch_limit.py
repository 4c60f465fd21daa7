#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compare the speed from text to sketches with a limit that another program measures.

usage: sketch_limit.py SKETCHES LIMIT ENGLISH.txt [FILE.txt…] [--rounds 5]

SKETCHES is the built `text-sketches` of this package, LIMIT a program that gets a file and prints
`sketches N MB/s`: the best that one core can do with text of ASCII. The files hold texts with form
feeds between them; the limit is measured on ENGLISH, for all of them. They take turns. Prints
Markdown: medians, and the median of the ratios of each round.
"""

import argparse
import re
import statistics
import subprocess


def output(*command: str) -> str:
    """What a command prints."""
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def main() -> None:
    """Runs both in turn, and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('sketches')
    parser.add_argument('limit')
    parser.add_argument('files', nargs='+')
    parser.add_argument('--rounds', type=int, default=5)
    options = parser.parse_args()
    rounds = []
    for _ in range(options.rounds):
        found = re.search(r'sketches ([0-9.]+) MB/s', output(options.limit, options.files[0]))
        if not found:
            raise SystemExit(f'{options.limit} has not printed "sketches N MB/s".')
        speeds = [
            float(output(options.sketches, '--plain', '--runs', '5', file).split()[2])
            for file in options.files
        ]
        rounds.append((float(found[1]), speeds))
    limit = statistics.median(limit for limit, _ in rounds)
    print(f'MB/s of one core, medians of {options.rounds} rounds; the limit: {limit:.0f}.\n')
    print('| text | MB/s | of the limit |\n| --- | --- | --- |')
    for index, file in enumerate(options.files):
        speed = statistics.median(speeds[index] for _, speeds in rounds)
        ratio = statistics.median(speeds[index] / limit for limit, speeds in rounds)
        print(f'| {file} | {speed:.0f} | {ratio:.2f} |')


if __name__ == '__main__':
    main()
