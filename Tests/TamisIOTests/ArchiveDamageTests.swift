// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TamisIO

private typealias Build = ArchiveBuilder

struct `Damaged archives` {
  private func starts(_ records: [[UInt8]]) -> [Int] {
    records.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
  }

  @Test(arguments: ["0", "3", "50", "62", "63", "100", "500", "60000", "-1", "abc", "", "1 2"])
  func `a length that is wrong costs no other record and hardly its own`(length: String) throws {
    try withScratch { scratch in
      let records = [Build.page(1), Build.page(2, length: length), Build.page(3), Build.page(4)]
      for name in ["a.warc", "a.warc.gz"] {
        let bytes =
          name.hasSuffix("gz") ? Array(Build.members(records).joined()) : Array(records.joined())
        let read = try ArchiveReading(scratch.file(name, bytes))
        #expect(read.texts == (1...4).map { "<p>page \($0)</p>" }, "\(name)")
        #expect(read.numbers == [1, 2, 3, 4], "\(name)")
        #expect(read.faults.map(\.kind) == [.invalidLength], "\(name)")
        #expect(read.faults.map(\.offset) == [records[0].count], "\(name)")
        #expect(read.faults.map(\.record) == [2], "\(name)")
        let member = name.hasSuffix("gz") ? Build.members(records)[0].count : nil
        #expect(read.faults.map(\.storedOffset) == [member], "\(name)")
      }
    }
  }

  /// The bytes as a file, in one gzip member, in members of their own and in one zstd frame.
  private func forms(_ records: [[UInt8]]) throws -> [[UInt8]] {
    let whole = Array(records.joined())
    return [
      whole, Array(Build.members(records).joined()), try Compression.gzip.compress(whole),
      try Compression.zstd.compress(whole),
    ]
  }

  @Test func `a record beyond the limit costs no other`() throws {
    try withScratch { scratch in
      var limits = ReadLimits()
      limits.record = 1000
      limits.batch = 100
      let long = Build.page(2, body: String(repeating: "<p>x ", count: 1000))
      let records = [Build.page(1), long, Build.page(3), Build.page(4)]
      for bytes in try forms(records) {
        let read = try ArchiveReading(scratch.file("a.dat", bytes), limits: limits)
        #expect(read.texts == [1, 3, 4].map { "<p>page \($0)</p>" })
        #expect(read.numbers == [1, 3, 4])
        #expect(read.faults.map(\.kind) == [.tooLong])
        #expect(read.faults.map(\.offset) == [records[0].count])
      }
    }
  }

  @Test func `a damaged body in a record of no true length is one thing in any batch`() throws {
    try withScratch { scratch in
      let coded = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n"
      let body = Array(coded.utf8) + [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0xFF, 0xFF, 0xFF]
      let bad = String(decoding: Build.page(2, length: "3"), as: UTF8.self)
      let start = try #require(bad.firstRange(of: "HTTP/1.1")).lowerBound
      let record = Array(bad[..<start].utf8) + body + Array("\r\n\r\n".utf8)
      var readings: [[String]] = []
      for batch in [1, 1 << 16] {
        var limits = ReadLimits()
        limits.batch = batch
        let read = try ArchiveReading(
          scratch.file("a.warc", Build.page(1) + record + Build.page(3)), limits: limits)
        #expect(read.texts == ["<p>page 1</p>", "<p>page 3</p>"])
        readings.append(read.faults.map(\.description))
      }
      #expect(readings[0] == readings[1])
      #expect(readings[0].count == 1)
    }
  }

  @Test func `a line of ARC that begins with controls is none, wherever a batch ends`() throws {
    try withScratch { scratch in
      let line = Array("\u{0}\u{1}x 127.0.0.1 20260211002031 text/plain 1\n".utf8)
      let bytes = line + Array("x\n".utf8) + Build.arcPage(1)
      for batch in [1, 1 << 16] {
        var limits = ReadLimits()
        limits.batch = batch
        let read = try ArchiveReading(scratch.file("a.arc", bytes), format: .arc, limits: limits)
        #expect(read.texts == ["<p>page 1</p>"])
        #expect(read.faults.count == 1)
      }
    }
  }

