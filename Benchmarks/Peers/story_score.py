#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Score `tamis clean --split-stories` on pages of `story_pages.py`.

usage: story_score.py TAMIS PAGES [--wrong N]

A boundary counts as found if what is before it is the end of one story, and what is behind it the beginning of the
next, to the line. Prints precision, recall, and of single articles the share that was divided.
"""
import argparse
import collections
import gzip
import json
import pathlib
import subprocess
import tempfile


def rows(path):
    with (gzip.open if path.suffix == '.gz' else open)(path, 'rb') as file:
        for line in file:
            if line.strip():
                yield json.loads(line)


def lines(text):
    return [line.strip() for line in text.splitlines() if line.strip()]


def stories_in(page):
    """The lines of each of a page's stories."""
    text = page['text'].encode()
    places = [0, *map(int, page['starts'].split()), len(text)]
    return [lines(text[start:end].decode()) for start, end in zip(places, places[1:])]


def stories_of(kept, stories):
    """For each line that is kept the story it is of; a line of several is of the one before's, if it can be."""
    owners, current, found = collections.defaultdict(set), 0, []
    for number, story in enumerate(stories):
        for line in story:
            owners[line.strip()].add(number)
    for line in kept:
        where = owners.get(line, {current})
        current = current if current in where else min(where)
        found.append(current)
    return found


def boundaries(parts, stories):
    """The places of boundaries among the lines that are kept: those that are there, and those that were found."""
    owner = stories_of([line for part in parts for line in part], stories)
    right = {at for at in range(1, len(owner)) if owner[at] != owner[at - 1]}
    found, at = set(), 0
    for part in parts[:-1]:
        at += len(part)
        found.add(at)
    return right, found


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument('tamis')
    parser.add_argument('pages', type=pathlib.Path)
    parser.add_argument('--wrong', type=int, default=0)
    options = parser.parse_args()
    parts = collections.defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        output = pathlib.Path(folder) / 'out.jsonl'
        subprocess.run([options.tamis, 'clean', options.pages, '-o', output, '--split-stories',
                        '--quiet'], check=True)
        for row in rows(output):
            parts[row['id'].split('#')[0]].append(lines(row['text']))
    counts = collections.defaultdict(collections.Counter)
    shown = 0
    for page in rows(options.pages):
        stories = stories_in(page)
        right, found = boundaries(parts[page['id']], stories)
        single = len(stories) == 1
        for group in ('all', f"{page['kind']} {page['source']}", 'with captions' if page['captions'] else 'without captions',
                      f"{len(stories)} stories", page['language']):
            count = counts[group]
            count.update(pages=1, right=len(right), found=len(found), both=len(right & found),
                         singles=single, divided=single and bool(found),
                         near=sum(any(abs(place - other) <= 2 for other in found) for place in right))
        if found - right and shown < options.wrong:
            shown += 1
            print(page['id'], 'right', sorted(right), 'found', sorted(found))
    for group, count in counts.items():
        text = f"{group}: {count['pages']} pages"
        if count['right']:
            text += (f", precision {count['both'] / max(1, count['found']):.3f}, recall {count['both'] / count['right']:.3f}"
                     f" (within two lines {count['near'] / count['right']:.3f})")
        if count['singles']:
            text += f", {count['divided']} of {count['singles']} single articles divided ({count['divided'] / count['singles']:.4f})"
        print(text)


main()
