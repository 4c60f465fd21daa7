// SPDX-License-Identifier: Apache-2.0

import TamisPage
import Testing

@Suite struct ChromeModelTests {
  private static func line(_ key: UInt64, _ pages: UInt32, _ zones: SIMD4<UInt32>)
    -> HostChrome.Line
  {
    HostChrome.Line(key: key, count: LineCount(pages: pages, zones: zones))
  }

  /// Two hosts, small enough to be written out.
  private static let small = ChromeModel(hosts: [
    HostChrome(
      name: Array("ä".utf8), pages: 2, marks: [], lines: [line(8, 1, [0, 0, 1, 1])]),
    HostChrome(
      name: Array("harbour.test".utf8), pages: 300, marks: [9, 5, 5],
      lines: [line(0x0102_0304_0506_0708, 200, [0, 130, 0, 70]), line(4, 1, [1, 0, 0, 0])]),
  ])

  /// What the article on the format says, written out.
  private static let golden: [UInt8] =
    Array("tamis chrome model 1\n".utf8)
    + [0x30, 0, 0, 0]
    + [12] + Array("harbour.test".utf8) + [0xAC, 0x02]
    + [2, 5, 0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0]
    + [1, 8, 7, 6, 5, 4, 3, 2, 1, 0xC8, 0x01, 0, 0x82, 0x01, 0, 0x46]
    + [0x13, 0, 0, 0]
    + [2, 0xC3, 0xA4, 2, 0, 1, 8, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 1]
    + [0, 0, 0, 0]
    + [2, 0, 0, 0, 0, 0, 0, 0]
    + checksum

  /// Computed by the reference implementation of the hash.
  private static let checksum: [UInt8] = [
    0xC9, 0x51, 0xAA, 0xBF, 0xF7, 0xDA, 0xA1, 0x4B, 0x41, 0xFA, 0xAC, 0x94, 0x8A, 0x49, 0x8F, 0x9D,
  ]

  @Test func `the bytes are those of the article`() throws {
    #expect(Self.small.bytes == Self.golden)
    #expect(try ChromeModel(bytes: Self.golden) == Self.small)
    let empty = ChromeModel()
    #expect(try ChromeModel(bytes: empty.bytes) == empty)
  }

