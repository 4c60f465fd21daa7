#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes COUNT documents of invented words with known stories, as many as it takes to measure cost.

usage: story_load.py COUNT [SEED] > DOCS.jsonl

Words are drawn as Zipf has it, from a vocabulary that grows with the input as Heaps has it; of each
document two in five are of its story's sixty words, each of which is rather rare. A story has one
document or, with a chance of a half each, one more, and one in a hundred fifty more.
"""
import bisect, itertools, json, random, sys

count, seed = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1
chance = random.Random(seed)
vocabulary = int(3000 * count ** 0.4)
heights = list(itertools.accumulate(1 / (rank + 2.7) for rank in range(vocabulary)))


def spelled(number):
    """Five letters and more, so that no two words are one term."""
    word, number = "", number * 7919 + 11881376
    while number:
        word, number = word + chr(97 + number % 26), number // 26
    return word


def common():
    return bisect.bisect(heights, chance.random() * heights[-1])


made, story = 0, 0
while made < count:
    story += 1
    own = [chance.randrange(200, vocabulary) for _ in range(60)]
    size = 1 + (50 if chance.random() < 0.01 else 0)
    while chance.random() < 0.5:
        size += 1
    for _ in range(min(size, count - made)):
        words = [chance.choice(own) if chance.random() < 0.4 else common()
                 for _ in range(chance.randrange(60, 200))]
        text = " ".join(map(spelled, words))
        print(json.dumps({"id": f"d{made}", "text": text, "story": f"s{story}"}))
        made += 1
