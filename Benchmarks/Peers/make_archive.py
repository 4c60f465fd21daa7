#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes a large archive of real pages, for measuring.

    python3 Benchmarks/Peers/make_archive.py OUT.warc.gz [PART OF]

Each page of $TAMIS_DATA/pages/*/pages.jsonl.gz (lines with `html`, perhaps `url`) becomes a request
and a response, each a gzip member of its own, as crawlers write them. With PART and OF, 0 2 say, only every
second page, from the first.
"""

import gzip
import json
import os
import sys
import uuid
from pathlib import Path


def record(kind, number, url, block):
    name = uuid.uuid5(uuid.NAMESPACE_URL, f"{kind} {number} {url}")
    header = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{name}>\r\n"
        f"WARC-Target-URI: {url}\r\nWARC-Date: 2026-02-11T00:20:31Z\r\n"
        f"Content-Type: application/http; msgtype={kind}\r\nContent-Length: {len(block)}\r\n\r\n")
    return gzip.compress(header.encode() + block + b"\r\n\r\n", 6, mtime=0)


def pages():
    for path in sorted(Path(os.environ["TAMIS_DATA"], "pages").glob("*/pages.jsonl.gz")):
        with gzip.open(path) as lines:
            for line in lines:
                yield json.loads(line)


def main(out, part=0, of=1):
    request = b"GET / HTTP/1.1\r\nUser-Agent: crawler/1.0\r\nAccept-Encoding: gzip\r\n\r\n"
    response = (
        b"HTTP/1.1 200 OK\r\nServer: nginx\r\nDate: Wed, 11 Feb 2026 00:20:31 GMT\r\n"
        b"Content-Type: text/html; charset=utf-8\r\nCache-Control: max-age=60\r\n"
        b"Vary: Accept-Encoding\r\nX-Crawler-Content-Encoding: gzip\r\n\r\n")
    with open(out, "wb") as archive:
        for number, page in enumerate(pages()):
            if number % of != part:
                continue
            url = page.get("url") or f"http://example.org/{number}"
            archive.write(record("request", number, url, request))
            html = page["html"].encode("utf-8", "surrogatepass")
            archive.write(record("response", number, url, response + html))


if __name__ == "__main__":
    if len(sys.argv) not in (2, 4):
        sys.exit(__doc__)
    main(sys.argv[1], *map(int, sys.argv[2:]))
