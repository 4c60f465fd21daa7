// SPDX-License-Identifier: Apache-2.0

import TamisKernels
import Testing

@testable import TamisSketch

@Suite("Sets and exact similarities")
struct SimilarityTests {
  @Test("a shingle set is what Set makes of the hashes, and its similarity too")
  func sets() {
    var generator = Generator(seed: 1)
    for _ in 0..<300 {
      let draw = { (generator: inout Generator) in
        (0..<Int.random(in: 0...60, using: &generator)).map { _ in
          UInt64.random(in: 0...50, using: &generator)
        }
      }
      let (a, b) = (draw(&generator), draw(&generator))
      #expect(ShingleSet(a).hashes == Set(a).sorted())
      let (union, common) = (Set(a).union(b).count, Set(a).intersection(b).count)
      for kernel in Kernel.available {
        let similarity = ShingleSet(a).similarity(to: ShingleSet(b), kernel: kernel)
        #expect(similarity.intersection == common && similarity.union == union)
        #expect(similarity.value == (union == 0 ? 0 : Double(common) / Double(union)))
      }
    }
  }

  @Test("distinct hashes are counted up to the limit", arguments: [0, 1, 2, 15, 16, 100])
  func distinct(_ limit: Int) {
    var counter = DistinctCounter(limit: limit)
    var generator = Generator(seed: 2)
    for round in 0..<400 {
      let count = Int.random(in: 0...2 * limit + 3, using: &generator)
      // Some rounds of few values, with 0; some with hashes that all want one slot.
      let hashes = (0..<count).map { _ in
        round % 2 == 0
          ? UInt64.random(in: 0...UInt64(limit), using: &generator) << 32
          : UInt64.random(in: 0...UInt64(limit + 1), using: &generator)
      }
      let expected = Set(hashes).count
      #expect(counter.count(hashes.span) == (expected <= limit ? expected : nil), "\(hashes)")
    }
  }
}

@Suite("Thresholds")
struct ThresholdTests {
  static let thresholds: [(value: Double, numerator: Int, denominator: Int)] = [
    (0.1, 1, 10), (0.2, 2, 10), (0.3, 3, 10), (0.5, 5, 10), (0.6, 6, 10), (0.65, 65, 100),
    (0.7, 7, 10), (0.8, 8, 10), (0.9, 9, 10), (0.95, 95, 100), (0.999, 999, 1000), (1, 1, 1),
    (0.000000001, 1, 1_000_000_000), (1.0 / 3, 333_333_333, 1_000_000_000),
  ]

  @Test("hold the decimal fraction that was written")
  func fraction() throws {
    for (value, numerator, denominator) in Self.thresholds {
      let threshold = try #require(Threshold(value))
      #expect(threshold.numerator == numerator && threshold.denominator == denominator)
    }
    for value in [0, -0.1, 1.000001, 1e-10, .nan, .infinity] {
      #expect(Threshold(value) == nil, "\(value)")
    }
    #expect(Threshold(0.8) == .documents)
  }

  @Test("are reached exactly by fractions that are as large")
  func reached() throws {
    for (value, numerator, denominator) in Self.thresholds {
      let threshold = try #require(Threshold(value))
      for union in 1...100 {
        for common in 0...union {
          let similarity = Similarity(intersection: common, union, common)
          #expect(similarity.union == union)
          let isReached = common * denominator >= union * numerator
          #expect(threshold.isReached(by: similarity) == isReached, "\(common)/\(union) \(value)")
        }
      }
      #expect(!threshold.isReached(by: Similarity(intersection: 0, 0, 0)))
    }
    let huge = Int.max / 2
    #expect(Threshold.documents.isReached(by: Similarity(intersection: huge, huge, huge)))
  }

  @Test("the least overlap is the least that any similar set has")
  func leastOverlap() throws {
    for (value, numerator, _) in Self.thresholds where numerator < 1000 && value > 0.01 {
      let threshold = try #require(Threshold(value))
      for count in 1...40 {
        let overlaps = (1...count).filter { common in
          (common...count * 12).contains {
            threshold.isReached(by: Similarity(intersection: common, count, $0))
          }
        }
        #expect(threshold.leastOverlap(count: count) == overlaps.first, "\(count) at \(value)")
      }
    }
    #expect(Threshold.documents.leastOverlap(count: 5) == 4)
    #expect(Threshold.documents.leastOverlap(count: 6) == 5)
    #expect(Threshold.documents.leastOverlap(count: 0) == 0)
    #expect(Threshold(1)?.leastOverlap(count: 1 << 40) == 1 << 40)
  }
}
