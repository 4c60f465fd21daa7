// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TamisIO

private typealias Build = ArchiveBuilder

struct `HTTP responses in archives` {
  private func read(_ message: [UInt8], limits: ReadLimits = ReadLimits()) throws -> ArchiveReading
  {
    try withScratch { scratch in
      let record = Build.warc("response", message) + Build.page(2)
      return try ArchiveReading(scratch.file("a.warc", record), limits: limits)
    }
  }

  /// What a message's page is; nil where it is no record.
  private func text(_ header: String, _ body: [UInt8]) throws -> String? {
    let read = try read(Array(header.utf8) + body)
    #expect(read.texts.last == "<p>page 2</p>")
    return read.texts.count == 2 ? read.texts[0] : nil
  }

  private let page = Array("<p>Über alles, and more of it, and more of it</p>".utf8)
  private var pageText: String { String(decoding: page, as: UTF8.self) }

  @Test(arguments: [
    "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n",
    "HTTP/1.0 200\nContent-Type: text/html\n\n",
    "HTTP/2 200 \r\ncontent-type:TEXT/html;a=b;charset=\"utf-8\"\r\n\r\n",
    "HTTP/1.1 203 Other\r\nA: b\r\n c\r\n\td\r\nContent-Type:\r\n application/xhtml+xml\r\n\r\n",
    "HTTP/1.1 200 OK\r\nnonsense\r\n: \r\n\u{FF}\u{FE}: x\r\nContent-Type: text/html\r\n\r\n",
    "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Type: text/html\r\n\r\n",
    "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Type: nonsense\r\n\r\n",
    "HTTP/1.1 200 OK\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Type: */*\r\n\r\n",
    "HTTP/1.1 200 OK\r\r\nContent-Type: text/html\r\r\n\r\r\n",
    "HTTP/1.1 200 OK\r\nContent-Encoding: identity, utf-8\r\nContent-Type: text/html\r\n\r\n",
    "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Type: text/html\r\n\r\n",
  ])
  func `headers are read as servers write them`(header: String) throws {
    #expect(try text(header, page) == pageText)
  }

  @Test func `what is said to be HTTP is read so, and is a fault where it has no status`() throws {
    for (line, isPage) in [("HTTPX/1.1 200 OK", true), ("200 OK", false), ("HTTP/1.1", false)] {
      let block = "\(line)\r\nContent-Type: text/html\r\n\r\n\(pageText)"
      let record = Build.warc(
        "response", block, fields: ["Content-Type: application/http; msgtype=response"])
      let read = try withScratch { try ArchiveReading($0.file("a.warc", record)) }
      #expect(read.texts == (isPage ? [pageText] : []))
      #expect(read.faults.map(\.kind) == (isPage ? [] : [.invalidHeader]))
    }
  }

  @Test(arguments: [
    ("Content-Type: application/pdf", "response application/pdf"),
    ("Content-Type: TEXT/CSS", "response text/css"),
    ("Content-Type: application/octet-stream", "response application/octet-stream"),
  ])
  func `other types are counted by name`(field: String, name: String) throws {
    let read = try read(Build.response(page, [field]))
    #expect(read.texts == ["<p>page 2</p>"])
    #expect(read.skipped == [name: 1])
    #expect(read.faults == [])
  }

  @Test(
    arguments: [
      ("<!-- x -->", .html), ("\n <!DOCTYPE html>", .html), ("<!DOCTYPE htmlx>", .text),
      ("<p>", .html),
      ("<pre>", .text), ("words", .text), ("<a href=x>", .html),
      ("%PDF-1.4", .other("application/pdf")),
      ("<?xml version", .other("text/xml")), ("a\0b", .other("binary data")), ("\u{1B}$B", .text),
    ] as [(String, MediaType.Kind)])
  func `bytes without a type are looked at`(bytes: String, kind: MediaType.Kind) {
    let found = Array(bytes.utf8).withUnsafeBytes { MediaType.kind(nil, bytes: $0) }
    #expect(found == kind)
  }

  @Test func `text that is binary is none, but UTF-16 is`() throws {
    let type = ["Content-Type: text/plain"]
    #expect(try read(Build.response([0x61, 0, 1], type)).skipped == ["response binary data": 1])
    let wide: [UInt8] = [0xFF, 0xFE, 0x61, 0, 0x62, 0]
    #expect(try read(Build.response(wide, type)).texts == ["ab", "<p>page 2</p>"])
  }

  @Test func `the charset of the header is heeded`() throws {
    let header = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=windows-1251\r\n\r\n"
    #expect(try text(header, [0x3C, 0x70, 0x3E, 0xCF, 0xF0, 0xE8]) == "<p>При")
  }

