#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Train the model of where stories begin, and say how good it is on pages it has not seen.

usage: train.py words|cross|languages|ship DATA FEATURES WORK [--seeds N]

DATA      folder with pages/wcxb-dev, pages/daniel-dev and neardup/reuters
FEATURES  the program `story-features` of Benchmarks
WORK      folder for pages, word counts and features, which are made once

words     how rare words are, of all texts, into WordRarityBytes.swift
cross     five folds by host (by day, of wires): words and model are of the other folds; precision, recall and the
          share of single articles that are divided, for a range of thresholds, by kind at the chosen one, and
          without cues
languages each language but English with words and model of the others: what to expect of one that is not among them
ship      a model of all pages, into StoryModelBytes.swift

Pages are those of `story_pages.py` with the seeds 1 to N (4). How rare a word is: -ln(texts with it / texts), in the
language where that is least, of words in at least three texts, where it is below 5.3; a word is the first six
characters of a token, or two characters of a script without spaces. The features of a page are made with the words of
the other folds, so that the model sees words as rare as they will be. The trees see words alone; then each cue gets a
weight (at least 0) by logistic regression over what the trees say of pages they have not seen. Needs catboost 1.2 and
numpy.
"""
import argparse
import base64
import collections
import concurrent.futures
import gzip
import json
import math
import pathlib
import struct
import subprocess
import sys
import unicodedata

import catboost
import numpy

HERE = pathlib.Path(__file__).parent
sys.path.append(str(HERE.parents[2] / 'Benchmarks/Peers'))
import story_pages

FOLDS = story_pages.FOLDS
STEPS, UNKNOWN, LEAST = 40, 5.3, 3
SCALE, LIMIT = 4096, 32767
# As `Limits.storyOdds`.
ODDS = 1.25
CUES = ['headline', 'element', 'dateline', 'byline', 'caption']
# Of cues that fewer candidates than this have nothing can be learned; they are worth this.
RARE, UNLEARNED = 100, .75
DEPTH = 4


# Words

def checksum(data):
    """FNV-1a, 32 bits."""
    value = 0x811C9DC5
    for byte in data:
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return value


def rarity_bytes(articles):
    """The form that `WordRarity` reads."""
    texts, found = collections.Counter(), collections.defaultdict(collections.Counter)
    for article in articles:
        text = unicodedata.normalize('NFKC', '\n'.join(article.paragraphs).casefold())
        texts[article.language] += 1
        found[article.language].update(set(story_pages.stems(text)))
    rarity = {}
    for language, counts in found.items():
        for stem, count in counts.items():
            value = -math.log(count / texts[language])
            if count >= LEAST and value < UNKNOWN:
                key = checksum(stem.encode()) >> 8
                rarity[key] = min(rarity.get(key, 255), round(value * STEPS))
    entries = [key << 8 | value for key, value in sorted(rarity.items())]
    return b'TMWR\1\0\0\0' + struct.pack(f'<{len(entries)}I', *entries)


# Features

class Pages:
    """All candidates of all pages, with their features."""

    def __init__(self, options, files):
        self.about, self.places, self.rows = {}, {}, collections.defaultdict(list)
        values = []
        for name in files:
            for line in gzip.open(name, 'rt'):
                fields = line.rstrip('\n').split('\t')
                page = (name.name.split('.')[0], fields[0])
                if fields[3] == '-':
                    self.places[page] = (int(fields[2]), {int(place) for place in fields[4].split()})
                    continue
                start, end, place = map(int, fields[1:4])
                self.rows[page, start, end].append((place, len(values)))
                values.append([float(value) for value in fields[4:]])
        for seed in range(1, options.seeds + 1):
            for row in story_pages.rows(options.work / f'{seed}.jsonl.gz'):
                row['single'] = not row['starts']
                self.about[str(seed), row['id']] = {key: row[key] for key in row if key != 'text'}
        values = numpy.array(values)
        self.y, cues, self.x = values[:, 0], values[:, 1].astype(int), values[:, 2:].astype(numpy.float32)
        self.cues = numpy.array([[cue >> bit & 1 for bit in range(len(CUES))] for cue in cues], dtype=float)
        self.folds = numpy.zeros(len(values), dtype=int)
        for (page, _, _), candidates in self.rows.items():
            self.folds[[row for _, row in candidates]] = self.about[page]['fold']


def prepared(options):
    """The files of features, which are made where they are not there."""
    options.work.mkdir(parents=True, exist_ok=True)
    for seed in range(1, options.seeds + 1):
        if not (options.work / f'{seed}.jsonl.gz').exists():
            subprocess.run([sys.executable, story_pages.__file__, options.data, options.work / f'{seed}.jsonl.gz',
                            '--seed', str(seed)], check=True)
    missing = [fold for fold in range(FOLDS) if not (options.work / f'{fold}.words').exists()]
    articles = story_pages.articles(options.data) if missing else []
    for fold in missing:
        (options.work / f'{fold}.words').write_bytes(
            rarity_bytes([article for article in articles if article.fold != fold]))
    tasks = [(options, seed, 'fold', fold) for seed in range(1, options.seeds + 1) for fold in range(FOLDS)]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        return list(pool.map(lambda task: features(*task), tasks))


def features(options, seed, key, value):
    """The features of the pages that have a value, with the words of the articles that have not."""
    output = options.work / f'{seed}.{value}.tsv.gz'
    if not output.exists():
        part = options.work / f'{seed}.{value}.jsonl'
        with open(part, 'w') as file:
            for row in story_pages.rows(options.work / f'{seed}.jsonl.gz'):
                if row[key] == value:
                    file.write(json.dumps(row, ensure_ascii=False) + '\n')
        made = subprocess.run([options.features, part, options.work / f'{value}.words'], check=True,
                              stdout=subprocess.PIPE)
        with gzip.open(output, 'wb', compresslevel=1) as file:
            file.write(made.stdout)
        part.unlink()
    return output


# Models

def fit(pages, rows):
    model = catboost.CatBoostClassifier(
        iterations=200, depth=DEPTH, learning_rate=.06, l2_leaf_reg=5, rsm=.5, border_count=64, random_seed=1,
        thread_count=2, verbose=False, allow_writing_files=False)
    return model.fit(pages.x[rows], pages.y[rows])


def odds(model, x):
    return model.predict(x, prediction_type='RawFormulaVal')


def unseen(pages):
    """What the trees of the other folds say."""
    said = numpy.zeros(len(pages.y))
    for fold in range(FOLDS):
        model = fit(pages, numpy.flatnonzero(pages.folds != fold))
        said[pages.folds == fold] = odds(model, pages.x[pages.folds == fold])
    return said


def cue_weights(pages, said):
    """By gradient descent, no weight below 0; what the trees say counts as it is."""
    weights, bias = numpy.zeros(len(CUES)), 0.0
    for _ in range(3000):
        error = pages.y - 1 / (1 + numpy.exp(-(said + pages.cues @ weights + bias)))
        weights = numpy.maximum(0, weights + (pages.cues * error[:, None]).mean(axis=0) * 5)
        bias += error.mean() * 5
    return numpy.where(pages.cues.sum(axis=0) < RARE, UNLEARNED, weights)


# Scores

def found(pages, page, said, least):
    """The places at which stories begin, as `StoryBreaks` finds them."""
    waiting, places = [(0, pages.places[page][0])], set()
    while waiting:
        start, end = waiting.pop()
        candidates = pages.rows.get((page, start, end))
        best = max(candidates, key=lambda one: (said[one[1]], -one[0])) if candidates else None
        # A stretch that is none of the page's, behind a wrong place, has no candidates here.
        if best and said[best[1]] >= least:
            places.add(best[0])
            waiting += [(start, best[0]), (best[0], end)]
    return places


def score(pages, said, least, group=lambda about: 'all'):
    counts = collections.defaultdict(collections.Counter)
    for page, (_, right) in pages.places.items():
        about, places = pages.about[page], found(pages, page, said, least)
        counts[group(about)].update(
            right=len(right), found=len(places), both=len(right & places), singles=about['single'],
            divided=about['single'] and bool(places))
    for name, count in sorted(counts.items(), key=str):
        yield (name, count['both'] / max(1, count['found']), count['both'] / max(1, count['right']),
               count['divided'] / max(1, count['singles']), count['right'], count['singles'])


def report(pages, said, title):
    print(title)
    for least in numpy.arange(0, 2.6, .25):
        for _, precision, recall, divided, _, _ in score(pages, said, least):
            print(f'  log-odds {least:.2f}: P {precision:.3f} R {recall:.3f}, singles divided {divided:.4f}')


def languages(pages, options):
    articles = story_pages.articles(options.data)
    weights = cue_weights(pages, unseen(pages))
    spoken = numpy.empty(len(pages.y), dtype=object)
    for (page, _, _), candidates in pages.rows.items():
        spoken[[row for _, row in candidates]] = pages.about[page]['language']
    for language in sorted(set(spoken) - {'English'}):
        (options.work / f'{language}.words').write_bytes(
            rarity_bytes([article for article in articles if article.language != language]))
        files = [features(options, seed, 'language', language) for seed in range(1, options.seeds + 1)]
        own, model = Pages(options, files), fit(pages, numpy.flatnonzero(spoken != language))
        for _, precision, recall, divided, right, singles in score(
                own, odds(model, own.x) + own.cues @ weights, ODDS):
            print(f'{language}: {right} boundaries, P {precision:.3f} R {recall:.3f}; '
                  f'{singles} singles, divided {divided:.4f}')


def cross(pages, options):
    said = unseen(pages)
    weights = cue_weights(pages, said)
    print('candidates', len(pages.y), 'right', int(pages.y.sum()), 'cues',
          [(name, int(count), round(float(weight), 2))
           for name, count, weight in zip(CUES, pages.cues.sum(axis=0), weights)])
    report(pages, said, 'without cues')
    said = said + pages.cues @ weights
    report(pages, said, 'with cues')
    for group in (lambda about: (about['kind'], about['source']), lambda about: about['language'],
                  lambda about: ('captions', about['captions'])):
        for name, precision, recall, divided, right, singles in score(pages, said, ODDS, group):
            print(f'  {name}: {right} boundaries, P {precision:.3f} R {recall:.3f}; '
                  f'{singles} singles, divided {divided:.4f}')


# What is shipped

def model_bytes(model, weights, columns, work):
    """The form that `StoryModel` reads."""
    path = str(work / 'model.json')
    model.save_model(path, format='json')
    with open(path) as file:
        content = json.load(file)
    trees = content['oblivious_trees']
    scale, bias = content['scale_and_bias'][0], content['scale_and_bias'][1][0]
    column_of = [feature['flat_feature_index'] for feature in content['features_info']['float_features']]
    splits, leaves = b'', b''
    for tree in trees:
        asked = [(column_of[split['float_feature_index']], split['border']) for split in tree['splits']]
        for column, border in asked + [(0, 3e38)] * (DEPTH - len(asked)):
            splits += struct.pack('<Hf', column, border)
        values = numpy.zeros(1 << DEPTH)
        values[:len(tree['leaf_values'])] = tree['leaf_values']
        leaves += numpy.clip(numpy.round(values * scale * SCALE), -LIMIT, LIMIT).astype('<i2').tobytes()
    head = struct.pack('<HHHHi', 1, DEPTH, columns, len(trees), round(bias * SCALE))
    return b'TMST' + head + struct.pack(f'<{len(CUES)}i', *(round(weight * SCALE) for weight in weights)) + splits + leaves


def write_swift(data, file, comment, kind, name):
    text = base64.b64encode(data).decode().rstrip('=')
    lines = ['// SPDX-License-Identifier: Apache-2.0', '', '// Made by train.py; not to be edited.', '',
             f'/// {comment}, in base64.', f'enum {kind} {{', f'  static let {name}: StaticString = """']
    lines += ['    ' + text[at:at + 95] + '\\' for at in range(0, len(text), 95)]
    lines[-1] = lines[-1].removesuffix('\\')
    (HERE / file).write_text('\n'.join([*lines, '    """', '}', '']))


