// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TamisIO

@Suite("Text files")
struct TextFileTests {
  private func read(_ bytes: [UInt8]) throws -> (Record, text: String, line: String) {
    try withScratch { scratch in
      var reader = BatchReader(try Inputs([scratch.file("a.txt", bytes)]))
      var parser = try RecordParser()
      let batch = try #require(try reader.next())
      let parsed = parser.parse(batch)
      let record = try #require(parsed.records.first)
      #expect(Array(parsed.rawLine(of: record)) == bytes)
      #expect(UTF8Repair.isValid(parsed.texts))
      return (
        record, String(decoding: parsed.text(of: record), as: UTF8.self),
        String(decoding: parsed.line(of: record), as: UTF8.self)
      )
    }
  }

  @Test(arguments: DetectionTests.samples)
  func `another encoding is decoded`(encoding: CharacterEncoding, text: String) throws {
    let (record, found, line) = try read(Encoder(encoding).encode(text))
    let isGreek = encoding == .windows1253 && record.decodedFrom == .iso8859_7
    #expect(record.decodedFrom == encoding || isGreek)
    #expect(found == text)
    #expect(line == text)
    #expect(record.replacements.isEmpty && record.replacementsElsewhere == 0)
  }

  @Test func `UTF-16 is decoded, with a mark or without, and what is no character counted`() throws
  {
    let text = "Ein Maß für Größen, данные 🚂"
    let little = text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    let big = text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
    #expect(try read([0xFF, 0xFE] + little).text == text)
    #expect(try read([0xFE, 0xFF] + big).text == text)
    #expect(try read(little).0.decodedFrom == .utf16LE)
    let (record, damaged, _) = try read([0xFE, 0xFF] + big + [0xD8, 0, 0])
    #expect(damaged == text + "\u{FFFD}")
    #expect(record.replacementsElsewhere == 1)
  }

  @Test func `UTF-8 is as it is, with its mark, and damaged bytes of it are kept`() throws {
    for text in ["", "plain\r\n", "\u{FEFF}é", "слово\0", "a\u{1B}$B"] {
      let (record, found, line) = try read(Array(text.utf8))
      #expect(record.decodedFrom == nil && record.repairedLine == nil)
      #expect(found == text)
      #expect(line == text)
    }
    let (record, found, line) = try read(Array("слово".utf8) + [0xFF, 0x61, 0xD0])
    #expect(found == "слово\u{FFFD}a\u{FFFD}")
    #expect(line == found)
    #expect(
      record.replacements == [
        Replacement(position: 10, bytes: [0xFF]), Replacement(position: 14, bytes: [0xD0]),
      ])
    #expect(record.decodedFrom == nil)
    // A mark settles that it is UTF-8, however damaged.
    let marked = try read([0xEF, 0xBB, 0xBF, 0xE9, 0x20])
    #expect(marked.text == "\u{FEFF}\u{FFFD} ")
    #expect(marked.0.replacements == [Replacement(position: 3, bytes: [0xE9])])
  }
}
