// SPDX-License-Identifier: Apache-2.0

import TamisCluster
import TamisIO

/// Reads the shingles of groups that are compared.
struct CandidateSetReader: ~Copyable {
  private var groups: CopyReader
  private var shingles: ShingleReader
  private let threads: Int

  init(records: RecordStore, copies: CopyStore, threads: Int) {
    groups = CopyReader(copies)
    shingles = ShingleReader(records)
    self.threads = threads
  }

  /// Where the shingles of some groups are.
  struct Places {
    /// The groups, ascending.
    let groups: [Int]
    /// Each group's place among the groups, and its shingles, in the order of the input.
    fileprivate var ranges: [(index: Int, range: Range<Int>)] = []
    /// Bytes of memory that their sets take.
    fileprivate(set) var bytes = 0
  }

  /// Finds the shingles of groups, which are distinct and in ascending order.
  mutating func places(of groups: [Int]) throws(TamisIOError) -> Places {
    var records: [(index: Int, record: Int)] = []
    records.reserveCapacity(groups.count)
    for (index, group) in groups.enumerated() {
      records.append((index, try self.groups.first(group)))
    }
    // In the order in which they lie in the file.
    records.sort { $0.record < $1.record }
    var places = Places(groups: groups)
    places.ranges.reserveCapacity(groups.count)
    for (index, record) in records {
      let range = try shingles.range(of: record)
      places.ranges.append((index, range))
      places.bytes += 8 * range.count + 64
    }
    return places
  }

  /// Reads the sets.
  mutating func sets(at places: Places) async throws -> CandidateSets {
    var sets = CandidateSets(groups: places.groups, hashes: places.bytes / 8)
    var rest = places.ranges[...]
    try await inOrder(
      next: { () throws -> RawSets? in
        var raw = RawSets()
        while raw.shingles.count < RawSets.size, let (index, range) = rest.popFirst() {
          try shingles.append(range, to: &raw.shingles)
          raw.ends.append(raw.shingles.count)
          raw.indices.append(index)
        }
        return raw.ends.isEmpty ? nil : raw
      }, threads: threads, { ($0.indices, $0.table) },
      consume: { indices, table in sets.append(table, indices: indices) })
    return sets
  }
}

/// Shingles as they were read.
private struct RawSets: Sendable {
  /// How many shingles a worker takes at a time, about.
  static let size = 64 << 10

  var indices: [Int] = []
  var ends: [Int] = []
  var shingles: [UInt64] = []

  var table: ShingleTable {
    var table = ShingleTable()
    table.reserveCapacity(shingles.count)
    var start = 0
    for end in ends {
      table.append(shingles[start..<end])
      start = end
    }
    return table
  }
}

/// The shingle sets of some groups.
struct CandidateSets: Sendable {
  let groups: [Int]
  private(set) var table = ShingleTable()
  /// For each group the number of its set in the table.
  private var numbers: [Int]

  fileprivate init(groups: [Int], hashes: Int) {
    self.groups = groups
    numbers = [Int](repeating: 0, count: groups.count)
    table.reserveCapacity(hashes)
  }

  fileprivate mutating func append(_ other: ShingleTable, indices: [Int]) {
    for (offset, index) in indices.enumerated() { numbers[index] = table.count + offset }
    table.append(other)
  }

  /// The number of a group's set in the table.
  ///
  /// - Precondition: It is one of the groups.
  /// - Complexity: O(log n).
  func number(of group: Int) -> Int {
    var (low, high) = (0, groups.count)
    while low < high {
      let middle = (low + high) / 2
      if groups[middle] < group { low = middle + 1 } else { high = middle }
    }
    return numbers[low]
  }
}