def ship(pages, options):
    weights = cue_weights(pages, unseen(pages))
    model = fit(pages, numpy.arange(len(pages.y)))
    data = model_bytes(model, weights, pages.x.shape[1], options.work)
    write_swift(data, 'StoryModelBytes.swift', 'The model of where stories begin', 'StoryModelBytes', 'model')
    print(len(data), 'bytes; cues', dict(zip(CUES, weights.round(2))))
    print('gain', sorted(zip(model.get_feature_importance().round(1), range(pages.x.shape[1])), reverse=True))


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument('action', choices=['words', 'cross', 'languages', 'ship'])
    parser.add_argument('data', type=pathlib.Path)
    parser.add_argument('features', type=pathlib.Path)
    parser.add_argument('work', type=pathlib.Path)
    parser.add_argument('--seeds', type=int, default=4)
    options = parser.parse_args()
    if options.action == 'words':
        data = rarity_bytes(story_pages.articles(options.data))
        write_swift(data, 'WordRarityBytes.swift', 'How rare words are', 'WordRarityBytes', 'table')
        print(len(data), 'bytes')
        return
    pages = Pages(options, prepared(options))
    {'cross': cross, 'languages': languages, 'ship': ship}[options.action](pages, options)


if __name__ == '__main__':
    main()
