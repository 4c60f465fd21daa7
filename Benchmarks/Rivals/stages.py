#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compare `tamis dedup`, from JSONL to JSONL as a whole process, with datatrove's four stages.

usage: stages.py TAMIS CORPORA [--count 100000] [--few 1000] [--rounds 3] [--cores 2] [--folder
           FOLDER]

Both get texts of some 4 KB made by CORPORA: tamis COUNT of them, datatrove, which is slower by far,
the first FEW, as many files as cores. datatrove runs with its defaults (14 bands of 8 rows, words
by spaCy) and once more with words cut at spaces, so that spaCy is left out. Speed is in bytes of
text a second by the wall clock. Prints Markdown: medians, and ratios of each round.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import time


def datatrove(folder: str, cores: int, uses_spacy: bool) -> None:
    """The four stages, on the files in FOLDER/in."""
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.dedup import (
        MinhashDedupBuckets,
        MinhashDedupCluster,
        MinhashDedupFilter,
        MinhashDedupSignature,
    )
    from datatrove.pipeline.dedup.minhash import MinhashConfig
    from datatrove.pipeline.readers import JsonlReader
    from datatrove.pipeline.writers import JsonlWriter
    from datatrove.utils.word_tokenizers import WordTokenizer
    from loguru import logger

    logger.remove()

    class Spaces(WordTokenizer):
        """Words as str.split cuts them."""

        def word_tokenize(self, text: str) -> list[str]:
            return text.split()

        def sent_tokenize(self, text: str) -> list[str]:
            return [text]

        def span_tokenize(self, text: str) -> list[tuple[int, int]]:
            return [(0, len(text))]

    config = MinhashConfig()

    def stage(name: str, steps: list, tasks: int) -> None:
        LocalPipelineExecutor(
            pipeline=steps,
            tasks=tasks,
            workers=min(cores, tasks),
            logging_dir=f'{folder}/logs/{name}',
        ).run()

    words = {} if uses_spacy else {'language': Spaces()}
    stage(
        'signatures',
        [
            JsonlReader(f'{folder}/in'),
            MinhashDedupSignature(f'{folder}/signatures', config=config, **words),
        ],
        cores,
    )
    stage(
        'buckets',
        [MinhashDedupBuckets(f'{folder}/signatures', f'{folder}/buckets', config=config)],
        config.num_buckets,
    )
    stage(
        'clusters', [MinhashDedupCluster(f'{folder}/buckets', f'{folder}/remove', config=config)], 1
    )
    stage(
        'filter',
        [
            JsonlReader(f'{folder}/in'),
            MinhashDedupFilter(f'{folder}/remove'),
            JsonlWriter(f'{folder}/out', compression=None),
        ],
        cores,
    )


def seconds(command: list[str]) -> float:
    """Runs a command, and returns how long it took."""
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f'{" ".join(command)}\n{done.stderr}')
    return time.perf_counter() - start


def text_size(path: str) -> int:
    """Bytes of the texts of a file."""
    with open(path, encoding='utf-8') as lines:
        return sum(len(json.loads(line)['text'].encode()) for line in lines)


def prepared(path: str, folder: str, cores: int) -> str:
    """A folder with the lines of a file in as many files as there are cores."""
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(f'{folder}/in')
    with open(path, encoding='utf-8') as file:
        lines = file.readlines()
    for core in range(cores):
        with open(f'{folder}/in/{core}.jsonl', 'w', encoding='utf-8') as part:
            part.writelines(lines[core::cores])
    return folder


def main() -> None:
    """Makes the texts, runs both in turn, and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('tamis')
    parser.add_argument('corpora')
    parser.add_argument('--count', type=int, default=100_000)
    parser.add_argument('--few', type=int, default=1000)
    parser.add_argument('--rounds', type=int, default=3)
    parser.add_argument('--cores', type=int, default=2)
    parser.add_argument('--folder', default='.')
    options = parser.parse_args()
    os.sched_setaffinity(0, set(sorted(os.sched_getaffinity(0))[: options.cores]))
    paths = {}
    for count in (options.count, options.few):
        paths[count] = os.path.join(options.folder, f'stages-{count}.jsonl')
        with open(paths[count], 'wb') as file:
            subprocess.run(
                [options.corpora, 'generate', str(count)],
                check=True,
                stdout=file,
                env={**os.environ, 'CORPORA_SCALE': '6'},
            )
    sizes = {count: text_size(path) / 1e6 for count, path in paths.items()}
    output, work = (
        os.path.join(options.folder, 'stages-out.jsonl'),
        os.path.join(options.folder, 'stages-work'),
    )
    dedup = [
        options.tamis,
        'dedup',
        paths[options.count],
        '-o',
        output,
        '--threads',
        str(options.cores),
        '--quiet',
    ]
    rounds = []
    for _ in range(options.rounds):
        speeds = [sizes[options.count] / seconds(dedup)]
        for uses_spacy in ('spacy', 'spaces'):
            folder = prepared(paths[options.few], work, options.cores)
            command = [
                sys.executable,
                __file__,
                '--datatrove',
                folder,
                str(options.cores),
                uses_spacy,
            ]
            speeds.append(sizes[options.few] / seconds(command))
        rounds.append(speeds)
    shutil.rmtree(work)
    for path in [output, *paths.values()]:
        os.remove(path)
    print(
        f'Whole processes on {options.cores} cores, wall clock; '
        f'medians of {options.rounds} rounds.\n'
    )
    print('| program | texts | MB/s | tamis is so many times as fast |')
    print('| --- | --- | --- | --- |')
    names = [
        ('tamis dedup', options.count),
        ('datatrove, four stages', options.few),
        ('datatrove, four stages, words cut at spaces', options.few),
    ]
    for index, (name, count) in enumerate(names):
        speed = statistics.median(speeds[index] for speeds in rounds)
        ratio = statistics.median(speeds[0] / speeds[index] for speeds in rounds)
        print(f'| {name} | {count} | {speed:.2f} | {ratio:.0f} |', flush=True)


if __name__ == '__main__':
    if len(sys.argv) == 5 and sys.argv[1] == '--datatrove':
        datatrove(sys.argv[2], int(sys.argv[3]), sys.argv[4] == 'spacy')
    else:
        main()