  /// Chunks of the sizes that come up in turn.
  private func chunked(_ sizes: [Int], end: String = "0\r\n\r\n") -> [UInt8] {
    var (chunks, rest, turn) = ([UInt8](), page[...], 0)
    while !rest.isEmpty {
      let part = rest.prefix(sizes[turn % sizes.count])
      chunks += Array("\(String(part.count, radix: 16)); a=b\r\n".utf8) + part + [0x0D, 0x0A]
      rest = rest.dropFirst(part.count)
      turn += 1
    }
    return chunks + Array(end.utf8)
  }

  private let chunkedHeader =
    "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: Chunked\r\n\r\n"

  @Test func `chunks are joined`() throws {
    for size in 1...60 {
      let read = try read(Array(chunkedHeader.utf8) + chunked([size, 3]))
      #expect(read.texts.first == pageText)
      #expect(read.damagedBodies == 0)
    }
  }

  @Test func `chunks may be cut off at every byte`() throws {
    let whole = chunked([5, 17])
    for count in 0..<whole.count {
      let body = ChunkedBody.decode(Array(whole[..<count]))
      let bytes = try #require(body.bytes ?? (count < 8 ? [] : nil))
      #expect(page.starts(with: bytes), "\(count)")
      // What does not begin with a chunk is taken as it is; nothing at all is no chunk either.
      let isRead = count == 0 || count >= 8
      #expect(body.isDamaged == (count < whole.count - 2 && isRead), "\(count)")
    }
  }

  @Test func `what is not chunked is taken as it is`() throws {
    #expect(try text(chunkedHeader, page) == pageText)
    let read = try read(Array(chunkedHeader.utf8) + Array("3\r\n<p>\r\nwords".utf8))
    #expect(read.texts.first == "<p>words")
    #expect(read.damagedBodies == 1)
    let huge = try self.read(Array(chunkedHeader.utf8) + Array("fffffffffffffffff\r\n<p>a".utf8))
    #expect(huge.texts.first == "<p>a")
    #expect(huge.damagedBodies == 1)
  }

  /// A deflate stream of one stored block.
  private var stored: [UInt8] {
    let count = UInt16(page.count)
    return [1, UInt8(count & 0xFF), UInt8(count >> 8), ~UInt8(count & 0xFF), ~UInt8(count >> 8)]
      + page
  }

  private var adler32: [UInt8] {
    let sums = page.reduce(into: (1, 0)) { sums, byte in
      sums.0 = (sums.0 + Int(byte)) % 65521
      sums.1 = (sums.1 + sums.0) % 65521
    }
    return [sums.1 >> 8, sums.1 & 0xFF, sums.0 >> 8, sums.0 & 0xFF].map { UInt8($0) }
  }

  private func coded(_ coding: String) -> String {
    "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: \(coding)\r\n\r\n"
  }

  @Test func `every coding is undone, or named where it cannot be`() throws {
    let gzip = try Compression.gzip.compress(page)
    let zstd = try Compression.zstd.compress(page)
    for (coding, body) in [
      ("gzip", gzip), ("x-gzip", gzip), ("GZIP", gzip), ("deflate", stored),
      ("deflate", [0x78, 0x01] + stored + adler32), ("zstd", zstd), ("deflate", gzip),
      ("gzip", [0x78, 0x01] + stored + adler32), ("gzip", [0x78, 0x9C] + stored + adler32),
      ("gzip, zstd", try Compression.zstd.compress(gzip)), ("none", page), ("br", page),
      ("gzip", page), ("deflate", page), ("zstd", page),
      ("gzip", Array(page[..<20]).isEmpty ? [] : try Compression.gzip.compress(page) + [0, 0]),
      (
        "gzip",
        try Compression.gzip.compress(Array(page[..<20]))
          + Compression.gzip.compress(Array(page[20...]))
      ),
    ] {
      #expect(try text(coded(coding), body) == pageText, "\(coding)")
    }
    let brotli = try read(Array(coded("br").utf8) + [0x1B, 0x10, 0, 0, 0xA4])
    #expect(brotli.texts == ["<p>page 2</p>"])
    #expect(brotli.faults.map(\.kind) == [.unsupported])
    #expect(try #require(brotli.faults.first).description.contains("coding br"))
  }