  @Test func `a file that ends anywhere before its end is refused`() {
    for count in Self.golden.indices {
      #expect(throws: ChromeModelError.self) {
        try ChromeModel(bytes: Array(Self.golden[..<count]))
      }
    }
    #expect(throws: ChromeModelError.goesOn) { try ChromeModel(bytes: Self.golden + [0]) }
  }

  @Test func `a file with any bit changed is refused`() {
    for place in 0..<8 * Self.golden.count {
      var bytes = Self.golden
      bytes[place / 8] ^= 1 << UInt8(place % 8)
      #expect(throws: ChromeModelError.self) { try ChromeModel(bytes: bytes) }
    }
  }

  @Test(arguments: ["0", "2", "10"])
  func `another version is named`(version: String) {
    let bytes = Array("tamis chrome model \(version)\n".utf8) + Self.golden.dropFirst(21)
    let error = #expect(throws: ChromeModelError.self) { try ChromeModel(bytes: bytes) }
    #expect(
      error?.description.contains("of version \(version), and version 1 is expected") ?? false)
  }

  @Test func `other files are no models`() {
    for text in ["", "tamis", "{\"id\":\"a\",\"text\":\"a line as long as a header\"}\n"] {
      let error = #expect(throws: ChromeModelError.self) {
        try ChromeModel(bytes: Array(text.utf8))
      }
      #expect(error?.description.hasPrefix("is no chrome model") ?? false)
    }
  }

  /// A host of which pages with some numbers are known; a page has the lines that divide it.
  private static func host(_ pages: some Collection<Int>, name: String = "a") -> HostChrome {
    var counts: [UInt64: LineCount] = [:]
    for page in pages {
      for line in 1...40 where page.isMultiple(of: line) {
        counts[UInt64(line) << 8, default: LineCount()].add(pageWithZones: 1 << UInt8(line % 4))
      }
    }
    return HostChrome(
      name: Array(name.utf8), pages: UInt32(pages.count),
      marks: pages.flatMap { [mark($0, 1), mark($0, 2)] },
      lines: counts.map { HostChrome.Line(key: $0.key, count: $0.value) })
  }

  private static func mark(_ page: Int, _ kind: UInt64) -> UInt64 {
    var random = SplitMix(state: UInt64(page) << 2 | kind)
    return random.next()
  }

  @Test func `models of different pages give the model of all`() {
    let whole = Self.host(1...9)
    let parts = [Self.host([1, 5, 7]), Self.host([2, 3]), Self.host([4, 6, 8, 9])]
    #expect(HostChrome.merged(parts) == whole)
    #expect(HostChrome.merged(parts.reversed()) == whole)
  }

  @Test func `a model merged with itself stays as it is`() {
    for host in [Self.host(1...9), Self.host(1...500)] {
      #expect(HostChrome.merged([host, host, host]) == host)
    }
  }

  @Test func `no line counts on more pages than it stands on, however models overlap`() throws {
    var random = SplitMix(state: 5)
    for _ in 0..<200 {
      let pages = (1...60).filter { _ in Bool.random(using: &random) }
      let others = (1...60).filter { _ in Bool.random(using: &random) }
      let truth = Self.host(Set(pages + others)).hostLines
      let (a, b) = (Self.host(pages), Self.host(others))
      let merged = try #require(HostChrome.merged([a, b]))
      #expect(HostChrome.merged([b, a]) == merged)
      #expect(merged.pages == UInt32(truth.pages))
      for line in merged.lines {
        #expect(line.count.pages <= truth.count(of: line.key).pages)
        let parts = [a, b].map { Int($0.hostLines.count(of: line.key).pages) }
        #expect(Int(line.count.pages) >= (parts.max() ?? 0))
      }
    }
  }

  @Test func `models are merged host by host, whatever their order`() throws {
    let models = [
      ChromeModel(hosts: [Self.host(1...3, name: "a"), Self.host(4...9, name: "c")]),
      ChromeModel(hosts: [Self.host(10...15, name: "b")]),
      ChromeModel(hosts: [Self.host(4...7, name: "a"), Self.host(10...12, name: "c")]),
    ]
    let merged = ChromeModel(merging: models)
    #expect(ChromeModel(merging: models.reversed()).bytes == merged.bytes)
    #expect(merged.hosts.map(\.name) == ["a", "b", "c"].map { Array($0.utf8) })
    #expect(merged.host(Array("a".utf8)) == Self.host(1...7, name: "a"))
    #expect(merged.host(Array("bb".utf8)) == nil)
    #expect(try ChromeModel(bytes: merged.bytes) == merged)
  }

  @Test func `a full host keeps the most frequent lines, and takes unknown pages as counted`() {
    let lines = (1...UInt64(HostChrome.lineLimit + 100)).map {
      Self.line($0 << 2, $0 <= 100 ? 2 : 3, [3, 0, 0, 0])
    }
    let marks = (1...UInt64(HostChrome.markLimit + 50)).map { 10 * $0 }
    let host = HostChrome(
      name: [0x61], pages: 40_000, marks: marks.reversed(), lines: lines.reversed())
    #expect(host.lines.map(\.key) == lines.dropFirst(100).map(\.key))
    #expect(host.marks == Array(marks.dropLast(50)))
    #expect(host.knows(10) && host.knows(marks[40_000]) && host.knows(.max))
    #expect(!host.knows(9) && !host.knows(15))
    #expect(!Self.host(1...5).knows(.max))
  }

  @Test func `a page is judged by the model as by the pages that it was made of`() {
    let pages = [Story.bridge, Story.harvest, Story.comet].map {
      "The Lantern of the lower valley\n\n" + Story.text($0)
    }
    var host = HostLines()
    var counts: [UInt64: LineCount] = [:]
    for page in pages {
      let sightings = read(page).sightings
      host.add(page: sightings)
      for (key, lines) in Dictionary(grouping: sightings, by: \.key) {
        let zones = lines.reduce(UInt8(0)) { $0 | 1 << $1.zone.rawValue }
        counts[key, default: LineCount()].add(pageWithZones: zones)
      }
    }
    let chrome = HostChrome(
      name: [0x61], pages: 3, marks: [],
      lines: counts.map { HostChrome.Line(key: $0.key, count: $0.value) })
    for page in pages {
      #expect(cleaned(page, host: chrome.hostLines) == cleaned(page, host: host))
      #expect(!cleaned(page, host: host).contains("Lantern"))
    }
  }
}
