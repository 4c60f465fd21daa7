// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Archives that were made to do harm, through the real binary: only the bad record is lost, and
/// neither memory nor time grows with what it claims.
struct `Hard archives` {
  let folder: Scratch

  init() throws { folder = try Scratch() }

  private func record(_ number: Int, _ block: [UInt8], length: String? = nil) -> [UInt8] {
    let header = [
      "WARC/1.0", "WARC-Type: response", "WARC-Record-ID: <urn:\(number)>",
      "WARC-Target-URI: http://a.example/\(number)", "WARC-Date: 2026-02-11T00:20:31Z",
      "Content-Length: \(length ?? "\(block.count)")", "", "",
    ]
    return Array(header.joined(separator: "\r\n").utf8) + block + Array("\r\n\r\n".utf8)
  }

  private func message(_ body: [UInt8], coding: String? = nil) -> [UInt8] {
    let field = coding.map { "Content-Encoding: \($0)\r\n" } ?? ""
    return Array("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\(field)\r\n".utf8) + body
  }

  private func page(_ number: Int, length: String? = nil) -> [UInt8] {
    record(
      number, message(Array("<p>Page \(number) says a thing of its own.</p>".utf8)), length: length)
  }

  /// Cleans an archive, in which records are bad, and gives the ids of those that came out.
  private func clean(_ name: String, _ options: String..., says: [String]) throws -> [String] {
    let run = try folder.tamis(
      ["clean", name, "-o", "out.jsonl", "--threads", "1"] + options)
    #expect(run.status == 3, "\(run.errors.prefix(2000))")
    for text in says { #expect(run.errors.contains(text), "\(run.errors.prefix(2000))") }
    print("\(name): \(run.peakMemory >> 20) MiB at most")
    #expect((1 << 20..<250 << 20).contains(run.peakMemory))
    return try folder.read(PageLine.self, "out.jsonl").map(\.id)
  }

  private func makeZeros() throws {
    let made = try folder.shell("head -c 300000000 /dev/zero | gzip -9 > zeros.gz")
    #expect(made.status == 0)
  }

  @Test func `a bomb among the members of an archive costs no other record`() throws {
    try makeZeros()
    try folder.write("1.warc", bytes: page(1))
    try folder.write("2.warc", bytes: page(2))
    let made = try folder.shell(
      "gzip 1.warc 2.warc && cat 1.warc.gz zeros.gz 2.warc.gz > bomb.warc.gz")
    #expect(made.status == 0)
    let ids = try clean(
      "bomb.warc.gz",
      says: ["has become more than 1000 times as long", "--inflation-limit raises the limit"])
    #expect(ids == ["<urn:1>", "<urn:2>"])
  }

  @Test func `a bomb in a body costs its own record`() throws {
    try makeZeros()
    let zeros = try folder.bytes("zeros.gz")
    try folder.write("twice", bytes: zeros)
    try folder.gzip("twice")
    let first = page(1)
    for (coding, body) in [("gzip", zeros), ("gzip, gzip", try folder.bytes("twice.gz"))] {
      let bomb = record(2, message(body, coding: coding))
      try folder.write("body.warc", bytes: first + bomb + page(3))
      let ids = try clean(
        "body.warc",
        says: [
          "body.warc: record 2 at byte \(first.count) has a body that has become more than 1000 "
            + "times as long as it was",
          "it was skipped; --inflation-limit raises the limit.",
        ])
      #expect(ids == ["<urn:1>", "<urn:3>"])
    }
  }

  @Test(arguments: ["tr '\\0' a < /dev/zero", "yes 'a: b'"])
  func `a header of 300 MB costs its own record`(source: String) throws {
    try folder.write("1.warc", bytes: page(1))
    try folder.write("3.warc", bytes: page(3))
    let made = try folder.shell(
      #"""
      { cat 1.warc; printf 'WARC/1.0\r\nWARC-Type: response\r\nX: '
        \#(source) | head -c 300000000; printf '\r\n\r\n'; cat 3.warc; } > long.warc
      """#)
    #expect(made.status == 0, "\(made.errors)")
    let ids = try clean(
      "long.warc",
      says: [
        "long.warc: record 2 at byte \(page(1).count) has a header longer than the limit of "
          + "1048576 bytes; "
      ])
    #expect(ids == ["<urn:1>", "<urn:3>"])
  }

  @Test(arguments: ["4000000", "5000000", "9000000000000000000", "-1"])
  func `lengths that are not true cost nothing but a message each`(length: String) throws {
    // Of one size: a length that ends where a record does would be believed.
    let numbers = 10_000..<50_000
    let bytes = numbers.flatMap { page($0, length: length) }
    try folder.write("lies.warc", bytes: bytes)
    let ids = try clean(
      "lies.warc", "--record-limit", "4M", says: ["lies.warc: record 1 at byte 0 ", length])
    #expect(ids == numbers.map { "<urn:\($0)>" })
  }

  @Test func `a header that begins again and again is read once`() throws {
    let line = Array("WARC/1.0\r\nWARC-Type: response\r\n".utf8)
    let starts = Array(repeatElement(line, count: 100_000).joined())
    try folder.write("starts.warc", bytes: page(1) + starts + page(3))
    let ids = try clean(
      "starts.warc", says: ["has a header without end, in which the next record begins"])
    #expect(ids == ["<urn:1>", "<urn:3>"])
  }
}
