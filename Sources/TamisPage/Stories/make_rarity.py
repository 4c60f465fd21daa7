#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Count in how many texts words are, and write WordRarityBytes.swift.

usage: make_rarity.py DATA [--without FOLD] [--out FILE]

DATA       folder with pages/wcxb-dev, pages/daniel-dev and neardup/reuters
--without  leave out the texts of a fold, as `story_pages.py` of Benchmarks/Peers deals them
--out      the bytes alone, for `StorySplitter(rarity:)`

A word is the first six characters of a token, or two characters of a script without spaces. Its rarity is
-ln(texts with it / texts) in the language where that is least; of words in at least three texts of it, and where it is
below 5.3.
"""
import argparse
import base64
import collections
import math
import pathlib
import struct
import sys
import unicodedata

HERE = pathlib.Path(__file__).parent
sys.path.append(str(HERE.parents[2] / 'Benchmarks/Peers'))
import story_pages

SCALE = 40
UNKNOWN = 5.3
LEAST = 3


def checksum(data):
    """FNV-1a, 32 bits."""
    value = 0x811C9DC5
    for byte in data:
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return value


def entries(articles):
    texts, found = collections.Counter(), collections.defaultdict(collections.Counter)
    for article in articles:
        text = unicodedata.normalize('NFKC', '\n'.join(article.paragraphs).casefold())
        texts[article.language] += 1
        found[article.language].update(set(story_pages.stems(text)))
    rarity = {}
    for language, counts in found.items():
        for stem, count in counts.items():
            value = -math.log(count / texts[language])
            if count >= LEAST and value < UNKNOWN:
                key = checksum(stem.encode()) >> 8
                rarity[key] = min(rarity.get(key, 255), round(value * SCALE))
    return [key << 8 | value for key, value in sorted(rarity.items())]


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument('data', type=pathlib.Path)
    parser.add_argument('--without', type=int)
    parser.add_argument('--out', type=pathlib.Path)
    options = parser.parse_args()
    articles = [article for article in story_pages.articles(options.data) if article.fold != options.without]
    known = entries(articles)
    data = b'TMWR\1\0\0\0' + struct.pack(f'<{len(known)}I', *known)
    print(len(known), 'words,', len(data), 'bytes')
    if options.out:
        options.out.write_bytes(data)
        return
    text = base64.b64encode(data).decode().rstrip('=')
    lines = ['// SPDX-License-Identifier: Apache-2.0', '', '// Made by make_rarity.py; not to be edited.', '',
             '/// How rare words are, in base64.', 'enum WordRarityBytes {', '  static let table: StaticString = """']
    lines += ['    ' + text[at:at + 95] + '\\' for at in range(0, len(text), 95)]
    lines[-1] = lines[-1].removesuffix('\\')
    (HERE / 'WordRarityBytes.swift').write_text('\n'.join([*lines, '    """', '}', '']))


if __name__ == '__main__':
    main()
