#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Make pages that carry one, two or three stories, with the truth, from public sets.

usage: story_pages.py DATA OUT [--seed N] [--per-kind N]

DATA  folder with pages/wcxb-dev, pages/daniel-dev and neardup/reuters
OUT   file for the pages, .jsonl.gz: {"id","text","starts","kind","source","language","fold","captions"}, where starts
      are the bytes of the text at which further stories begin, with spaces between

Articles are gold texts of at least three paragraphs and 80 words (two characters of Chinese count as one word). An
article is in one joined page at most. Kinds of joined pages: of one host; of one language; of one topic (another of
the eight most similar articles of the same language, below .5 by TF-IDF); wires of one day (likewise); three stories.
As many single articles of each source, the longest tenth of all among them. Every page's articles are of one fold:
a fold is a part of the hosts, or of the days.

Half of the pages have captions: a sentence of the article is moved out of it and put, once or twice, behind its
story (three in five), or before or behind its first paragraph, half of them with the name of a photographer. Half of the wires have their headline over the story, once or
twice. What ends every wire ("Reuter") is taken off.
"""
import argparse
import collections
import gzip
import json
import math
import pathlib
import random
import re

SINGLE = r'\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff'
WORD = re.compile(rf'[{SINGLE}]|[^\W{SINGLE}]+')
SENTENCE = re.compile(r'(?<=[.!?。！？;])["”’»)]?\s+|(?<=[。！？])')
FOLDS = 5
CREDITS = ['(Photo: {})', 'Photo: {}', '({}/Tamis Pictures)', '© {}']
NAMES = ['A. Moravec', 'Lena Quist', 'R. Okafor', 'Jun Tanabe', 'P. Ioannou', 'Maya Lindqvist']


def rows(path):
    with gzip.open(path, 'rb') as file:
        for line in file:
            if line.strip():
                yield json.loads(line)


def checksum(text):
    value = 0xCBF29CE484222325
    for byte in text.encode():
        value = (value ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return value


def stems(text):
    """The first six characters of each word; of scripts without spaces two characters in succession."""
    found, before = [], None
    for token in WORD.findall(text.lower()):
        single = token if re.match(f'[{SINGLE}]', token) else None
        if single is None:
            found.append(token[:6])
        elif before:
            found.append(before + single)
        before = single
    return found


def length(text):
    tokens = WORD.findall(text)
    single = sum(1 for token in tokens if re.match(f'[{SINGLE}]', token))
    return len(tokens) - single + single // 2


class Article:
    def __init__(self, source, name, host, language, paragraphs, title=None):
        self.source, self.name, self.host, self.language = source, name, host, language
        self.paragraphs, self.title = paragraphs, title
        self.fold = checksum(host) % FOLDS
        self.words = sum(length(paragraph) for paragraph in paragraphs)


def gold_articles(data, name):
    about = {row['id']: (row.get('host') or row['id'], row.get('lang') or 'English', row.get('type') or 'article')
             for row in rows(data / 'pages' / name / 'pages.jsonl.gz')}
    for row in rows(data / 'pages' / name / 'gold.jsonl.gz'):
        host, language, kind = about[row['id']]
        lines = [' '.join(line.split()) for line in (row['text'] or '').splitlines()]
        if kind == 'article':
            yield Article(name, row['id'], host.removeprefix('www.'), language, [line for line in lines if line])


def wires(data):
    for row in rows(data / 'neardup/reuters/docs.jsonl.gz'):
        paragraphs = []
        for line in row['text'].splitlines():
            if line.strip().lower() in ('reuter', 'reuters', ''):
                continue
            if line.startswith('    ') or not paragraphs:
                paragraphs.append(line.strip())
            else:
                paragraphs[-1] += ' ' + line.strip()
        yield Article('reuters', row['id'], row['date'][:11].strip(), 'English', paragraphs, row['title'].strip())


def articles(data):
    found, seen = [], set()
    for article in [*gold_articles(data, 'wcxb-dev'), *gold_articles(data, 'daniel-dev'), *wires(data)]:
        text = tuple(article.paragraphs[:3])
        markup = sum(line.startswith('<') for line in article.paragraphs)
        if len(article.paragraphs) >= 3 and article.words >= 80 and not markup and text not in seen:
            seen.add(text)
            found.append(article)
    return found


class Similarities:
    """The most similar articles among those of one language (and, of wires, day), by TF-IDF."""

    def __init__(self, some):
        counts = [set(stems(' '.join(article.paragraphs))) for article in some]
        df = collections.Counter(word for count in counts for word in count)
        self.some, self.index, self.vectors = some, collections.defaultdict(list), []
        for number, count in enumerate(counts):
            vector = {word: math.log(len(some) / df[word]) for word in sorted(count)}
            norm = math.sqrt(sum(value * value for value in vector.values())) or 1
            self.vectors.append({word: value / norm for word, value in vector.items()})
            for word in vector:
                if df[word] <= max(50, len(some) // 10):
                    self.index[word].append(number)

    def nearest(self, number, allowed, most=8, limit=.5):
        sums = collections.Counter()
        for word, value in self.vectors[number].items():
            for other in self.index.get(word, ()):
                sums[other] += value * self.vectors[other][word]
        ranked = sorted(((value, other) for other, value in sums.items() if other != number and value < limit),
                        key=lambda pair: (-pair[0], pair[1]))
        return [self.some[other] for _, other in ranked if allowed(self.some[other])][:most]


class Builder:
    def __init__(self, some, seed, count):
        self.random, self.count = random.Random(seed), count
        self.some = some
        self.used, self.pages = set(), []
        self.random.shuffle(self.some)

    def take(self, kind, groups, size=2, near=None):
        """Joined pages of articles of one group, which are of one fold."""
        made, groups = 0, [group for group in groups if len(group) >= size]
        for _ in range(50 * self.count):
            if made == self.count or not groups:
                return
            group = self.random.choice(groups)
            first = self.random.choice(group)
            others = near(first, group) if near else group
            others = [other for other in others if other is not first and other.name not in self.used
                      and other.fold == first.fold]
            if first.name in self.used or len(others) < size - 1:
                continue
            chosen = [first] + self.random.sample(others, size - 1)
            self.used.update(article.name for article in chosen)
            self.add(kind, chosen)
            made += 1

    def add(self, kind, chosen):
        captions, headlines = self.random.random() < .5, self.random.random() < .5
        stories = [self.dressed(article, captions, headlines) for article in chosen]
        self.pages.append((f'{kind}-{len(self.pages)}', kind, chosen, stories, captions))

    def dressed(self, article, captions, headlines):
        lines = list(article.paragraphs)
        caption = self.caption(lines) if captions else None
        headline = 0
        if article.title and headlines:
            headline = self.random.choice([1, 1, 2])
            lines = [article.title] * headline + lines
        if caption:
            copies = [caption] * self.random.choice([1, 2])
            place = self.random.choice([len(lines), len(lines), len(lines), headline, headline + 1])
            lines[place:place] = copies
        return lines

    def caption(self, lines):
        """Takes a sentence out of a paragraph that has several."""
        places = [number for number, line in enumerate(lines) if number and len(SENTENCE.split(line)) > 2]
        if not places:
            return None
        place = self.random.choice(places)
        sentences = [sentence for sentence in SENTENCE.split(lines[place]) if sentence]
        number = self.random.randrange(len(sentences))
        caption = sentences[number].strip()
        if not 5 <= length(caption) <= 60:
            return None
        lines[place] = lines[place].replace(sentences[number], '', 1).strip()
        if self.random.random() < .5:
            caption += ' ' + self.random.choice(CREDITS).format(self.random.choice(NAMES))
        return caption


def groups(some, key):
    found = collections.defaultdict(list)
    for article in some:
        found[key(article)].append(article)
    return list(found.values())


def build(data, seed, count):
    some = articles(data)
    web = [article for article in some if article.source != 'reuters']
    reuters = [article for article in some if article.source == 'reuters']
    builder = Builder(list(some), seed, count)
    languages = {group[0].language: Similarities(group) for group in groups(web, lambda article: article.language)}
    days = {group[0].host: Similarities(group) for group in groups(reuters, lambda article: article.host)}

    def near(article, _):
        known = days.get(article.host) if article.source == 'reuters' else languages[article.language]
        return known.nearest(known.some.index(article), lambda other: other.fold == article.fold)

    hosts = groups(web, lambda article: article.host)
    by_language = groups(web, lambda article: (article.language, article.fold, article.source))
    builder.take('host', hosts)
    builder.take('topic', by_language, near=near)
    builder.take('language', by_language)
    builder.take('day', groups(reuters, lambda article: article.host), near=near)
    builder.take('day-any', groups(reuters, lambda article: article.host))
    builder.count = count // 2
    builder.take('three', by_language, size=3)
    builder.take('three-day', groups(reuters, lambda article: article.host), size=3)
    singles(builder, web, reuters)
    return builder.pages


def singles(builder, web, reuters):
    joined = collections.Counter(page[2][0].source for page in builder.pages)
    long = sorted(web, key=lambda article: -article.words)[:len(web) // 10]
    for article in long:
        builder.add('single-long', [article])
    rest = [article for article in web if article not in long]
    for source in ('wcxb-dev', 'daniel-dev', 'reuters'):
        some = [article for article in rest + reuters if article.source == source]
        for article in builder.random.sample(some, min(len(some), joined[source])):
            builder.add('single', [article])


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument('data', type=pathlib.Path)
    parser.add_argument('out', type=pathlib.Path)
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--per-kind', type=int, default=200)
    options = parser.parse_args()
    pages = build(options.data, options.seed, options.per_kind)
    with gzip.open(options.out, 'wt', compresslevel=1) as file:
        for name, kind, chosen, stories, captions in pages:
            text, starts = '', []
            for story in stories:
                text += '\n\n' if text else ''
                starts.append(len(text.encode()))
                text += '\n\n'.join(story)
            file.write(json.dumps({
                'id': name, 'text': text, 'starts': ' '.join(map(str, starts[1:])), 'kind': kind,
                'source': chosen[0].source, 'language': chosen[0].language, 'fold': chosen[0].fold,
                'captions': captions}, ensure_ascii=False) + '\n')
    print(collections.Counter((page[1], page[2][0].source) for page in pages))


if __name__ == '__main__':
    main()
