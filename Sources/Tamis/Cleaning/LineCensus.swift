// SPDX-License-Identifier: Apache-2.0

import TamisIO
import TamisPage

/// Counts the lines of each host's distinct pages, host after host and line after line.
struct LineCensus: ~Copyable {
  /// Hosts of the input of which more than one page is known.
  private(set) var hosts = 0
  /// Pages of the input that the models had counted.
  private(set) var pagesCounted = 0

  private var sightings: RowCursor
  private var names: StashReader
  private var nameEnds: StashReader
  private var told: RowSorter
  private var group: LineGroup
  private var models: ChromeModels
  private var learned: LearnedChrome?

  /// Keys of rows that are about no line: a page's mark, and the page itself.
  private static let (markKey, pageKey): (UInt64, UInt64) = (0, 1)

  /// Sorts the sightings by host and line.
  ///
  /// - Parameters:
  ///   - pages: For each page how many sightings it has, and those.
  ///   - marks: For each page its marks, two words; nothing where no model is used.
  init(
    _ captures: PageCaptures, pages: PageLines, models: consuming ChromeModels,
    learned: LearnedChrome?, shares: MemoryShares, folder: WorkFolder
  ) throws(TamisIOError) {
    sightings = RowCursor(try Self.sorted(captures, pages, shares: shares, folder: folder))
    names = StashReader(captures.names)
    nameEnds = StashReader(captures.nameEnds)
    told = RowSorter(
      width: HostEvidence.rowWidth, memory: shares.largeSorter, name: "told", folder: folder)
    group = LineGroup(shares: shares, folder: folder)
    self.models = models
    self.learned = learned
  }

  private static func sorted(
    _ captures: PageCaptures, _ pages: PageLines, shares: MemoryShares, folder: WorkFolder
  ) throws(TamisIOError) -> SortedRows {
    var rows = RowSorter(
      width: 4, memory: shares.largeSorter, name: "sightings", folder: folder)
    var captures = PageCaptures.Reader(captures)
    var lines = StashReader(pages.lines)
    var marks = StashReader(pages.marks)
    var place = 0
    for page in 0..<pages.count {
      let (host, root) = try captures.next()
      var row: InlineArray<4, UInt64> = [host, pageKey, root, UInt64(page) << 2]
      try rows.append(row.span)
      for word in 2 * page..<2 * page + 2 where pages.marks.count > 0 {
        let mark = try marks.word(word)
        guard mark != 0 else { continue }
        row = [host, markKey, root, mark]
        try rows.append(row.span)
      }
      let end = place + 1 + Int(try lines.word(place))
      for word in place + 1..<end {
        let sighting = LineSighting(rawValue: try lines.word(word))
        guard sighting.key > pageKey else { continue }
        row = [host, sighting.key, root, UInt64(page) << 2 | UInt64(sighting.zone.rawValue)]
        try rows.append(row.span)
      }
      place = end
    }
    return try rows.sorted()
  }

  /// Counts everything; then what each page is to be told is in `rows()`.
  ///
  /// - Throws: ``TamisIOError`` when the disk fails, `RunError` where a model has changed.
  /// - Complexity: O(n) in the sightings and the models.
  mutating func count() throws {
    while let host = try sightings.word(0) {
      let name = try self.name(Int(host))
      while let other = try models.next(before: name) { try learned?.append(other) }
      try count(host, name: name, known: try models.next(named: name))
    }
    while let other = try models.next(before: nil) { try learned?.append(other) }
    try learned?.end()
  }

  /// What pages are told, by page.
  consuming func rows() throws(TamisIOError) -> SortedRows { try told.sorted() }

  private mutating func name(_ host: Int) throws(TamisIOError) -> [UInt8] {
    let start = host == 0 ? 0 : Int(try nameEnds.word(host - 1))
    return GroupKey.name(try names.bytes(start..<Int(try nameEnds.word(host))))
  }

