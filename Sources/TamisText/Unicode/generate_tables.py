#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Write UnicodeTables.swift from the Unicode Character Database.

usage: generate_tables.py [FOLDER] > UnicodeTables.swift     (default: /usr/share/unicode, Debian's unicode-data)

The version is pinned: token hashes are a promise, and another version of the database is another promise.
"""
import sys

VERSION = '15.0.0'
SINGLE_SCRIPTS = {'Han', 'Hiragana', 'Katakana', 'Thai', 'Lao', 'Khmer', 'Myanmar'}
SHORT_NAMES = {'Hani': 'Han', 'Hira': 'Hiragana', 'Kana': 'Katakana', 'Thai': 'Thai', 'Laoo': 'Lao',
               'Khmr': 'Khmer', 'Mymr': 'Myanmar'}
SEPARATOR, WORD, SINGLE = 0, 1, 2
LIMIT = 0x110000

folder = sys.argv[1] if len(sys.argv) > 1 else '/usr/share/unicode'


def rows(name):
    """The fields of each line of a file, without comments."""
    for line in open(f'{folder}/{name}', encoding='utf-8'):
        fields = [f.strip() for f in line.split('#')[0].split(';')]
        if fields[0]:
            first, _, last = fields[0].partition('..')
            yield range(int(first, 16), int(last or first, 16) + 1), fields[1:]


if not open(f'{folder}/DerivedNormalizationProps.txt').readline().startswith(f'# DerivedNormalizationProps-{VERSION}'):
    sys.exit(f'{folder} does not hold Unicode {VERSION}, which the token hashes are pinned to')

category, ccc, decomposition = ['Cn'] * LIMIT, [0] * LIMIT, {}
opened = None
for codes, fields in rows('UnicodeData.txt'):
    c, name = codes[0], fields[0]
    if name.endswith(', First>'):
        opened = c
    start = opened if name.endswith(', Last>') else c
    for x in range(start, c + 1):
        category[x], ccc[x] = fields[1], int(fields[2])
    if fields[4] and not fields[4].startswith('<'):
        decomposition[c] = [int(x, 16) for x in fields[4].split()]

script = [''] * LIMIT
for codes, fields in rows('Scripts.txt'):
    for c in codes:
        script[c] = fields[0]
single = [script[c] in SINGLE_SCRIPTS for c in range(LIMIT)]
for codes, fields in rows('ScriptExtensions.txt'):
    for c in codes:
        single[c] = all(SHORT_NAMES.get(s) in SINGLE_SCRIPTS for s in fields[0].split())

mapping, excluded, maybe = {}, set(), set()
for codes, fields in rows('DerivedNormalizationProps.txt'):
    if fields[0] == 'NFKC_CF':
        for c in codes:
            mapping[c] = [int(x, 16) for x in fields[1].split()]
    elif fields[0] == 'Full_Composition_Exclusion':
        excluded.update(codes)
    elif fields[0] == 'NFC_QC' and fields[1] == 'M':
        maybe.update(codes)


def token_class(c):
    major = category[c][0]
    if major not in 'LMN' and category[c] != 'Pc':
        return SEPARATOR
    return SINGLE if single[c] and category[c] != 'Nd' else WORD


def entry(c):
    """(delta, class, motion, digit) of a code point that maps to one code point; None for the others.

    Motion: 0 stays where it is, 1 may be reordered among marks, 2 may compose with what stands before it.
    """
    to = mapping.get(c, [c])
    if len(to) != 1:
        return None
    motion = 2 if to[0] in maybe else 1 if ccc[to[0]] else 0
    return to[0] - c, token_class(to[0]), motion, int(category[to[0]] == 'Nd')


runs, c = [], 0
entries = [entry(c) for c in range(LIMIT)]
plain = (0, SEPARATOR, 0, 0)


def run_length(c, stride):
    n = 1
    while c + n * stride < LIMIT and entries[c + n * stride] == entries[c] and n < (1 << 15) - 1:
        n += 1
    return n


done = bytearray(LIMIT)
for c in range(LIMIT):
    if done[c] or entries[c] is None or entries[c] == plain:
        continue
    one, two = run_length(c, 1), run_length(c, 2)
    stride, n = (2, two) if two > one + 1 else (1, one)
    delta, kind, motion, digit = entries[c]
    for x in range(c, c + n * stride, stride):
        done[x] = 1
    runs.append(c | n << 21 | (delta & 0x3FFFFF) << 36 | kind << 58 | motion << 60 | digit << 62 | (stride - 1) << 63)

sequences = []
for c in sorted(mapping):
    if len(mapping[c]) != 1:
        sequences += [c, len(mapping[c])] + mapping[c]

classes, c = [], 0
while c < LIMIT:
    n = 1
    while c + n < LIMIT and ccc[c + n] == ccc[c]:
        n += 1
    if ccc[c]:
        classes.append(c | n << 21 | ccc[c] << 32)
    c += n

canonical = []
for c, to in sorted(decomposition.items()):
    a, b = to[0], to[1] if len(to) == 2 else 0
    canonical += [c | (1 << 31 if c in excluded else 0), a, b]


def array(name, comment, kind, values, per_line, width):
    print(f'\n  /// {comment}')
    print(f'  static let {name}: [{kind}] = [')
    for i in range(0, len(values), per_line):
        print('    ' + ', '.join(f'0x{v:0{width}X}' for v in values[i:i + per_line]) + ',')
    print('  ]')


print(f'''// SPDX-License-Identifier: Apache-2.0
// Written by generate_tables.py from Unicode {VERSION}. Do not edit.

/// The Unicode properties that mapping and tokens rest on, as runs of code points.
enum UnicodeTables {{
  /// The version of the Unicode Character Database.
  static let version = "{VERSION}"''')
array('runs', 'Bits: first 21, count 15, delta 22 (signed), class 2, motion 2, digit 1, stride − 1 1.', 'UInt64', runs, 4, 16)
array('sequences', 'Code points whose mapping is not one code point: itself, length, mapping.', 'UInt32', sequences, 8, 5)
array('combiningClasses', 'Bits: first 21, count 11, canonical combining class 8.', 'UInt64', classes, 4, 10)
array('canonical', 'Canonical decompositions: code point (bit 31: never composed), first, second or 0.', 'UInt32',
      canonical, 6, 8)
print('}')
print(f'{len(runs)} runs, {len(sequences)} sequence words, {len(classes)} classes, {len(canonical) // 3} decompositions', file=sys.stderr)
