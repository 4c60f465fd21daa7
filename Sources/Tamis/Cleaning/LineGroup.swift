// SPDX-License-Identifier: Apache-2.0

import TamisIO
import TamisPage

/// The pages of one host on which one line stands: they are counted, and then told the count.
struct LineGroup: ~Copyable {
  /// On how many distinct pages the line stands.
  private(set) var count = LineCount()
  private var root: UInt64?
  private var zones: UInt8 = 0

  /// The captures of these pages; what does not fit is put aside.
  private var captures: [UInt64] = []
  private var aside: StashWriter?
  private var last: UInt64?
  private let limit: Int
  private let folder: WorkFolder

  init(shares: MemoryShares, folder: WorkFolder) {
    limit = shares.smallSorter / 8
    self.folder = folder
  }

  /// Begins with another line.
  mutating func reset() {
    count = LineCount()
    (root, last, zones) = (nil, nil, 0)
    captures.removeAll(keepingCapacity: true)
    aside = nil
  }

  /// Takes a sighting; they come by page, then by capture.
  ///
  /// - Parameters:
  ///   - root: The page.
  ///   - capture: Its capture, and the zone in the two lowest bits.
  ///   - isCounted: Whether the page was counted by an earlier run.
  mutating func append(
    root: UInt64, capture: UInt64, isCounted: Bool
  ) throws(TamisIOError) {
    if root != self.root { endPage() }
    self.root = root
    if !isCounted { zones |= 1 << UInt8(capture & 3) }
    guard capture >> 2 != last else { return }
    last = capture >> 2
    captures.append(capture >> 2)
    guard captures.count >= limit else { return }
    if aside == nil { aside = StashWriter("captures-of-a-line", memory: 0, folder: folder) }
    // The buffer leaves `self` while another member takes it.
    var full: [UInt64] = []
    swap(&full, &captures)
    try aside?.append(full.span)
    full.removeAll(keepingCapacity: true)
    swap(&full, &captures)
  }

  /// Ends the taking: the count is complete.
  mutating func endPage() {
    if zones != 0 { count.add(pageWithZones: zones) }
    zones = 0
  }

  /// Tells all captures the count.
  ///
  /// - Parameter key: The line's key; 0 for the count of the host's pages.
  mutating func tell(
    _ count: LineCount, key: UInt64, to rows: inout RowSorter
  ) throws(TamisIOError) {
    var row: InlineArray<6, UInt64> = [
      0, key, UInt64(count.pages), UInt64(count.zones[0]) << 32 | UInt64(count.zones[1]),
      UInt64(count.zones[2]) << 32 | UInt64(count.zones[3]), 0,
    ]
    if let aside = aside.take() {
      let stash = try aside.finish()
      var reader = StashReader(stash)
      for index in 0..<stash.words {
        row[0] = try reader.word(index)
        try rows.append(row.span)
      }
      stash.remove()
    }
    for capture in captures {
      row[0] = capture
      try rows.append(row.span)
    }
  }
}
