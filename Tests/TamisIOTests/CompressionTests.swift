// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TamisIO

@Suite("Compression")
struct CompressionTests {
  static let both: [Compression] = [.gzip, .zstd]

  private func ending(_ compression: Compression) -> String {
    compression == .gzip ? ".gz" : ".zst"
  }

  private func read(
    _ bytes: [UInt8], name: String, limits: ReadLimits = ReadLimits()
  ) throws -> Reading {
    try withScratch { scratch in
      try Reading([try scratch.file(name, bytes)], limits: limits)
    }
  }

  // Written by the gzip 1.12 and zstd 1.5.4 commands from one line.
  static let foreign: [(String, [UInt8])] = [
    (
      "a.jsonl.gz",
      [
        0x1F, 0x8B, 0x08, 0x08, 0x80, 0x12, 0x34, 0x65, 0x00, 0x03, 0x61, 0x2E,
        0x6A, 0x73, 0x6F, 0x6E, 0x6C, 0x00, 0xAB, 0x56, 0x2A, 0x49, 0xAD, 0x28,
        0x51, 0xB2, 0x52, 0xCA, 0x48, 0xCD, 0xC9, 0xC9, 0x57, 0xAA, 0xE5, 0x02,
        0x00, 0xBE, 0xA6, 0x31, 0x1D, 0x11, 0x00, 0x00, 0x00,
      ]
    ),
    (
      "a.jsonl.zst",
      [
        0x28, 0xB5, 0x2F, 0xFD, 0x24, 0x11, 0x89, 0x00, 0x00, 0x7B, 0x22, 0x74,
        0x65, 0x78, 0x74, 0x22, 0x3A, 0x22, 0x68, 0x65, 0x6C, 0x6C, 0x6F, 0x22,
        0x7D, 0x0A, 0x83, 0x2A, 0x43, 0xA4,
      ]
    ),
  ]

