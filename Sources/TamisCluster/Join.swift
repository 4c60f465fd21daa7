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
  public mutating func add(_ record: Int, keys: ArraySlice<UInt64>) {
    for key in keys { entries.append(Entry(key: key, record: UInt32(truncatingIfNeeded: record))) }
  }

  /// The records that share keys, as pairs where they are few and as whole buckets where not.
  ///
  /// Near copies share many keys, and so the same bucket comes back under many of them: it is taken
  /// once, and repeated pairs are removed whenever there are twice as many as distinct ones.
  ///
  /// - Parameter bucketLimit: Records up to which all pairs of a bucket are candidates, B.
  /// - Complexity: O(n) to sort n entries, then O(m log m) for m ≤ B · n pairs; memory for the
  ///   entries and twice the distinct pairs.
  public consuming func candidates(bucketLimit: Int) -> Candidates {
    RadixSort.sort(&entries)
    var found = Candidates()
    var known: [Int: Range<Int>] = [:]
    var start = 0
    while start < entries.count {
      var end = start + 1
      while end < entries.count, entries[end].key == entries[start].key { end += 1 }
      if end - start > 1 {
        // The sort keeps the order of what was added, so records of a bucket may repeat or swap.
        let records = Self.distinct(entries[start..<end])
        if !isKnown(records, of: start..<end, in: &known) {
          found.append(bucket: records, limit: bucketLimit)
        }
      }
      start = end
    }
    found.finish()
    return found
  }

  /// Buckets of fewer records have fewer pairs than looking them up would cost.
  private static let leastRecordsLookedUp = 8

  /// Whether an earlier bucket had the same records; if none of the same hash had, remembers this.
  private func isKnown(
    _ records: [UInt32], of range: Range<Int>, in known: inout [Int: Range<Int>]
  ) -> Bool {
    guard records.count >= Self.leastRecordsLookedUp else { return false }
    let hash = records.hashValue
    guard let earlier = known[hash] else {
      known[hash] = range
      return false
    }
    return Self.distinct(entries[earlier]) == records
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
}

/// Pairs of records that may be similar.
public struct Candidates: Sendable {
  /// Distinct pairs, each the earlier record in the upper and the later in the lower 32 bits, in
  /// ascending order.
  public private(set) var pairs: [UInt64] = []
  /// Records, ascending, of buckets that are too large for all their pairs; distinct buckets in
  /// ascending order.
  public private(set) var largeBuckets: [[UInt32]] = []

  /// Pairs that are few enough not to look for repeats before the end.
  private static let fewPairs = 4 << 20
  /// How many pairs there may be before repeats are removed.
  private var room = Candidates.fewPairs

  init() {}

  /// Adds what a bucket of distinct records holds; `finish` is called after the last.
  mutating func append(bucket records: [UInt32], limit: Int) {
    guard records.count <= limit else {
      largeBuckets.append(records)
      return
    }
    for (index, first) in records.enumerated() {
      for second in records[(index + 1)...] { pairs.append(UInt64(first) << 32 | UInt64(second)) }
    }
    guard pairs.count >= room else { return }
    Self.removeRepeats(&pairs)
    room = max(Self.fewPairs, 2 * pairs.count)
  }

  /// Orders what was added and removes what repeats.
  mutating func finish() {
    Self.removeRepeats(&pairs)
    largeBuckets.sort { $0.lexicographicallyPrecedes($1) }
    var distinct: [[UInt32]] = []
    for bucket in largeBuckets where distinct.last != bucket { distinct.append(bucket) }
    largeBuckets = distinct
  }

  /// Adds the candidates of another join.
  public mutating func merge(_ other: Candidates) {
    pairs += other.pairs
    largeBuckets += other.largeBuckets
    finish()
  }

  private static func removeRepeats(_ pairs: inout [UInt64]) {
    pairs.sort()
    var count = 0
    for index in pairs.indices where count == 0 || pairs[count - 1] != pairs[index] {
      pairs[count] = pairs[index]
      count += 1
    }
    pairs.removeLast(pairs.count - count)
  }
}

/// Sorts entries by key, least significant digit first; entries of one key keep their order.
enum RadixSort {
  // A byte: with more values, the places written to at once would outgrow the processor's
  // translation buffer, and each pass would take longer than two such.
  private static let values = 256
  private static let digits = 8

  /// - Complexity: O(n), eight passes at most; a digit that all keys share takes none.
  static func sort(_ entries: inout [Join.Entry]) {
    guard entries.count > 256 else {
      let ordered = entries.enumerated().sorted {
        ($0.element.key, $0.offset) < ($1.element.key, $1.offset)
      }
      entries = ordered.map(\.element)
      return
    }
    let counts = counts(entries)
    var other = entries
    for digit in 0..<digits {
      let counts = counts[digit * values..<(digit + 1) * values]
      // A digit that all keys share leaves the order as it is.
      guard !counts.contains(entries.count) else { continue }
      scatter(entries, into: &other, digit: digit, counts: counts)
      swap(&entries, &other)
    }
  }

  /// How often each digit has each value.
  private static func counts(_ entries: [Join.Entry]) -> [Int] {
    var counts = [Int](repeating: 0, count: digits * values)
    counts.withUnsafeMutableBufferPointer { counts in
      for entry in entries {
        for digit in 0..<digits { counts[digit * values + value(entry, digit)] &+= 1 }
      }
    }
    return counts
  }

  /// Orders by one digit.
  ///
  /// Safety: the positions are running sums of `counts`, which count these very entries, and
  /// `other` has as many.
  private static func scatter(
    _ entries: [Join.Entry], into other: inout [Join.Entry], digit: Int, counts: ArraySlice<Int>
  ) {
    var sum = 0
    var positions = counts.map { count in
      defer { sum += count }
      return sum
    }
    other.withUnsafeMutableBufferPointer { other in
      positions.withUnsafeMutableBufferPointer { positions in
        for entry in entries {
          let value = value(entry, digit)
          other[positions[value]] = entry
          positions[value] &+= 1
        }
      }
    }
  }

  @inline(__always)
  private static func value(_ entry: Join.Entry, _ digit: Int) -> Int {
    Int(truncatingIfNeeded: entry.key &>> UInt64(truncatingIfNeeded: digit &* 8) & 0xFF)
  }
}
