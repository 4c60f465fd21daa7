#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Write the tables of HTML names: tags, attributes and character references.

usage: generate_tables.py     (in Sources/TamisHTML; reads HTMLTag.swift and HTMLAttribute.swift)

The character references are those of the WHATWG standard, as Python's html.entities has them.
"""
import html.entities
import random
import re

HEADER = '''// SPDX-License-Identifier: Apache-2.0
// Written by generate_tables.py. Do not edit.
'''
WORD = (1 << 64) - 1
FOLD = 0x2020202020202020


def cases(path, enum):
    """The names of an enum's cases, in order."""
    source = open(path, encoding='utf-8').read().split(f'enum {enum}')[1]
    body = re.match(r'[^{]*{(.*?)}', source, re.S)[1]
    body = re.sub(r'//.*', '', body)
    return [n.strip(' `\n') for part in body.split('case ')[1:] for n in part.split(',')]


def word(name):
    return int.from_bytes(name[:8].encode(), 'little')


def slot(name, multiplier, bits):
    return ((word(name) | FOLD) * multiplier & WORD) >> (64 - bits)


def lookup(kind, enum, names, bits, doc):
    """A perfect hash of the first eight bytes of a name: slot = folded * multiplier >> (64 - bits)."""
    generator = random.Random(1)
    words = [word(n) for n, _ in names]
    assert len(set(words)) == len(words), 'two names begin with the same eight bytes'
    while True:
        multiplier = generator.getrandbits(64) | 1
        slots = {slot(n, multiplier, bits) for n, _ in names}
        if len(slots) == len(words):
            break
    table = [(0, 'other')] * (1 << bits)
    for name, case in names:
        table[slot(name, multiplier, bits)] = (word(name), case)
    long = [(n, case) for n, case in names if len(n) > 8]
    print_lookup(kind, enum, doc, bits, multiplier, table, long)


def print_lookup(kind, enum, doc, bits, multiplier, table, long):
    file = open(f'{kind}Names.swift', 'w', encoding='utf-8')
    say = lambda *lines: print(*lines, sep='\n', file=file)
    say(HEADER, f'/// {doc}', f'enum {kind}Names {{', '  /// Makes a slot of the first eight bytes of a name, each with the bit 0x20 set.',
        f'  static let multiplier: UInt64 = 0x{multiplier:016X}', f'  static let shift: UInt64 = {64 - bits}', '',
        '  /// The first eight bytes of the name in each slot, zero where there is none.', '  static let words: [UInt64] = [')
    for i in range(0, len(table), 4):
        say('    ' + ', '.join(f'0x{w:016X}' for w, _ in table[i:i + 4]) + ',')
    say('  ]', '', '  /// What the name in each slot is of.', f'  static let cases: [{enum}] = [')
    for i in range(0, len(table), 6):
        say('    ' + ', '.join(f'.{c}' for _, c in table[i:i + 6]) + ',')
    say('  ]', '', '  /// What follows the first eight bytes of a longer name, zero if nothing.',
        '  static func rest(of word: UInt64) -> UInt64 {', '    switch word {')
    for name, _ in long:
        assert len(name) <= 16
        say(f'    case 0x{word(name):016X}: 0x{word(name[8:]):X}  // {name}')
    say('    default: 0', '    }', '  }', '}')


def references():
    """The named character references: a hash table of places in one text."""
    table = {}
    for name, value in html.entities.html5.items():
        bare = name.rstrip(';')
        _, optional = table.get(bare, ('', False))
        table[bare] = (value, optional or not name.endswith(';'))
    entries, places = bytearray(), {}
    for name in sorted(table):
        value, optional = table[name]
        data = value.encode()
        places[name] = len(entries)
        entries += bytes([len(name) | (0x40 if optional else 0), len(data)]) + name.encode() + data
    bits = 12
    slots = [0xFFFF] * (1 << bits)
    for name in sorted(table):
        slot = reference_hash(name.encode()) >> (32 - bits)
        while slots[slot] != 0xFFFF:
            slot = (slot + 1) % len(slots)
        slots[slot] = places[name]
    print_references(entries, slots, bits, max(map(len, table)), max(len(n) for n in table if table[n][1]))


def reference_hash(name):
    h = 0
    for byte in name:
        h = (h ^ byte) * 0x9E3779B1 & 0xFFFFFFFF
        h ^= h >> 15
    return h * 0x85EBCA6B & 0xFFFFFFFF


def print_references(entries, slots, bits, longest, longest_optional):
    file = open('CharacterReferenceTable.swift', 'w', encoding='utf-8')
    say = lambda *lines: print(*lines, sep='\n', file=file)
    say(HEADER, '/// The named character references of the WHATWG standard (section 13.5).', 'enum CharacterReferenceTable {',
        '  /// The length of the longest name, without its semicolon.', f'  static let longest = {longest}', '',
        '  /// The length of the longest name that may stand without a semicolon.',
        f'  static let longestOptional = {longest_optional}', '', f'  static let shift: UInt32 = {32 - bits}', '',
        '  /// Where in `entries` the name of a slot is; 0xFFFF if there is none.', '  static let slots: [UInt16] = [')
    for i in range(0, len(slots), 11):
        say('    ' + ', '.join(f'0x{s:04X}' for s in slots[i:i + 11]) + ',')
    say('  ]', '', '  /// Of each name: its length (bit 6: the semicolon may be missing), the length of what it',
        '  /// stands for, the name, and what it stands for in UTF-8.', '  static let entries: [UInt8] = [')
    for i in range(0, len(entries), 16):
        say('    ' + ', '.join(f'0x{b:02X}' for b in entries[i:i + 16]) + ',')
    say('  ]', '}')


tags = [(n.lower(), n) for n in cases('HTMLTag.swift', 'HTMLTag')[1:]]
lookup('HTMLTag', 'HTMLTag', tags, 10, 'The names of `HTMLTag`, by a perfect hash.')
attributes = [('aria-hidden' if n == 'ariaHidden' else n, n) for n in cases('HTMLAttribute.swift', 'Kind')[1:]]
lookup('HTMLAttribute', 'HTMLAttribute.Kind', attributes, 6, 'The names of `HTMLAttribute.Kind`, by a perfect hash.')
references()
