// SPDX-License-Identifier: Apache-2.0

import TamisKernels
import TamisSketch
import Testing

@testable import TamisCluster

@Suite("Exact verification")
struct VerifierTests {
  static func verifier(_ sets: [ShingleSet], _ threshold: Threshold) -> Verifier {
    let named = Dictionary(uniqueKeysWithValues: sets.enumerated().map { (UInt32($0), $1) })
    return Verifier(sets: named, threshold: threshold, kernel: Kernel.available.last ?? .scalar)
  }

  @Test("keeps the pairs that reach the threshold, and their similarity", arguments: thresholds)
  func pairs(_ value: Double) throws {
    let threshold = try #require(Threshold(value))
    var generator = Generator(seed: 1)
    let sets = families(40, sizes: 1...50, using: &generator)
    let all = sets.indices.flatMap { second in
      (0..<second).map { UInt64($0) << 32 | UInt64(second) }
    }
    let outcome = Self.verifier(sets, threshold).verify(all)
    #expect(outcome.pairs == similarPairs(sets, threshold))
    #expect(outcome.compared == all.count)
  }

  @Test("a pair exactly at the threshold is kept, one element less is not")
  func atThreshold() {
    let set = { (range: Range<UInt64>) in ShingleSet(range) }
    // 80 of 100 elements, and 79 of 100; ten elements of which eight are shared, of twelve.
    let sets = [set(0..<100), set(0..<80), set(0..<79), set(0..<8), set(0..<10), set(0..<0)]
    let verifier = Self.verifier(sets, .documents)
    let pair = { (first: UInt64, second: UInt64) in first << 32 | second }
    let kept = verifier.verify([pair(0, 1), pair(0, 2), pair(3, 4), pair(5, 5), pair(0, 99)])
    #expect(packed(kept.pairs) == [pair(0, 1), pair(3, 4)])
    #expect(kept.pairs.first?.similarity == Similarity(intersection: 80, 100, 80))
    #expect(verifier.similarity(0, 2).value == 0.79)
    #expect(verifier.similarity(0, 99).value == 0)
    #expect(!Threshold.documents.isReached(by: verifier.similarity(0, 99)))
  }

  @Test("outcomes add up")
  func merging() {
    var first = Verifier.Outcome()
    var second = Verifier.Outcome()
    (first.compared, first.notCompared) = (1, 2)
    (second.compared, second.notCompared) = (30, 40)
    second.pairs = [VerifiedPair(first: 1, second: 2, similarity: .identical)]
    first.merge(second)
    #expect(first.pairs == second.pairs && first.compared == 31 && first.notCompared == 42)
  }
}
