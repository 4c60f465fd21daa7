// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What terms are worth: the rarer, the more.
///
/// How many documents have a term is counted in the input, and pooled with what is known of texts in
/// general: an input that tells of a single story knows nothing of what is common elsewhere.
public struct TermWeights: Sendable {
  /// The background counts as so many documents.
  static let backgroundDocuments = 150.0
  /// Counters; terms that share one are taken for more frequent than they are, a few in a hundred
  /// where there are a million terms.
  private static let counters = 1 << 22
  /// The bits of a term that are its counter.
  static let mask = UInt32(counters - 1)

  /// Documents that were counted.
  public private(set) var documents = 0
  private var counts: [UInt32]
  /// What is known of texts in general.
  public let background: Background

  /// Weights of an input of which nothing was counted yet.
  public init(background: Background = .shipped) {
    self.background = background
    counts = [UInt32](repeating: 0, count: Self.counters)
  }

  /// Counts a document that has each of these terms.
  ///
  /// - Complexity: O(n) for n terms.
  public mutating func count(_ terms: some Sequence<UInt32>) {
    documents += 1
    for term in terms {
      let slot = Self.slot(term)
      if counts[slot] < .max { counts[slot] += 1 }
    }
  }

  /// How many of the documents have a term.
  public func documents(with term: UInt32) -> Int { Int(counts[Self.slot(term)]) }

  /// What a term is worth in a document that has it `count` times.
  ///
  /// (1 + ln count) · ln(1 + 1/p)^1.5, with p the share of documents that have the term. The power
  /// was chosen on development sets; it takes the place of centring (Benchmarks/Record/stories.md).
  public func weight(_ term: UInt32, count: Int) -> Double {
    let total = Self.backgroundDocuments + Double(max(documents, 1))
    let known = Self.backgroundDocuments * background.share(of: term)
    let rarity = log(1 + total / (known + Double(max(documents(with: term), 1))))
    return (1 + log(Double(max(count, 1)))) * rarity * rarity.squareRoot()
  }

  /// What was counted, to be a background of other inputs.
  ///
  /// - Complexity: O(1), with a large constant: all counters are looked at.
  public var learned: TermCounts {
    var found: [UInt32: UInt32] = [:]
    for (slot, count) in counts.enumerated() where count > 1 { found[UInt32(slot)] = count }
    return TermCounts(documents: documents, counts: found)
  }

  private static func slot(_ term: UInt32) -> Int { Int(term & mask) }
}
