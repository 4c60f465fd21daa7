#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A slow second implementation of Specification.md, which writes the golden vectors of the tests.

usage: reference.py FOLDER [UNICODE]     writes FOLDER/blocks.tsv, FOLDER/texts.tsv
                                         (UNICODE: the database's files, default /usr/share/unicode)

It rests on Python's own Unicode data, not on the project's tables; of the database it reads only
which code points are ignorable and the scripts. Code points that Python does not know are left out.
"""
import random, sys, unicodedata as u

M = (1 << 64) - 1
SINGLE = {'Han', 'Hiragana', 'Katakana', 'Thai', 'Lao', 'Khmer', 'Myanmar'}
SHORT = {'Hani', 'Hira', 'Kana', 'Thai', 'Laoo', 'Khmr', 'Mymr'}
folder, data = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else '/usr/share/unicode'


def rows(name):
    for line in open(f'{data}/{name}', encoding='utf-8'):
        fields = [f.strip() for f in line.split('#')[0].split(';')]
        if fields[0]:
            a, _, b = fields[0].partition('..')
            for c in range(int(a, 16), int(b or a, 16) + 1):
                yield c, fields[1]


ignorable = {c for c, v in rows('DerivedCoreProperties.txt') if v == 'Default_Ignorable_Code_Point'}
single = {c for c, v in rows('Scripts.txt') if v in SINGLE}
for c, v in rows('ScriptExtensions.txt'):
    (single.add if set(v.split()) <= SHORT else single.discard)(c)


def fold(t):
    """NFKC_Casefold by its definition: fold, normalise and drop what is ignorable until nothing changes."""
    t = u.normalize('NFD', t)
    while True:
        n = u.normalize('NFKC', ''.join(c for c in u.normalize('NFKC', t.casefold()).casefold() if ord(c) not in ignorable))
        if n == t:
            return u.normalize('NFC', t)
        t = n


def tokens(t):
    out, word = [], ''
    for c in fold(t) + ' ':
        k = u.category(c)
        in_word = k[0] in 'LMN' or k == 'Pc'
        alone = in_word and ord(c) in single and k != 'Nd'
        if in_word and not alone:
            word += c
            continue
        if word:
            out.append(word)
        word = ''
        if alone:
            out.append(c)
    return out


def mix(a, b):
    p = a * b
    return p >> 64 ^ p & M


def token_hash(t):
    b = t.encode()
    part = lambda i: int.from_bytes(b[i:i + 8], 'little')
    h = mix(part(0) ^ 0x9E3779B97F4A7C15, part(8) ^ (0xD6E8FEB86659FD93 + len(b) & M))
    for i in range(16, len(b), 8):
        h = mix(h ^ part(i), 0xA0761D6478BD642F)
    return h


def shingles(hashes, w):
    n, out = min(w, len(hashes)), []
    for i in range(len(hashes) - n + 1) if n else []:
        p = 0
        for h in hashes[i:i + n]:
            p = p * 0x9E3779B97F4A7C15 + h & M
        out.append(mix(p, 0xE7037ED1A0B428DB))
    return out


def digest(hashes):
    d = 0
    for h in hashes:
        d = (d * 31 + h) & M
    return d


with open(f'{folder}/blocks.tsv', 'w') as f:
    for start in range(0, 0x110000, 256):
        known = [c for c in range(start, start + 256) if u.category(chr(c)) not in ('Cn', 'Cs', 'Co')]
        if known:
            h = [token_hash(t) for t in tokens(''.join('a' + chr(c) + 'b ' for c in known))]
            print(f'{start:X}', len(h), f'{digest(h):016X}', ','.join(f'{c:X}' for c in known) if len(known) < 256 else 'all',
                  sep='\t', file=f)

TEXTS = ['', 'a', 'The Quick brown fox', 'naïve café NAÏVE CAFÉ', 'e\u0301 é e\u0323\u0301 e\u0301\u0323 ẹ\u0301', 'ﬁn ﬀ Straße STRASSE ẞ',
         'ＦＵＬＬ　ｗｉｄｔｈ １２３', 'so\u00adft hy\u200dphen', 'snake_case x1 3.14 1,000', '北京大学 2024年', 'ｶﾞｷﾞ がぎ か\u3099', 'ภาษาไทย ๑๒๓',
         'Ελληνικά ΣΊΣΥΦΟΣ σίσυφος', 'Привет, МИР!', 'العربية ٢٠٢٤ مُحَمَّد', 'हिन्दी क्षेत्र', '한국어 한국어', '① ² ½ ℃ ㎏', '≠ =\u0338 a=\u0338b',
         'İstanbul I ı i̇', 'x' * 17, 'x' * 70, 'a-b—c…d', '\u0301leading mark', 'emoji 👩‍👩‍👧 ok ❤️', '_ __ a_', 'မြန်မာ ខ្មែរ ລາວ', '\x00a\x00b']
rng = random.Random(7)
bases = 'aeiouAEIOU nsz=<かハกا한각ㄱकਸ'
marks = '\u0300\u0301\u0308\u0323\u0327\u0338\u3099\u309A\u0E38\u0E49\u094D\u093C\u1161\u11A8\u05B0\u0651\u064B'
for _ in range(400):
    TEXTS.append(''.join(rng.choice(bases) + ''.join(rng.choice(marks) for _ in range(rng.choice((0, 0, 1, 1, 2, 3)))) for _ in range(rng.randint(1, 12))))
with open(f'{folder}/texts.tsv', 'w') as f:
    for t in TEXTS:
        k = tokens(t)
        h = [token_hash(x) for x in k]
        print(t.encode().hex(), ' '.join(x.encode().hex() for x in k), f'{digest(h):016X}', f'{digest(shingles(h, 2)):016X}',
              f'{digest(shingles(h, 5)):016X}', sep='\t', file=f)
