#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Scores `tamis cluster --related` on sets with known stories.

usage: story_scores.py TAMIS SET.jsonl[.gz]... [--shuffles N] [-- FLAGS]

A set has records with id and story (story_sets.py makes some). Prints, for each set, BCubed
precision, recall and F1 (Bagga and Baldwin 1998) with the given flags; with --shuffles those of N
seeded orders of the set with --stream beside them. A record in no cluster is alone.
"""
import argparse, collections, gzip, json, os, random, subprocess, sys, tempfile


def lines(path):
    with (gzip.open if path.endswith(".gz") else open)(path, "rb") as file:
        return [line for line in file if line.strip()]


def bcubed(gold, clusters):
    label = {m["id"]: n for n, c in enumerate(clusters) for m in c["members"]}
    pairs = [(story, label.get(name, "alone " + name)) for name, story in gold.items()]
    both = collections.Counter(pairs)
    stories, found = (collections.Counter(side) for side in zip(*pairs))
    precision = sum(v * v / found[f] for (_, f), v in both.items()) / len(pairs)
    recall = sum(v * v / stories[s] for (s, _), v in both.items()) / len(pairs)
    return precision, recall, 2 * precision * recall / (precision + recall)


def score(tamis, records, flags):
    gold = {str(r["id"]): r["story"] for r in map(json.loads, records)}
    with tempfile.TemporaryDirectory() as folder:
        source, out = os.path.join(folder, "in.jsonl"), os.path.join(folder, "out.jsonl")
        with open(source, "wb") as file:
            file.writelines(line.rstrip(b"\n") + b"\n" for line in records)
        subprocess.run(
            [tamis, "cluster", "--related", "--quiet", source, "-o", out, *flags], check=True)
        return bcubed(gold, [json.loads(line) for line in lines(out)])


def main():
    arguments, flags = sys.argv[1:], []
    if "--" in arguments:
        place = arguments.index("--")
        arguments, flags = arguments[:place], arguments[place + 1:]
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("tamis")
    parser.add_argument("sets", nargs="+")
    parser.add_argument("--shuffles", type=int, default=0)
    options = parser.parse_args(arguments)
    mean = collections.defaultdict(list)
    for path in options.sets:
        records = lines(path)
        name = os.path.basename(path).split(".")[0]
        scores = score(options.tamis, records, flags)
        text = "P {:.3f} R {:.3f} F1 {:.3f}".format(*scores)
        for seed in range(options.shuffles):
            order = list(records)
            random.Random(seed).shuffle(order)
            streamed = score(options.tamis, order, [*flags, "--stream"])
            text += " | stream {:.3f}".format(streamed[2])
        print(f"{name:28} {len(records):6} {text}", flush=True)
        kind = name.rsplit("-", 1)[-1]
        mean[kind if kind in ("unrelated", "one", "three") else "sets"].append(scores)
    for kind, scores in mean.items():
        column = 0 if kind == "unrelated" else 2
        values = [s[column] for s in scores]
        print(f"{kind}: {'precision' if column == 0 else 'F1'} mean {sum(values) / len(values):.3f}, "
              f"least {min(values):.3f}")


main()
