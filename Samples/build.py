#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the sample crawl from its sources.

    python3 Samples/build.py           write Crawl/{pages.jsonl.gz,expected.jsonl,duplicates.jsonl}
    python3 Samples/build.py --check   fail unless the three files are what the sources give
    python3 Samples/build.py --table   also print the pairs

The form of the sources is described in README.md. Python 3.9 or newer, no packages.
"""

import gzip
import io
import itertools
import json
import pathlib
import re
import sys

CRAWL = pathlib.Path(__file__).resolve().parent / "Crawl"
SHINGLE = 5
LISTED = 0.4  # pairs from this similarity on are listed
MARKS = "+*=-"

# A token is a run of word characters; kana and Han are written without spaces and stand alone.
SOLITARY = "\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
TOKEN = re.compile(f"[{SOLITARY}]|[^\\W{SOLITARY}]+")


class SourceError(Exception):
    """A source file that does not follow the rules; the message names the file and the line."""


class Page:
    def __init__(self, path, header, site):
        self.path = path
        self.header = header
        self.site = site
        self.key = header["id"]
        self.lines = []  # (mark, text)
        self.joined = set()  # indices in lines of those that follow without an empty line
        self.stories = []  # index in lines of each later story's first line

    @property
    def text(self):
        gap = "\n\n" if self.site["spacing"] == "blank" else "\n"
        out = ""
        for index, (_, text) in enumerate(self.lines):
            if index > 0:
                out += "\n" if index in self.joined else gap
            out += text
        return out + "\n"

    def with_mark(self, mark):
        return list(dict.fromkeys(text for m, text in self.lines if m == mark))


def read_header(path):
    """Splits a source into its header, a dictionary, and its numbered lines."""
    header, body = {}, []
    lines = path.read_text(encoding="utf-8").split("\n")
    end = lines.index("---")
    for line in lines[:end]:
        name, _, value = line.partition(":")
        header[name.strip()] = value.strip()
    body = [(n, l) for n, l in enumerate(lines[end + 1 :], end + 2) if l.strip()]
    return header, [(n, l) for n, l in body if not l.startswith("#")]


def read_site(folder):
    header, body = read_header(folder / "chrome.txt")
    sections, current = {}, None
    for number, line in body:
        if line.startswith("["):
            current = sections.setdefault(line.strip("[] "), [])
        elif current is None:
            raise SourceError(f"{folder}/chrome.txt:{number}: a line before the first [section]")
        else:
            current.append((number, line))
    return {"spacing": "blank", "omit": "", **header, "sections": sections}


def fill(text, header, place):
    try:
        return re.sub(r"\{([\w-]+)\}", lambda m: header[m.group(1)], text)
    except KeyError as missing:
        raise SourceError(f"{place}: the header has no {missing}") from None


def expand(page, body, titles):
    for number, line in body:
        place = f"{page.path}:{number}"
        mark, text = line[0], fill(line[2:].rstrip(), page.header, place)
        if line.rstrip() == "@teasers":
            for key in page.header["teasers"].split():
                page.lines.append(("-", titles[key]))
        elif line.rstrip() == "@story":
            page.stories.append(len(page.lines))
        elif line.rstrip() == "|":
            page.joined.add(len(page.lines))
        elif mark == "@":
            expand(page, page.site["sections"][line[1:].strip()], titles)
        elif mark in MARKS and line[1:2] == " " and text:
            page.lines.append((mark, text))
        else:
            raise SourceError(f"{place}: a line starts with one of + * = - | @, not “{line[:8]}”")


def read_pages():
    """All pages, by turns over the sites, as a crawler that is polite to its hosts meets them."""
    by_site, bodies = [], {}
    for folder in sorted(p for p in (CRAWL / "source").iterdir() if p.is_dir()):
        site = read_site(folder)
        pages = []
        for path in sorted(folder.glob("*.txt")):
            if path.name == "chrome.txt":
                continue
            header, body = read_header(path)
            pages.append(Page(path, header, site))
            bodies[header["id"]] = body
        by_site.append(pages)
    turns = itertools.zip_longest(*by_site)
    pages = [page for turn in turns for page in turn if page is not None]
    known = {page.key: page for page in pages}
    titles = {key: page.header.get("title", "") for key, page in known.items()}
    for page in pages:
        original = known[page.header.get("text-of", page.key)]
        source = Page(page.path, {**original.header, **page.header}, page.site)
        expand(source, bodies[original.key], titles)
        page.header, page.lines = source.header, source.lines
        page.joined, page.stories = source.joined, source.stories
    for number, page in enumerate(pages, 1):
        if "no-id" in page.header:
            page.key = f"pages.jsonl.gz:{number}"
    return pages


def record(page):
    header, omit = page.header, page.site["omit"].split()
    fields = {} if "no-id" in header else {"id": page.key}
    fields["url"] = header["url"]
    if "host" not in omit:
        fields["host"] = page.site["host"]
    if "title" in header and "title" not in omit:
        fields["title"] = f"{header['title']} {page.site.get('title-suffix', '')}".rstrip()
    if "date" in header:
        fields["date"] = header["date"]
    fields["lang"] = header.get("lang", page.site["lang"])
    fields["text"] = page.text
    return fields


def expectation(page):
    out = {"id": page.key, "must": page.with_mark("+"), "mustNot": page.with_mark("-")}
    texts = [text for _, text in page.lines]
    repeated = page.with_mark("*")
    if repeated:
        out["mustRepeat"] = [{"line": line, "times": texts.count(line)} for line in repeated]
    if page.stories:
        starts = [page.lines.index(("+", page.with_mark("+")[0]))] + page.stories
        out["storyStarts"] = [texts[index] for index in starts]
    return out


def shingles(text):
    tokens = TOKEN.findall(text.lower())
    count = max(1, len(tokens) - SHINGLE + 1)
    return {tuple(tokens[i : i + SHINGLE]) for i in range(count)}


def pairs(pages):
    sets = {page.key: shingles(page.text) for page in pages}
    for a, b in itertools.combinations(sorted(pages, key=lambda p: p.key), 2):
        shared = len(sets[a.key] & sets[b.key])
        union = len(sets[a.key] | sets[b.key])
        if shared < LISTED * union:
            continue
        family = a.header.get("family")
        if family is None or family != b.header.get("family"):
            raise SourceError(f"{a.key} and {b.key} are alike ({shared}/{union}) by accident")
        kind = "syndicated" if a.site is not b.site else "near"
        kind = "exact" if a.text == b.text else kind
        yield {
            "a": a.key, "b": b.key, "kind": kind,
            "jaccard": round(shared / union, 6), "shared": shared, "union": union,
        }


def validate(pages):
    """What the expectations say has to be possible and has to mean one thing only."""
    if len({page.key for page in pages}) != len(pages):
        raise SourceError("two pages have the same id")
    for page in pages:
        must, must_not = page.with_mark("+"), page.with_mark("-")
        kept = must + page.with_mark("*")
        lines = page.text.split("\n")
        if not must or not must_not:
            raise SourceError(f"{page.path}: no line of the body, or none of the chrome, is marked")
        for line in kept + must_not:
            if line not in lines:
                raise SourceError(f"{page.path}: “{line}” is not a line of the page")
            if line != line.strip() or "  " in line:
                raise SourceError(f"{page.path}: “{line}” has stray spaces")
        for line in must:
            if line in must_not or any(line in other for other in kept if other != line):
                raise SourceError(f"{page.path}: “{line}” is expected in two ways")
        for line in page.with_mark("*"):
            if line in must_not or line in page.with_mark("="):
                raise SourceError(f"{page.path}: “{line}” is expected in two ways")


def jsonl(rows):
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def compress(data):
    out = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=out, compresslevel=9, mtime=0) as stream:
        stream.write(data)
    return out.getvalue()


def main(arguments):
    if not set(arguments) <= {"--check", "--table"}:
        print(__doc__, file=sys.stderr)
        return 64
    pages = read_pages()
    validate(pages)
    found = list(pairs(pages))
    outputs = {
        "pages.jsonl.gz": jsonl(map(record, pages)),
        "expected.jsonl": jsonl(map(expectation, pages)),
        "duplicates.jsonl": jsonl(found),
    }
    if "--table" in arguments:
        for row in sorted(found, key=lambda row: -row["jaccard"]):
            print(f"{row['jaccard']:.3f}  {row['kind']:<10}  {row['a']}  {row['b']}")
    stale = 0
    for name, data in outputs.items():
        path, packed = CRAWL / name, name.endswith(".gz")
        if "--check" in arguments:
            # The content counts: another zlib may pack the same lines into other bytes.
            old = path.read_bytes() if path.exists() else b""
            if (gzip.decompress(old) if packed and old else old) != data:
                print(f"{path} is not what the sources give: run Samples/build.py", file=sys.stderr)
                stale = 1
        else:
            path.write_bytes(compress(data) if packed else data)
    print(f"{len(pages)} pages, {len(found)} pairs of similarity {LISTED} or more")
    return stale


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except SourceError as error:
        sys.exit(f"build.py: {error}")
