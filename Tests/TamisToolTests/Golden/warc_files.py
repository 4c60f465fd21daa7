#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The table warc-files.tsv: what `tamis clean` makes of each file of $TAMIS_DATA/warc.

    python3 warc_files.py --write   make the table with the binary $TAMIS_BINARY
    python3 warc_files.py --check   compare the table with warcio (pip install warcio brotli)

A row is a file: exit status, records that come out, records of other types by type, the offsets of
bad records in the decompressed file. The check reads each file with warcio, an implementation that
shares nothing with ours, and works the same figures out by the rules of the documentation. Where
the two differ, EXPLAINED says why, and a difference that it does not explain fails the check, as
does an explanation of what is not there.
"""

import collections
import contextlib
import io
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

TABLE = Path(__file__).with_name("warc-files.tsv")
COLUMNS = ["file", "status", "records", "skipped", "bad"]

# What warcio makes of these files is not what is in them.
EXPLAINED = {
    "commoncrawl+ia-web-commons/IAH-20080430204825-00000-blackbook-truncated.arc":
        "warcio reads the file's own record beyond its length and stops there",
    "commoncrawl+whirlwind-python/CC-MAIN-2024-22.warc.paths.gz":
        "no archive: a list of paths, for us a text",
    "webrecorder+pywb/example-bad.warc.gz.bad":
        "one gzip member for all records, which warcio refuses",
    "webrecorder+warcio/example-bad.warc.gz.bad":
        "one gzip member for all records, which warcio refuses",
    "webrecorder+warcio/example-bad-non-chunked.warc.gz":
        "one gzip member for all records, which warcio refuses",
    "webrecorder+pywb/bad.arc":
        "lengths that are no numbers: warcio takes them for 0 and says nothing",
    "webrecorder+warcio/bad.arc":
        "lengths that are no numbers: warcio takes them for 0 and says nothing",
    "webrecorder+warcio/example-space-in-url.arc":
        "the file ends before the record does: warcio says nothing",
    "commoncrawl+ia-web-commons/link-extraction-test.warc":
        "bodies shorter than their HTTP header says: warcio says nothing",
    "webrecorder+pywb/example-extra.warc":
        "a body shorter than its HTTP header says: warcio says nothing",
    "webrecorder+warcio/example-wrong-chunks.warc.gz":
        "a record in several gzip members: warcio ends the record with the first",
}


def clean(path):
    """The row of a file, from a run of the binary."""
    with tempfile.TemporaryDirectory() as folder:
        out, summary = f"{folder}/out.jsonl", f"{folder}/summary.json"
        command = [os.environ["TAMIS_BINARY"], "clean", str(path), "-o", out, "--summary", summary]
        run = subprocess.run(command, capture_output=True, text=True)
        figures = json.loads(Path(summary).read_text())
        records = len(Path(out).read_text().splitlines())
    bad = re.findall(r"^tamis: .*?(?:: record \d+)?:? at byte (\d+)", run.stderr, re.M)
    return row(path, run.returncode, records, figures.get("skipped", {}), bad)


def row(path, status, records, skipped, bad):
    name = "/".join(Path(path).parts[-2:])
    types = "; ".join(f"{kind} {count}" for kind, count in sorted(skipped.items()))
    return dict(zip(COLUMNS, [name, str(status), str(records), types or "-", " ".join(bad) or "-"]))


def by_warcio(path):
    """The row of a file, worked out from what warcio reads."""
    from warcio.archiveiterator import ArchiveIterator
    records, skipped, bad = 0, collections.Counter(), []
    said = io.StringIO()
    with open(path, "rb") as stream, contextlib.redirect_stderr(said):
        iterator = ArchiveIterator(stream)
        offset = 0
        for record in iterator:
            # What is wrong behind a record is said when the next is looked for.
            if "not followed by newline" in said.getvalue():
                bad.append(str(offset))
                said.truncate(0)
            kind = judge(record)
            # Asking for the offset ends the record.
            offset = iterator.get_record_offset()
            if kind is None:
                records += 1
            else:
                skipped[kind] += 1
    return row(path, 0, records, skipped, bad)


def judge(record):
    """None for a page, else what the record is counted as."""
    if record.rec_type == "arc_header":
        return "filedesc"
    if record.rec_type not in ("response", "resource", "conversion"):
        return record.rec_type
    headers = record.http_headers if record.rec_type == "response" else None
    if headers is not None and headers.get_statuscode().isdigit():
        status = headers.get_statuscode()
        if not status.startswith("2"):
            return f"response with status {status}"
        declared = headers.get_header("content-type")
    else:
        declared = record.rec_headers.get_header("content-type")
    kind = (declared or "").split(";")[0].strip().lower()
    if kind in ("text/html", "application/xhtml+xml", "text/plain", ""):
        body = record.content_stream().read()
        return None if body else f"{record.rec_type} without content"
    return f"{record.rec_type} {kind}"


def files():
    return sorted(Path(os.environ["TAMIS_DATA"], "warc").glob("*/*"))


def write():
    rows = [clean(path) for path in files()]
    lines = ["\t".join(COLUMNS)] + ["\t".join(row[name] for name in COLUMNS) for row in rows]
    TABLE.write_text("\n".join(lines) + "\n")


def check():
    lines = TABLE.read_text().splitlines()[1:]
    table = {line.split("\t")[0]: dict(zip(COLUMNS, line.split("\t"))) for line in lines}
    failed = 0
    for path in files():
        name = "/".join(path.parts[-2:])
        ours = table[name]
        try:
            theirs = by_warcio(path)
            differs = [key for key in ("records", "skipped", "bad") if ours[key] != theirs[key]]
            text = ", ".join(f"{key}: {ours[key]} here, {theirs[key]} there" for key in differs)
        except Exception as error:
            text = f"warcio: {' '.join(str(error).split())[:80]}"
        if bool(text) != (name in EXPLAINED):
            failed += 1
            print(f"NOT EXPLAINED {name}: {text or 'no difference'}")
        elif text:
            print(f"explained {name}: {text} ({EXPLAINED[name]})")
    print(f"{len(table)} files, {len(EXPLAINED)} explained, {failed} not explained")
    return failed


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        write()
    elif sys.argv[1:] == ["--check"]:
        sys.exit(1 if check() else 0)
    else:
        sys.exit(__doc__)
