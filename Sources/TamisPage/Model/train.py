#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Train the models of blocks, and say how good they are on pages they have not seen.

usage: train.py cross|transfer|ship DATA FEATURES WORK [--mode html|text]

DATA      folder with a folder a set: pages.jsonl.gz ({"id","url","host","html"}) and gold.jsonl.gz ({"id","text"})
FEATURES  the program `page-features` of Benchmarks
WORK      folder for features and labels, which are made once

cross     five folds by host over all sets: word F1 a set and kind of page, and a model a fold into
          Tests/TamisTests/Folds, with which the gate scores pages their models have not seen
transfer  each set by a model of the others
ship      a model of all pages, into BlockModelBytes.swift

A block's label is the share of its words that the gold text has: page and gold are tiled with common runs of at least
four words, longest first, each gold word once. Copies of a line share the best label, since another rule keeps one of
them. A block weighs words / sqrt(gold words * page words), so that pages count alike. To every page a second one is
added that is its gold text with a few lines of its chrome around it and some lines twice, or nothing but its gold text:
who cleans what is nearly clean must lose little. Needs catboost 1.2 and numpy.
"""
import base64
import collections
import gzip
import heapq
import html
import json
import os
import pathlib
import pickle
import random
import re
import struct
import subprocess
import sys

import catboost
import numpy

SETS = ['wcxb-dev', 'daniel-dev', 'cleaneval']
FOLDS = 5
BARE_WEIGHT = .25
SHORT = 4
NAMES = SETS + [name + ', bare' for name in SETS]
# As `Judge.modelFactor`: of text less goes.
FACTOR = {'html': 1, 'text': .8}
SCALE = 4096
LIMIT = 32767
HERE = pathlib.Path(__file__).parent
FOLD_FOLDER = HERE.parents[2] / 'Tests/TamisTests/Folds'
SINGLE = r'\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff'
WORD = re.compile(rf'[{SINGLE}]|[^\W{SINGLE}]+')


def words(text):
    return [word.lower() for word in WORD.findall(text)]


def rows(path):
    with (gzip.open if path.endswith('.gz') else open)(path, 'rb') as file:
        for line in file:
            if line.strip():
                yield json.loads(line)


def fold_of(host, page):
    """By host, so that no page is judged by a model that has seen its host."""
    return checksum((host or page).removeprefix('www.').encode()) % FOLDS


def checksum(data):
    """FNV-1a, 64 bits."""
    value = 0xCBF29CE484222325
    for byte in data:
        value = (value ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return value


# Labels

def tile(page, gold, least=4, most=40):
    """For each word of the page whether a run of the gold text covers it."""
    covered, used = bytearray(len(page)), bytearray(len(gold))
    least = min(least, len(gold))
    if not least or not page:
        return covered
    starts = collections.defaultdict(list)
    for j in range(len(gold) - least + 1):
        places = starts[tuple(gold[j:j + least])]
        if len(places) < most:
            places.append(j)
    heap = []
    for i in range(len(page) - least + 1):
        for j in starts.get(tuple(page[i:i + least]), ()):
            if i and j and page[i - 1] == gold[j - 1]:
                continue
            length = least
            while i + length < len(page) and j + length < len(gold) and page[i + length] == gold[j + length]:
                length += 1
            heap.append((-length, i, j))
    heapq.heapify(heap)
    while heap:
        length, i, j = heapq.heappop(heap)
        free = free_parts(covered, used, -length, i, j)
        for first, end in free:
            if (first, end) == (0, -length):
                covered[i:i + end] = used[j:j + end] = b'\1' * end
            elif end - first >= least:
                heapq.heappush(heap, (first - end, i + first, j + first))
    return covered


def free_parts(covered, used, length, i, j):
    parts, first = [], None
    for at in range(length + 1):
        free = at < length and not covered[i + at] and not used[j + at]
        if free and first is None:
            first = at
        if not free and first is not None:
            parts.append((first, at))
            first = None
    return parts


def label(page, gold):
    """A page's gold text and blocks as numbers for words, with the matched words of each block."""
    vocabulary = {}
    gold, texts = words(gold), [words(text) for text in page['blocks']]
    all_words = [word for text in texts for word in text]
    covered = numpy.frombuffer(bytes(tile(all_words, gold)), dtype=numpy.uint8)
    sums = numpy.concatenate([[0], numpy.cumsum(covered, dtype=int)])
    lengths = numpy.array([len(text) for text in texts], dtype=int)
    ends = numpy.cumsum(lengths, dtype=int)
    matched = sums[ends] - sums[ends - lengths]
    best = collections.defaultdict(int)
    for text, count in zip(texts, matched):
        best[tuple(text)] = max(best[tuple(text)], count)
    number = [vocabulary.setdefault(word, len(vocabulary)) for word in all_words + gold]
    return {
        'words': numpy.array(number[:len(all_words)], dtype=numpy.int32),
        'gold': numpy.array(number[len(all_words):], dtype=numpy.int32),
        'lengths': lengths, 'matched': numpy.array([best[tuple(text)] for text in texts], dtype=int),
        'copy': copies(texts),
    }


