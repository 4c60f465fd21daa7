// SPDX-License-Identifier: Apache-2.0

/// Finds records that share a key, by sorting (key, record) entries.
///
/// Records are numbered by their place in the total order, so that what is found does not depend on
/// the order in which they were read.
public struct Join: Sendable {
  /// A key and a record that has it.
  struct Entry: Sendable {
    var key: UInt64
    var record: UInt32
  }

  private(set) var entries: [Entry] = []

  /// Makes an empty join.
  public init() {}

  /// Adds a record under each of its keys.
  public mutating func add(_ record: Int, keys: some Sequence<UInt64>) {
    for key in keys { entries.append(Entry(key: key, record: UInt32(truncatingIfNeeded: record))) }
  }

  /// The records that share keys, as pairs where they are few and as whole buckets where not.
  ///
  /// - Parameter bucketLimit: Records up to which all pairs of a bucket are candidates, B.
  /// - Complexity: O(n) to sort n entries; then O(B · n) at most for the pairs.
  public consuming func candidates(bucketLimit: Int) -> Candidates {
    RadixSort.sort(&entries)
    var pairs: [UInt64] = []
    var large: [[UInt32]] = []
    var start = 0
    while start < entries.count {
      var end = start + 1
      while end < entries.count, entries[end].key == entries[start].key { end += 1 }
      if end - start > 1 {
        // The sort keeps the order of what was added, so records of a bucket may repeat or swap.
        let records = Self.distinct(entries[start..<end])
        if records.count > bucketLimit {
          large.append(records)
        } else {
          Self.appendPairs(of: records, to: &pairs)
        }
      }
      start = end
    }
    return Candidates(pairs: pairs, largeBuckets: large)
  }

  private static func distinct(_ entries: ArraySlice<Entry>) -> [UInt32] {
    var records = entries.map(\.record)
    records.sort()
    var count = 0
    for record in records where count == 0 || records[count - 1] != record {
      records[count] = record
      count += 1
    }
    records.removeLast(records.count - count)
    return records
  }

  private static func appendPairs(of records: [UInt32], to pairs: inout [UInt64]) {
    for (index, first) in records.enumerated() {
      for second in records[(index + 1)...] { pairs.append(UInt64(first) << 32 | UInt64(second)) }
    }
  }
}

/// Pairs of records that may be similar.
public struct Candidates: Sendable {
  /// Distinct pairs, each the earlier record in the upper and the later in the lower 32 bits.
  public private(set) var pairs: [UInt64]
  /// Records of buckets that are too large for all their pairs, in ascending order.
  public private(set) var largeBuckets: [[UInt32]]

  init(pairs: [UInt64], largeBuckets: [[UInt32]]) {
    self.pairs = pairs
    self.largeBuckets = largeBuckets
    Self.removeRepeats(&self.pairs)
  }

  /// Adds the candidates of another join.
  public mutating func merge(_ other: Candidates) {
    pairs += other.pairs
    largeBuckets += other.largeBuckets
    Self.removeRepeats(&pairs)
  }

  /// Keeps the pairs that satisfy a condition on their two records.
  public mutating func filterPairs(_ isKept: (Int, Int) -> Bool) {
    pairs.removeAll { !isKept(Int($0 >> 32), Int($0 & 0xFFFF_FFFF)) }
  }

  private static func removeRepeats(_ pairs: inout [UInt64]) {
    var entries = pairs.map { Join.Entry(key: $0, record: 0) }
    RadixSort.sort(&entries)
    var count = 0
    for entry in entries where count == 0 || pairs[count - 1] != entry.key {
      pairs[count] = entry.key
      count += 1
    }
    pairs.removeLast(pairs.count - count)
  }
}

/// Sorts entries by key, least significant digit first; entries of one key keep their order.
enum RadixSort {
  private static let digitBits: UInt64 = 11
  private static let buckets = 1 << 11

  /// - Complexity: O(n), six passes at most; a digit that all keys share takes none.
  static func sort(_ entries: inout [Join.Entry]) {
    guard entries.count > 1 else { return }
    guard entries.count > 256 else {
      let ordered = entries.enumerated().sorted {
        ($0.element.key, $0.offset) < ($1.element.key, $1.offset)
      }
      entries = ordered.map(\.element)
      return
    }
    var other = entries
    for shift in stride(from: 0, to: UInt64(64), by: Int(digitBits)) {
      if scatter(entries, into: &other, shift: shift) { swap(&entries, &other) }
    }
  }

  /// Orders by one digit; false if all entries have the same and nothing was done.
  private static func scatter(
    _ entries: [Join.Entry], into other: inout [Join.Entry], shift: UInt64
  ) -> Bool {
    let mask = UInt64(buckets - 1)
    var positions = [Int](repeating: 0, count: buckets)
    for entry in entries { positions[Int(entry.key >> shift & mask)] += 1 }
    guard !positions.contains(entries.count) else { return false }
    var sum = 0
    for digit in positions.indices {
      (positions[digit], sum) = (sum, sum + positions[digit])
    }
    for entry in entries {
      let digit = Int(entry.key >> shift & mask)
      other[positions[digit]] = entry
      positions[digit] += 1
    }
    return true
  }
}
