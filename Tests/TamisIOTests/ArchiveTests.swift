// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TamisIO

private typealias Build = ArchiveBuilder

struct `Archives` {
  /// Records of every type, three of them pages.
  private let records = [
    Build.warc("warcinfo", "software: a test\r\n"), Build.page(1),
    Build.warc("request", "GET / HTTP/1.1\r\n\r\n"), Build.warc("metadata", "a: b\r\n"),
    Build.warc("revisit", "HTTP/1.1 200 OK\r\n\r\n"), Build.page(2),
    Build.warc("response", Build.response([0x89], ["Content-Type: image/png"])),
    Build.warc("response", Build.response([0x41], status: "404 Not Found")),
    Build.warc("response", Build.response([])),
    Build.warc("tea", "leaves"),
    Build.warc(
      "conversion", "plain words", id: "<urn:page:3>", fields: ["Content-Type: text/plain"]),
  ]

  private func expectThreePages(_ read: ArchiveReading, _ comment: String) {
    #expect(read.ids == ["<urn:page:1>", "<urn:page:2>", "<urn:page:3>"], "\(comment)")
    #expect(read.texts == ["<p>page 1</p>", "<p>page 2</p>", "plain words"], "\(comment)")
    #expect(read.records.map(\.content) == [.html, .html, .text], "\(comment)")
    #expect(read.numbers == [2, 6, 11], "\(comment)")
    let starts = records.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
    #expect(read.offsets == [starts[1], starts[5], starts[10]], "\(comment)")
    #expect(
      read.skipped == [
        "warcinfo": 1, "request": 1, "metadata": 1, "revisit": 1, "response image/png": 1,
        "response with status 404": 1, "response without content": 1, "record of another type": 1,
      ], "\(comment)")
    #expect(read.faults == [], "\(comment)")
    #expect(read.damagedBodies == 0, "\(comment)")
  }

  @Test(arguments: Compression.allCases, [true, false])
  func `pages become records and all else is counted, however the file is compressed`(
    compression: Compression, isEach: Bool
  ) throws {
    try withScratch { scratch in
      let whole = Array(records.joined())
      let bytes =
        isEach
        ? Array(Build.members(records, compression).joined()) : try compression.compress(whole)
      for batch in [1, 64, 700, 1 << 20] {
        var limits = ReadLimits()
        limits.batch = batch
        let path = try scratch.file("a.dat", bytes)
        expectThreePages(try ArchiveReading(path, limits: limits), "batch \(batch)")
      }
    }
  }

  @Test func `id, URL and date are the header's`() throws {
    try withScratch { scratch in
      let plain = Build.warc("resource", "<p>x", id: "<urn:x>", fields: ["content-type: TEXT/HTML"])
      let folded = Build.warc(
        "resource", "<p>x", id: "<urn:y>",
        fields: [
          "Warc-Target-Uri: <http://a.example/a b>", "WARC-Date:2026-02-11",
          "Content-Type: text/html;\r\n  charset=latin1", "Odd", ": odd",
        ])
      let read = try ArchiveReading(scratch.file("a.warc", plain + folded + Build.page(7)))
      #expect(read.ids == ["<urn:x>", "<urn:y>", "<urn:page:7>"])
      #expect(read.records.map(\.url) == [nil, "http://a.example/a b", "http://a.example/7"])
      #expect(read.records.map(\.date) == [nil, "2026-02-11", "2026-02-11T00:20:31Z"])
      #expect(
        read.members == [
          "", #""url":"http://a.example/a b","captured":"2026-02-11""#,
          #""url":"http://a.example/7","captured":"2026-02-11T00:20:31Z""#,
        ])
      #expect(read.faults == [])
    }
  }

  @Test func `a record without an id is named after file and number`() throws {
    try withScratch { scratch in
      let text = "WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: 3\r\n\r\n<p>\r\n\r\n"
      let path = try scratch.file("a.warc", text)
      let read = try ArchiveReading(path)
      #expect(read.ids == ["\(path):1"])
      #expect(read.records.map(\.hasID) == [false])
    }
  }

  @Test(arguments: ["\r\n", "\n", "\r\r\n"])
  func `header lines may end in any way`(lineEnd: String) throws {
    try withScratch { scratch in
      let record = Build.warc(
        "resource", "<p>x", fields: ["Content-Type: text/html"], lineEnd: lineEnd)
      let read = try ArchiveReading(scratch.file("a.warc", record + record))
      #expect(read.texts == ["<p>x", "<p>x"])
      #expect(read.faults == [])
    }
  }

  @Test func `a record without a type is a fault`() throws {
    try withScratch { scratch in
      let bare = Array("WARC/1.0\r\nContent-Length: 1\r\n\r\nx\r\n\r\n".utf8)
      let read = try ArchiveReading(scratch.file("a.warc", bare + Build.page(1)))
      #expect(read.texts == ["<p>page 1</p>"])
      #expect(read.faults.map(\.kind) == [.invalidHeader])
      #expect(read.faults.map(\.record) == [1])
    }
  }

  @Test(arguments: [".warc", ".wet", ".wat.gz", ".arc", ".ARC.GZ"])
  func `an empty file is an archive without records by its name`(name: String) throws {
    try withScratch { scratch in
      let read = try ArchiveReading(scratch.file("a\(name)", ""))
      #expect(read.records.isEmpty && read.faults.isEmpty)
    }
  }

  @Test func `archives are known by content`() throws {
    #expect(InputFormat.archive(start: Array("WARC/1.1\r\n".utf8), name: "a.txt") == .warc)
    #expect(InputFormat.archive(start: Array("filedesc://a".utf8), name: "a") == .arc)
    #expect(InputFormat.archive(start: Array("{\"a\":1}".utf8), name: "a.warc") == nil)
    #expect(InputFormat.archive(start: Array("words".utf8), name: "a.warc.zst") == .warc)
    #expect(InputFormat.archive(start: Array("words".utf8), name: "a.warc.paths.gz") == nil)
  }

  @Test(arguments: [false, true], Compression.allCases)
  func `ARC of both versions`(isSecond: Bool, compression: Compression) throws {
    try withScratch { scratch in
      let records = [
        Build.filedesc(isSecond: isSecond), Build.arcPage(1, isSecond: isSecond),
        Build.arc(
          "dns:a.example", "20260211\na.example. IN A", type: "text/dns", isSecond: isSecond),
        Build.arc("http://a.example/a b c?d=e f", "<p>no header", isSecond: isSecond),
        Build.arcPage(4, isSecond: isSecond),
      ]
      let bytes = Array(Build.members(records, compression).joined())
      let path = try scratch.file("a.arc", bytes)
      let read = try ArchiveReading(path)
      #expect(read.texts == ["<p>page 1</p>", "<p>no header", "<p>page 4</p>"])
      #expect(
        read.records.map(\.url) == [
          "http://a.example/1", "http://a.example/a b c?d=e f", "http://a.example/4",
        ])
      #expect(read.records.map(\.date) == Array(repeating: "2026-02-11T00:20:31Z", count: 3))
      #expect(read.ids == ["\(path):2", "\(path):4", "\(path):5"])
      #expect(read.skipped == ["filedesc": 1, "response text/dns": 1])
      #expect(read.faults == [])
    }
  }
}
