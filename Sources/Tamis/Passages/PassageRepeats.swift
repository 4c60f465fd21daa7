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

  /// Finds stretches to take out.
  ///
  /// - Parameter runs: Rows of a run's hash, in two words, and its first token, in order.
  /// - Returns: Rows of the stretch's source, its length, and what `ranks` says of its first token:
  ///   record and place.
  consuming func stretches(
    _ runs: consuming SortedRows, ranks: Stash
  ) throws(TamisIOError) -> IndexedRows {
    var segments = try segments(try repeats(runs))
    var writer = StretchWriter(ranks: ranks, shares: shares, folder: folder)
    var sweep = SegmentSweep()
    var found: [Stretch] = []
    while let part = try segments.next() {
      for row in stride(from: 0, to: part.count, by: 3) {
        sweep.advance(to: part[row]) { found.append($0) }
        sweep.add(end: part[row + 1], shift: part[row + 2])
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

  /// Joins repeats that follow each other as their sources do: rows of the first token that goes,
  /// the one after the last, and how far back the source is.
  private mutating func segments(_ rows: consuming SortedRows) throws(TamisIOError) -> SortedRows {
    var writer = SegmentWriter(tokens: tokens, shares: shares, folder: folder)
    while let part = try rows.next() {
      for row in stride(from: 0, to: part.count, by: 2) {
        try writer.append(part[row], source: part[row + 1])
      }
    }
    try writer.endSegment()
    indexBytes += writer.indexBytes
    return try writer.rows.sorted()
  }
}

/// Joins repeats to segments.
private struct SegmentWriter: ~Copyable {
  var rows: RowSorter
  private(set) var indexBytes = 0
  private let tokens: UInt64
  private var first: UInt64 = 0
  private var last: UInt64 = 0
  /// How far back the sources are; 0 before the first repeat.
  private var shift: UInt64 = 0

  init(tokens: UInt64, shares: MemoryShares, folder: WorkFolder) {
    self.tokens = tokens
    rows = RowSorter(width: 3, memory: shares.smallSorter, name: "segments", folder: folder)
  }

  mutating func append(_ repeated: UInt64, source: UInt64) throws(TamisIOError) {
    if repeated - source != shift || repeated != last + 1 {
      try endSegment()
      (first, shift) = (repeated, repeated - source)
    }
    last = repeated
  }

  mutating func endSegment() throws(TamisIOError) {
    guard shift > 0 else { return }
    // What the source is made of stays, where the repeat overlaps with it.
    let start = first + (tokens > shift ? tokens - shift : 0)
    let row: InlineArray<3, UInt64> = [start, last + tokens, shift]
    try rows.append(row.span)
    indexBytes += 24
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

/// Tokens to take out that repeat tokens as many places earlier.
struct Stretch: Equatable {
  let first: UInt64
  var length: UInt64
  let shift: UInt64
}

/// Goes along overlapping segments and gives each token to the one with the earliest source.
struct SegmentSweep {
  /// Segments that have begun and may not have ended, as a heap: the one that reaches back farthest
  /// first.
  private var heap: [Segment] = []
  private var place: UInt64 = 0
  /// The last stretch, which may go on, and the segment that it is of.
  private var last: (stretch: Stretch, segment: Segment)?

  private struct Segment: Equatable {
    let end: UInt64
    let shift: UInt64

    func precedes(_ other: Segment) -> Bool { (shift, end) > (other.shift, other.end) }
  }

  /// Adds a segment that begins where the sweep is.
  ///
  /// - Complexity: O(log n) for n segments that overlap.
  mutating func add(end: UInt64, shift: UInt64) {
    heap.append(Segment(end: end, shift: shift))
    var child = heap.count - 1
    while child > 0, heap[child].precedes(heap[(child - 1) / 2]) {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  /// Goes on to where the next segment begins, and calls `body` with the stretches that have ended.
  mutating func advance(to limit: UInt64, _ body: (Stretch) -> Void) {
    while place < limit, let first = heap.first {
      guard first.end > place else {
        removeFirst()
        continue
      }
      let end = min(first.end, limit)
      if let (stretch, segment) = last, segment == first {
        last?.stretch.length = end - stretch.first
      } else {
        if let last { body(last.stretch) }
        last = (Stretch(first: place, length: end - place, shift: first.shift), first)
      }
      place = end
    }
    place = limit
  }

  /// Goes to the end.
  mutating func finish(_ body: (Stretch) -> Void) {
    advance(to: .max, body)
    if let last { body(last.stretch) }
    last = nil
  }

  private mutating func removeFirst() {
    heap[0] = heap[heap.count - 1]
    heap.removeLast()
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count {
        if heap[child].precedes(heap[least]) { least = child }
      }
      if least == parent { return }
      heap.swapAt(parent, least)
      parent = least
    }
  }
}
