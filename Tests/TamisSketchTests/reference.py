#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A slow second implementation of Specification.md, which writes the golden vectors of the tests.

usage: reference.py FOLDER     writes FOLDER/sketches.tsv and FOLDER/keys.tsv
"""
import sys

M32, M64 = (1 << 32) - 1, (1 << 64) - 1
NONE = M32


def mixed(x):
    x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9 & M64
    x = (x ^ x >> 27) * 0x94D049BB133111EB & M64
    return x ^ x >> 31


def seed(stream, index):
    return mixed(stream * 0xD1342543DE82EF95 + (index + 1) * 0x9E3779B97F4A7C15 & M64)


def bin_of(h, k):
    return (h >> 32) * k >> 32


def lane(i, h):
    v = (h ^ h >> 32) & M32
    v = v * (seed(1, i) & M32 | 1) + (seed(2, i) & M32) & M32
    v ^= v >> 16
    v = v * 0x7FEB352D & M32
    return v ^ v >> 15


def k_mins(shingles, k):
    return [min(lane(i, h) for h in shingles) for i in range(k)]


def bins(shingles, k):
    out = [NONE] * k
    for h in shingles:
        out[bin_of(h, k)] = min(out[bin_of(h, k)], h & M32)
    return out


def one_permutation(shingles, k):
    filled = bins(shingles, k)
    out = []
    for b in range(k):
        at, step = b, 0
        while filled[at] == NONE:
            at = bin_of(seed(b + 16, step), k)
            step += 1
        out.append(filled[at])
    return out


def fast_similarity(shingles, k):
    out, t = {}, 0
    while len(out) < k:
        least = {}
        for h in shingles:
            g = mixed(h ^ seed(3, t)) if t else h
            b = bin_of(g, k) if t < k else t - k
            least[b] = min(least.get(b, NONE), g & M32)
        out = {**least, **out}
        t += 1
    return [out[b] for b in range(k)]


def filled_bins(shingles, k):
    return [min(lane(b, h) for h in shingles) if v == NONE else v for b, v in enumerate(bins(shingles, k))]


def keys(sketch, bands, rows):
    out = []
    for band in range(bands):
        key = seed(4, band)
        for value in sketch[band * rows:(band + 1) * rows]:
            key = mixed(key ^ value)
        out.append(key)
    return out


def shingles(n):
    """Made-up shingle hashes: the SplitMix64 sequence of n + 1."""
    return [mixed((n + 1) * (i + 1) * 0x9E3779B97F4A7C15 & M64) for i in range(n)]


def digest(values):
    d = 0
    for v in values:
        d = d * 31 + v & M64
    return d


SCHEMES = {'k-mins': k_mins, 'one-permutation': one_permutation, 'fast-similarity': fast_similarity, 'filled-bins': filled_bins}
if __name__ == '__main__':
    with open(f'{sys.argv[1]}/sketches.tsv', 'w') as f:
        for name, scheme in SCHEMES.items():
            for k in (1, 2, 7, 16, 127, 128, 140, 208):
                for n in (1, 2, 5, 12, 30, 80, 300, 1000):
                    s = scheme(shingles(n), k)
                    print(name, k, n, f'{digest(s):016X}', ','.join(f'{v:08X}' for v in s[:4]), sep='\t', file=f)
    with open(f'{sys.argv[1]}/keys.tsv', 'w') as f:
        for bands, rows in ((1, 1), (3, 2), (14, 8), (20, 7), (146, 5)):
            s = [seed(9, i) & M32 for i in range(bands * rows)]
            k = keys(s, bands, rows)
            print(bands, rows, f'{digest(k):016X}', f'{k[0]:016X}', sep='\t', file=f)
