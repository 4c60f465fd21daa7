# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import os
import re
import threading
import time

import pyarrow as pa
import pytest

import tamis
from conftest import planted, read_jsonl, run, write_jsonl

TEXTS = ["one two three four five six", "seven", None, "", "one two three four five six"]


def kept_by_brute_force(texts, threshold):
    """Compare every text with every one that is kept before it."""

    def shingles(text):
        words = re.findall(r"\w+", text or "")
        return {tuple(words[at : at + 5]) for at in range(max(1, len(words) - 4)) if words}

    sets = [shingles(text) for text in texts]
    kept = []
    for row in range(len(texts)):
        similar = [
            len(sets[row] & sets[other]) >= threshold * len(sets[row] | sets[other])
            for other in kept
        ]
        if not sets[row] or not any(similar):
            kept.append(row)
    return kept


def test_what_is_kept_is_what_comparing_everything_keeps():
    texts = [record["text"] or None for record in planted(500)]
    found = tamis.dedup(texts, threshold=0.6, keep="first", recall=0.9999)
    kept = [row for row, is_kept in enumerate(found.kept.to_pylist()) if is_kept]
    assert kept == kept_by_brute_force(texts, 0.6)
    assert len(kept) < 450


def test_nulls_and_empty_texts_match_nothing():
    found = tamis.dedup(TEXTS)
    assert found.of.to_pylist() == [0, 1, 2, 3, 0]
    assert found.kind.to_pylist() == ["kept", "kept", "kept", "kept", "exact"]
    assert found.table().to_pylist() == [{"id": 4, "of": 0, "similarity": 1.0, "kind": "exact"}]
    assert tamis.dedup([]).of.to_pylist() == []


@pytest.mark.parametrize(
    "wrap",
    [
        pa.array,
        lambda texts: pa.array(texts, pa.large_string()),
        lambda texts: pa.chunked_array([pa.array(texts[:2]), pa.array(["x", *texts[2:]])[1:]]),
        lambda texts: pa.table({"text": texts}),
        lambda texts: pa.RecordBatch.from_pydict({"text": texts}),
        lambda texts: pa.array(texts).dictionary_encode(),
        lambda texts: [None if text is None else text.encode() for text in texts],
        lambda texts: pytest.importorskip("pandas").DataFrame({"text": texts}),
        lambda texts: pytest.importorskip("pandas").Series(texts),
        lambda texts: pytest.importorskip("polars").DataFrame({"text": texts}),
        lambda texts: pytest.importorskip("polars").Series(texts),
    ],
)
def test_texts_come_in_many_forms(wrap):
    assert tamis.dedup(wrap(TEXTS)).of.to_pylist() == [0, 1, 2, 3, 0]


def test_verdicts_are_those_of_the_command(tmp_path, command):
    records = planted(3000)
    source = write_jsonl(tmp_path / "in.jsonl", records)
    table = pa.Table.from_pylist(records)
    for flags, options in (
        ([], {}),
        (["--threshold", "0.5", "--keep", "first"], {"threshold": 0.5, "keep": "first"}),
        (["--bucket-limit", "3"], {"bucket_limit": 3}),
        (["--components", "--threshold", "0.7"], {"components": True, "threshold": 0.7}),
        (["--ngram", "2", "--recall", "0.9"], {"ngram": 2, "recall": 0.9}),
    ):
        why, clusters = tmp_path / "why.jsonl", tmp_path / "clusters.jsonl"
        run(command, "dedup", source, "-o", tmp_path / "kept.jsonl", "--duplicates", why, *flags)
        run(command, "cluster", source, "-o", clusters, *flags)
        found = tamis.dedup(table, id="id", **options)
        assert found.table(table["id"]).to_pylist() == read_jsonl(why)
        kept = table.filter(found.kept).to_pylist()
        assert kept == read_jsonl(tmp_path / "kept.jsonl")
        assert found.clusters(table["id"]).to_pylist() == read_jsonl(clusters)
        assert len(read_jsonl(why)) > 500


def test_verdicts_on_news_wires_are_those_of_the_command(tmp_path, command, data):
    source = data / "neardup/reuters/docs.jsonl.gz"
    records = read_jsonl(source)
    table = pa.table({name: [record[name] for record in records] for name in ("id", "text")})
    why = tmp_path / "why.jsonl"
    run(command, "dedup", source, "-o", tmp_path / "kept.jsonl", "--duplicates", why)
    assert tamis.dedup(table, id="id").table(table["id"]).to_pylist() == read_jsonl(why)


