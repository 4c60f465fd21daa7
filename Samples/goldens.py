#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes what tamis makes of the samples now to Samples/Cleaned: usage: goldens.py TAMIS

Where TAMIS_DATA is set, also the digest of the page that started the project, which is not in the
project itself. Read the difference before it is committed.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
FORMS = [
    ("text.txt", "pages.jsonl.gz", "plain"),
    ("html.txt", "pages.warc.gz", "plain"),
    ("html.md", "pages.warc.gz", "markdown"),
]


def cleaned(tamis, path, form):
    """Each record's id and cleaned text, in order."""
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder, "out.jsonl")
        subprocess.run(
            [tamis, "clean", str(path), "-o", str(out), "--text-format", form, "--quiet"],
            check=True)
        for line in out.read_text(encoding="utf-8").split("\n"):
            if line:
                record = json.loads(line)
                yield record["id"].removeprefix(f"{HERE}/Crawl/"), record["text"]


def fnv1a(data):
    """The 64-bit FNV-1a hash."""
    digest = 0xCBF29CE484222325
    for byte in data:
        digest = (digest ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return f"{digest:016x}"


def main():
    tamis = str(pathlib.Path(sys.argv[1]).resolve())
    target = HERE / "Cleaned"
    target.mkdir(exist_ok=True)
    for name, pages, form in FORMS:
        texts = cleaned(tamis, HERE / "Crawl" / pages, form)
        body = "".join(f"==> {record}\n{text}\n" for record, text in texts)
        (target / name).write_text(body, encoding="utf-8", newline="")
    data = os.environ.get("TAMIS_DATA")
    if not data:
        print("not renewed: the digest of seed/page.txt, because TAMIS_DATA is not set")
        return
    lines = [
        f"seed/page.txt\t{form}\t{fnv1a(text.encode())}\n"
        for form in ("plain", "markdown")
        for _, text in cleaned(tamis, pathlib.Path(data, "seed/page.txt"), form)
    ]
    (target / "digests.tsv").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