  @Test func `a compressed body may be cut off at every byte`() throws {
    for (coding, whole) in [
      ("gzip", try Compression.gzip.compress(page)), ("zstd", try Compression.zstd.compress(page)),
      ("deflate", stored),
    ] {
      for count in 4..<whole.count {
        let read = try read(Array(coded(coding).utf8) + whole[..<count])
        #expect(read.texts.last == "<p>page 2</p>")
        #expect(read.damagedBodies == 1 || read.texts.count == 1, "\(coding) \(count)")
        if coding == "deflate", count >= 10 { #expect(pageText.hasPrefix(read.texts[0])) }
      }
    }
  }

  @Test func `a body that is a bomb is a fault`() throws {
    var limits = ReadLimits()
    limits.record = 1 << 20
    let bomb = try Compression.gzip.compress([UInt8](repeating: 0x61, count: 2 << 20))
    let long = try read(Array(coded("gzip").utf8) + bomb, limits: limits)
    #expect(long.texts == ["<p>page 2</p>"])
    #expect(long.faults.map(\.kind) == [.tooLong])
    limits.record = 64 << 20
    limits.inflationRatio = 100
    let bigger = try Compression.gzip.compress([UInt8](repeating: 0x61, count: 20 << 20))
    let inflated = try read(Array(coded("gzip").utf8) + bigger, limits: limits)
    #expect(inflated.texts == ["<p>page 2</p>"])
    #expect(inflated.faults.map(\.kind) == [.inflation])
  }

  @Test func `no more codings are undone than anybody applies`() throws {
    for (count, isRead) in [(7, true), (8, true), (9, false), (10_000, false)] {
      let plain = Build.response(
        page,
        [
          "Content-Type: text/html",
          "Content-Encoding: "
            + Array(repeating: "a", count: count)
            .joined(separator: ","),
        ])
      let lines = Array(repeating: "Content-Encoding: a", count: count)
      for message in [plain, Build.response(page, ["Content-Type: text/html"] + lines)] {
        let read = try read(message)
        #expect(read.texts == (isRead ? [pageText] : []) + ["<p>page 2</p>"])
        #expect(read.faults.map(\.kind) == (isRead ? [] : [.unsupported]))
      }
    }
  }

  @Test func `a bomb within a bomb is a fault`() throws {
    let zeros = [UInt8](repeating: 0, count: 100 << 20)
    let inner = try Compression.gzip.compress(zeros)
    for (codings, body) in [
      ("gzip, gzip", try Compression.gzip.compress(inner)),
      ("gzip, zstd", try Compression.zstd.compress(inner)),
      ("zstd", try Compression.zstd.compress(zeros)),
    ] {
      let read = try read(Array(coded(codings).utf8) + body)
      #expect(read.texts == ["<p>page 2</p>"])
      #expect(read.faults.map(\.kind) == [.inflation], "\(codings)")
      let fault = try #require(read.faults.first)
      #expect(fault.description.contains("more than 1000 times as long"))
      #expect(fault.description.contains("--inflation-limit raises the limit"))
    }
  }

  @Test func `a body that is shorter than its header says is counted`() throws {
    let message = Build.response(page, ["Content-Type: text/html", "Content-Length: 1000"])
    let read = try read(message)
    #expect(read.texts.first == pageText)
    #expect(read.damagedBodies == 1)
    #expect(read.faults.map(\.kind) == [.corrupt])
    #expect(read.faults.map(\.record) == [1])
    let fault = try #require(read.faults.first)
    #expect(
      fault.description.hasSuffix(
        "record 1 at byte 0 has a body that ends early or is not coded as its header says; what "
          + "could be read of it was read."))
  }

  @Test func `a header of HTTP has the limit of every header`() throws {
    for (count, isRead) in [(1 << 19, true), (1 << 20, false)] {
      let field = "X: " + String(repeating: "a", count: count)
      let read = try read(Build.response(page, [field, "Content-Type: text/html"]))
      #expect(read.texts == (isRead ? [pageText] : []) + ["<p>page 2</p>"])
      #expect(read.faults.map(\.kind) == (isRead ? [] : [.tooLong]))
    }
  }

  @Test func `what is declared a page and cannot be one is passed over`() throws {
    let zeros = [UInt8](repeating: 0, count: 200)
    let controls: [UInt8] = (0..<400).flatMap { [UInt8($0 % 9), 0x61] }
    let pictures: [[UInt8]] = [
      Array("%PDF-1.7 text".utf8), [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A], [0xFF, 0xD8, 0xFF, 0xE0],
      Array("GIF89a".utf8), zeros, controls,
    ]
    for body in pictures {
      let read = try read(Build.response(body))
      #expect(read.texts == ["<p>page 2</p>"])
      #expect(read.skipped["response binary data"] == 1)
    }
    let wide: [UInt8] = pageText.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    for (body, type): ([UInt8], String) in [
      ([0xFF, 0xFE] + wide, "text/html"), (wide, "text/html; charset=utf-16le"),
      (page + [0, 1, 2], "text/html"),
    ] {
      let read = try read(Build.response(body, ["Content-Type: \(type)"]))
      #expect(read.texts.first?.hasPrefix(pageText) == true, "\(type)")
    }
  }
}

extension ChunkedBody {
  fileprivate static func decode(_ bytes: [UInt8]) -> BodyDecoder.Body {
    bytes.withUnsafeBytes { decode($0) }
  }
}
