// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TamisIO

@Suite("JSON lines")
struct LineTests {
  @Test func `fields, numbers, offsets and raw lines`() throws {
    try withScratch { scratch in
      let path = try scratch.file(
        "a.jsonl",
        "{\"id\":17,\"text\":\"one\\n\\u00e9\",\"url\":\"http://a/\"}\r\n\n{\"text\":\"two\",\"host\":null}"
      )
      let reading = try Reading([path])
      #expect(reading.faults.isEmpty)
      #expect(reading.texts == ["one\né", "two"])
      #expect(reading.items.map(\.id) == ["17", "\(path):3"])
      #expect(reading.items.map(\.number) == [1, 3])
      #expect(reading.items.map(\.offset) == [0, 51])
      #expect(reading.records.map(\.url) == ["http://a/", nil])
      #expect(reading.records.map(\.hasID) == [true, false])
      #expect(reading.items[0].line.last == UInt8(ascii: "\r"))
    }
  }
}
