// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Testing

@testable import TamisIO

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite("Batches")
struct BatchTests {
  /// Lines of many lengths, with CRLF, characters of four bytes, blank lines and no final newline.
  static let lines: [UInt8] = {
    var text = "\u{FEFF}"
    for number in 0..<40 {
      let body = String(repeating: "\u{1F600}é", count: number * number % 37)
      text += "{\"text\":\"\(number) \(body)\"}" + (number % 3 == 0 ? "\r\n" : "\n")
      if number % 7 == 0 { text += number % 2 == 0 ? "\n" : " \r\n" }
    }
    return Array((text + "{\"text\":\"last\"}").utf8)
  }()

  private static func limits(batch: Int, record: Int = 1 << 20) -> ReadLimits {
    var limits = ReadLimits()
    limits.batch = batch
    limits.record = record
    return limits
  }

  @Test(arguments: ["", ".gz", ".zst"])
  func `batches of any size give the same records`(ending: String) throws {
    try withScratch { scratch in
      let stored = try Compression(path: ending).compress(Self.lines)
      let path = try scratch.file("a.jsonl" + ending, stored)
      let whole = try Reading([path])
      #expect(whole.items.count == 41)
      #expect(whole.faults.isEmpty)
      for item in whole.items {
        #expect(Array(Self.lines[item.offset...].prefix(item.line.count)) == item.line)
      }
      for batch in Array(1...130) + [255, 256, 257, 4096] {
        let reading = try Reading([path], limits: Self.limits(batch: batch))
        #expect(reading.items == whole.items)
        #expect(reading.faults.isEmpty)
      }
    }
  }

  @Test func `a batch is about as long as asked for, and of one file`() throws {
    try withScratch { scratch in
      let line = "{\"text\":\"0123456789\"}\n"
      let first = try scratch.file("a.jsonl", String(repeating: line, count: 1000))
      let second = try scratch.file("b.jsonl", line)
      var reader = BatchReader(try Inputs([first, second]), limits: Self.limits(batch: 1000))
      var indexes: [Int] = []
      while let batch = try reader.next() {
        #expect(batch.lines.reduce(0) { $0 + $1.count } <= 1000)
        #expect(batch.bytes.count - (batch.lines.last?.upperBound ?? 0) >= ByteWindow.padding)
        indexes.append(batch.fileIndex)
      }
      #expect(indexes == Array(repeating: 0, count: 23) + [1])
    }
  }

  @Test(arguments: [1, 16, 100, 1 << 20])
  func `a line over the limit is skipped with its size, and the rest read`(batch: Int) throws {
    try withScratch { scratch in
      let long = "{\"text\":\"" + String(repeating: "x", count: 5000) + "\"}"
      let exact = "{\"text\":\"" + String(repeating: "y", count: 89) + "\"}"
      let text = "{\"text\":\"a\"}\n\(long)\n\(exact)\n\(long)\n\(long)\n{\"text\":\"b\"}\n\(long)"
      let path = try scratch.file("a.jsonl", text)
      let reading = try Reading([path], limits: Self.limits(batch: batch, record: 100))
      #expect(reading.items.map(\.number) == [1, 3, 6])
      #expect(reading.faults.map(\.record) == [2, 4, 5, 7])
      #expect(reading.faults.allSatisfy { $0.kind == .tooLong })
      #expect(
        reading.faults[0].description == "\(path): record 2 at byte 13 is 5011 bytes long, more "
          + "than the limit of 100 bytes; it was skipped; --record-limit raises the limit.")
      #expect(reading.items[1].offset == 13 + 5012)
    }
  }

  @Test func `a line far over the limit takes no memory`() throws {
    try withScratch { scratch in
      var bytes = [UInt8](repeating: UInt8(ascii: "x"), count: 20 << 20)
      bytes += Array("\n{\"text\":\"b\"}\n".utf8)
      let path = try scratch.file("a.jsonl.zst", try Compression.zstd.compress(bytes))
      bytes = []
      var limits = Self.limits(batch: 1 << 16, record: 1 << 16)
      limits.inflationRatio = 1 << 20
      var stream = ByteWindow(
        try ByteStream(try Inputs([path]).files[0], limits: limits.clamped), size: nil,
        limits: limits.clamped)
      #expect(stream.skipLine() == 20 << 20)
      let reading = try Reading([path], format: .jsonl, limits: limits)
      #expect(reading.texts == ["b"])
      #expect(reading.faults.map(\.kind) == [.tooLong])
    }
  }

  @Test func `a text file over the limit is a fault`() throws {
    try withScratch { scratch in
      let path = try scratch.file("a.txt", String(repeating: "x", count: 101))
      let reading = try Reading([path], limits: Self.limits(batch: 10, record: 100))
      #expect(reading.items.isEmpty)
      #expect(reading.faults.map(\.kind) == [.tooLong])
      #expect(try Reading([path], limits: Self.limits(batch: 10, record: 101)).items.count == 1)
    }
  }

  @Test(arguments: ["", ".gz", ".zst"], [nil, "spool"])
  func `a pipe that gives one byte at a time is read whole`(ending: String, spool: String?) throws {
    try withScratch { scratch in
      let stored = try Compression(path: ending).compress(Self.lines)
      let path = scratch.path + "/pipe"
      try #require(mkfifo(path, 0o600) == 0)
      let writer = DispatchQueue(label: "writer")
      writer.async {
        guard let pipe = try? FileDescriptor(writing: path) else { return }
        for byte in stored { try? pipe.write([byte]) }
      }
      let inputs = try Inputs([path], format: .jsonl, spool: spool.map { _ in scratch.path })
      let whole = try Reading([try scratch.file("a.jsonl", Self.lines)])
      let texts = try Reading(inputs, limits: Self.limits(batch: 64)).items.map(\.line)
      #expect(texts == whole.items.map(\.line))
      #expect(inputs.files[0].canBeReadAgain == (spool != nil))
      if spool != nil {
        #expect(try Reading(inputs).items.map(\.line) == texts)
        #expect(scratch.names == ["a.jsonl", "pipe"])
      }
      writer.sync {}
    }
  }
}
