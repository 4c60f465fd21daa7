// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TamisIO

struct `Conversion records` {
  private func hex(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  @Test func `SHA-1 of the standard's examples, and at every length around a block`() {
    #expect(hex(SHA1.digest("abc".utf8)) == "a9993e364706816aba3e25717850c26c9cd0d89d")
    #expect(hex(SHA1.digest("".utf8)) == "da39a3ee5e6b4b0d3255bfef95601890afd80709")
    #expect(
      hex(SHA1.digest("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".utf8))
        == "84983e441c3bd26ebaae4aa1f95129e5e54670f1")
    #expect(
      hex(SHA1.digest([UInt8](repeating: 0x61, count: 1_000_000)))
        == "34aa973cd4c4daa4f61eeb2bdbad27316534016f")
    // The digest of the digests of 0 to 200 bytes, made with Python's hashlib.
    let digests = (0...200).flatMap { SHA1.digest([UInt8](repeating: 0x62, count: $0)) }
    #expect(hex(SHA1.digest(digests)) == "5443555b8f115c2f0f9e7ce4fcf3be76845b7470")
  }

  @Test func `base 32 of RFC 4648`() {
    #expect(Base32.text(Array("fooba".utf8)) == "MZXW6YTB")
    #expect(Base32.text([0xFF, 0, 0xFF, 0, 0xFF, 0, 0, 0, 0, 1]) == "74AP6AH7AAAAAAAB")
  }

  @Test(arguments: [
    (0, "1970-01-01T00:00:00Z"), (951_782_400, "2000-02-29T00:00:00Z"),
    (1_770_769_231, "2026-02-11T00:20:31Z"), (4_107_542_399, "2100-02-28T23:59:59Z"),
    (4_107_542_400, "2100-03-01T00:00:00Z"), (253_402_300_799, "9999-12-31T23:59:59Z"),
    (-1, nil), (Int.max, nil), (253_402_300_800, nil),
  ])
  func `dates`(seconds: Int, text: String?) {
    #expect(WARCDate.text(seconds) == text)
  }

  @Test(arguments: [
    "a", "<urn:uuid:1>", "crawl.jsonl:17", "a b", "100%", "a%41", "\r\nWARC-Type: response", "é\0%",
    "  ", "页", "<a\nb>", "",
  ])
  func `what is written is read back under the same id`(id: String) throws {
    let texts = ["Words.\r\n\r\nWARC/1.0\r\nWARC-Type: response\r\n\r\n", "é\u{0}", ""]
    try withScratch { scratch in
      for compression in Compression.allCases {
        var bytes = try compression.compress(ConversionRecord.warcinfo(software: "test"))
        for (number, text) in texts.enumerated() {
          let record = ConversionRecord(
            number: number, id: id, url: "http://a.example/\r\nx", seconds: 1_770_769_231,
            text: Array(text.utf8)[...])
          bytes += try compression.compress(record.bytes)
        }
        let read = try ArchiveReading(scratch.file("a.warc", bytes))
        #expect(read.ids == [id, id, id])
        #expect(read.texts == texts)
        #expect(read.records.map(\.url) == Array(repeating: "http://a.example/%0D%0Ax", count: 3))
        #expect(read.records.map(\.date) == Array(repeating: "2026-02-11T00:20:31Z", count: 3))
        #expect(read.skipped == ["warcinfo": 1])
        #expect(read.faults == [])
      }
    }
  }

  @Test func `the same page gives the same bytes, another one another id`() {
    let record = ConversionRecord(
      number: 1, id: "a", url: "b", seconds: 1, text: Array("text".utf8)[...])
    #expect(record.bytes == record.bytes)
    var others = [record, record, record, record, record]
    others[0].id = "b"
    others[1].url = nil
    others[2].seconds = 2
    others[3].text = Array("texts".utf8)[...]
    others[4].number = 2
    let ids = (others + [record]).map { record in
      String(decoding: record.bytes, as: UTF8.self).split(separator: "\r\n").first {
        $0.hasPrefix("WARC-Record-ID: <urn:uuid:")
      }
    }
    #expect(Set(ids).count == 6 && !ids.contains(nil))
  }

  @Test func `only a URI is referred to`() {
    let ids = [
      ("<urn:a>", true), ("<urn:uuid:0b6e2c57-93d4-4f1a-8e35-c17a60f249db>", true),
      ("<http://a.example/b?c=d#e>", true), ("a.jsonl:1", false), ("<a b>", false), ("<b>", false),
      ("<>", false), ("<:b>", false), ("<a:>", false), ("<1:b>", false), ("<a_b:c>", false),
      ("<a:b>c>", false), ("<a:b\"c>", false), ("<a:é>", false), ("", false), ("<", false),
    ]
    for (id, isURI) in ids {
      let record = ConversionRecord(number: 1, id: id, url: nil, seconds: nil, text: [])
      let text = String(decoding: record.bytes, as: UTF8.self)
      #expect(text.contains("\r\nWARC-Refers-To: \(id)\r\n") == isURI)
      #expect(text.contains("WARC-Target-URI") == false)
    }
  }

  @Test(arguments: [nil, -1, 0, 1_770_769_231, Int.max])
  func `a date that is not known is not made up`(seconds: Int?) throws {
    try withScratch { scratch in
      let record = ConversionRecord(
        number: 1, id: "a", url: nil, seconds: seconds, text: Array("Words.".utf8)[...])
      let text = String(decoding: record.bytes, as: UTF8.self)
      // The standard demands one.
      #expect(text.contains("\r\nWARC-Date: "))
      let read = try ArchiveReading(scratch.file("a.warc", record.bytes))
      #expect(read.records.map(\.date) == [seconds.flatMap { WARCDate.text($0) }])
      #expect(read.ids == ["a"])
    }
  }
}
