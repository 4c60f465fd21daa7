// SPDX-License-Identifier: Apache-2.0

import TamisCluster
import TamisIO
import TamisSketch

/// Computes the similarity of candidates, and sorts those that reach the threshold, or of which the
/// later lies in the earlier where that is asked for.
struct PairVerification: ~Copyable {
  /// What was done so far.
  private(set) var figures = Duplicates.Figures()

  private let verifier: Verifier
  private let shares: MemoryShares
  private let folder: WorkFolder
  private let threads: Int
  private var sets: CandidateSetReader
  /// Rows of the later group, the earlier, and the words of their likeness.
  private var bySecond: RowSorter
  /// Rows of the earlier group, the later, and the words of their likeness; only if asked for.
  private var byFirst: RowSorter?
  /// How many pairs are compared at a time.
  private var blockSize = 16 << 10

  init(
    options: DuplicateOptions, records: RecordStore, copies: CopyStore, wantsPairs: Bool,
    shares: MemoryShares, folder: WorkFolder, threads: Int
  ) {
    verifier = Verifier(threshold: options.threshold, kernel: options.kernel)
    self.shares = shares
    self.folder = folder
    self.threads = threads
    sets = CandidateSetReader(records: records, copies: copies, threads: threads)
    bySecond = RowSorter(
      width: 4, memory: shares.smallSorter, isDistinct: true, name: "verified", folder: folder)
    byFirst = nil
    if wantsPairs { byFirst = Self.pairSorter(shares: shares, folder: folder) }
  }

  /// Sorts pairs by the earlier group.
  static func pairSorter(shares: MemoryShares, folder: WorkFolder) -> RowSorter {
    RowSorter(width: 4, memory: shares.smallSorter, isDistinct: true, name: "pairs", folder: folder)
  }

  /// Compares pairs.
  mutating func verify(_ pairs: consuming SortedRows) async throws {
    try await verify(pairs, contained: nil)
  }

  /// Compares groups with those that they may lie in.
  ///
  /// - Parameter share: The share of the later group that must be in the earlier, if they are not
  ///   similar.
  mutating func verify(
    _ candidates: consuming ContainmentCandidates, contained share: Threshold
  ) async throws {
    figures.containmentCuts = candidates.cuts
    try await verify(candidates.pairs, contained: share)
  }

  private mutating func verify(
    _ pairs: consuming SortedRows, contained: Threshold?
  ) async throws {
    while let rows = try pairs.next() {
      var start = 0
      while start < rows.count {
        let end = min(rows.count, start + 2 * blockSize)
        try await verify(rows[start..<end], contained: contained)
        start = end
      }
    }
  }

  /// Compares a block of pairs, in two halves where their shingles need more than their share.
  private mutating func verify(
    _ rows: ArraySlice<UInt64>, contained: Threshold?
  ) async throws {
    let places = try sets.places(of: Self.groups(rows))
    // What is read is held twice while it is put in order.
    if 2 * places.bytes > shares.compared, rows.count > 2 {
      blockSize = max(1, rows.count / 4)
      let middle = rows.startIndex + rows.count / 4 * 2
      try await verify(rows[..<middle], contained: contained)
      try await verify(rows[middle...], contained: contained)
      return
    }
    if 8 * places.bytes < shares.compared { blockSize = min(2 * blockSize, 1 << 18) }
    let found = try await sets.sets(at: places)
    let size = max(2, min(16 << 10, rows.count / (2 * threads)) / 2 * 2)
    let parts = stride(from: rows.startIndex, to: rows.endIndex, by: size).map {
      rows[$0..<min($0 + size, rows.endIndex)]
    }
    var rest = parts[...]
    let verifier = verifier
    try await inOrder(
      next: { rest.popFirst() }, threads: threads,
      { Self.verified($0, found, by: verifier, contained: contained) }, consume: { try append($0) })
    figures.compared += rows.count / 2
    figures.falseCandidates += rows.count / 2
    if contained != nil { figures.comparedForContainment += rows.count / 2 }
  }

  /// The groups of some pairs, each once and in order.
  private static func groups(_ rows: ArraySlice<UInt64>) -> [Int] {
    var all = Array(rows)
    all.sort()
    var groups: [Int] = []
    for group in all where groups.last != Int(group) { groups.append(Int(group)) }
    return groups
  }

