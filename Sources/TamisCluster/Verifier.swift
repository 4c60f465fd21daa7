// SPDX-License-Identifier: Apache-2.0

public import TamisKernels
public import TamisSketch

/// Two records that are similar enough, or of which the second lies in the first.
public struct VerifiedPair: Hashable, Sendable {
  /// The record that comes first in the total order.
  public let first: Int
  /// The record that comes later.
  public let second: Int
  /// How similar they are, exactly.
  public let similarity: Similarity
  /// Of a second record that is not similar enough but lies in the first, how many distinct
  /// shingles it has; else nil.
  public let contained: Int?

  /// Makes a pair of records, the earlier first.
  public init(first: Int, second: Int, similarity: Similarity, contained: Int? = nil) {
    self.first = first
    self.second = second
    self.similarity = similarity
    self.contained = contained
  }
}

/// The shingle sets of some records, one after the other in memory.
public struct ShingleTable: Sendable {
  fileprivate var hashes: [UInt64] = []
  fileprivate var ends: [Int] = []

  /// Makes a table that has no set.
  public init() {}

  /// How many sets there are.
  public var count: Int { ends.count }

  /// Makes room for so many hashes.
  public mutating func reserveCapacity(_ hashes: Int) { self.hashes.reserveCapacity(hashes) }

  /// Adds the set of shingle hashes in any order, repeated ones included.
  ///
  /// - Complexity: O(n log n).
  public mutating func append(_ shingles: ArraySlice<UInt64>) {
    let start = hashes.count
    hashes += shingles
    HashSort.sort(&hashes, from: start)
    var end = start
    for index in start..<hashes.count where end == start || hashes[end - 1] != hashes[index] {
      hashes[end] = hashes[index]
      end += 1
    }
    hashes.removeLast(hashes.count - end)
    ends.append(end)
  }

  /// Adds the sets of another table.
  public mutating func append(_ other: ShingleTable) {
    let start = hashes.count
    hashes += other.hashes
    ends += other.ends.map { start + $0 }
  }

  /// A set by its number.
  public subscript(number: Int) -> ShingleSet { ShingleSet(sorted: hashes[range(number)]) }

  fileprivate func range(_ number: Int) -> Range<Int> {
    (number == 0 ? 0 : ends[number - 1])..<ends[number]
  }
}

/// Computes the exact similarity of candidates and tells which reach the threshold.
public struct Verifier: Sendable {
  private let threshold: Threshold
  private let kernel: Kernel

  /// Makes a verifier.
  ///
  /// - Parameters:
  ///   - threshold: The similarity that pairs must reach.
  ///   - kernel: The kernel that intersects; it makes no difference to the result.
  public init(threshold: Threshold, kernel: Kernel) {
    self.threshold = threshold
    self.kernel = kernel
  }

  /// The exact similarity of two sets of a table; nil if it does not reach the threshold.
  ///
  /// - Complexity: O(n + m), less where the sizes alone rule it out.
  public func similarity(_ first: Int, _ second: Int, in table: ShingleTable) -> Similarity? {
    similarity(table.hashes.span, table.range(first), table.hashes.span, table.range(second))
  }

  /// Compares two sets of a table, of which the second may be similar to the first or lie in it.
  ///
  /// - Parameters:
  ///   - second: The number of the set that may lie in the other.
  ///   - first: The number of the other.
  ///   - table: The table of both.
  ///   - share: The share of the second set that must be in the first, if it is not similar.
  /// - Returns: Their similarity and, if that is below the threshold but the second set lies in the
  ///   first, the count of the second; nil if it neither is similar nor lies in the first.
  /// - Complexity: O(n + m); O(m · log(n / m)) when n > 32 m, m and n the smaller and larger count.
  public func resemblance(
    of second: Int, to first: Int, in table: ShingleTable, contained share: Threshold
  ) -> (similarity: Similarity, contained: Int?)? {
    let (outer, inner) = (table.range(first), table.range(second))
    let hashes = table.hashes.span
    let common = kernel.intersectionCount(hashes.extracting(outer), hashes.extracting(inner))
    let similarity = Similarity(intersection: common, outer.count, inner.count)
    if threshold.isReached(by: similarity) { return (similarity, nil) }
    let containment = Similarity(intersection: common, inner.count, common)
    return share.isReached(by: containment) ? (similarity, inner.count) : nil
  }

  /// The exact similarity of two sets; nil if it does not reach the threshold.
  ///
  /// - Complexity: O(n + m), less where the sizes alone rule it out.
  public func similarity(_ first: ShingleSet, _ second: ShingleSet) -> Similarity? {
    similarity(first.hashes.span, 0..<first.count, second.hashes.span, 0..<second.count)
  }

  private func similarity(
    _ a: Span<UInt64>, _ aRange: Range<Int>, _ b: Span<UInt64>, _ bRange: Range<Int>
  ) -> Similarity? {
    // The intersection is at most the smaller set, and the union at least the larger.
    let (aCount, bCount) = (aRange.count, bRange.count)
    let best = Similarity(intersection: min(aCount, bCount), aCount, bCount)
    guard threshold.isReached(by: best) else { return nil }
    let common = kernel.intersectionCount(a.extracting(aRange), b.extracting(bRange))
    let similarity = Similarity(intersection: common, aCount, bCount)
    return threshold.isReached(by: similarity) ? similarity : nil
  }
}