  @Test(arguments: ["3", "500", "", "abc"])
  func `a record of no true length is searched for the next one as far as the limit goes`(
    length: String
  ) throws {
    try withScratch { scratch in
      for (bodyBytes, isNear) in [(500, true), (1500, false)] {
        let body = String(repeating: "<p>x ", count: bodyBytes / 5)
        let records = [Build.page(1), Build.page(2, body: body, length: length), Build.page(3)]
        var readings: [[String]] = []
        for batch in [100, 1 << 16] {
          var limits = ReadLimits()
          (limits.record, limits.batch) = (1000, batch)
          let read = try ArchiveReading(
            scratch.file("a.warc", Array(records.joined())), limits: limits)
          #expect(read.texts.contains("<p>page 3</p>"))
          #expect(read.texts.contains(body) == isNear)
          readings.append(read.texts + read.faults.map(\.description))
        }
        #expect(readings[0] == readings[1])
      }
    }
  }

  // To look into a record that was passed over, the file is read anew from its start, over the
  // damage.
  @Test func `a length beyond the limit behind damage gives each record once`() throws {
    try withScratch { scratch in
      let members = Build.members([
        Build.page(1), Build.page(2), Build.page(3), Build.page(4, length: "5000"), Build.page(5),
        Build.page(6, length: "4000"),
      ])
      for index in members[1].indices {
        var damaged = members
        damaged[1][index] ^= 0xFF
        for batch in [100, 1 << 16] {
          var limits = ReadLimits()
          (limits.record, limits.batch) = (1000, batch)
          let read = try ArchiveReading(
            scratch.file("a.warc.gz", Array(damaged.joined())), limits: limits)
          for page in [1, 3, 4, 5, 6] {
            #expect(read.texts.count { $0 == "<p>page \(page)</p>" } == 1, "byte \(index)")
          }
        }
      }
    }
  }

  @Test(arguments: [
    "1000", "5000", "36028797018963966", "36028797018963967", "9000000000000000000",
  ])
  func `a length beyond the limit that is not true costs no record at all`(length: String) throws {
    try withScratch { scratch in
      var limits = ReadLimits()
      limits.record = 1000
      limits.batch = 100
      let records = [Build.page(1), Build.page(2, length: length), Build.page(3), Build.page(4)]
      for bytes in try forms(records) {
        let read = try ArchiveReading(scratch.file("a.dat", bytes), limits: limits)
        #expect(read.texts == (1...4).map { "<p>page \($0)</p>" })
        #expect(read.numbers == [1, 2, 3, 4])
        #expect(read.faults.map(\.kind) == [.invalidLength])
        #expect(read.faults.map(\.offset) == [records[0].count])
        #expect(read.faults.allSatisfy { $0.reason.contains(length) })
      }
    }
  }

  @Test(arguments: [InputFormat.warc, .arc], [1, 1 << 10, 1 << 20])
  func `many records that claim too much are read, and none is lost`(
    format: InputFormat, batch: Int
  ) throws {
    try withScratch { scratch in
      var limits = ReadLimits()
      limits.record = 1000
      limits.batch = batch
      let records = (1...2000).map { number in
        let length = ["300000", "660", "1001", "99999999999999999999"][number % 4]
        guard format == .arc else { return Build.page(number, length: length) }
        return Build.arc("http://a.example/", "<p>page \(number)</p>", length: length)
      }
      for bytes in [Array(records.joined()), Array(Build.members(records).joined())] {
        let read = try ArchiveReading(
          scratch.file("a.dat", bytes), format: format, limits: limits)
        #expect(read.texts == (1...2000).map { "<p>page \($0)</p>" })
        #expect(read.faults.count == 2000)
      }
    }
  }

