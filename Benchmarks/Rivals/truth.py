# SPDX-License-Identifier: Apache-2.0
"""The exact pairs of a corpus of `corpora generate`: Jaccard of word 5-grams of 0.8 and more."""

import json

import numpy as np


def texts(path: str) -> list[str]:
    """The texts of a file of JSONL, in order."""
    with open(path, encoding='utf-8') as lines:
        return [json.loads(line)['text'] for line in lines]


def shingles(text: str) -> list[str]:
    """Word 5-grams, as every program here gets them."""
    words = text.split()
    return [' '.join(words[place : place + 5]) for place in range(max(1, len(words) - 4))]


def exact_pairs(documents: list[str]) -> set[tuple[int, int]]:
    """All pairs (i, j), i < j, at 0.8 and more: counted, not estimated.

    The vocabulary has at most 4096 words, so five words are a number of 60 bits: no hashing.
    """
    numbers: dict[str, int] = {}
    grams, owners = [], []
    for index, document in enumerate(documents):
        words = np.fromiter(
            (numbers.setdefault(word, len(numbers)) for word in document.split()), dtype=np.uint64
        )
        gram = np.zeros(len(words) - 4, dtype=np.uint64)
        for offset in range(5):
            gram = gram << np.uint64(12) | words[offset : len(words) - 4 + offset]
        distinct = np.unique(gram)
        grams.append(distinct)
        owners.append(np.full(len(distinct), index, dtype=np.uint32))
    if len(numbers) > 4096:
        raise SystemExit(
            'The corpus has more than 4096 words: it is not one of `corpora generate`.'
        )
    sizes = [len(gram) for gram in grams]
    return {
        pair
        for pair, common in common_shingles(np.concatenate(grams), np.concatenate(owners)).items()
        if 5 * common >= 4 * (sizes[pair[0]] + sizes[pair[1]] - common)
    }


def common_shingles(grams: np.ndarray, owners: np.ndarray) -> dict[tuple[int, int], int]:
    """How many shingles each pair of documents has in common that has any."""
    order = np.argsort(grams, kind='stable')
    grams, owners = grams[order], owners[order]
    starts = np.flatnonzero(np.concatenate(([True], grams[1:] != grams[:-1])))
    ends = np.append(starts[1:], len(grams))
    counts: dict[tuple[int, int], int] = {}
    for start, end in zip(starts[ends - starts > 1], ends[ends - starts > 1], strict=True):
        run = owners[start:end].tolist()
        for first, a in enumerate(run):
            for b in run[first + 1 :]:
                counts[a, b] = counts.get((a, b), 0) + 1
    return counts
