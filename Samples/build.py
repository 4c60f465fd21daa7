#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the sample crawl from its sources.

    python3 Samples/build.py           write Crawl/{pages.jsonl.gz,pages.warc.gz,expected.jsonl,
                                       duplicates.jsonl}
    python3 Samples/build.py --check   fail unless the four files are what the sources give
    python3 Samples/build.py --table   also print the pairs
    python3 Samples/build.py --html    print the pages as JSON lines with their HTML, nothing else

The form of the sources is described in README.md. Python 3.9 or newer, no packages.
"""

import gzip
import io
import itertools
import json
import pathlib
import re
import sys
import typing

import archive
import markup
import templates

CRAWL = pathlib.Path(__file__).resolve().parent / "Crawl"
SHINGLE = 5
LISTED = 0.4  # pairs from this similarity on are listed
SENT = ("charset", "content-type", "coding")  # how a site sends its pages
MARKS = "+*=-"

# A token is a run of word characters; kana and Han are written without spaces and stand alone.
SOLITARY = "\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
TOKEN = re.compile(f"[{SOLITARY}]|[^\\W{SOLITARY}]+")


class SourceError(Exception):
    """A source file that does not follow the rules; the message names the file and the line."""


class Line(typing.NamedTuple):
    """A line of a page: how it is marked, what it says, and which section of chrome.txt it is of."""

    mark: str
    text: str
    section: str


class Page:
    def __init__(self, path, header, site):
        self.path = path
        self.header = {name: site[name] for name in SENT} | header
        self.site = site
        self.key = header["id"]
        self.name = header["id"]  # stays, where the records have no id
        self.lines = []
        self.joined = set()  # indices in lines of those that follow without an empty line
        self.stories = []  # index in lines of each later story's first line

    @property
    def text(self):
        gap = "\n\n" if self.site["spacing"] == "blank" else "\n"
        out = ""
        for index, line in enumerate(self.lines):
            if index > 0:
                out += "\n" if index in self.joined else gap
            out += line.text
        return out + "\n"

    def with_mark(self, mark):
        return list(dict.fromkeys(line.text for line in self.lines if line.mark == mark))


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


def expand(page, body, titles, section="body"):
    for number, line in body:
        place = f"{page.path}:{number}"
        mark, text = line[0], fill(line[2:].rstrip(), page.header, place)
        if line.rstrip() == "@teasers":
            for key in page.header["teasers"].split():
                page.lines.append(Line("-", titles[key], "teasers"))
        elif line.rstrip() == "@story":
            page.stories.append(len(page.lines))
        elif line.rstrip() == "|":
            page.joined.add(len(page.lines))
        elif mark == "@":
            name = line[1:].strip()
            expand(page, page.site["sections"][name], titles, name)
        elif mark in MARKS and line[1:2] == " " and text:
            page.lines.append(Line(mark, text, section))
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


def expectation(page, chrome, fields):
    """What is expected of a page; `chrome` and `fields` are what its HTML has besides."""
    must_not = page.with_mark("-")
    out = {
        "id": page.key, "record": archive.record_id(page.name).strip("<>"),
        "must": page.with_mark("+"), "mustNot": must_not,
        "mustNotInHTML": [line for line in dict.fromkeys(chrome) if line not in must_not],
        "fields": fields,
    }
    texts = [line.text for line in page.lines]
    repeated = page.with_mark("*")
    if repeated:
        out["mustRepeat"] = [{"line": line, "times": texts.count(line)} for line in repeated]
    if page.stories:
        starts = [texts.index(page.with_mark("+")[0])] + page.stories
        out["storyStarts"] = [texts[index] for index in starts]
    return out


def page_html(page, addresses):
    """The page as HTML, the chrome that only the HTML has, and the fields that it states."""
    site = page.path.parent.name
    made = markup.Markup(page, addresses, templates.STYLES.get(site, "plain"))
    text, fields = templates.TEMPLATES[site](made)
    kept = [line.text for line in page.lines if line.mark != "-"]
    both = [line for line in made.chrome if line in kept]
    if both:
        raise SourceError(f"{page.path}: “{both[0]}” is chrome in the HTML and kept in the text")
    return text, made.chrome, fields


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
    if not set(arguments) <= {"--check", "--table", "--html"}:
        print(__doc__, file=sys.stderr)
        return 64
    pages = read_pages()
    validate(pages)
    addresses = {p.header["title"]: p.header["url"] for p in pages if "text-of" not in p.header}
    hypertexts = [page_html(page, addresses) for page in pages]
    if "--html" in arguments:
        for page, (text, _, _) in zip(pages, hypertexts):
            row = {"id": page.key, "url": page.header["url"], "html": text}
            print(json.dumps(row, ensure_ascii=False))
        return 0
    found = list(pairs(pages))
    texts = [text for text, _, _ in hypertexts]
    outputs = {
        "pages.jsonl.gz": jsonl(map(record, pages)),
        "pages.warc.gz": list(archive.records(list(zip(pages, texts)))),
        "expected.jsonl": jsonl(
            expectation(page, *rest) for page, (_, *rest) in zip(pages, hypertexts)),
        "duplicates.jsonl": jsonl(found),
    }
    if "--table" in arguments:
        for row in sorted(found, key=lambda row: -row["jaccard"]):
            print(f"{row['jaccard']:.3f}  {row['kind']:<10}  {row['a']}  {row['b']}")
    stale = sum(write(CRAWL / name, data, "--check" in arguments) for name, data in outputs.items())
    print(f"{len(pages)} pages, {len(found)} pairs of similarity {LISTED} or more")
    return min(stale, 1)


def write(path, data, checking):
    """Writes a file, or says whether it is stale; a list is of parts, each a gzip member."""
    packed, parts = path.suffix == ".gz", data if isinstance(data, list) else [data]
    if not checking:
        path.write_bytes(b"".join(compress(part) if packed else part for part in parts))
        return False
    # The content counts: another zlib may pack the same lines into other bytes.
    old = path.read_bytes() if path.exists() else b""
    stale = (gzip.decompress(old) if packed and old else old) != b"".join(parts)
    if stale:
        print(f"{path} is not what the sources give: run Samples/build.py", file=sys.stderr)
    return stale


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except SourceError as error:
        sys.exit(f"build.py: {error}")
