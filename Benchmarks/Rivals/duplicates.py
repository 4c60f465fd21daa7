#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compare the search for near-duplicates with that of other programs, on the same texts.

usage: duplicates.py TAMIS CORPORA [--count 10000] [--rounds 3] [--cores 1] [--only NAME…] [--folder
           FOLDER]

TAMIS is the built tool, CORPORA the built `corpora` of this package, which makes the texts: COUNT
of them, of some 4 KB, a fifth of them edited copies. Each program gets the texts in memory and
gives pairs at Jaccard 0.8 of word 5-grams, its own shingling included; tamis is the whole process,
from JSONL to verified pairs. They take turns. Speed is in bytes of text a second of processor time
with one core, by the wall clock with more. Recall and precision are against all pairs of the
corpus, counted exactly. Prints Markdown: medians, and ratios of each round.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

from truth import exact_pairs, shingles, texts

Pairs = set[tuple[int, int]]


def datasketch(documents: list[str]) -> Pairs:
    """MinHashLSH as its documentation has it (9 bands of 13 rows), pairs kept by the estimate."""
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=0.8, num_perm=128)
    sketches = []
    for number, document in enumerate(documents):
        sketch = MinHash(128)
        sketch.update_batch([shingle.encode() for shingle in shingles(document)])
        index.insert(number, sketch, check_duplication=False)
        sketches.append(sketch)
    return {
        (a, b)
        for a, sketch in enumerate(sketches)
        for b in index.query(sketch)
        if a < b and sketch.jaccard(sketches[b]) >= 0.8
    }


def rensa(documents: list[str]) -> Pairs:
    """RMinHash and its index with 16 bands, pairs kept by the estimate."""
    from rensa import RMinHash, RMinHashLSH

    sketches = RMinHash.from_token_sets((shingles(document) for document in documents), 128, 42)
    index = RMinHashLSH(0.8, 128, 16)
    index.insert_many(sketches)
    return {
        (a, b)
        for a, found in enumerate(index.query_all(sketches))
        for b in found
        if a < b and sketches[a].jaccard(sketches[b]) >= 0.8
    }


def gaoya(documents: list[str]) -> Pairs:
    """The index of strings, 16 bands of 8 rows: insert all, query all; kept by its estimate."""
    from gaoya.minhash import MinHashStringIndex

    index = MinHashStringIndex(
        hash_size=32,
        jaccard_threshold=0.8,
        num_bands=16,
        band_size=8,
        analyzer='word',
        lowercase=True,
        ngram_range=(5, 5),
    )
    index.par_bulk_insert_docs(list(range(len(documents))), documents)
    return {
        (a, b) for a, found in enumerate(index.par_bulk_query(documents)) for b in found if a < b
    }


RIVALS: dict[str, Callable[[list[str]], Pairs]] = {
    'gaoya': gaoya,
    'rensa': rensa,
    'datasketch': datasketch,
}


def run_rival(name: str, path: str) -> None:
    """Runs one program on a file's texts, and prints what it took and found as JSON."""
    documents = texts(path)
    RIVALS[name](documents[:20])
    wall, processor = time.perf_counter(), time.process_time()
    pairs = RIVALS[name](documents)
    seconds = (time.process_time() - processor, time.perf_counter() - wall)
    print(json.dumps({'seconds': seconds, 'pairs': sorted(pairs)}))


def run(
    command: list[str], cores: int
) -> tuple[subprocess.CompletedProcess[str], tuple[float, float]]:
    """Runs a command on some cores; its processor time and wall clock."""
    before, wall = os.times(), time.perf_counter()
    done = subprocess.run(
        command,
        check=True,
        capture_output=True,
        text=True,
        preexec_fn=lambda: os.sched_setaffinity(0, set(sorted(os.sched_getaffinity(0))[:cores])),
    )
    after = os.times()
    processor = (
        after.children_user + after.children_system - before.children_user - before.children_system
    )
    return done, (processor, time.perf_counter() - wall)


def tamis(binary: str, path: str, cores: int) -> tuple[tuple[float, float], Pairs]:
    """Runs tamis as a whole process."""
    output = path + '.pairs.jsonl'
    _, seconds = run(
        [binary, 'cluster', path, '--pairs', output, '--threads', str(cores), '--quiet'], cores
    )
    with open(output, encoding='utf-8') as lines:
        found = [json.loads(line) for line in lines]
    os.remove(output)
    return seconds, {tuple(sorted((int(pair['a'][1:]), int(pair['b'][1:])))) for pair in found}


def measure(name: str, options: argparse.Namespace, path: str) -> tuple[float, Pairs]:
    """Seconds and pairs of one program."""
    if name == 'tamis':
        seconds, pairs = tamis(options.tamis, path, options.cores)
    else:
        done, _ = run([sys.executable, __file__, '--rival', name, path], options.cores)
        result = json.loads(done.stdout)
        seconds, pairs = result['seconds'], {tuple(pair) for pair in result['pairs']}
    return seconds[0 if options.cores == 1 else 1], pairs


def main() -> None:
    """Makes the texts, runs the programs in turn, and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('tamis')
    parser.add_argument('corpora')
    parser.add_argument('--count', type=int, default=10_000)
    parser.add_argument('--rounds', type=int, default=3)
    parser.add_argument('--cores', type=int, default=1)
    parser.add_argument('--only', nargs='+', default=list(RIVALS), choices=list(RIVALS))
    parser.add_argument('--folder', default='.')
    options = parser.parse_args()
    path = os.path.join(options.folder, f'rivals-{options.count}.jsonl')
    with open(path, 'wb') as file:
        subprocess.run(
            [options.corpora, 'generate', str(options.count)],
            check=True,
            stdout=file,
            env={**os.environ, 'CORPORA_SCALE': '6'},
        )
    documents = texts(path)
    size = sum(len(document.encode()) for document in documents)
    exact = exact_pairs(documents)
    del documents
    names = ['tamis'] + options.only
    rounds = [{name: measure(name, options, path) for name in names} for _ in range(options.rounds)]
    os.remove(path)
    clock = 'processor time' if options.cores == 1 else 'wall clock'
    print(
        f'{options.count} texts, {size / 1e6:.1f} MB, {len(exact)} pairs; '
        f'cores: {options.cores}, {clock}; '
        f'medians of {options.rounds} rounds.\n'
    )
    print('| program | MB/s | recall | precision | tamis is so many times as fast |')
    print('| --- | --- | --- | --- | --- |')
    for name in names:
        seconds = statistics.median(turn[name][0] for turn in rounds)
        ratio = statistics.median(turn[name][0] / turn['tamis'][0] for turn in rounds)
        found = rounds[-1][name][1]
        right = len(found & exact)
        print(
            f'| {name} | {size / seconds / 1e6:.1f} | {right / max(1, len(exact)):.4f} '
            f'| {right / max(1, len(found)):.4f} | {ratio:.1f} |',
            flush=True,
        )


if len(sys.argv) == 4 and sys.argv[1] == '--rival':
    run_rival(sys.argv[2], sys.argv[3])
else:
    main()
