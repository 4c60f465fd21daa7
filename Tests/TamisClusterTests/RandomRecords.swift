// SPDX-License-Identifier: Apache-2.0

import TamisCluster
import TamisSketch

/// SplitMix64: random records that are the same on every run.
struct Generator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ bits >> 30) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
    return bits ^ bits >> 31
  }
}

/// Families of near-duplicates: each a random set, and copies with elements left out and put in.
///
/// A third of all elements come from a small pool, as common phrases do.
func families(
  _ count: Int, sizes: ClosedRange<Int>, using generator: inout Generator
) -> [ShingleSet] {
  var sets: [ShingleSet] = []
  for _ in 0..<count {
    let size = Int.random(in: sizes, using: &generator)
    let first = Set((0..<size).map { _ in element(using: &generator) })
    sets.append(ShingleSet(first))
    for _ in 0..<Int.random(in: 0...5, using: &generator) {
      // Nearly alike more often than not, so that high thresholds have pairs too.
      let lost = Double.random(in: 0...0.8, using: &generator)
      let kept = 1 - lost * lost
      var copy = first.sorted().filter { _ in Double.random(in: 0...1, using: &generator) < kept }
      for _ in 0..<Int.random(in: 0...max(1, Int(Double(size) * lost / 3)), using: &generator) {
        copy.append(element(using: &generator))
      }
      sets.append(ShingleSet(copy))
    }
  }
  return sets
}

private func element(using generator: inout Generator) -> UInt64 {
  UInt64.random(in: 0..<3, using: &generator) == 0
    ? UInt64.random(in: 0..<40, using: &generator) : generator.next()
}

/// The exact similarity of two sets, told by `Set`.
func similarity(_ a: ShingleSet, _ b: ShingleSet) -> Similarity {
  let common = Set(a.hashes).intersection(b.hashes).count
  return Similarity(intersection: common, a.count, b.count)
}

/// Every pair of sets that reaches a threshold, by comparing all with all.
func similarPairs(_ sets: [ShingleSet], _ threshold: Threshold) -> [VerifiedPair] {
  var pairs: [VerifiedPair] = []
  for second in sets.indices {
    for first in 0..<second {
      let similarity = similarity(sets[first], sets[second])
      guard threshold.isReached(by: similarity) else { continue }
      pairs.append(
        VerifiedPair(first: first, second: second, similarity: similarity))
    }
  }
  return pairs
}

/// Pairs as one number each.
func packed(_ pairs: [VerifiedPair]) -> [UInt64] {
  pairs.map { UInt64($0.first) << 32 | UInt64($0.second) }
}
