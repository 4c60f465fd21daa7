// SPDX-License-Identifier: Apache-2.0

@testable import TamisIO

/// Archives made of bytes that the tests choose.
enum ArchiveBuilder {
  /// A WARC record: version, fields, length, block, and what ends it.
  static func warc(
    _ type: String, _ block: String, id: String = "<urn:a>", fields: [String] = [],
    length: String? = nil, version: String = "WARC/1.0", lineEnd: String = "\r\n",
    end: String = "\r\n\r\n"
  ) -> [UInt8] {
    warc(
      type, Array(block.utf8), id: id, fields: fields, length: length, version: version,
      lineEnd: lineEnd, end: end)
  }

  static func warc(
    _ type: String, _ block: [UInt8], id: String = "<urn:a>", fields: [String] = [],
    length: String? = nil, version: String = "WARC/1.0", lineEnd: String = "\r\n",
    end: String = "\r\n\r\n"
  ) -> [UInt8] {
    var lines = [version, "WARC-Type: \(type)", "WARC-Record-ID: \(id)"] + fields
    lines.append("Content-Length: \(length ?? "\(block.count)")")
    let header = lines.map { $0 + lineEnd }.joined() + lineEnd
    return Array(header.utf8) + block + Array(end.utf8)
  }

  /// A response with a page.
  static func page(
    _ number: Int, body: String? = nil, http: [String] = ["Content-Type: text/html"],
    length: String? = nil, end: String = "\r\n\r\n"
  ) -> [UInt8] {
    warc(
      "response", response(Array((body ?? "<p>page \(number)</p>").utf8), http),
      id: "<urn:page:\(number)>",
      fields: ["WARC-Target-URI: http://a.example/\(number)", "WARC-Date: 2026-02-11T00:20:31Z"],
      length: length, end: end)
  }

  /// An HTTP message.
  static func response(
    _ body: [UInt8], _ http: [String] = ["Content-Type: text/html"], status: String = "200 OK"
  ) -> [UInt8] {
    Array((["HTTP/1.1 \(status)"] + http + ["", ""]).joined(separator: "\r\n").utf8) + body
  }

  /// An ARC record of version 1; of version 2 with the five fields that it has more.
  static func arc(
    _ url: String, _ block: String, type: String = "text/html", length: String? = nil,
    isSecond: Bool = false, end: String = "\n"
  ) -> [UInt8] {
    let more = isSecond ? "200 - - 0 a.arc.gz " : ""
    let length = length ?? "\(block.utf8.count)"
    return Array("\(url) 127.0.0.1 20260211002031 \(type) \(more)\(length)\n\(block)\(end)".utf8)
  }

  static func filedesc(isSecond: Bool = false) -> [UInt8] {
    arc("filedesc://a.arc", "1 0 Test\nURL IP-address\n", type: "text/plain", isSecond: isSecond)
  }

  /// An ARC record with a page.
  static func arcPage(_ number: Int, isSecond: Bool = false) -> [UInt8] {
    let body = "HTTP/1.0 200 OK\nContent-Type: text/html\n\n<p>page \(number)</p>"
    return arc("http://a.example/\(number)", body, isSecond: isSecond)
  }

  /// The records compressed, each by itself.
  static func members(_ records: [[UInt8]], _ compression: Compression = .gzip) -> [[UInt8]] {
    records.map { (try? compression.compress($0)) ?? [] }
  }
}

/// What reading an archive gave.
struct ArchiveReading {
  var records: [Record] = []
  var texts: [String] = []
  var members: [String] = []
  var faults: [Fault] = []
  var skipped: [String: Int] = [:]
  var damagedBodies = 0

  init(_ path: String, format: InputFormat? = nil, limits: ReadLimits = ReadLimits()) throws {
    var reader = BatchReader(try Inputs([path], format: format), limits: limits)
    var parser = try RecordParser(limits: limits)
    while let batch = try reader.next() {
      let parsed = parser.parse(batch)
      records += parsed.records
      faults += parsed.faults
      skipped.merge(parsed.skipped, uniquingKeysWith: +)
      damagedBodies += parsed.damagedBodies
      for record in parsed.records {
        texts.append(String(decoding: parsed.text(of: record), as: UTF8.self))
        members.append(String(decoding: parsed.members[record.members], as: UTF8.self))
      }
    }
  }

  var ids: [String] { records.map(\.id) }
  var offsets: [Int] { records.map(\.offset) }
  var numbers: [Int] { records.map(\.number) }
}