  @Test func `a record that goes on beyond the limit is not kept, whatever it says`() throws {
    try withScratch { scratch in
      var limits = ReadLimits()
      limits.record = 1000
      let body = String(repeating: "<p>x ", count: 300)
      for length in ["x", "3"] {
        for bytes in [Build.page(1, body: body, length: length), Build.page(2) + Build.page(3)] {
          let archive = bytes + Build.page(4)
          let read = try ArchiveReading(scratch.file("a.warc", archive), limits: limits)
          #expect(read.texts.allSatisfy { $0.utf8.count <= 1000 })
          #expect(read.texts.last == "<p>page 4</p>")
        }
        let last = try ArchiveReading(
          scratch.file("b.warc", Build.page(1, body: body, length: length)), limits: limits)
        #expect(last.texts.allSatisfy { $0.utf8.count <= 1000 })
        #expect(last.faults.isEmpty == false)
      }
    }
  }

  @Test func `a header in which others begin ends there`() throws {
    try withScratch { scratch in
      let open = Array("WARC/1.0\r\nWARC-Type: response\r\n".utf8)
      let bytes = Build.page(1) + open + open + Build.page(4)
      for bytes in [bytes, try Compression.gzip.compress(bytes)] {
        let read = try ArchiveReading(scratch.file("a.warc", bytes))
        #expect(read.texts == ["<p>page 1</p>", "<p>page 4</p>"])
        #expect(read.numbers == [1, 4])
        #expect(read.faults.map(\.kind) == [.invalidLength, .invalidLength])
        #expect(read.faults.map(\.record) == [2, 3])
        let fault = try #require(read.faults.first)
        #expect(fault.reason == "has a header without end, in which the next record begins")
      }
    }
  }

  @Test func `a header without end is passed over`() throws {
    try withScratch { scratch in
      let endless = "WARC/1.0\r\n" + String(repeating: "a: b\r\n", count: 300_000)
      let bytes = Build.page(1) + Array(endless.utf8) + Build.page(3) + Build.page(4)
      for bytes in [bytes, try Compression.gzip.compress(bytes)] {
        let read = try ArchiveReading(scratch.file("a.warc", bytes))
        #expect(read.texts == [1, 3, 4].map { "<p>page \($0)</p>" })
        #expect(read.numbers == [1, 3, 4])
        #expect(read.faults.map(\.kind) == [.tooLong])
      }
    }
  }