def write_bare(source, gold, chrome, path):
    """Pages of nothing but the gold texts; half of them with lines of chrome around and copies of lines within."""
    random_ = random.Random(1)
    with gzip.open(path, 'wt', compresslevel=1) as file:
        for page in rows(source):
            lines = [line for line in (gold[page['id']] or '').splitlines() if line.strip()]
            if lines and random_.random() < .5:
                for _ in range(random_.randint(0, 2)):
                    at = random_.randrange(len(lines))
                    lines.insert(at, lines[at])
                lines = [lines[0]] * random_.randint(0, 2) + lines
                head, tail = (random_.sample(chrome[page['id']], min(len(chrome[page['id']]), random_.randint(0, 8)))
                              for _ in range(2))
                lines = head + lines + tail
            page['html'] = '\n'.join(f'<p>{html.escape(line)}' for line in lines)
            file.write(json.dumps(page) + '\n')


def chrome_lines(base):
    """Of each page some short blocks that its gold text has nothing of."""
    with open(base + '.labels', 'rb') as file:
        labels = pickle.load(file)
    lines = {}
    for page, row in zip(labels, rows(base + '.jsonl')):
        lines[page['id']] = [text for text, length, matched in zip(row['blocks'], page['lengths'], page['matched'])
                             if length <= 8 and not matched]
    return lines


def copies(texts):
    """For each block whether one of at least four words before it has the same words."""
    seen, again = set(), []
    for text in texts:
        again.append(len(text) >= 4 and tuple(text) in seen)
        seen.add(tuple(text))
    return numpy.array(again, dtype=bool)


class Set:
    """A set's pages with their features, labels, weights and folds."""

    def __init__(self, name, mode, data, program, work, bare=False):
        base, folder = f'{work}/{name}.{mode}' + bare * '.bare', f'{data}/{name}'
        if not os.path.exists(base + '.labels'):
            gold = {row['id']: row['text'] or '' for row in rows(f'{folder}/gold.jsonl.gz')}
            source = f'{folder}/pages.jsonl.gz'
            about = {row['id']: row for row in rows(source)}
            if bare:
                write_bare(source, gold, chrome_lines(f'{work}/{name}.{mode}'), base + '.jsonl.gz')
                source = base + '.jsonl.gz'
            subprocess.run([program, mode, source, base], check=True)
            pages = []
            for row in rows(base + '.jsonl'):
                page, facts = label(row, gold[row['id']]), about[row['id']]
                page['id'], page['kind'] = row['id'], facts.get('type') or facts.get('lang') or 'all'
                page['host'] = facts.get('host')
                pages.append(page)
            with open(base + '.labels', 'wb') as file:
                pickle.dump(pages, file)
        with open(base + '.labels', 'rb') as file:
            self.pages = pickle.load(file)
        with open(base + '.names') as file:
            self.names = file.read().split()
        self.x = numpy.fromfile(base + '.f32', dtype=numpy.float32).reshape(-1, len(self.names))
        counts = [len(page['lengths']) for page in self.pages]
        self.starts = numpy.concatenate([[0], numpy.cumsum(counts, dtype=int)])
        self.y = numpy.concatenate([page['matched'] / numpy.maximum(1, page['lengths']) for page in self.pages])
        self.weights = numpy.concatenate([weights(page) for page in self.pages]) * (BARE_WEIGHT if bare else 1)
        folds = [fold_of(page['host'], page['id']) for page in self.pages]
        self.folds = numpy.repeat(folds, counts)


def weights(page):
    return page['lengths'] / max(30, (max(1, len(page['gold'])) * max(1, page['lengths'].sum())) ** .5)


# Scores

def threshold(p, lengths):
    """As `Judge.threshold`: half of the best expected F1."""
    order = numpy.argsort(-p, kind='stable')
    kept, hits = numpy.cumsum(lengths[order]), numpy.cumsum((p * lengths)[order])
    return (hits / numpy.maximum(1e-9, kept + hits[-1])).max() if len(p) else 1


def word_score(page, keep):
    """Precision, recall and F1 over bags of words."""
    kept, gold = page['words'][numpy.repeat(keep, page['lengths'])], page['gold']
    if not len(kept):
        return 0, 0, 0
    most = max(kept.max(), gold.max()) + 1
    common = numpy.minimum(numpy.bincount(kept, minlength=most), numpy.bincount(gold, minlength=most)).sum()
    precision, recall = common / len(kept), common / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall) if common else 0


def report(name, part, p):
    by_kind = collections.defaultdict(list)
    for index, page in enumerate(part.pages):
        if len(page['gold']):
            own = p[part.starts[index]:part.starts[index + 1]]
            keep = own >= FACTOR[name.split()[0]] * threshold(own, page['lengths'])
            by_kind[page['kind']].append(word_score(page, keep & ~page['copy']))
    for kind, scores in [('all', sum(by_kind.values(), []))] + sorted(by_kind.items()):
        mean = numpy.mean(scores, axis=0)
        print(f'{name} {kind}: {len(scores)} pages, P {mean[0]:.3f} R {mean[1]:.3f} F1 {mean[2]:.3f}', flush=True)


