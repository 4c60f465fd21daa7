// SPDX-License-Identifier: Apache-2.0

import TamisIO

/// Finds which tokens to take out, and for each which earlier token it repeats.
///
/// Tokens go by their numbers in the total order, so that what is smaller is earlier.
struct PassageRepeats: ~Copyable {
  private let tokens: UInt64
  private let shares: MemoryShares
  private let folder: WorkFolder
  /// Bytes put into sorters.
  private(set) var indexBytes = 0

  init(tokens: Int, shares: MemoryShares, folder: WorkFolder) {
    self.tokens = UInt64(tokens)
    self.shares = shares
    self.folder = folder
  }

  /// A sorter for the rows of segments.
  static func segmentSorter(_ shares: MemoryShares, folder: WorkFolder) -> RowSorter {
    RowSorter(width: 3, memory: shares.smallSorter, name: "segments", folder: folder)
  }

  /// Finds stretches to take out.
  ///
  /// - Parameters:
  ///   - runs: Rows of a run's hash, in two words, and its first token, in order.
  ///   - near: Segments of runs that repeat one a little before them.
  /// - Returns: Rows of the stretch's source, its length, and what `ranks` says of its first token:
  ///   record and place.
  consuming func stretches(
    _ runs: consuming SortedRows, near: consuming RowSorter, ranks: Stash
  ) throws(TamisIOError) -> IndexedRows {
    var segments = try segments(try repeats(runs), and: near)
    var writer = StretchWriter(ranks: ranks, shares: shares, folder: folder)
    var sweep = SegmentSweep(tokens: tokens)
    var found: [Stretch] = []
    while let part = try segments.next() {
      for row in stride(from: 0, to: part.count, by: 3) {
        let segment = Segment(start: part[row], end: part[row + 1], shift: part[row + 2])
        sweep.advance(to: segment.start) { found.append($0) }
        sweep.add(segment)
        try writer.take(&found)
      }
    }
    sweep.finish { found.append($0) }
    try writer.take(&found)
    let bytes = indexBytes + writer.indexBytes
    return IndexedRows(rows: try writer.rows.sorted(), indexBytes: bytes)
  }

  /// Rows of each run that is not the first of its hash, and the first, by the repeat.
  private mutating func repeats(_ runs: consuming SortedRows) throws(TamisIOError) -> SortedRows {
    var repeats = RowSorter(
      width: 2, memory: shares.largeSorter, name: "repeated-runs", folder: folder)
    var hash: (UInt64, UInt64)?
    var first: UInt64 = 0
    while let part = try runs.next() {
      for row in stride(from: 0, to: part.count, by: 3) {
        if let hash, hash == (part[row], part[row + 1]) {
          let pair: InlineArray<2, UInt64> = [part[row + 2], first]
          try repeats.append(pair.span)
          indexBytes += 16
        } else {
          hash = (part[row], part[row + 1])
          first = part[row + 2]
        }
      }
    }
    return try repeats.sorted()
  }

  /// Rows of segments: those of runs near their sources, and those that the repeats make.
  private mutating func segments(
    _ rows: consuming SortedRows, and near: consuming RowSorter
  ) throws(TamisIOError) -> SortedRows {
    var joiner = SegmentJoiner(tokens: tokens)
    while let part = try rows.next() {
      for row in stride(from: 0, to: part.count, by: 2) {
        guard let segment = joiner.append(part[row], source: part[row + 1]) else { continue }
        try near.append(segment.row.span)
        indexBytes += 24
      }
    }
    if let segment = joiner.end() {
      try near.append(segment.row.span)
      indexBytes += 24
    }
    return try near.sorted()
  }
}

/// Finds the records of stretches.
private struct StretchWriter: ~Copyable {
  var rows: RowSorter
  private(set) var indexBytes = 0
  private var ranks: RankReader

  init(ranks: Stash, shares: MemoryShares, folder: WorkFolder) {
    rows = RowSorter(width: 4, memory: shares.largeSorter, name: "stretches", folder: folder)
    self.ranks = RankReader(ranks)
  }

  /// Takes stretches, in order, and empties the list.
  mutating func take(_ stretches: inout [Stretch]) throws(TamisIOError) {
    for stretch in stretches {
      let (record, place) = try ranks.place(of: stretch.first)
      let source = stretch.first - stretch.shift
      let row: InlineArray<4, UInt64> = [source, stretch.length, record, place]
      try rows.append(row.span)
      indexBytes += 32
    }
    stretches.removeAll(keepingCapacity: true)
  }
}
