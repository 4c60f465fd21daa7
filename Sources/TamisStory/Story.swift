// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Seconds since 1970 between which a story's documents are.
public struct TimeSpan: Sendable, Equatable {
  /// The earliest document.
  public private(set) var from: Int
  /// The latest.
  public private(set) var to: Int

  /// A moment.
  public init(_ seconds: Int) { (from, to) = (seconds, seconds) }

  /// The span of two spans.
  public func union(_ other: TimeSpan) -> TimeSpan {
    var span = self
    span.from = min(from, other.from)
    span.to = max(to, other.to)
    return span
  }

  /// Days between two spans; 0 where they touch.
  func days(to other: TimeSpan) -> Double {
    // As doubles: no date is too far from another for them.
    let gap = max(Double(other.from) - Double(to), Double(from) - Double(other.to))
    return max(0, gap) / 86_400
  }
}

/// Documents that are taken to be about one event, as the sums that their mean affinity to others
/// follows from.
struct Story: Sendable {
  private(set) var terms: [UInt32]
  private(set) var weights: [Float]
  /// The sum over the documents of 1 / scale.
  private var scales: Double
  /// The sum of density / scale.
  private var densities: Double
  /// How many documents there are.
  private(set) var count = 1
  /// When they are from, as far as that is known.
  private(set) var span: TimeSpan?

  /// What two single documents must be nearer than two large stories, whose mean is surer.
  private static let doubt = 0.085
  /// What the affinity loses for a day between two stories, for three, for seven, and so on.
  private static let doublingOfGap = 0.02
  /// Days after which what comes is another story.
  static let longestGap = 30.0

  /// A story of one document.
  init(_ vector: StoryVector, density: Double, seconds: Int?) {
    terms = vector.terms
    weights = vector.weights.map { $0 / Float(vector.scale) }
    scales = 1 / vector.scale
    densities = density / vector.scale
    span = seconds.map(TimeSpan.init)
  }

  /// Takes the documents of another story too.
  ///
  /// - Complexity: O(n + m) for n and m terms.
  mutating func add(_ other: Story) {
    (terms, weights) = SparseSum.add(terms, weights, other.terms, other.weights)
    scales += other.scales
    densities += other.densities
    count += other.count
    span = other.span.map { span?.union($0) ?? $0 } ?? span
  }

  /// The mean, over all pairs of a document here and one there, of what their similarity is above
  /// the densities around them, by their scales; less what is to be doubted. Two stories are one
  /// where it is above zero.
  ///
  /// - Complexity: O(n + m) for n and m terms, O(n log m) where n is much the smaller.
  func affinity(to other: Story) -> Double {
    let pairs = Double(count) * Double(other.count)
    let similarity = SparseSum.product(terms, weights, other.terms, other.weights)
    let expected = (densities * other.scales + other.densities * scales) / 2
    return (similarity - expected) / pairs - Self.doubt / pairs.squareRoot() - gapLoss(to: other)
  }

  private func gapLoss(to other: Story) -> Double {
    guard let span, let others = other.span else { return 0 }
    let days = span.days(to: others)
    guard days <= Self.longestGap else { return .infinity }
    return days > 0 ? Self.doublingOfGap * log2(1 + days) : 0
  }
}
