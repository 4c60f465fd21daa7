# SPDX-License-Identifier: Apache-2.0
"""The sample crawl as a crawler stores it: WARC/1.1, a gzip member a record."""

import base64
import hashlib
import struct
import uuid
import zlib

SOFTWARE = "Samples/build.py of tamis"


def record_id(name):
    """An id that depends on the name alone, so that the archive is the same bytes each time."""
    return f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, 'https://tamis.example/' + name)}>"


def sha1(data):
    return "sha1:" + base64.b32encode(hashlib.sha1(data).digest()).decode()


def record(kind, name, date, block, **fields):
    head = [
        "WARC/1.1", f"WARC-Type: {kind}", f"WARC-Record-ID: {record_id(name)}",
        f"WARC-Date: {date}",
    ]
    head += [f"{key.replace('_', '-')}: {value}" for key, value in fields.items()]
    head += [f"WARC-Block-Digest: {sha1(block)}", f"Content-Length: {len(block)}", "", ""]
    return "\r\n".join(head).encode() + block + b"\r\n\r\n"


def stored(data):
    """A deflate stream without compression, which every zlib writes and reads alike."""
    out = b""
    blocks = [data[i : i + 0xFFFF] for i in range(0, len(data), 0xFFFF)] or [b""]
    for number, block in enumerate(blocks, 1):
        size = struct.pack("<HH", len(block), len(block) ^ 0xFFFF)
        out += bytes([number == len(blocks)]) + size + block
    return out


def gzipped(data):
    tail = struct.pack("<II", zlib.crc32(data), len(data) & 0xFFFFFFFF)
    return b"\x1f\x8b\x08\0\0\0\0\0\0\xff" + stored(data) + tail


def deflated(data):
    return b"\x78\x01" + stored(data) + struct.pack(">I", zlib.adler32(data))


def chunked(data, size=1200):
    parts = [data[i : i + size] for i in range(0, len(data), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def http(status, content_type, body, coding=""):
    """A response as it was received, and its body as it was received."""
    lines = [f"HTTP/1.1 {status}", "Server: nginx", f"Content-Type: {content_type}"]
    if "gzip" in coding:
        lines.append("Content-Encoding: gzip")
        body = gzipped(body)
    elif "deflate" in coding:
        lines.append("content-encoding: deflate")
        body = deflated(body)
    if "chunked" in coding:
        lines.append("Transfer-Encoding: chunked")
        body = chunked(body)
    else:
        lines.append(f"Content-Length: {len(body)}")
    head = "\r\n".join([*lines, "", ""]).encode()
    return head + body, body


def exchange(name, url, date, status, content_type, body, coding=""):
    """The two records of a page that was fetched."""
    host, _, path = url.split("://", 1)[1].partition("/")
    asked = f"GET /{path} HTTP/1.1\r\nHost: {host}\r\nUser-Agent: samples\r\n\r\n".encode()
    block, payload = http(status, content_type, body, coding)
    yield record(
        "request", name + "/request", date, asked, WARC_Target_URI=url,
        WARC_Concurrent_To=record_id(name), Content_Type="application/http; msgtype=request")
    yield record(
        "response", name, date, block, WARC_Target_URI=url, WARC_Payload_Digest=sha1(payload),
        Content_Type="application/http; msgtype=response")


def fetched(url):
    """The address as a crawler asks for it: scheme and host in small letters, no fragment."""
    scheme, rest = url.split("#")[0].split("://", 1)
    host, slash, path = rest.partition("/")
    return f"{scheme.lower()}://{host.lower()}{slash}{path}"


def day(page):
    return page.header.get("date", "2024-12-01") + "T22:30:00Z"


def encoded(page, markup):
    """The page's bytes; characters that its charset lacks become numeric references."""
    mark = b"\xef\xbb\xbf" if "bom" in page.header else b""
    return mark + markup.encode(page.header["charset"], errors="xmlcharrefreplace")


def png():
    """A picture of one grey dot."""
    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(
            ">I", zlib.crc32(name + data))

    size = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size)
            + chunk(b"IDAT", deflated(b"\0\x80")) + chunk(b"IEND", b""))


def records(pages):
    """The archive's records; `pages` are pairs of a page and its HTML."""
    about = f"software: {SOFTWARE}\r\nformat: WARC File Format 1.1\r\n".encode()
    yield record("warcinfo", "warcinfo", "2024-12-01T22:00:00Z", about,
                 WARC_Filename="pages.warc.gz", Content_Type="application/warc-fields")
    for number, (page, markup) in enumerate(pages):
        body = encoded(page, markup)
        url, sent = fetched(page.header["url"]), page.header["content-type"]
        yield from exchange(page.name, url, day(page), "200 OK", sent, body, page.header["coding"])
        if number == 0:
            picture = url.rsplit("/", 1)[0] + "/0.png"
            yield from exchange("picture", picture, day(page), "200 OK", "image/png", png())
        if number == 1:
            gone = url.rsplit("/", 1)[0] + "/gone"
            text = b"<html><title>404</title><h1>Not found</h1><p>This page has moved on.</html>"
            yield from exchange("gone", gone, day(page), "404 Not Found", "text/html", text)
    yield from revisit(*pages[0])


def revisit(page, markup):
    """The first page, found unchanged some weeks later: a revisit record, with the headers alone."""
    block, payload = http(
        "200 OK", page.header["content-type"], encoded(page, markup), page.header["coding"])
    yield record(
        "revisit", page.name + "/revisit", "2024-12-01T22:31:00Z",
        block[: len(block) - len(payload)], WARC_Target_URI=fetched(page.header["url"]),
        WARC_Profile="http://netpreserve.org/warc/1.1/revisit/identical-payload-digest",
        WARC_Payload_Digest=sha1(payload), WARC_Refers_To=record_id(page.name),
        Content_Type="application/http; msgtype=response")