  @Test func `bytes between records are passed over`() throws {
    try withScratch { scratch in
      let foreign = Array("\0\0 neither header nor WARC/1 record\r\n\r\n".utf8)
      let bytes = foreign + Build.page(1) + foreign + Build.page(2) + foreign
      for batch in [1, 10, 1 << 20] {
        var limits = ReadLimits()
        limits.batch = batch
        let read = try ArchiveReading(scratch.file("a.warc", bytes), limits: limits)
        #expect(read.texts == ["<p>page 1</p>", "<p>page 2</p>"])
        #expect(read.numbers == [1, 2])
        #expect(read.faults.map(\.kind) == Array(repeating: .invalidHeader, count: 3))
        #expect(read.faults.map(\.record) == [nil, nil, nil])
        let page = Build.page(1).count
        #expect(
          read.faults.map(\.offset) == [0, foreign.count + page, 2 * (foreign.count + page)])
      }
    }
  }

  /// The records that lie wholly before a place in the file, and what else may come out: the one
  /// that is cut off there.
  private func expectCut(
    _ read: ArchiveReading, _ records: [[UInt8]], whole: Int, _ comment: String
  ) {
    let pages = (1...records.count).map { "<p>page \($0)</p>" }
    #expect(Array(read.texts.prefix(whole)) == Array(pages.prefix(whole)), "\(comment)")
    #expect(read.texts.count <= whole + 1, "\(comment)")
    if read.texts.count > whole {
      #expect(pages[whole].hasPrefix(read.texts[whole]), "\(comment)")
    }
  }

  @Test func `a plain archive may be cut off at every byte`() throws {
    try withScratch { scratch in
      for records in [(1...3).map { Build.page($0) }, (1...3).map { Build.arcPage($0) }] {
        let bytes = Array(records.joined())
        let format: InputFormat = bytes.starts(with: [0x57]) ? .warc : .arc
        let end = format == .warc ? 4 : 1
        let starts = starts(records)
        for count in 0..<bytes.count {
          let path = try scratch.file("a.dat", Array(bytes[..<count]))
          let read = try ArchiveReading(path, format: format)
          // What ends a record is not part of it.
          let whole = starts.dropFirst().filter { $0 - end <= count }.count
          expectCut(read, records, whole: whole, "\(format) \(count)")
          let isClean = starts.contains { count >= $0 - end && count <= $0 } || count == 0
          #expect(read.faults.isEmpty == isClean, "\(format) \(count)")
        }
      }
    }
  }

  @Test(arguments: [Compression.gzip, .zstd])
  func `a compressed archive may be cut off at every byte`(compression: Compression) throws {
    try withScratch { scratch in
      let records = (1...3).map { Build.page($0) }
      let members = Build.members(records, compression)
      let bytes = Array(members.joined())
      let starts = starts(members)
      for count in 5..<bytes.count {
        let path = try scratch.file("a.warc.gz", Array(bytes[..<count]))
        let read = try ArchiveReading(path)
        let whole = starts.dropFirst().filter { $0 <= count }.count
        // The last member's content may all be there while its trailer is not.
        expectCut(read, records, whole: whole, "\(count)")
        #expect(read.faults.isEmpty == starts.contains(count), "\(count)")
      }
    }
  }

  @Test(arguments: [Compression.gzip, .zstd])
  func `damage at any byte of a member costs no record of another`(compression: Compression) throws
  {
    try withScratch { scratch in
      let records = (1...5).map { Build.page($0) }
      let members = Build.members(records, compression)
      let bytes = Array(members.joined())
      let starts = starts(members)
      for place in starts[1]..<starts[3] {
        for change: UInt8 in [0x01, 0x80, 0xFF] {
          var damaged = bytes
          damaged[place] ^= change
          let read = try ArchiveReading(scratch.file("a.warc.gz", damaged))
          let own = place < starts[2] ? 2 : 3
          for number in 1...5 where number != own {
            #expect(read.texts.contains("<p>page \(number)</p>"), "\(place) ^ \(change): \(number)")
          }
        }
      }
    }
  }

  @Test func `a fault in a member of its own names the place that an index has`() throws {
    try withScratch { scratch in
      let records = [Build.page(1), Build.page(2, length: "x")]
      let members = Build.members(records)
      let path = try scratch.file("a.warc.gz", Array(members.joined()))
      let fault = try #require(try ArchiveReading(path).faults.first)
      #expect(
        fault.description.hasPrefix(
          "\(path): record 2 at byte \(records[0].count) (\(members[0].count) of the compressed "
            + "file) has the Content-Length \"x\", which is no number of bytes; "))
    }
  }

  @Test func `an ARC's bad lengths`() throws {
    try withScratch { scratch in
      for length in ["-1", "abc", "0", "2", "1000"] {
        let bad = Build.arc("http://a.example/b", "<p>bad</p>", length: length)
        let bytes = Build.filedesc() + Build.arcPage(1) + bad + Build.arcPage(3) + Build.arcPage(4)
        let read = try ArchiveReading(scratch.file("a.arc", bytes))
        #expect(read.texts == ["<p>page 1</p>", "<p>bad</p>", "<p>page 3</p>", "<p>page 4</p>"])
        #expect(read.faults.map(\.kind) == [.invalidLength], "\(length)")
        #expect(read.faults.map(\.record) == [3], "\(length)")
      }
    }
  }

  @Test(arguments: [Compression.gzip, .zstd])
  func `a member that inflates without measure costs no other`(compression: Compression) throws {
    try withScratch { scratch in
      var limits = ReadLimits()
      limits.inflationRatio = 100
      let long = Build.page(3, body: String(repeating: " ", count: 30 << 20))
      // After the first such member the others are noticed sooner.
      let records = [Build.page(1), Build.page(2), long, Build.page(4), long, Build.page(6)]
      let bytes = Build.members(records, compression)
      let read = try ArchiveReading(
        scratch.file("a.dat", Array(bytes.joined())), limits: limits)
      #expect(read.texts == [1, 2, 4, 6].map { "<p>page \($0)</p>" })
      #expect(read.faults.map(\.kind) == [.inflation, .inflation])
    }
  }

  @Test(arguments: [1, 1 << 10, 1 << 20])
  func `line ends between records are not kept, be they ever so many`(batch: Int) throws {
    try withScratch { scratch in
      var limits = ReadLimits()
      (limits.batch, limits.record) = (batch, 10_000)
      for ends in [100, 4000, 4096, 4097, 4200, 20_000] {
        for lineEnd in ["\n", "\r\n"] {
          let between = Array(String(repeating: lineEnd, count: ends).utf8)
          let bytes = between + Build.page(1) + between + Build.page(2) + between
          let read = try ArchiveReading(
            scratch.file("a.warc", bytes), format: .warc, limits: limits)
          #expect(read.texts == ["<p>page 1</p>", "<p>page 2</p>"])
          #expect(read.numbers == [1, 2])
          #expect(read.faults.isEmpty)
          #expect(read.offsets[0] == between.count)
        }
      }
    }
  }

  @Test func `line ends do not fill the window`() throws {
    try withScratch { scratch in
      var limits = ReadLimits()
      limits.batch = 1000
      let ends = [UInt8](repeating: 0x0A, count: 4 << 20)
      let path = try scratch.file("a.warc", ends + Build.page(1) + ends + Build.page(2) + ends)
      let inputs = try Inputs([path], format: .warc)
      var input = try OpenInput(inputs.files[0], index: 0, limits: limits)
      var longest = 0
      while !input.isDone {
        _ = input.next()
        longest = max(longest, input.window.bytes.count)
      }
      #expect(longest < 1 << 18)
    }
  }

  @Test func `lengths that lie are gone back from, wherever they stand`() throws {
    try withScratch { scratch in
      var limits = ReadLimits()
      (limits.record, limits.batch) = (2000, 1000)
      let body = String(repeating: "<p>x ", count: 100)
      let before = (1...20).map { Build.page($0, body: body) }
      let lies = (21...24).map { Build.page($0, length: "2500") }
      let after = (25...40).map { Build.page($0, body: body) }
      let records = before + lies + after
      for bytes in [Array(records.joined()), Array(Build.members(records).joined())] {
        let read = try ArchiveReading(scratch.file("a.dat", bytes), limits: limits)
        #expect(read.numbers == Array(1...40))
        #expect(read.faults.map(\.record) == [21, 22, 23, 24])
      }
    }
  }

  @Test(arguments: [
    "http://a.example/b unknown 20260211002031 text/html",
    "http://a.example/b 127.0.0.1 20260211 a/b",
    "a.example/b 127.0.0.1 20260211002031 text/html", "/ - 20260211002031 -",
  ])
  func `an ARC's unusual lines begin records`(line: String) throws {
    try withScratch { scratch in
      let body = "HTTP/1.0 200 OK\nContent-Type: text/html\n\n<p>unusual</p>"
      let unusual = Array("\(line) \(body.utf8.count)\n\(body)\n".utf8)
      let bytes =
        Build.filedesc() + Build.arcPage(1) + unusual + Build.arcPage(3) + unusual
        + Build.arcPage(5)
      for batch in [1, 100, 1 << 20] {
        var limits = ReadLimits()
        limits.batch = batch
        let read = try ArchiveReading(scratch.file("a.arc", bytes), limits: limits)
        #expect(
          read.texts == [
            "<p>page 1</p>", "<p>unusual</p>", "<p>page 3</p>", "<p>unusual</p>", "<p>page 5</p>",
          ])
        #expect(read.faults.isEmpty)
      }
    }
  }

  @Test func `an ARC's line that cannot be read costs its own record only`() throws {
    try withScratch { scratch in
      let body = "HTTP/1.0 200 OK\nContent-Type: text/html\n\n<p>lost</p>"
      let lost = Array("http://a.example/b 127.0.0.1 text/html \(body.utf8.count)\n\(body)\n".utf8)
      let bytes = Build.filedesc() + Build.arcPage(1) + lost + Build.arcPage(3)
      for batch in [1, 100, 1 << 20] {
        var limits = ReadLimits()
        limits.batch = batch
        let read = try ArchiveReading(scratch.file("a.arc", bytes), limits: limits)
        #expect(read.texts == ["<p>page 1</p>", "<p>page 3</p>"])
        #expect(read.faults.map(\.kind) == [.invalidHeader])
      }
    }
  }
}
