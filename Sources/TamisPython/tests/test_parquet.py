# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from conftest import pages, planted, read_jsonl, run, write_jsonl, write_parquet
from tamis.__main__ import main


def read(path):
    return pq.read_table(path).to_pylist()


def test_files_are_deduplicated_as_the_command_does(tmp_path, command):
    records = planted(1000)
    source = write_jsonl(tmp_path / "in.jsonl", records)
    first = write_parquet(tmp_path / "first.parquet", records[:300])
    second = write_parquet(tmp_path / "second.parquet", records[300:])
    kept, why, clusters = (tmp_path / f"{name}.parquet" for name in ("kept", "why", "clusters"))
    flags = ["--threshold", "0.7"]
    files = [str(first), str(second)]
    assert main(["dedup", *files, "-o", str(kept), "--duplicates", str(why), *flags]) == 0
    assert main(["cluster", *files, "-o", str(clusters), *flags]) == 0
    expected = {name: tmp_path / f"{name}.jsonl" for name in ("kept", "why", "clusters")}
    run(
        command, "dedup", source, "-o", expected["kept"], "--duplicates", expected["why"], *flags
    )  # fmt: skip
    run(command, "cluster", source, "-o", expected["clusters"], *flags)
    for name, path in (("kept", kept), ("why", why), ("clusters", clusters)):
        assert read(path) == read_jsonl(expected[name])


def test_files_are_cleaned_as_the_command_does(tmp_path, command):
    records = pages()
    source = write_jsonl(tmp_path / "in.jsonl", records)
    table = write_parquet(tmp_path / "in.parquet", records, rows=7)
    out, why, model = (str(tmp_path / name) for name in ("o.parquet", "w.parquet", "h.chrome"))
    flags = ["--evidence", why, "--chrome-model", model]
    assert main(["clean", str(table), "-o", out, *flags]) == 0
    expected, evidence = tmp_path / "o.jsonl", tmp_path / "w.jsonl"
    run(command, "clean", source, "-o", expected, "--evidence", evidence)
    made = [{name: value for name, value in row.items() if value is not None} for row in read(out)]
    assert made == read_jsonl(expected)
    names = ("id", "record", "start", "end", "reason", "text")
    assert [[row[name] for name in names] for row in read(why)] == [
        [line[name] for name in names] for line in read_jsonl(evidence)
    ]


def test_rows_without_ids_are_called_by_file_and_number(tmp_path):
    path = tmp_path / "in.parquet"
    pq.write_table(pa.table({"text": ["a b c d e f", "other", "a b c d e f"]}), path)
    why = tmp_path / "why.parquet"
    out = str(tmp_path / "out.parquet")
    assert main(["dedup", str(path), "-o", out, "--duplicates", str(why)]) == 0
    assert [(row["id"], row["of"]) for row in read(why)] == [(f"{path}:3", f"{path}:1")]


def test_failures_leave_the_output_alone(tmp_path, capsys):
    path = write_parquet(tmp_path / "in.parquet", planted(10))
    out = tmp_path / "out.parquet"
    out.write_text("older")
    other = tmp_path / "other.parquet"
    pq.write_table(pa.table({"body": ["a"]}), other)
    for arguments, words in (
        (["dedup", str(tmp_path / "none.parquet")], "none.parquet cannot be read"),
        (["dedup", str(other)], "no column 'text'"),
        (["dedup", str(path), str(other)], "has not the columns"),
        (["dedup", str(path), "--threshold", "3"], "threshold is 3"),
        (["clean", str(other)], "neither a column 'html'"),
        (["clean", str(path), "--read-chrome-model", str(path)], "no chrome model"),
    ):
        assert main([*arguments, "-o", str(out)]) == 1
        assert words in capsys.readouterr().err
    assert main(["dedup", str(path), "-o", str(path)]) == 1
    assert "is an input too" in capsys.readouterr().err
    assert out.read_text() == "older"
    assert sorted(file.name for file in tmp_path.iterdir()) == [
        "in.parquet", "other.parquet", "out.parquet",
    ]  # fmt: skip


def test_wrong_usage():
    with pytest.raises(SystemExit) as caught:
        main(["dedup"])
    assert caught.value.code == 2
