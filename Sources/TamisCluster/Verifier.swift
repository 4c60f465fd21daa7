// SPDX-License-Identifier: Apache-2.0

public import TamisKernels
public import TamisSketch

/// Two records and their exact similarity, which reaches the threshold.
public struct VerifiedPair: Hashable, Sendable {
  /// The record that comes first in the total order.
  public let first: UInt32
  /// The record that comes later.
  public let second: UInt32
  /// How similar they are.
  public let similarity: Similarity

  /// Makes a pair of records, the earlier first.
  public init(first: UInt32, second: UInt32, similarity: Similarity) {
    self.first = first
    self.second = second
    self.similarity = similarity
  }
}

/// Computes the exact similarity of candidates and keeps those that reach the threshold.
public struct Verifier: Sendable {
  private let sets: [UInt32: ShingleSet]
  private let threshold: Threshold
  private let kernel: Kernel

  /// What became of the candidates.
  public struct Outcome: Sendable {
    /// Pairs that reach the threshold.
    public var pairs: [VerifiedPair] = []
    /// Pairs that were compared.
    public var compared = 0
    /// Pairs of large buckets that were not compared and that no centre settled, at least.
    public var notCompared = 0

    /// Makes an outcome of nothing.
    public init() {}

    /// Adds another outcome; its pairs follow.
    public mutating func merge(_ other: Outcome) {
      pairs += other.pairs
      compared += other.compared
      notCompared += other.notCompared
    }
  }

  /// Makes a verifier.
  ///
  /// - Parameters:
  ///   - sets: The shingles of every record that a candidate names.
  ///   - threshold: The similarity that pairs must reach.
  ///   - kernel: The kernel that intersects; it makes no difference to the result.
  public init(sets: [UInt32: ShingleSet], threshold: Threshold, kernel: Kernel) {
    self.sets = sets
    self.threshold = threshold
    self.kernel = kernel
  }

  /// The exact similarity of two records; of a record without shingles 0.
  ///
  /// - Complexity: O(n + m).
  public func similarity(_ first: UInt32, _ second: UInt32) -> Similarity {
    guard let a = sets[first], let b = sets[second] else {
      return Similarity(intersection: 0, 0, 0)
    }
    return a.similarity(to: b, kernel: kernel)
  }

  /// Verifies pairs, each the earlier record in the upper and the later in the lower 32 bits.
  ///
  /// - Complexity: O(n + m) a pair, less where the sizes alone rule it out.
  public func verify(_ pairs: some Collection<UInt64>) -> Outcome {
    var outcome = Outcome()
    outcome.compared = pairs.count
    for pair in pairs {
      let (first, second) = (UInt32(pair >> 32), UInt32(truncatingIfNeeded: pair))
      guard let found = verified(first, second) else { continue }
      outcome.pairs.append(found)
    }
    return outcome
  }

  /// The pair, if it reaches the threshold.
  func verified(_ first: UInt32, _ second: UInt32) -> VerifiedPair? {
    guard let a = sets[first], let b = sets[second] else { return nil }
    // The intersection is at most the smaller set, and the union at least the larger.
    let best = Similarity(intersection: min(a.count, b.count), a.count, b.count)
    guard threshold.isReached(by: best) else { return nil }
    let similarity = a.similarity(to: b, kernel: kernel)
    guard threshold.isReached(by: similarity) else { return nil }
    return VerifiedPair(first: first, second: second, similarity: similarity)
  }
}
