// SPDX-License-Identifier: Apache-2.0

import TamisKernels
import Testing

@testable import TamisSketch

/// Estimates of the Jaccard similarity by one scheme, over many pairs of fresh random sets.
struct Estimates {
  let pairs = 2000
  /// The similarity that all the pairs have.
  private(set) var similarity = 0.0
  private(set) var mean = 0.0
  private(set) var variance = 0.0

  init(_ scheme: Scheme, k: Int, shingles: Int, similarity: Double) {
    // Of the 60 means below, one seed in six would put one beyond three standard errors.
    var generator = Generator(seed: UInt64(shingles) << 8)
    var sketcher = Sketcher(scheme: scheme, size: k, kernel: Kernel.available.last ?? .scalar)
    var estimates: [Double] = []
    for _ in 0..<pairs {
      let pair = RandomPair(size: shingles, similarity: similarity, using: &generator)
      let (a, b) = (sketcher.sketch(pair.first.span), sketcher.sketch(pair.second.span))
      estimates.append(Double(zip(a, b).count { $0 == $1 }) / Double(k))
      self.similarity = pair.similarity
    }
    let mean = estimates.reduce(0, +) / Double(pairs)
    self.mean = mean
    variance = estimates.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(pairs - 1)
  }
}

@Suite("Statistics of the estimator")
struct EstimatorTests {
  static let k = 128

  /// J(1 − J) / k: the variance for k independent hash functions.
  static func independentVariance(_ similarity: Double) -> Double {
    similarity * (1 - similarity) / Double(k)
  }

  @Test(
    "the mean of the estimates is the similarity, within three standard errors",
    arguments: Scheme.allCases, [5, 12, 30, 80, 300])
  func mean(_ scheme: Scheme, _ shingles: Int) {
    for similarity in [0.2, 0.5, 0.8] {
      let estimates = Estimates(scheme, k: Self.k, shingles: shingles, similarity: similarity)
      let independent = Self.independentVariance(estimates.similarity)
      // Copied bins are not independent: there the variance is what it is measured to be.
      let variance = scheme == .onePermutation ? estimates.variance : independent
      let bound = 3 * (variance / Double(estimates.pairs)).squareRoot()
      #expect(abs(estimates.mean - estimates.similarity) < bound, "Jaccard \(similarity)")
    }
  }

  @Test("k-mins has the variance of independent functions", arguments: [5, 12, 30, 80, 300])
  func variance(_ shingles: Int) {
    for similarity in [0.2, 0.5, 0.8] {
      let estimates = Estimates(.kMins, k: Self.k, shingles: shingles, similarity: similarity)
      let ratio = estimates.variance / Self.independentVariance(estimates.similarity)
      // The sample variance of n nearly normal values has a standard error of √(2/n) of itself.
      let bound = 3 * (2 / Double(estimates.pairs)).squareRoot()
      #expect(abs(ratio - 1) < bound, "Jaccard \(similarity): \(ratio)")
    }
  }

  @Test(
    "sampling without putting back has no more variance than that",
    arguments: [Scheme.fastSimilarity, .filledBins], [5, 12, 30, 80, 300])
  func leastVariance(_ scheme: Scheme, _ shingles: Int) {
    for similarity in [0.2, 0.5, 0.8] {
      let estimates = Estimates(scheme, k: Self.k, shingles: shingles, similarity: similarity)
      let ratio = estimates.variance / Self.independentVariance(estimates.similarity)
      #expect(ratio < 1 + 3 * (2 / Double(estimates.pairs)).squareRoot(), "\(similarity): \(ratio)")
      #expect(ratio > 0.2, "\(similarity): \(ratio)")
    }
  }
}
