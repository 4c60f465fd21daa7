// SPDX-License-Identifier: Apache-2.0

import TamisKernels
import TamisSketch
import Testing

@testable import TamisCluster

let thresholds = [0.3, 0.5, 0.65, 0.7, 0.8, 0.9, 1]

@Suite("Prefix filter and join plan")
struct PrefixFilterTests {
  static func keys(_ sets: [ShingleSet], _ threshold: Threshold) -> [Set<UInt64>] {
    var filter = PrefixFilter(threshold: threshold)
    for set in sets { filter.count(set.hashes[...]) }
    return sets.map { Set(filter.keys($0)) }
  }

  @Test("every pair that reaches the threshold shares a key", arguments: thresholds)
  func completeness(_ value: Double) throws {
    let threshold = try #require(Threshold(value))
    var generator = Generator(seed: 1)
    for sizes in [1...8, 5...40, 1...200] {
      let sets = families(60, sizes: sizes, using: &generator)
      let keys = Self.keys(sets, threshold)
      let pairs = similarPairs(sets, threshold)
      #expect(value == 1 || pairs.count > 10)
      for pair in pairs {
        let isFound = !keys[Int(pair.first)].isDisjoint(with: keys[Int(pair.second)])
        #expect(isFound, "\(pair)")
      }
    }
  }

  @Test("no more keys than the threshold asks for, and none of an empty record")
  func economy() throws {
    let threshold = try #require(Threshold(0.8))
    var filter = PrefixFilter(threshold: threshold)
    let common = ShingleSet((0..<9).map(UInt64.init))
    for _ in 0..<3 { filter.count(common.hashes[...]) }
    filter.count([100] + common.hashes[...])
    #expect(filter.keys(ShingleSet([])).isEmpty)
    #expect(filter.keys(ShingleSet([7])).elementsEqual([7]))
    // Ten elements: a similar set shares eight, so that three keys do, the rarest first.
    #expect(filter.keys(ShingleSet([100] + common.hashes)).elementsEqual([100, 0, 1]))
  }

  @Test("no pair falls between prefix and bands", arguments: thresholds + [0.05, 0.55, 0.85, 0.95])
  func plan(_ value: Double) throws {
    let threshold = try #require(Threshold(value))
    for recall in [0.5, 0.9, 0.99, 0.999] {
      let plan = JoinPlan(threshold: threshold, recall: recall)
      for larger in 1...plan.longestWithPrefix * 2 {
        for smaller in 1...larger {
          // The most that two sets of these sizes can be alike.
          let best = Similarity(intersection: smaller, smaller, larger)
          guard threshold.isReached(by: best) else { continue }
          let byPrefix = plan.usesPrefix(distinct: smaller) && plan.usesPrefix(distinct: larger)
          let byBands = plan.usesBands(distinct: smaller) && plan.usesBands(distinct: larger)
          let isSure = larger > plan.longestShort || byPrefix
          if !(byPrefix || byBands) || !isSure { Issue.record("\(smaller) and \(larger)") }
        }
      }
      #expect(!plan.usesPrefix(distinct: 0) && !plan.usesBands(distinct: 0))
      #expect(!plan.usesPrefix(distinct: nil) && plan.usesBands(distinct: nil))
      #expect(!plan.usesBands(distinct: plan.longestShort))
    }
  }

  @Test("a threshold near nothing does not ask for huge counts")
  func lowestThreshold() throws {
    let plan = JoinPlan(threshold: try #require(Threshold(0.000000001)), recall: 0.9)
    #expect(plan.longestWithPrefix <= 65_536)
    #expect(plan.usesBands(distinct: 1))
  }

  @Test("prefix join and verification find exactly the similar pairs", arguments: thresholds)
  func endToEnd(_ value: Double) throws {
    let threshold = try #require(Threshold(value))
    var generator = Generator(seed: 2)
    let sets = families(80, sizes: 1...60, using: &generator)
    let keys = Self.keys(sets, threshold)
    let candidates = JoinTests.join(
      keys.map(Array.init), sizes: sets.map(\.count), limit: 10_000, threshold: threshold)
    let verifier = Verifier(threshold: threshold, kernel: Kernel.available.last ?? .scalar)
    let found = candidates.pairs.compactMap { pair -> VerifiedPair? in
      let (first, second) = (Int(pair[0]), Int(pair[1]))
      return verifier.similarity(sets[first], sets[second]).map {
        VerifiedPair(first: first, second: second, similarity: $0)
      }
    }
    #expect(Set(found) == Set(similarPairs(sets, threshold)))
  }
}
