#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What other pages of a host are worth to the cleaning of a page, and what they cost.

usage: host_chrome.py TAMIS PAGES.jsonl[.gz] GOLD.jsonl[.gz] [--show N]

PAGES: records with id, url or host, and html or text; GOLD: id and text. Prints

- the mean word precision, recall and F1 (bags of lower-cased words) of every page of a host that
  has ten pages and more, cleaned together with 0, 1, 2, 4 and 9 others of its host, chosen by a
  fixed seed;
- of the words in blocks that are dropped only because of the host's other pages, the share in
  blocks that match less than a fifth of the gold text. Page and gold are tiled: runs of at least
  four words that both have, the longest first, each word once.

--show N lists the N largest such blocks that match a fifth and more.
"""
import argparse, collections, gzip, heapq, json, random, re, subprocess, tempfile

WORD = re.compile(
    r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
    r"|[^\W\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
RUN = 4


def rows(path):
    with (gzip.open if path.endswith(".gz") else open)(path, "rb") as file:
        return [json.loads(line) for line in file if line.strip()]


def write(path, records):
    with open(path, "w") as file:
        for record in records:
            file.write(json.dumps(record, ensure_ascii=False) + "\n")


def tamis(*arguments):
    subprocess.run([*arguments, "--quiet"], check=True)


def words(text):
    return [word.lower() for word in WORD.findall(text)]


def score(pred, gold):
    p, g = collections.Counter(words(pred)), collections.Counter(words(gold))
    if not p or not g:
        return (1.0, 1.0, 1.0) if not p and not g else (0.0, 0.0, 0.0)
    both = sum((p & g).values())
    a, b = both / sum(p.values()), both / sum(g.values())
    return a, b, 2 * a * b / (a + b) if a + b else 0.0


def matches(page, gold):
    """Maximal runs of at least RUN words that stand in both: (length, page start, gold start)."""
    index = collections.defaultdict(list)
    for j in range(len(gold) - RUN + 1):
        index[tuple(gold[j:j + RUN])].append(j)
    ends = {}
    for i in range(len(page) - RUN + 1):
        for j in index.get(tuple(page[i:i + RUN]), ()):
            if ends.get(j - i, -1) >= i + RUN:
                continue
            n = RUN
            while i + n < len(page) and j + n < len(gold) and page[i + n] == gold[j + n]:
                n += 1
            ends[j - i] = i + n
            yield n, i, j


def tiled(page, gold):
    """For each word of a page whether a tile covers it."""
    heap = [(-n, i, j) for n, i, j in matches(page, gold)]
    heapq.heapify(heap)
    inpage, ingold = bytearray(len(page)), bytearray(len(gold))
    while heap:
        n, i, j = heapq.heappop(heap)
        free = [not inpage[i + k] and not ingold[j + k] for k in range(-n)]
        if all(free):
            for k in range(-n):
                inpage[i + k] = ingold[j + k] = 1
            continue
        start = None
        for k, is_free in enumerate([*free, False]):
            if is_free and start is None:
                start = k
            if not is_free and start is not None:
                if k - start >= RUN:
                    heapq.heappush(heap, (start - k, i + start, j + start))
                start = None
    return inpage


def curve(binary, pages, gold, folder):
    by_host = collections.defaultdict(list)
    for page in pages:
        by_host[page["host"]].append(page)
    hosts = [h for h in sorted(by_host) if len(by_host[h]) >= 10]
    targets = [(page, host) for host in hosts for page in by_host[host]]
    print(f"{len(targets)} pages of {len(hosts)} hosts")
    for count in (1, 2, 3, 5, 10):
        records = []
        for number, (page, host) in enumerate(targets):
            others = [other for other in by_host[host] if other is not page]
            random.Random(page["id"]).shuffle(others)
            for place, one in enumerate([page, *others[:count - 1]]):
                records.append(one | {"id": f"{number} {place}", "set": str(number)})
        write(f"{folder}/in.jsonl", records)
        tamis(binary, "clean", f"{folder}/in.jsonl", "-o", f"{folder}/out.jsonl",
              "--group-field", "set")
        texts = {r["id"]: r["text"] for r in rows(f"{folder}/out.jsonl")}
        scores = [score(texts[f"{number} 0"], gold[page["id"]])
                  for number, (page, _) in enumerate(targets)]
        mean = [sum(s[k] for s in scores) / len(scores) for k in range(3)]
        print("{:2} pages a host: P {:.3f} R {:.3f} F1 {:.3f}".format(count, *mean))


def evidence(path):
    """For each record the bytes that were dropped: start, end, text, reason."""
    found = collections.defaultdict(list)
    for line in rows(path):
        found[line["id"]].append(line)
    return found


def blocks_of_host(binary, path, folder):
    """Of each record its text, and the blocks that go only because of the host's other pages."""
    for name, more in (("alone", ["--group-field", "id"]), ("hosts", [])):
        tamis(binary, "clean", path, "-o", f"{folder}/{name}.jsonl",
              "--evidence", f"{folder}/{name}.evidence.jsonl", *more)
    tamis(binary, "restore", f"{folder}/hosts.jsonl",
          "--evidence", f"{folder}/hosts.evidence.jsonl", "-o", f"{folder}/text.jsonl")
    alone = evidence(f"{folder}/alone.evidence.jsonl")
    hosts = evidence(f"{folder}/hosts.evidence.jsonl")
    for record in rows(f"{folder}/text.jsonl"):
        text = record["text"].encode()
        gone = bytearray(len(text))
        for line in alone[record["id"]]:
            gone[line["start"]:line["end"]] = b"\1" * (line["end"] - line["start"])
        blocks = []
        for line in hosts[record["id"]]:
            raw = text[line["start"]:line["end"]]
            start = line["start"] + len(raw) - len(raw.lstrip())
            if raw.strip() and not all(gone[start:start + len(raw.strip())]):
                blocks.append((start, start + len(raw.strip()), line))
        yield record["id"], text, blocks