def test_fields_say_which_is_kept():
    table = pa.table({
        "text": ["a b c d e f"] * 3,
        "url": ["https://long.example/x", None, "https://a.b"],
        "site": ["third", "first", "second"],
    })  # fmt: skip
    assert tamis.dedup(table, keep="shortest-url").of.to_pylist() == [2, 2, 2]
    assert tamis.dedup(table, keep="site=first,second").of.to_pylist() == [1, 1, 1]
    with pytest.raises(tamis.TamisError, match="said by longest"):
        tamis.dedup(table, keep="earliest")
    with pytest.raises(tamis.TamisError, match="no column 'other'"):
        tamis.dedup(table, keep="other=a")


def test_bad_input_names_the_row():
    with pytest.raises(tamis.TamisError, match="^Row 2: .* int") as caught:
        tamis.dedup(["a", "b", 3])
    assert caught.value.row == 2
    with pytest.raises(tamis.TamisError, match="^Row 1: .*surrogate"):
        tamis.dedup(["a", "b\ud800"])
    offsets = pa.array([0, 3, 2, 6], pa.int64()).buffers()[1]
    damaged = pa.Array.from_buffers(pa.large_string(), 3, [None, offsets, pa.py_buffer(b"abcdef")])
    search = tamis.DuplicateSearch()
    search.append(["x"] * 10)
    with pytest.raises(tamis.TamisError, match="^Row 11: .*damaged") as caught:
        search.append(damaged)
    assert caught.value.row == 11
    with pytest.raises(TypeError, match="sequence of texts"):
        tamis.dedup("a single text")
    with pytest.raises(TypeError, match="int64"):
        tamis.dedup(pa.array([1, 2]))
    with pytest.raises(tamis.TamisError, match="threshold is 2"):
        tamis.dedup(["a"], threshold=2)
    with pytest.raises(tamis.TamisError, match="different numbers of rows"):
        tamis.DuplicateSearch().append(["a", "b"], ["only one id"])


def test_sketches_agree_about_as_much_as_texts():
    records = planted(200)
    texts = [record["text"] for record in records]
    sketches = tamis.sketch(texts, size=256).to_pylist()
    pairs = tamis.dedup(texts, threshold=0.5).pairs.to_pylist()
    errors = []
    for pair in pairs:
        agreed = sum(a == b for a, b in zip(sketches[pair["a"]], sketches[pair["b"]])) / 256
        errors.append(agreed - pair["intersection"] / pair["union"])
    # The standard error of one is at most .5 / 16; of the mean less.
    assert len(pairs) > 50
    assert abs(sum(errors) / len(errors)) < 3 * 0.5 / 16
    assert tamis.sketch([None, ""], size=4).to_pylist() == [[2**32 - 1] * 4] * 2


def test_rows_of_50_megabytes():
    long = " ".join(f"w{number}" for number in range(6_500_000))
    assert len(long) > 50_000_000
    found = tamis.dedup([long, "short", long + " end", None])
    assert found.of.to_pylist() == [2, 1, 2, 3]
    assert tamis.clean(long[:50_000_000], kind="text").text == long[:50_000_000]


def test_calls_work_outside_the_lock():
    texts = [record["text"] for record in planted(6000)]
    done = threading.Event()

    def work():
        tamis.dedup(texts)
        done.set()

    worker = threading.Thread(target=work)
    worker.start()
    ticks = 0
    while not done.is_set():
        time.sleep(0.001)
        ticks += 1
    worker.join()
    # Held the lock for all of the search, there would be next to none.
    assert ticks > 10


def test_a_process_forks_after_loading():
    before = tamis.dedup(TEXTS).of.to_pylist()
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        answer = tamis.dedup(TEXTS).of.to_pylist() == before
        answer = answer and tamis.clean("<p>Some text.</p>").text == "Some text."
        os.write(write, b"same" if answer else b"other")
        os._exit(0)
    os.close(write)
    assert os.read(read, 10) == b"same"
    assert os.waitpid(child, 0)[1] == 0
