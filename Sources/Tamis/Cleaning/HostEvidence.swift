// SPDX-License-Identifier: Apache-2.0

import TamisIO
import TamisPage

/// What the pages of each page's host say of its lines, in the order of the input.
///
/// Of each page: the number of its host's distinct pages, 0 where there is no other; how many of
/// its lines stand on more than one; and each of these in four words, the key, the pages, and those
/// by zone in two.
struct HostEvidence: Sendable {
  private let stash: Stash

  /// What a row has that is told of a page: the page, a line's key, the pages it stands on, those
  /// by zone in two words, and nothing. The row of the key 0 has the host's pages.
  static let rowWidth = 6
  fileprivate static let lineWords = 4

  /// Puts aside what is told of pages.
  ///
  /// - Throws: ``TamisIOError`` when the disk is full or fails.
  init(
    _ rows: consuming SortedRows, pages: Int, shares: MemoryShares, folder: WorkFolder
  ) throws(TamisIOError) {
    var writer = StashWriter("host-evidence", memory: shares.smallSorter, folder: folder)
    var rows = RowCursor(rows)
    var words: [UInt64] = []
    for page in 0..<pages {
      words.removeAll(keepingCapacity: true)
      words += [0, 0]
      while try rows.word(0) == UInt64(page), let key = try rows.word(1),
        let count = try rows.word(2), let early = try rows.word(3), let late = try rows.word(4)
      {
        if key == 0 {
          words[0] = count
        } else {
          words += [key, count, early, late]
        }
        rows.step()
      }
      words[1] = UInt64((words.count - 2) / Self.lineWords)
      try writer.append(words.span)
    }
    stash = try writer.finish()
  }

  /// Reads it from the start.
  struct Reader: ~Copyable {
    private var words: StashReader
    private var place = 0

    init(_ evidence: HostEvidence) { words = StashReader(evidence.stash) }

    /// What is said of the next pages.
    mutating func next(pages: Int) throws(TamisIOError) -> PageEvidence {
      var evidence: [UInt64] = []
      for _ in 0..<pages {
        let count = 2 + HostEvidence.lineWords * Int(try words.word(place + 1))
        try words.append(words: place..<place + count, to: &evidence)
        place += count
      }
      return PageEvidence(words: evidence)
    }
  }
}

/// What is said of the lines of some pages, one after the other.
struct PageEvidence: Sendable {
  fileprivate let words: [UInt64]
  private var place = 0

  fileprivate init(words: [UInt64]) { self.words = words }

  /// What is said of the next page; nil where it is the only one of its host.
  mutating func next() -> HostLines? {
    guard place + 2 <= words.count else { return nil }
    let (pages, lines) = (Int(words[place]), Int(words[place + 1]))
    place += 2
    defer { place += HostEvidence.lineWords * lines }
    guard pages > 1 else { return nil }
    var host = HostLines(pages: pages)
    host.reserve(lines: lines)
    for line in 0..<lines {
      let at = place + HostEvidence.lineWords * line
      let zones = SIMD4(
        UInt32(truncatingIfNeeded: words[at + 2] >> 32), UInt32(truncatingIfNeeded: words[at + 2]),
        UInt32(truncatingIfNeeded: words[at + 3] >> 32), UInt32(truncatingIfNeeded: words[at + 3]))
      host.set(
        LineCount(pages: UInt32(truncatingIfNeeded: words[at + 1]), zones: zones), of: words[at])
    }
    return host
  }
}