  @Test(arguments: foreign)
  func `files of other programs are read, by content and not by name`(
    name: String, bytes: [UInt8]
  ) throws {
    for name in [name, "a"] { #expect(try read(bytes, name: name).texts == ["hello"]) }
  }

  @Test(arguments: both, 1...9)
  func `what is compressed comes back`(compression: Compression, seed: UInt64) throws {
    var random = Seeded(seed)
    let text = (0..<Int.random(in: 0...100_000, using: &random)).map { _ in
      UInt8.random(in: 0x20..<(seed % 2 == 0 ? 0x24 : 0x7F), using: &random)
    }
    let stored = try compression.compress(text, level: Int(seed))
    #expect(try compression.compress(text, level: Int(seed)) == stored)
    let reading = try read(stored, name: "a.txt")
    #expect(reading.items.map(\.line) == [text])
  }

  @Test func `gzip tells neither time nor system`() throws {
    let stored = try Compression.gzip.compress([1, 2, 3])
    #expect(stored.prefix(4) == [0x1F, 0x8B, 8, 0])
    #expect(stored[4..<8] == [0, 0, 0, 0])
    #expect(stored[9] == 255)
  }

  @Test(arguments: both)
  func `many members are one file`(compression: Compression) throws {
    var stored: [UInt8] = []
    var text: [UInt8] = []
    for number in 0..<1000 {
      // Lines go across the members' ends, and some members are empty.
      let part = number % 5 == 0 ? "" : "{\"text\":\"\(number)\"}\n"
      let bytes = Array(part.utf8)
      text += bytes
      let split = bytes.count / 2
      stored += try compression.compress(Array(bytes[..<split]))
      stored += try compression.compress(Array(bytes[split...]))
    }
    let reading = try read(stored, name: "a.jsonl" + ending(compression))
    let plain = try read(text, name: "a.jsonl")
    #expect(reading.faults.isEmpty)
    #expect(plain.items.count == 800)
    #expect(reading.items.map(\.line) == plain.items.map(\.line))
    #expect(reading.items.map(\.offset) == plain.items.map(\.offset))
  }

  // Input of one byte keeps the library off its fast path, which at damage counts bytes as written
  // that are not, and near the input's end more bytes as left than there were.
  @Test(arguments: [(words: 300, step: 2), (9000, 400)])
  func `what comes before damage is read, and no more, however large the steps`(
    words: Int, step: Int
  ) throws {
    var random = Seeded(UInt64(words))
    let text = (0..<words).flatMap {
      "\($0 % 7) of \(Int.random(in: 0..<999, using: &random)), ".utf8
    }
    let whole = try Compression.gzip.compress(text)
    var damaged = 0
    for index in stride(from: 10, to: whole.count - 8, by: step) {
      var stored = whole
      stored[index] ^= 0x55
      for end in [stored.count, min(index + 9, stored.count), index + 3] {
        let part = Array(stored[..<end])
        let exact = inflated(part, piece: 1, room: 1 << 20)
        damaged += exact.flaw != nil && !exact.bytes.isEmpty ? 1 : 0
        for (piece, room) in [
          (1 << 20, 1 << 20), (1 << 20, 1 << 16), (1 << 20, words / 3), (words, 1 << 20), (50, 70),
        ] {
          let read = inflated(part, piece: piece, room: room)
          let place = "byte \(index) of \(end), in steps of \(piece) and \(room)"
          #expect(read.flaw == exact.flaw, "\(place)")
          // Of what is cut off the last literals, which the library decodes together, may be
          // missing.
          let missing = exact.bytes.count - read.bytes.count
          #expect((0...(exact.flaw == nil ? 3 : 0)).contains(missing), "\(place)")
          #expect(exact.bytes.starts(with: read.bytes), "\(place)")
          // Up to eight bytes are taken before their bits are looked at.
          #expect((-8...8).contains(read.consumed - exact.consumed), "\(place)")
        }
      }
    }
    #expect(damaged > 50)
  }

  private struct Inflated {
    var bytes: [UInt8] = []
    var consumed = 0
    var flaw: String?
  }

  /// Inflates up to a member's end or damage, at most so many bytes of input and output at a time.
  private func inflated(_ stored: [UInt8], piece: Int, room: Int) -> Inflated {
    let decoder = GzipDecoder()
    var inflated = Inflated()
    var buffer = [UInt8](repeating: 0, count: room)
    stored.withUnsafeBytes { stored in
      while true {
        let input = stored[inflated.consumed...].prefix(piece)
        let step = buffer.withUnsafeMutableBytes {
          decoder.decode(UnsafeRawBufferPointer(rebasing: input), into: $0)
        }
        inflated.consumed += step.consumed
        inflated.bytes += buffer[..<step.produced]
        inflated.flaw = step.flaw
        if step.flaw != nil || step.isAtBoundary || step.consumed + step.produced == 0 { return }
      }
    }
    return inflated
  }

  /// A gzip member with the optional parts of a header that the flags name.
  private func member(_ text: [UInt8], flags: UInt8) throws -> [UInt8] {
    let plain = try Compression.gzip.compress(text)
    var header = Array(plain[..<10])
    header[3] = flags
    if flags & 4 != 0 { header += [7, 0] + Array("extra\0\u{1}".utf8) }
    if flags & 8 != 0 { header += Array("name\0".utf8) }
    if flags & 16 != 0 { header += Array("what it is\0".utf8) }
    if flags & 2 != 0 {
      let sum = crc(header)
      header += [UInt8(truncatingIfNeeded: sum), UInt8(truncatingIfNeeded: sum >> 8)]
    }
    return header + plain[10...]
  }

  /// CRC-32 bit by bit.
  private func crc(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(UInt32.max) { sum, byte in
      (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in (sum >> 1) ^ (sum & 1 == 1 ? 0xEDB8_8320 : 0) }
    }
  }

  @Test(arguments: [0, 1, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30, 31] as [UInt8])
  func `a gzip header may be cut anywhere by what is read at a time`(flags: UInt8) throws {
    let text = Array("{\"text\":\"a\"}\n".utf8)
    let member = try member(text, flags: flags)
    let decoder = GzipDecoder()
    var buffer = [UInt8](repeating: 0, count: 100)
    for cut in 0...member.count {
      for second in cut...min(cut + 12, member.count) {
        var read: [UInt8] = []
        var hasEnded = false
        for part in [member[..<cut], member[cut..<second], member[second...]] {
          var rest = part
          while !rest.isEmpty {
            let step = Array(rest).withUnsafeBytes { part in
              buffer.withUnsafeMutableBytes { decoder.decode(part, into: $0) }
            }
            #expect(step.flaw == nil, "\(flags), cut at \(cut) and \(second)")
            rest = rest.dropFirst(step.consumed)
            read += buffer[..<step.produced]
            hasEnded = step.isAtBoundary
            if step.flaw != nil || step.consumed + step.produced == 0 { break }
          }
        }
        #expect(read == text && hasEnded, "\(flags), cut at \(cut) and \(second)")
        decoder.reset()
      }
    }
  }

  @Test(arguments: [0, 2, 4, 8, 16, 30] as [UInt8])
  func `gzip members with names and more may begin at any place of a file`(flags: UInt8) throws {
    let line = Array("{\"text\":\"a\"}\n".utf8)
    let part = try member(line, flags: flags)
    // As many as it takes to have headers across several ends of what is read at a time.
    let count = (1 << 19) / part.count
    let reading = try read(Array(repeatElement(part, count: count).joined()), name: "a.jsonl.gz")
    #expect(reading.faults.isEmpty)
    #expect(reading.items.count == count)
  }

  @Test(arguments: both)
  func `a file of nothing but an empty member has no record`(compression: Compression) throws {
    let reading = try read(try compression.compress([]), name: "a.jsonl" + ending(compression))
    #expect(reading.items.isEmpty && reading.faults.isEmpty)
  }

  @Test func `zeros after gzip data are padding`() throws {
    let stored = try Compression.gzip.compress(Array("{\"text\":\"a\"}".utf8))
    for count in [1, 2, 3, 511, 1 << 18] {
      let reading = try read(stored + Array(repeating: 0, count: count), name: "a.jsonl.gz")
      #expect(reading.texts == ["a"])
      #expect(reading.faults.isEmpty)
    }
  }

  @Test(arguments: both)
  func `other bytes after the data are a fault`(compression: Compression) throws {
    let line = Array("{\"text\":\"a\"}\n".utf8)
    let stored = try compression.compress(line)
    for garbage in [[1], [0x1F, 0], [0, 0, 7], Array("garbage".utf8), [0x28, 0xB5, 0x2F, 0xFE]] {
      let reading = try read(stored + garbage, name: "a.jsonl" + ending(compression))
      #expect(reading.texts == ["a"])
      #expect(reading.faults.map(\.kind) == [.trailingBytes])
      #expect(reading.faults.first?.offset == line.count)
    }
  }

  @Test func `zstd's skippable frames are skipped`() throws {
    let frame = try Compression.zstd.compress(Array("{\"text\":\"a\"}\n".utf8))
    let skippable: [UInt8] = [0x53, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3]
    let reading = try read(skippable + frame + skippable + frame + skippable, name: "a")
    #expect(reading.texts == ["a", "a"])
    #expect(reading.faults.isEmpty)
  }

  // A dictionary of 256 bytes that `zstd --train` made of lines of random words, and two lines that
  // `zstd -D` compressed with it (1.5.4).
  private static let dictionary: [UInt8] = [
    0x37, 0xA4, 0x30, 0xEC, 0x53, 0x89, 0xAD, 0x5D, 0x21, 0x10, 0xC8, 0x92, 0x24, 0x1D,
    0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x97, 0xD7, 0x48, 0x05, 0x29, 0x21, 0xD9, 0xAD,
    0x69, 0x63, 0xEF, 0x66, 0x0D, 0x67, 0x66, 0x66, 0x66, 0xBA, 0xAA, 0x9B, 0x1E, 0xA1,
    0x93, 0x00, 0x00, 0x40, 0x3C, 0x78, 0x54, 0x69, 0x07, 0x00, 0x00, 0x00, 0x04, 0x00,
    0xC4, 0x30, 0x9D, 0x08, 0xA5, 0x89, 0x75, 0x95, 0x21, 0x8E, 0x00, 0x00, 0x00, 0x00,
    0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x40, 0x00, 0x00, 0x00, 0x00, 0x00,
    0x00, 0xC4, 0xBA, 0x71, 0x8C, 0xCA, 0x00, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
    0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x04, 0x00, 0x00, 0x00,
    0x08, 0x00, 0x00, 0x00, 0x74, 0x65, 0x78, 0x74, 0x22, 0x3A, 0x22, 0x68, 0x65, 0x72,
    0x65, 0x20, 0x74, 0x68, 0x69, 0x73, 0x20, 0x74, 0x68, 0x61, 0x74, 0x20, 0x6C, 0x69,
    0x6E, 0x6B, 0x20, 0x64, 0x61, 0x74, 0x65, 0x20, 0x6C, 0x69, 0x6E, 0x6B, 0x20, 0x74,
    0x68, 0x65, 0x72, 0x65, 0x20, 0x6E, 0x61, 0x6D, 0x65, 0x22, 0x7D, 0x0A, 0x74, 0x65,
    0x78, 0x74, 0x22, 0x3A, 0x22, 0x70, 0x61, 0x72, 0x74, 0x20, 0x6C, 0x69, 0x6E, 0x65,
    0x20, 0x64, 0x61, 0x74, 0x65, 0x20, 0x77, 0x69, 0x74, 0x68, 0x20, 0x74, 0x65, 0x78,
    0x74, 0x20, 0x73, 0x69, 0x74, 0x65, 0x20, 0x74, 0x68, 0x61, 0x74, 0x20, 0x74, 0x68,
    0x65, 0x72, 0x65, 0x22, 0x7D, 0x0A, 0x74, 0x65, 0x78, 0x74, 0x22, 0x3A, 0x22, 0x70,
    0x61, 0x67, 0x65, 0x20, 0x74, 0x68, 0x65, 0x72, 0x65, 0x20, 0x6C, 0x69, 0x6E, 0x6B,
    0x20, 0x66, 0x72, 0x6F, 0x6D, 0x20, 0x73, 0x69, 0x74, 0x65, 0x20, 0x64, 0x61, 0x74,
    0x65, 0x20, 0x73, 0x69,
  ]
  private static let framesWithDictionary: [UInt8] = [
    0x28, 0xB5, 0x2F, 0xFD, 0x07, 0x58, 0x53, 0x89, 0xAD, 0x5D, 0x95, 0x00, 0x00, 0x93,
    0x80, 0x01, 0xBD, 0x0D, 0x72, 0x14, 0x93, 0x21, 0x02, 0xFC, 0x8C, 0x04, 0xF8, 0x2C,
    0x60, 0x52, 0x0A, 0x17, 0x74, 0x8D, 0xBA, 0x28, 0xB5, 0x2F, 0xFD, 0x07, 0x58, 0x53,
    0x89, 0xAD, 0x5D, 0x95, 0x00, 0x00, 0x93, 0x80, 0x01, 0xBD, 0x0D, 0x72, 0x14, 0x93,
    0x21, 0x02, 0xCC, 0x41, 0x08, 0xF0, 0x59, 0x08, 0x94, 0x02, 0x66, 0xA3, 0x6F, 0x0B,
  ]

  @Test func `a zstd file may begin with the dictionary of its frames`() throws {
    let plain = Self.dictionary
    for stored in [plain, try Compression.zstd.compress(plain)] {
      let frame: [UInt8] = [
        0x5D, 0x2A, 0x4D, 0x18, UInt8(stored.count & 0xFF), UInt8(stored.count >> 8), 0, 0,
      ]
      let whole = frame + stored + Self.framesWithDictionary
      let reading = try read(whole, name: "a.jsonl.zst")
      #expect(reading.texts == ["this page", "that page"])
      #expect(reading.faults.isEmpty)
      for count in stride(from: 1, to: frame.count + stored.count, by: 7) {
        let cut = try read(Array(whole[..<count]), name: "a.jsonl.zst")
        #expect(cut.items.isEmpty && cut.faults.map(\.kind) == [.truncated], "\(count)")
      }
    }
    let without = try read(Self.framesWithDictionary, name: "a.jsonl.zst")
    #expect(without.items.isEmpty)
    let fault = try #require(without.faults.first)
    #expect(fault.description.contains("it needs a dictionary that the file does not begin with"))
  }

  @Test(arguments: both)
  func `a file cut anywhere gives the records before and one fault`(
    compression: Compression
  ) throws {
    let lines = (0..<12).map { "{\"id\":\($0),\"text\":\"line \($0) \u{1F600}\"}\n" }
    let first = Array(lines[..<7].joined().utf8)
    let second = Array(lines[7...].joined().utf8)
    let parts = [try compression.compress(first), try compression.compress(second)]
    let stored = parts[0] + parts[1]
    let name = "a.jsonl" + ending(compression)
    let whole = try read(stored, name: name)
    #expect(whole.items.count == 12)
    for count in 0..<stored.count {
      let reading = try read(Array(stored[..<count]), name: name)
      #expect(reading.texts[...] == whole.texts.prefix(reading.texts.count))
      if count > parts[0].count { #expect(reading.items.count >= 7) }
      let isBoundary = count == 0 || count == parts[0].count
      #expect(reading.faults.map(\.kind) == (isBoundary ? [] : [.truncated]))
      guard let fault = reading.faults.first else { continue }
      #expect(fault.description.contains("at byte \(count) of the compressed file"))
      #expect(fault.offset >= reading.items.map { $0.offset + $0.line.count + 1 }.max() ?? 0)
    }
  }

  @Test(arguments: both)
  func `a text file that is cut gives no record`(compression: Compression) throws {
    let stored = try compression.compress(Array("some text".utf8))
    let reading = try read(stored.dropLast(), name: "a.txt" + ending(compression))
    #expect(reading.items.isEmpty)
    #expect(reading.faults.map(\.kind) == [.truncated])
    #expect(reading.faults.first?.description.hasSuffix("record 1 was not used.") == false)
  }

  @Test(arguments: both, 1...4)
  func `damaged bytes never stop the run`(compression: Compression, seed: UInt64) throws {
    var random = Seeded(seed)
    let text = (0..<300).map { "{\"text\":\"line \($0 * $0) of some text\"}\n" }.joined()
    let stored = try compression.compress(Array(text.utf8))
    let whole = try read(stored, name: "a.jsonl")
    for _ in 0..<100 {
      var damaged = stored
      let place = Int.random(in: 0..<damaged.count, using: &random)
      damaged[place] ^= UInt8.random(in: 1...255, using: &random)
      let reading = try read(damaged, name: "a.jsonl" + ending(compression))
      // Without a fault only a header was hit, and all is there.
      #expect(!reading.faults.isEmpty || reading.items.map(\.line) == whole.items.map(\.line))
    }
  }

  @Test func `a damaged checksum is a fault after all records`() throws {
    var stored = try Compression.gzip.compress(Array("{\"text\":\"a\"}\n{\"text\":\"b\"}".utf8))
    stored[stored.count - 6] ^= 1
    let reading = try read(stored, name: "a.jsonl.gz")
    #expect(reading.texts == ["a"])
    let fault = try #require(reading.faults.first)
    #expect(fault.kind == .corrupt)
    #expect(fault.description.contains("damaged (the checksum does not match)"))
    #expect(fault.description.hasSuffix("record 2, which is incomplete, was not used."))
  }

  @Test(arguments: both)
  func `a file that inflates without measure is a fault`(compression: Compression) throws {
    let stored = try compression.compress([UInt8](repeating: 0x20, count: 24 << 20))
    let reading = try read(stored, name: "a.jsonl")
    #expect(reading.faults.map(\.kind) == [.inflation])
    #expect((reading.faults.first?.offset ?? 0) < 20 << 20)
    var limits = ReadLimits()
    limits.inflationRatio = 1 << 20
    #expect(try read(stored, name: "a.jsonl", limits: limits).faults.isEmpty)
  }
}