# Models

def fit(parts, chosen):
    """A model of some blocks of each set; of the many short ones a third, each with three times the weight."""
    random_, taken, factors = numpy.random.default_rng(1), [], []
    for part, keep in zip(parts, chosen):
        short = numpy.concatenate([page['lengths'] for page in part.pages]) < SHORT
        taken.append(numpy.flatnonzero(keep & (~short | (random_.random(len(short)) < 1 / 3))))
        factors.append(numpy.where(short, 3, 1))
    pool = catboost.Pool(
        numpy.concatenate([part.x[rows_] for part, rows_ in zip(parts, taken)]),
        numpy.concatenate([part.y[rows_] for part, rows_ in zip(parts, taken)]),
        weight=numpy.concatenate([(part.weights * factor)[rows_]
                                  for part, factor, rows_ in zip(parts, factors, taken)]))
    model = catboost.CatBoostClassifier(
        iterations=200, depth=6, learning_rate=.15, l2_leaf_reg=5, rsm=.3, loss_function='CrossEntropy',
        border_count=64, random_seed=1, thread_count=2, verbose=False, allow_writing_files=False)
    return model.fit(pool)


def predict(model, x):
    return model.predict(x, prediction_type='Probability')[:, 1]


def model_bytes(model, work, columns):
    """The form that `BlockModel` reads."""
    path = f'{work}/model.json'
    model.save_model(path, format='json')
    with open(path) as file:
        content = json.load(file)
    trees = content['oblivious_trees']
    depth = max(len(tree['splits']) for tree in trees)
    scale, bias = content['scale_and_bias'][0], content['scale_and_bias'][1][0]
    column_of = [feature['flat_feature_index'] for feature in content['features_info']['float_features']]
    splits, leaves = b'', b''
    for tree in trees:
        asked = [(column_of[split['float_feature_index']], split['border']) for split in tree['splits']]
        for column, border in asked + [(0, 3e38)] * (depth - len(asked)):
            splits += struct.pack('<Hf', column, border)
        values = numpy.zeros(1 << depth)
        values[:len(tree['leaf_values'])] = tree['leaf_values']
        leaves += numpy.clip(numpy.round(values * scale * SCALE), -LIMIT, LIMIT).astype('<i2').tobytes()
    body = b'TMBM' + struct.pack('<HHHHi', 1, depth, columns, len(trees), round(bias * SCALE)) + splits + leaves
    return body + struct.pack('<Q', checksum(body))


def cross(parts, mode, work):
    p = [numpy.zeros(len(part.y)) for part in parts]
    FOLD_FOLDER.mkdir(exist_ok=True)
    for fold in range(FOLDS):
        model = fit(parts, [part.folds != fold for part in parts])
        (FOLD_FOLDER / f'{mode}-{fold}.tmbm').write_bytes(model_bytes(model, work, len(parts[0].names)))
        for part, own in zip(parts, p):
            own[part.folds == fold] = predict(model, part.x[part.folds == fold])
    for name, part, own in zip(NAMES, parts, p):
        report(f'{mode} cross {name}', part, own)


def transfer(parts, mode, _):
    for index, (name, part) in enumerate(zip(SETS, parts)):
        others = [other for at, other in enumerate(parts) if at % len(SETS) != index]
        model = fit(others, [numpy.full(len(other.y), True) for other in others])
        report(f'{mode} transfer {name}', part, predict(model, part.x))


def ship(parts, mode, work):
    model = fit(parts, [numpy.full(len(part.y), True) for part in parts])
    bytes_ = model_bytes(model, work, len(parts[0].names))
    with open(f'{work}/{mode}.tmbm', 'wb') as file:
        file.write(bytes_)
    ranked = sorted(zip(model.get_feature_importance(), parts[0].names), reverse=True)
    print(mode, len(bytes_), 'bytes;', ', '.join(f'{name} {gain:.1f}' for gain, name in ranked if gain >= .1))


def write_swift(work):
    lines = ['// SPDX-License-Identifier: Apache-2.0', '', '// Made by train.py; not to be edited.', '',
             '/// The models that come with Tamis, in base64.', 'enum BlockModelBytes {']
    for mode in ('html', 'text'):
        with open(f'{work}/{mode}.tmbm', 'rb') as file:
            text = base64.b64encode(file.read()).decode().rstrip('=')
        lines += [f'  static let {mode}: StaticString = """']
        lines += ['    ' + text[at:at + 95] + '\\' for at in range(0, len(text), 95)]
        lines[-1] = lines[-1].removesuffix('\\')
        lines += ['    """']
    (HERE / 'BlockModelBytes.swift').write_text('\n'.join(lines + ['}', '']))


def main():
    action, data, program, work = sys.argv[1:5]
    modes = [sys.argv[6]] if sys.argv[5:6] == ['--mode'] else ['html', 'text']
    for mode in modes:
        parts = [Set(name, mode, data, program, work, bare) for bare in (False, True) for name in SETS]
        {'cross': cross, 'transfer': transfer, 'ship': ship}[action](parts, mode, work)
    if action == 'ship':
        write_swift(work)


main()
