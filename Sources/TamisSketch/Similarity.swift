// SPDX-License-Identifier: Apache-2.0

/// The exact Jaccard similarity of two sets, as two counts.
public struct Similarity: Hashable, Sendable {
  /// Elements that are in both sets.
  public let intersection: Int
  /// Elements that are in at least one of the sets.
  public let union: Int

  /// Makes the similarity of two sets from their sizes and that of their intersection.
  public init(intersection: Int, _ firstCount: Int, _ secondCount: Int) {
    self.intersection = intersection
    union = firstCount + secondCount - intersection
  }

  /// The similarity of a set with itself.
  public static let identical = Similarity(intersection: 1, 1, 1)

  /// The similarity as a number in 0...1; two empty sets have 0, for they have nothing in common.
  public var value: Double { union == 0 ? 0 : Double(intersection) / Double(union) }
}

/// A similarity that a pair must reach, held as a fraction so that comparing is exact.
public struct Threshold: Hashable, Sendable {
  /// The fraction's upper part.
  public let numerator: Int
  /// The fraction's lower part, a power of ten.
  public let denominator: Int

  private static let digits = 1_000_000_000

  /// Makes a threshold, rounded to nine decimals; nil unless 0 < `value` ≤ 1.
  public init?(_ value: Double) {
    guard value > 0, value <= 1 else { return nil }
    let scaled = (value * Double(Self.digits)).rounded()
    guard scaled >= 1 else { return nil }
    var (numerator, denominator) = (Int(scaled), Self.digits)
    while numerator % 10 == 0, denominator > 1 {
      numerator /= 10
      denominator /= 10
    }
    self.numerator = numerator
    self.denominator = denominator
  }

  /// The threshold of documents unless another is asked for, .8.
  public static let documents = Threshold(numerator: 8, denominator: 10)
  /// The default for paragraphs: .6.
  public static let paragraphs = Threshold(numerator: 6, denominator: 10)
  /// That of lines: 1.
  public static let lines = Threshold(numerator: 1, denominator: 1)

  private init(numerator: Int, denominator: Int) {
    self.numerator = numerator
    self.denominator = denominator
  }

  /// The threshold as a number in 0...1.
  public var value: Double { Double(numerator) / Double(denominator) }

  /// Whether a similarity reaches the threshold: intersection · q ≥ union · p, in integers.
  ///
  /// A similarity with an empty union reaches none: an empty record matches nothing.
  public func isReached(by similarity: Similarity) -> Bool {
    guard similarity.union > 0 else { return false }
    let left = similarity.intersection.multipliedFullWidth(by: denominator)
    let right = similarity.union.multipliedFullWidth(by: numerator)
    return (left.high, left.low) >= (right.high, right.low)
  }

  /// The fewest elements that a set of `count` shares with any set that is similar enough.
  ///
  /// - Complexity: O(1).
  public func leastOverlap(count: Int) -> Int {
    // ⌈count · p / q⌉; a set's size is below 2⁴⁰ and p at most 10⁹, hence the full width.
    let product = count.multipliedFullWidth(by: numerator)
    let (quotient, remainder) = denominator.dividingFullWidth(product)
    return quotient + (remainder == 0 ? 0 : 1)
  }
}
