# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import json

import pyarrow as pa
import pytest

import tamis
from conftest import CHECKOUT, pages, read_jsonl, run, write_jsonl

FIELDS = ("title", "author", "date", "language", "canonical", "description")
#: Evidence of what the library does not do: it takes texts, and not files.
OTHER = ("invalid-utf8", "text-format", "encoding")


def check_against_command(tmp_path, command, source, records, **options):
    """Compare all pages, and all that was taken out of them, with what the command makes."""
    out, evidence, model = (tmp_path / name for name in ("out.jsonl", "why.jsonl", "hosts.chrome"))
    flags = [part for name, value in options.items() for part in (f"--{name}", value)]
    run(
        command, "clean", source, "-o", out, "--evidence", evidence, "--chrome-model", model, *flags
    )
    columns = {
        name: [record.get(name) for record in records] for name in ("text", "html", "url", "host")
    }
    cleaner = tamis.Cleaner(**{name.replace("-", "_"): value for name, value in options.items()})
    for start in range(0, len(records), 100):
        part = {name: column[start : start + 100] for name, column in columns.items()}
        cleaner.count(**part)
    cleaner.learn()
    table = cleaner.clean_pages(**columns, title=[record.get("title") for record in records])
    drops = [[] for _ in records]
    for line in read_jsonl(evidence):
        if line["reason"] not in OTHER:
            drops[line["record"] - 1].append(line)
    for record, expected, made, why in zip(records, read_jsonl(out), table.to_pylist(), drops):
        assert made["text"] == expected["text"]
        for field in FIELDS:
            assert field in record or made[field] == expected.get(field)
        for drop, line in zip(made["drops"], why, strict=True):
            repeats = line.get("repeats", {})
            for name in ("start", "end", "text", "reason"):
                assert drop[name] == line[name]
            assert drop["detail"] == line.get("detail")
            assert drop["repeats_start"] == repeats.get("start")
            assert drop["repeats_end"] == repeats.get("end")
            assert drop["confidence"] == pytest.approx(line["confidence"], abs=6e-4)
    assert cleaner.model() == model.read_bytes()
    return sum(map(len, drops))


@pytest.mark.parametrize(
    "options", [{}, {"favour": "precision"}, {"favour": "recall", "text-format": "markdown"}]
)
def test_pages_are_cleaned_as_the_command_does(tmp_path, command, options):
    records = pages()
    source = write_jsonl(tmp_path / "in.jsonl", records)
    assert check_against_command(tmp_path, command, source, records, **options) > 40


def test_the_sample_crawl_is_cleaned_as_the_command_does(tmp_path, command):
    source = CHECKOUT / "Samples/Crawl/pages.jsonl.gz"
    assert check_against_command(tmp_path, command, source, read_jsonl(source)) > 100


def test_news_pages_are_cleaned_as_the_command_does(tmp_path, command, data):
    source = data / "pages/daniel-dev/pages.jsonl.gz"
    assert check_against_command(tmp_path, command, source, read_jsonl(source)) > 10_000


def test_a_model_knows_hosts_in_the_next_run(tmp_path, command):
    records = pages()
    first, second = records[:30], records[30:]
    model, out = tmp_path / "hosts.chrome", tmp_path / "out.jsonl"
    source = write_jsonl(tmp_path / "first.jsonl", first)
    run(command, "clean", source, "-o", out, "--chrome-model", model)
    cleaner = tamis.Cleaner([model.read_bytes()])
    columns = {name: [record[name] for record in second] for name in ("text", "html", "url")}
    cleaner.count(**columns)
    cleaner.learn()
    made = cleaner.clean_pages(**columns)["text"].to_pylist()
    source = write_jsonl(tmp_path / "second.jsonl", second)
    run(command, "clean", source, "-o", out, "--chrome-model", model)
    assert made == [record["text"] for record in read_jsonl(out)]
    assert cleaner.model() == model.read_bytes()
    page = tamis.Cleaner([cleaner.model()]).clean(second[0]["html"], url=second[0]["url"])
    assert "host" in [drop.reason for drop in page.drops]


def test_one_page():
    records = pages()
    page = tamis.clean(records[0]["html"], url=records[0]["url"])
    assert "weeks, and" in page.text and "Reader" not in page.text
    assert (
        page.fields["title"] == "News of the " + records[0]["html"].split("the ")[1].split(" |")[0]
    )
    visible = page.text
    for drop in page.drops:
        assert drop.end - drop.start == len(drop.text.encode())
        assert drop.text.strip() not in visible
    assert tamis.clean("No <b>markup</b> at the start").text == "No <b>markup</b> at the start"
    assert tamis.clean(b"<p>bytes \xff</p>").text == "bytes \ufffd"
    assert tamis.clean("").text == ""


def test_nulls_and_pages_of_both_kinds():
    table = tamis.Cleaner().clean_pages(
        html=pa.array(["<p>Seen.</p>", "<script>x</script>", None, None]),
        text=pa.array(["beside", "Beside.", "Alone.", None]),
    )
    assert table["text"].to_pylist() == ["Seen.", "Beside.", "Alone.", None]
    assert table["drops"].to_pylist() == [[], [], [], []]


def test_bad_input_is_an_exception():
    with pytest.raises(tamis.TamisError, match="no chrome model"):
        tamis.Cleaner([b"nonsense"])
    with pytest.raises(tamis.TamisError, match="none of precision"):
        tamis.Cleaner(favour="speed")
    with pytest.raises(tamis.TamisError, match="neither was given"):
        tamis.Cleaner().clean_pages(url=["x"])
    with pytest.raises(tamis.TamisError, match="different numbers of rows"):
        tamis.Cleaner().clean_pages(text=["a", "b"], url=["x"])
    with pytest.raises(tamis.TamisError, match="^Row 1: the|^Row 1: The"):
        tamis.Cleaner().clean_pages(text=["a", 5])
    with pytest.raises(TypeError, match="str or bytes"):
        tamis.clean(5)
    cleaner = tamis.Cleaner()
    cleaner.count(text=["a"], url=["https://a.test/"])
    with pytest.raises(tamis.TamisError, match="learned before"):
        cleaner.clean("a")


def test_an_error_crosses_processes():
    import pickle

    error = pickle.loads(pickle.dumps(tamis.TamisError("The text is bad.", 7)))
    assert (str(error), error.row) == ("Row 7: The text is bad.", 7)
    assert json.dumps(error.row) == "7"
