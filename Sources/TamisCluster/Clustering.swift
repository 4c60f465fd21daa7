// SPDX-License-Identifier: Apache-2.0

/// The greedy maximal independent set of the verified graph.
///
/// Records are numbered by the total order (keep policy, content hash, id). Each record in that
/// order is kept unless it is verified against one kept before; it then belongs to the first such.
/// So no two kept records are a verified pair, and every other record is verified against the one
/// that represents it: there are no chains.
public struct GreedyClustering: Sendable {
  /// A bit for each record that is not kept.
  private var settled: [UInt64]

  /// Makes a clustering of records without pairs.
  ///
  /// - Complexity: O(n), and n bits of memory.
  public init(count: Int) { settled = [UInt64](repeating: 0, count: (count + 63) / 64) }

  /// Whether the second record of a pair belongs to the first.
  ///
  /// - Parameters:
  ///   - first: The record that comes first in the total order.
  ///   - second: The record that comes later. Pairs come in ascending order of `second`, and those
  ///     of one `second` in that of `first`.
  /// - Complexity: O(1).
  public mutating func settles(first: Int, second: Int) -> Bool {
    // The first such pair of a record settles it; all pairs of `first` have been seen by now.
    guard !isSettled(first), !isSettled(second) else { return false }
    settled[second >> 6] |= 1 << UInt64(second & 63)
    return true
  }

  private func isSettled(_ record: Int) -> Bool {
    settled[record >> 6] >> UInt64(record & 63) & 1 == 1
  }
}

/// Connected components of the verified graph, each represented by its first record.
public struct Components: Sendable {
  private var parents: [Int]

  /// Makes components of records without pairs.
  ///
  /// - Complexity: O(n), and n words of memory.
  public init(count: Int) { parents = Array(0..<count) }

  /// Joins the components of two records.
  ///
  /// - Complexity: O(log n), amortized.
  public mutating func unite(_ a: Int, _ b: Int) {
    let (first, second) = (representative(a), representative(b))
    parents[max(first, second)] = min(first, second)
  }

  /// The first record of a record's component.
  ///
  /// - Complexity: O(log n), amortized.
  public mutating func representative(_ record: Int) -> Int {
    var at = record
    while parents[at] != at {
      parents[at] = parents[parents[at]]
      at = parents[at]
    }
    return at
  }
}
