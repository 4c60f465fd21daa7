# SPDX-License-Identifier: Apache-2.0
"""Content hash, slowly, from its specification; prints the golden vectors of ContentHash.md.

    python3 content_hash_reference.py            golden vectors, as rows of the specification
    python3 content_hash_reference.py FILE...    hashes of files
"""

import sys
from math import isqrt

MASK = 2**64 - 1
PRIMES = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43]
# The first 64 bits after the point of each prime's square root.
ROOTS = [isqrt(prime << 128) & MASK for prime in PRIMES]
MULTIPLIERS = [ROOTS[0] | 1, ROOTS[1] | 1]
KEYS = ROOTS[2:4]
START = ROOTS[4:6]
LANES = [ROOTS[i : i + 2] for i in range(6, 14, 2)]


def fold(a, b):
    product = a * b
    return (product & MASK) ^ (product >> 64)


def mix(x, y):
    y ^= fold(x ^ KEYS[0], MULTIPLIERS[0])
    x ^= fold(y ^ KEYS[1], MULTIPLIERS[1])
    return x, y


def absorb(state, a, b):
    return mix(state[0] ^ a, state[1] ^ b)


def words(piece):
    padded = piece.ljust(16, b"\0")
    return int.from_bytes(padded[:8], "little"), int.from_bytes(padded[8:], "little")


def content_hash(data):
    state = mix(*mix(START[0] ^ len(data), START[1]))
    stripes_end = len(data) // 64 * 64
    if stripes_end > 0:
        lanes = [tuple(lane) for lane in LANES]
        for start in range(0, stripes_end, 16):
            lane = start // 16 % 4
            lanes[lane] = absorb(lanes[lane], *words(data[start : start + 16]))
        for lane in lanes:
            state = absorb(state, *lane)
    for start in range(stripes_end, len(data), 16):
        state = absorb(state, *words(data[start : start + 16]))
    x, y = mix(*mix(*state))
    return f"{x:016x}{y:016x}"


def sample(length):
    """Byte i is the top byte of i · 0x9E3779B1 modulo 2³²."""
    return bytes((i * 0x9E3779B1 >> 24) & 0xFF for i in range(length))


def main():
    if len(sys.argv) > 1:
        for name in sys.argv[1:]:
            with open(name, "rb") as file:
                print(content_hash(file.read()), "", name)
        return
    for length in [0, 1, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 128, 129, 200, 1000, 65537]:
        print(f"| {length} | `{content_hash(sample(length))}` |")


if __name__ == "__main__":
    main()