def judge(binary, path, gold, folder, show):
    total, harmless = collections.Counter(), collections.Counter()
    wrong = []
    for name, text, blocks in blocks_of_host(binary, path, folder):
        if not blocks or name not in gold:
            continue
        starts, page, at, byte = [], [], 0, 0
        string = text.decode()
        for match in WORD.finditer(string):
            byte += len(string[at:match.start()].encode())
            at = match.start()
            starts.append(byte)
            page.append(match.group().lower())
        covered = tiled(page, words(gold[name]))
        for start, end, line in blocks:
            inside = [k for k, place in enumerate(starts) if start <= place < end]
            if not inside:
                continue
            share = sum(covered[k] for k in inside) / len(inside)
            total[line["reason"]] += len(inside)
            if share < 0.2:
                harmless[line["reason"]] += len(inside)
            else:
                wrong.append((len(inside), share, name, line["reason"], line["detail"],
                              text[start:end].decode()))
    words_all, words_good = sum(total.values()), sum(harmless.values())
    for reason in sorted(total):
        print(f"  {reason}: {harmless[reason]} of {total[reason]} words")
    print(f"only by the host's pages: {words_all} words go, of which {words_good} "
          f"({100 * words_good / max(1, words_all):.2f} %) in blocks that match less than a fifth")
    for count, share, name, reason, detail, text in sorted(wrong, reverse=True)[:show]:
        print(f"    {count} words, {share:.2f} in gold, {reason}: {detail}: {text[:110]!r} {name}")


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("tamis")
    parser.add_argument("pages")
    parser.add_argument("gold")
    parser.add_argument("--show", type=int, default=0)
    options = parser.parse_args()
    gold = {row["id"]: row["text"] for row in rows(options.gold)}
    with tempfile.TemporaryDirectory() as folder:
        judge(options.tamis, options.pages, gold, folder, options.show)
        curve(options.tamis, rows(options.pages), gold, folder)


main()
