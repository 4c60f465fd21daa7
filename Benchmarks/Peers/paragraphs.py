#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How many planted near copies of paragraphs are found, and how many pairs real ones have.

usage: paragraphs.py TAMIS TEXTS.jsonl.gz...   (lines with "id" and "text")
"""
import collections
import gzip
import json
import os
import random
import re
import subprocess
import sys
import tempfile

RANGES = [(8, 15), (16, 40), (41, 100)]
PLANTED = 3000


def real_paragraphs(paths):
    paragraphs, words = [], collections.Counter()
    for path in paths:
        for line in gzip.open(path):
            record = json.loads(line)
            for paragraph in record["text"].split("\n"):
                tokens = re.findall(r"\w+", paragraph)
                words.update(tokens)
                if len(tokens) >= 8:
                    paragraphs.append(paragraph.strip())
    return paragraphs, words


def edited(words):
    words = list(words)
    place = random.randrange(len(words))
    operation = random.choice("cid")
    if operation == "c":
        words[place] = "changed" if words[place] != "changed" else "other"
    elif operation == "i":
        words.insert(place, "inserted")
    else:
        del words[place]
    return words


def pairs(tamis, path, folder, options):
    output = os.path.join(folder, "pairs.jsonl")
    command = [tamis, "cluster", path, "--pairs", output, "--unit", "paragraph", "-q"]
    subprocess.run(command + options, check=True)
    return [json.loads(line) for line in open(output)]


def write(path, texts):
    with open(path, "w") as file:
        for name, text in texts:
            file.write(json.dumps({"id": name, "text": text}) + "\n")


def main():
    random.seed(1)
    tamis, sources = sys.argv[1], sys.argv[2:]
    paragraphs, words = real_paragraphs(sources)
    random.shuffle(paragraphs)
    ascii_words = [word for word in words if word.isascii()]
    weights = [words[word] for word in ascii_words]
    planted = []
    for number, lengths in enumerate(RANGES):
        for copy in range(PLANTED):
            text = random.choices(ascii_words, weights, k=random.randint(*lengths))
            planted.append((f"{number}-{copy}", " ".join(text)))
            planted.append((f"{number}-{copy}x", " ".join(edited(text))))
    print(len(paragraphs), "real paragraphs")
    with tempfile.TemporaryDirectory() as folder:
        drawn, real = os.path.join(folder, "drawn.jsonl"), os.path.join(folder, "real.jsonl")
        write(drawn, planted)
        write(real, [(str(number), text) for number, text in enumerate(paragraphs)])
        for width, threshold in [(1, 0.7), (1, 0.75), (2, 0.5), (2, 0.55), (2, 0.6), (2, 0.65), (3, 0.45)]:
            options = ["--ngram", str(width), "--threshold", str(threshold)]
            found, others = collections.Counter(), 0
            for pair in pairs(tamis, drawn, folder, options):
                first, second = sorted([pair["a"], pair["b"]], key=len)
                if second == first + "x":
                    found[first[0]] += 1
                else:
                    others += 1
            near = [pair for pair in pairs(tamis, real, folder, options) if pair["jaccard"] < 1]
            shares = [round(found[str(number)] / PLANTED, 4) for number in range(len(RANGES))]
            print(width, threshold, "found", shares, "others", others, "real pairs", len(near), flush=True)


main()