  /// Counts the pages and lines of one host.
  private mutating func count(_ host: UInt64, name: [UInt8], known: HostChrome?) throws {
    var chrome = GrowingChrome(known)
    let counted = try readMarks(host, known, into: &chrome)
    pagesCounted += counted.count
    try readGroup(host, Self.pageKey, counted)
    let pages = (known?.pages ?? 0).addingReportingOverflow(group.count.pages)
    let all = pages.overflow ? UInt32.max : pages.partialValue
    if all > 1 {
      hosts += 1
      try group.tell(LineCount(pages: all), key: 0, to: &told)
    }
    while try sightings.word(0) == host, let key = try sightings.word(1) {
      try readGroup(host, key, counted)
      let count = chrome.add(group.count, of: key, learns: learned != nil)
      if count.pages > 1 { try group.tell(count, key: key, to: &told) }
    }
    if let learned { try learned.append(chrome.finish(name: name, pages: all)) }
  }

  /// Reads the marks of a host's pages, and tells which pages were counted, ascending.
  private mutating func readMarks(
    _ host: UInt64, _ known: HostChrome?, into chrome: inout GrowingChrome
  ) throws(TamisIOError) -> [UInt64] {
    var counted: [UInt64] = []
    while try sightings.word(0) == host, try sightings.word(1) == Self.markKey,
      let root = try sightings.word(2), let mark = try sightings.word(3)
    {
      if known?.knows(mark) ?? false, counted.last != root { counted.append(root) }
      chrome.add(mark: mark)
      sightings.step()
    }
    return counted
  }

  /// Reads all sightings of one line.
  private mutating func readGroup(
    _ host: UInt64, _ key: UInt64, _ counted: [UInt64]
  ) throws(TamisIOError) {
    group.reset()
    var next = 0
    while try sightings.word(0) == host, try sightings.word(1) == key,
      let root = try sightings.word(2), let capture = try sightings.word(3)
    {
      while next < counted.count, counted[next] < root { next += 1 }
      try group.append(
        root: root, capture: capture, isCounted: next < counted.count && counted[next] == root)
      sightings.step()
    }
    group.endPage()
  }
}

/// The sightings of all pages, and their marks, in the order of the input.
struct PageLines {
  /// How many pages there are.
  let count: Int
  /// For each page how many sightings it has, and those.
  let lines: Stash
  /// For each page two marks, 0 for none; nothing where no model is used.
  let marks: Stash
}

/// What is known of one host, while its lines are counted.
private struct GrowingChrome {
  private let known: [HostChrome.Line]
  /// How many of these have come up.
  private var place = 0
  private var marks: [UInt64]
  private var lines: [HostChrome.Line] = []

  init(_ known: HostChrome?) {
    self.known = known?.lines ?? []
    marks = known?.marks ?? []
  }

  mutating func add(mark: UInt64) {
    marks.append(mark)
    if marks.count > 4 * HostChrome.markLimit { marks = HostChrome.least(marks) }
  }

  /// Adds a line's count to what was known of it; lines come ascending by key.
  mutating func add(_ count: LineCount, of key: UInt64, learns: Bool) -> LineCount {
    while place < known.count, known[place].key < key {
      if learns { append(known[place]) }
      place += 1
    }
    var sum = count
    if place < known.count, known[place].key == key {
      sum = known[place].count.adding(count)
      place += 1
    }
    if learns, sum.pages > 0 { append(HostChrome.Line(key: key, count: sum)) }
    return sum
  }

  private mutating func append(_ line: HostChrome.Line) {
    lines.append(line)
    if lines.count > 4 * HostChrome.lineLimit { lines = HostChrome.most(lines) }
  }

  consuming func finish(name: [UInt8], pages: UInt32) -> HostChrome {
    lines += known[place...]
    return HostChrome(name: name, pages: pages, marks: marks, lines: lines)
  }
}
