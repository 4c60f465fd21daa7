#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What another program reads in our Markdown: markdown-it-py (PyPI), CommonMark with tables.

    tamis clean PAGES -o plain.jsonl
    tamis clean PAGES -o markdown.jsonl --text-format markdown
    markdown_words.py plain.jsonl markdown.jsonl

Of every record the words that the parser finds must be those of the plain text, in the same order,
and nothing may become a link, an image, HTML or a rule. Prints how many records differ, and how.
"""
import collections
import json
import sys

from markdown_it import MarkdownIt

# What nothing in a page's visible text should become, and what Tamis writes itself.
UNWANTED = {
    "link_open", "image", "html_block", "hr", "s_open", "strong_open", "code_block",
    "code_inline",
}


def read(parser, text):
    """The words of a text, and how often each kind of token comes."""
    words, kinds = [], collections.Counter()
    for token in parser.parse(text):
        kinds[token.type] += 1
        if token.type == "fence":
            words += token.content.split()
        elif token.type == "inline":
            parts = []
            for child in token.children:
                kinds[child.type] += 1
                if child.type == "html_inline":
                    parts.append(" " if child.content == "<br>" else child.content)
                    kinds["other html"] += child.content != "<br>"
                elif child.type in ("softbreak", "hardbreak"):
                    parts.append(" ")
                else:
                    parts.append(child.content)
            words += "".join(parts).split()
    return words, kinds


def main():
    parser = MarkdownIt("commonmark", {"maxNesting": 100}).enable(["table", "strikethrough"])
    plain = {}
    for line in open(sys.argv[1], encoding="utf-8"):
        record = json.loads(line)
        plain[record["id"]] = record["text"]
    records = differ = 0
    total = collections.Counter()
    for line in open(sys.argv[2], encoding="utf-8"):
        record = json.loads(line)
        records += 1
        words, kinds = read(parser, record["text"])
        total += kinds
        expected = plain[record["id"]].split()
        unwanted = sum(kinds[kind] for kind in UNWANTED) + kinds["other html"]
        if words == expected and not unwanted:
            continue
        differ += 1
        at = next((i for i, (a, b) in enumerate(zip(words, expected)) if a != b),
                  min(len(words), len(expected)))
        print(f"{record['id']}: {unwanted} unwanted, at word {at}: {words[at-3:at+5]}, "
              f"not {expected[at-3:at+5]}")
    print(f"{records} records, {differ} differ")
    print(", ".join(f"{kind} {count}" for kind, count in sorted(total.items())
                    if kind.endswith("_open") or kind in ("fence", "hardbreak", "other html")))


if __name__ == "__main__":
    main()
