#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes sets of related documents with known stories, by dealing out articles.

usage: story_sets.py OUT [--seed N] [--half N] [--articles PAGES GOLD NAME]... [--wires DOCS NAME]...

An article's paragraphs are dealt out like cards to k documents, which are then one story: they tell
of one thing in different words. How many documents a story has is drawn by the seed, from 1 to 12,
as many as the article has paragraphs for (two a document, and MINIMUM letters).

PAGES has records with id and, where the pages are of several languages, lang, and, where of several
types, type (of which only "article" is taken); GOLD has id and text. Their sets are named
NAME-LANG. DOCS has id, title, text and date (26-FEB-1987 15:01:01): its documents come up to two
days after the wire, and have its title if they are dealt first.

--half 0 or 1 takes the articles with an even or odd checksum of their id alone, as background.py
does.

Writes, as OUT/NAME.jsonl with id, text, story and perhaps date and title,
- for each source and language the set, and SET-unrelated, in which no two documents are of one
  article, and SET-one and SET-three, which are of one and of three articles of ten documents;
- all-languages, the sources' sets in one.
"""
import argparse, datetime, gzip, json, pathlib, random, re, zlib

MINIMUM = 150
SIZES = [1, 1, 1, 2, 2, 3, 4, 5, 6, 8, 10, 12]
LARGEST_SET = 1500
# Few of many: articles that happen to tell of one event are rarely drawn together.
UNRELATED = 60
LARGE_STORY = 10


def rows(path):
    with (gzip.open if path.endswith(".gz") else open)(path, "rb") as file:
        return [json.loads(line) for line in file if line.strip()]


def letters(text):
    """A length that is fair to scripts in which a character is a word."""
    return sum(3 if "\u2e80" <= c <= "\u9fff" else 1 for c in text)


class Article:
    def __init__(self, name, text, breaks, title=None, date=None):
        self.name, self.title, self.date = name, title, date
        self.paragraphs = [p for p in (p.strip() for p in re.split(breaks, text)) if p]

    def dealt(self, count):
        """The article in `count` documents; None where it has too little text for that."""
        if len(self.paragraphs) < 2 * count and count > 1:
            return None
        texts = ["\n".join(self.paragraphs[first::count]) for first in range(count)]
        return texts if all(letters(text) >= MINIMUM for text in texts) else None

    def documents(self, sizes, chance):
        """Records of the article, dealt to as many as the first size that it has text for."""
        texts = next(filter(None, map(self.dealt, sizes)), None)
        for number, text in enumerate(texts or []):
            record = {"id": f"{self.name}.{number}", "text": text, "story": self.name}
            if self.date:
                lag = datetime.timedelta(hours=chance.expovariate(1 / 8) if number else 0)
                lag = min(lag, datetime.timedelta(days=2))
                record["date"] = (self.date + lag).strftime("%Y-%m-%dT%H:%M:%SZ")
            if self.title and number == 0:
                record["title"] = self.title
            yield record


def is_in(half, record):
    return half is None or zlib.crc32(record["id"].encode()) % 2 == half


def pages(pages_path, gold_path, name, half):
    kinds = {page["id"]: page for page in rows(pages_path)}
    sources = {}
    for gold in rows(gold_path):
        page = kinds[gold["id"]]
        if page.get("type", "article") != "article" or not is_in(half, gold):
            continue
        key = "-".join([name, *([page["lang"].lower()] if "lang" in page else [])])
        article = Article(f"{key}-{len(sources.get(key, []))}", gold["text"], r"\n")
        sources.setdefault(key, []).append(article)
    return sources


def wires(path, name, half):
    articles = []
    for record in rows(path):
        if not is_in(half, record):
            continue
        try:
            text = record["date"].strip().split(".")[0]
            date = datetime.datetime.strptime(text, "%d-%b-%Y %H:%M:%S")
        except ValueError:  # A few hours were mistyped.
            continue
        articles.append(
            Article(f"{name}-{record['id']}", record["text"], r"\n {4}", record["title"], date))
    return {name: articles}


def write(out, name, documents, chance):
    documents = list(documents)
    chance.shuffle(documents)
    if documents and "date" in documents[0]:
        documents.sort(key=lambda record: record["date"])
    with open(out / f"{name}.jsonl", "w") as file:
        for record in documents:
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
    print(f"{name}: {len(documents)} documents, {len({d['story'] for d in documents})} stories")
    return documents


def write_sets(out, name, articles, seed):
    chance = random.Random(f"{seed} {name}")
    chance.shuffle(articles)
    documents = []
    for article in articles:
        size = chance.choice(SIZES)
        documents += article.documents(range(size, 0, -1), chance)
        if len(documents) >= LARGEST_SET:
            break
    write(out, name, documents, chance)
    alone = (next(article.documents([2, 1], chance), None) for article in articles)
    alone = list(filter(None, alone))[:UNRELATED]
    write(out, f"{name}-unrelated", alone, chance)
    large = [list(a.documents([LARGE_STORY], chance)) for a in articles]
    large = [story for story in large if story]
    if len(large) >= 4:
        write(out, f"{name}-one", large[0], chance)
        write(out, f"{name}-three", sum(large[1:4], []), chance)
    return documents


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--half", type=int)
    parser.add_argument("--articles", nargs=3, action="append", default=[])
    parser.add_argument("--wires", nargs=2, action="append", default=[])
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    sources = {}
    for source in options.articles:
        sources |= pages(*source, options.half)
    for source in options.wires:
        sources |= wires(*source, options.half)
    everything = []
    for name, articles in sources.items():
        everything += write_sets(options.out, name, articles, options.seed)
    for record in everything:
        record.pop("date", None)
    write(options.out, "all-languages", everything, random.Random(options.seed))


main()