  private static func verified(
    _ rows: ArraySlice<UInt64>, _ sets: CandidateSets, by verifier: Verifier,
    contained: Threshold?
  ) -> [VerifiedPair] {
    var pairs: [VerifiedPair] = []
    var (first, number) = (-1, 0)
    for row in stride(from: rows.startIndex, to: rows.endIndex, by: 2) {
      // Pairs of one earlier group follow each other.
      if Int(rows[row]) != first {
        first = Int(rows[row])
        number = sets.number(of: first)
      }
      let second = Int(rows[row + 1])
      let other = sets.number(of: second)
      if let contained {
        guard
          let found = verifier.resemblance(
            of: other, to: number, in: sets.table, contained: contained)
        else { continue }
        pairs.append(
          VerifiedPair(
            first: first, second: second, similarity: found.similarity, contained: found.contained))
      } else if let similarity = verifier.similarity(number, other, in: sets.table) {
        pairs.append(VerifiedPair(first: first, second: second, similarity: similarity))
      }
    }
    return pairs
  }

  private mutating func append(_ pairs: [VerifiedPair]) throws(TamisIOError) {
    figures.falseCandidates -= pairs.count
    for pair in pairs {
      let (first, second) = (UInt64(pair.first), UInt64(pair.second))
      let (common, all) = Likeness(pair.similarity, contained: pair.contained).words
      if pair.contained != nil { figures.contained += 1 }
      let row: InlineArray<4, UInt64> = [second, first, common, all]
      try bySecond.append(row.span)
      guard byFirst != nil else { continue }
      let other: InlineArray<4, UInt64> = [first, second, common, all]
      try byFirst?.append(other.span)
    }
  }

  /// The pairs that were verified: by the later group, and by the earlier if asked for.
  consuming func finish() throws(TamisIOError) -> VerifiedPairs {
    VerifiedPairs(bySecond: try bySecond.sorted(), byFirst: byFirst)
  }
}

/// Verified pairs of groups, in two orders.
struct VerifiedPairs: ~Copyable {
  var bySecond: SortedRows
  /// Not in order yet.
  var byFirst: RowSorter?
}

extension PairVerification {
  /// Compares the groups of large buckets with centres.
  mutating func verify(_ large: LargeBuckets) async throws {
    guard !large.ranges.isEmpty else { return }
    figures.largeBuckets = large.ranges.count
    var centres = CentreVerifier(verifier)
    var reader = StashReader(large.groups)
    var leftOver = RowSorter(
      width: 2, memory: shares.smallSorter, name: "left-over", folder: folder)
    var leftInBucket: [UInt64] = []
    // One after the other: what one bucket settles, the next need not compare.
    for (bucket, range) in large.ranges.enumerated() {
      centres.beginBucket()
      var left: UInt64 = 0
      for start in stride(from: range.lowerBound, to: range.upperBound, by: Self.groupsAtATime) {
        var words: [UInt64] = []
        let end = min(start + Self.groupsAtATime, range.upperBound)
        try reader.append(words: start..<end, to: &words)
        for group in try await verify(words.map { Int($0) }, by: &centres) {
          let row: InlineArray<2, UInt64> = [UInt64(group), UInt64(bucket)]
          try leftOver.append(row.span)
          left += 1
        }
      }
      leftInBucket.append(left)
    }
    figures.compared += centres.compared
    figures.falseCandidates += centres.compared
    figures.notCompared += try Self.pairs(leftOver: try leftOver.sorted(), leftInBucket)
  }

  /// Groups of a large bucket whose shingles are read together.
  private static var groupsAtATime: Int { 1024 }

  /// Compares some groups of a bucket, and gives those that no centre is left for.
  private mutating func verify(
    _ groups: [Int], by centres: inout CentreVerifier
  ) async throws -> [Int] {
    let wanted = groups.filter { !centres.isSettled($0) }
    guard !wanted.isEmpty else { return [] }
    let places = try sets.places(of: wanted)
    if 2 * places.bytes > shares.compared, groups.count > 1 {
      let middle = groups.count / 2
      return try await verify(Array(groups[..<middle]), by: &centres)
        + verify(Array(groups[middle...]), by: &centres)
    }
    let found = try await sets.sets(at: places)
    var left: [Int] = []
    var pairs: [VerifiedPair] = []
    for group in wanted {
      switch centres.append(group, set: { found.table[found.number(of: group)] }) {
      case .settled(let pair): pairs.append(pair)
      case .leftOver: left.append(group)
      case .centre, .settledBefore: break
      }
    }
    try append(pairs)
    return left
  }

  /// How many pairs were left over, at least: a group counts with as many others as were left in
  /// the bucket where these were most. Half of the sum is the number of pairs if buckets are the
  /// same or disjoint, and never above it.
  private static func pairs(
    leftOver rows: consuming SortedRows, _ leftInBucket: [UInt64]
  ) throws(TamisIOError) -> Int {
    var cursor = RowCursor(rows)
    var sum: UInt64 = 0
    while let group = try cursor.word(0) {
      var most: UInt64 = 0
      while try cursor.word(0) == group, let bucket = try cursor.word(1) {
        most = max(most, leftInBucket[Int(bucket)] - 1)
        cursor.step()
      }
      sum += most
    }
    return Int(sum / 2)
  }
}
