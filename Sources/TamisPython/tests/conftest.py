# SPDX-License-Identifier: Apache-2.0
"""What the tests share: texts with planted copies, and the command that answers are compared to."""

from __future__ import annotations

import gzip
import json
import os
import random
import subprocess
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

CHECKOUT = Path(__file__).resolve().parents[3]


def planted(count: int, seed: int = 1) -> list[dict[str, Any]]:
    """Return records of which two thirds are copies of others, exact or with some words changed."""
    chance = random.Random(seed)
    records: list[dict[str, Any]] = []
    for number in range(count):
        if number > 20 and chance.random() < 0.65:
            words = chance.choice(records)["text"].split()
            for _ in range(chance.choice([0, 0, 1, 1, 2, 5])):
                if words:
                    words[chance.randrange(len(words))] = f"new{number}"
        else:
            words = [
                f"w{chance.randrange(4000)}" for _ in range(chance.choice([0, 3, 30, 120, 400]))
            ]
        records.append({"id": f"r{number}", "text": " ".join(words)})
    chance.shuffle(records)
    return records


def pages(count: int = 40) -> list[dict[str, Any]]:
    """Return pages of hosts that share chrome, some captured twice, some in HTML."""
    chance = random.Random(3)
    names = ["harbour", "tower", "market", "bridge", "school", "garden", "ferry", "library"]
    records = []
    for number in range(count):
        host = f"town{number % 3}.example"
        subject = f"{chance.choice(names)} {number}"
        body = [
            f"The {chance.choice(names)} of the {subject} was opened again on day {number} after "
            f"{chance.randrange(90)} weeks, and {chance.choice(names)}s nearby were full of people."
            for _ in range(6)
        ]
        chrome = [f"The {host} Reader", "Subscribe to our letter of the week", "About this site"]
        title = f"News of the {subject}"
        url = f"https://www.{host}/{number % 35}"
        record = {"id": f"p{number}", "url": url, "text": None, "html": None}
        if number % 4 == 3:
            record["text"] = "\n\n".join([*chrome, title, *body, chrome[1], f"All of {host}"])
        else:
            paragraphs = "".join(f"<p>{part}</p>" for part in body)
            record["html"] = (
                f"<html lang=en><title>{title} | {host}</title><nav>{chrome[0]}</nav><h1>{title}"
                f"</h1><div>{chrome[1]}</div>{paragraphs}<div>{chrome[2]}</div></html>"
            )
        records.append(record)
    return records


def write_jsonl(path: Path, records: list[dict[str, Any]]) -> Path:
    """Write records as lines of JSON, without fields that are null."""
    with path.open("w", encoding="utf-8") as file:
        for record in records:
            given = {name: value for name, value in record.items() if value is not None}
            file.write(json.dumps(given, ensure_ascii=False) + "\n")
    return path


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    """Read lines of JSON."""
    data = path.read_bytes()
    lines = gzip.decompress(data) if path.suffix == ".gz" else data
    return [json.loads(line) for line in lines.splitlines()]


def write_parquet(path: Path, records: list[dict[str, Any]], rows: int = 64) -> Path:
    """Write records as a Parquet file of small row groups."""
    pq.write_table(pa.Table.from_pylist(records), path, row_group_size=rows)
    return path


@pytest.fixture(scope="session")
def command() -> str:
    """Return the command-line tool."""
    path = os.environ.get("TAMIS_BINARY", str(CHECKOUT / ".build/release/tamis"))
    if not Path(path).exists():
        pytest.skip(f"not run: there is no command {path} to compare with (make build)")
    return path


@pytest.fixture(scope="session")
def data() -> Path:
    """Return the folder of the public test sets."""
    folder = os.environ.get("TAMIS_DATA")
    if not folder:
        pytest.skip("not run: the public test sets are not here, because TAMIS_DATA is not set")
    return Path(folder)


def run(command: str, *arguments: Any) -> None:
    """Run the command-line tool."""
    subprocess.run([command, *map(str, arguments), "--quiet"], check=True)
