// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TamisIO

@Suite("Bytes that are not UTF-8")
struct EncodingTests {
  private static let prefix = Array("{\"text\":\"".utf8)

  /// One line whose text is `bytes`, and some before and after it.
  private func read(text bytes: [UInt8], before: String = "") throws -> (Reading, ParsedBatch) {
    try withScratch { scratch in
      let line = Array("{\(before)\"text\":\"".utf8) + bytes + Array("\",\"z\":1}\n".utf8)
      let path = try scratch.file("a.jsonl", line)
      let inputs = try Inputs([path])
      var reader = BatchReader(inputs)
      var parser = try RecordParser()
      let batch = try #require(try reader.next())
      return (try Reading(inputs), parser.parse(batch))
    }
  }

  // The Unicode standard's own examples of maximal subparts, and the edges of table 3-7.
  static let cases: [(bytes: [UInt8], parts: [Int])] = [
    ([0xC0, 0xAF, 0xE0, 0x80, 0xBF, 0xF0, 0x81, 0x82, 0x41], [1, 1, 1, 1, 1, 1, 1, 1]),
    ([0xED, 0xA0, 0x80, 0xED, 0xBF, 0xBF, 0xED, 0xAF, 0x41], [1, 1, 1, 1, 1, 1, 1, 1]),
    ([0xF4, 0x91, 0x92, 0x93, 0xFF, 0x41, 0x80, 0xBF, 0x42], [1, 1, 1, 1, 1, 1, 1]),
    ([0xE1, 0x80, 0xE2, 0xF0, 0x91, 0x92, 0xF1, 0xBF, 0x41], [2, 1, 3, 2]),
    ([0x61, 0xE2, 0x82], [2]), ([0xF0, 0x9F, 0x98], [3]), ([0xFE], [1]),
  ]

  @Test(arguments: cases)
  func `invalid bytes are replaced by maximal subparts and kept`(
    bytes: [UInt8], parts: [Int]
  ) throws {
    let (reading, parsed) = try read(text: bytes)
    #expect(reading.faults.isEmpty)
    let record = try #require(parsed.records.first)
    #expect(record.replacements.map(\.bytes.count) == parts)
    #expect(reading.texts == [String(decoding: bytes, as: UTF8.self)])
    #expect(restored(parsed, record) == bytes)
    let raw = Array(parsed.rawLine(of: record))
    #expect(raw == Self.prefix + bytes + Array("\",\"z\":1}".utf8))
    #expect(UTF8Repair.isValid(Array(parsed.line(of: record))))
    let value = try #require(record.textValue)
    let line = Array(parsed.line(of: record))
    #expect(line[value].first == UInt8(ascii: "\"") && line[value].last == UInt8(ascii: "\""))
  }

  /// The text with the original bytes put back.
  private func restored(_ parsed: ParsedBatch, _ record: Record) -> [UInt8] {
    var bytes = Array(parsed.text(of: record))
    for replacement in record.replacements.reversed() {
      let range = replacement.position..<(replacement.position + 3)
      #expect(Array(bytes[range]) == [0xEF, 0xBF, 0xBD])
      bytes.replaceSubrange(range, with: replacement.bytes)
    }
    return bytes
  }

  @Test func `what is replaced elsewhere in the line is counted`() throws {
    try withScratch { scratch in
      let line: [UInt8] =
        Array("{\"a\":\"".utf8) + [0xFF, 0xFF] + Array("\",\"text\":\"x\\n".utf8) + [0xFE]
        + Array("\\ty\",\"b\":\"".utf8) + [0xFD] + Array("\"}".utf8)
      let reading = try Reading([try scratch.file("a.jsonl", line)])
      #expect(reading.texts == ["x\n\u{FFFD}\ty"])
      #expect(reading.records[0].replacements == [Replacement(position: 2, bytes: [0xFE])])
      #expect(reading.records[0].replacementsElsewhere == 3)
    }
  }

  @Test func `a lone surrogate is replaced and kept`() throws {
    let text = Array(#"a\ud83d\ude00\ud800b\udfff\ud83d\u0041\uD83D"#.utf8)
    let (reading, parsed) = try read(text: text, before: "\"url\":\"\\udc00\",")
    #expect(reading.faults.isEmpty)
    #expect(reading.texts == ["a\u{1F600}\u{FFFD}b\u{FFFD}\u{FFFD}A\u{FFFD}"])
    let record = parsed.records[0]
    #expect(record.url == "\u{FFFD}")
    #expect(record.replacementsElsewhere == 1)
    #expect(record.repairedLine == nil)
    #expect(
      record.replacements.map(\.bytes) == [
        [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xED, 0xA0, 0xBD], [0xED, 0xA0, 0xBD],
      ])
    #expect(record.replacements.map(\.position) == [5, 9, 12, 16])
  }

  @Test func `a line that is neither UTF-8 nor JSON is a fault`() throws {
    try withScratch { scratch in
      let path = try scratch.file("a.jsonl", Array("{\"text\":\"".utf8) + [0xFF, 0x22])
      let reading = try Reading([path])
      #expect(reading.items.isEmpty)
      #expect(reading.faults.map(\.kind) == [.invalidJSON])
    }
  }

  @Test func `a text file keeps its byte order mark and its bytes`() throws {
    try withScratch { scratch in
      let bytes: [UInt8] = [0xEF, 0xBB, 0xBF, 0x41, 0xFF, 0x0D, 0x0A, 0x00]
      let reading = try Reading([try scratch.file("a.txt", bytes)])
      #expect(reading.texts == ["\u{FEFF}A\u{FFFD}\r\n\0"])
      #expect(reading.items[0].line == bytes)
      #expect(reading.records[0].replacements == [Replacement(position: 4, bytes: [0xFF])])
    }
  }
}

extension UTF8Repair {
  static func isValid(_ bytes: [UInt8]) -> Bool { bytes.withUnsafeBytes { isValid($0) } }
}
