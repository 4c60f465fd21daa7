#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes BackgroundBytes.swift: which share of texts in general has a term.

usage: background.py OUT.swift [--half N] KIND=RECORDS.jsonl[.gz][:PAGES.jsonl[.gz]]...

RECORDS has id and text. Texts are of a KIND, and where PAGES tells their lang, of that language;
where it tells their type, only articles count. A term is in the table if one in a hundred texts of
a kind, and at least two, have it; it has the largest of its shares. --half 0 or 1 takes the texts
with an even or odd checksum of their id alone, so that the others can be measured on.

Terms are cut as TermReader.swift does it.
"""
import argparse, base64, collections, gzip, json, re, struct, unicodedata, zlib

SINGLE = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
WORD = re.compile(f"[{SINGLE}]|[^\\W{SINGLE}]+")
LETTERS, LEAST_SHARE, LEAST_TEXTS = 5, 0.01, 2


def terms(text):
    before, found = "", set()
    for word in WORD.findall(unicodedata.normalize("NFKC", text).casefold()):
        if len(word) > 1 or word < "\u0e00":
            found.add(word[:LETTERS])
            before = ""
            continue
        if before:
            found.add(before + word)
        before = word
    return found


def hashed(term):
    value = 0x811C9DC5
    for byte in term.encode():
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    value = (value ^ value >> 16) * 0x85EBCA6B & 0xFFFFFFFF
    value = (value ^ value >> 13) * 0xC2B2AE35 & 0xFFFFFFFF
    return value ^ value >> 16


def rows(path):
    with (gzip.open if path.endswith(".gz") else open)(path, "rb") as file:
        return [json.loads(line) for line in file if line.strip()]


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("out")
    parser.add_argument("--half", type=int)
    parser.add_argument("sources", nargs="+")
    options = parser.parse_args()
    counts, texts = collections.defaultdict(collections.Counter), collections.Counter()
    for source in options.sources:
        kind, paths = source.split("=", 1)
        records, _, pages = paths.partition(":")
        facts = {page["id"]: page for page in rows(pages)} if pages else {}
        for record in rows(records):
            page = facts.get(record["id"], {})
            if page.get("type", "article") != "article":
                continue
            if options.half is not None and zlib.crc32(record["id"].encode()) % 2 != options.half:
                continue
            key = kind, page.get("lang")
            counts[key].update(terms(record["text"]))
            texts[key] += 1
    shares = {}
    for key, counted in counts.items():
        for term, count in counted.items():
            share = count / texts[key]
            if share >= LEAST_SHARE and count >= LEAST_TEXTS:
                value = hashed(term)
                shares[value] = max(shares.get(value, 0), share)
    packed = b"".join(
        struct.pack(">IB", value, round(share * 255)) for value, share in sorted(shares.items()))
    text = base64.b64encode(packed).decode().rstrip("=")
    with open(options.out, "w") as file:
        file.write("// SPDX-License-Identifier: Apache-2.0\n\n")
        file.write("// Made by background.py; not to be edited.\n\n")
        file.write("/// Terms and their shares, in base64.\nenum BackgroundBytes {\n")
        file.write('  static let table: StaticString = """\n')
        for start in range(0, len(text), 95):
            last = start + 95 >= len(text)
            file.write("    " + text[start:start + 95] + ("" if last else "\\") + "\n")
        file.write('    """\n}\n')
    print(f"{len(shares)} terms of {dict(texts)}")


main()
