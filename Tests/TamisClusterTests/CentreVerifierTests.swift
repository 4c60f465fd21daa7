// SPDX-License-Identifier: Apache-2.0

import TamisKernels
import TamisSketch
import Testing

@testable import TamisCluster

@Suite("Large buckets")
struct CentreVerifierTests {
  let sets: [ShingleSet]
  let verifier = Verifier(threshold: .documents, kernel: Kernel.available.last ?? .scalar)
  /// The pairs that reach the threshold, told by comparing all with all.
  let similar: Set<UInt64>

  init() {
    var generator = Generator(seed: 2)
    sets = families(60, sizes: 5...40, using: &generator)
    similar = Set(packed(similarPairs(sets, .documents)))
  }

  /// What became of a bucket.
  struct Outcome: Equatable {
    var pairs: [VerifiedPair] = []
    var settledBefore = 0
    var leftOver: [Int] = []
  }

  private func verify(
    _ bucket: [Int], by centres: inout CentreVerifier, sets: [ShingleSet]? = nil
  ) -> Outcome {
    let sets = sets ?? self.sets
    centres.beginBucket()
    var outcome = Outcome()
    for record in bucket {
      let isSettled = centres.isSettled(record)
      var asked = 0
      let fate = centres.append(record) {
        asked += 1
        return sets[record]
      }
      #expect(asked <= (isSettled ? 0 : 1))
      #expect(!isSettled || fate == .settledBefore)
      switch fate {
      case .settled(let pair): outcome.pairs.append(pair)
      case .settledBefore: outcome.settledBefore += 1
      case .leftOver: outcome.leftOver.append(record)
      case .centre: break
      }
    }
    return outcome
  }

  /// A bucket as its definition has it: centres in order, over what none has settled yet.
  func naive(
    _ records: [Int], centres: Int
  ) -> (found: [UInt64], compared: Set<UInt64>, leftOver: [Int]) {
    var rest = records
    var found: [UInt64] = []
    var compared: Set<UInt64> = []
    for _ in 0..<centres {
      guard let centre = rest.first else { break }
      rest.removeFirst()
      let pairs = rest.map { UInt64(centre) << 32 | UInt64($0) }
      compared.formUnion(pairs)
      found += pairs.filter(similar.contains)
      rest.removeAll { similar.contains(UInt64(centre) << 32 | UInt64($0)) }
    }
    return (found, compared, rest)
  }

  /// Buckets that overlap, as those of bands do, in ascending order.
  func overlapping(_ count: Int) -> [[Int]] {
    var generator = Generator(seed: 5)
    let buckets = (0..<count).map { _ in
      sets.indices.filter { _ in Int.random(in: 0..<10, using: &generator) > 0 }
    }
    return buckets.sorted { $0.lexicographicallyPrecedes($1) }
  }

  @Test("a bucket is compared with centres, and what they leave over is told")
  func oneBucket() {
    let records = sets.indices.filter { $0 % 7 != 0 }
    for centres in [0, 1, 2, 10, 1000] {
      var centreVerifier = CentreVerifier(verifier, centresPerBucket: centres)
      let outcome = verify(records, by: &centreVerifier)
      let expected = naive(records, centres: centres)
      #expect(packed(outcome.pairs).sorted() == expected.found.sorted(), "\(centres) centres")
      #expect(centreVerifier.compared == expected.compared.count)
      #expect(centreVerifier.compared <= centres * records.count)
      #expect(outcome.leftOver == expected.leftOver)
      #expect(outcome.pairs.allSatisfy { Threshold.documents.isReached(by: $0.similarity) })
    }
    var empty = CentreVerifier(verifier)
    #expect(verify([], by: &empty) == Outcome() && empty.compared == 0)
  }

  @Test("buckets that overlap are split as if each were alone, and few pairs are compared twice")
  func manyBuckets() {
    for centres in [1, 20, 256] {
      var centreVerifier = CentreVerifier(verifier, centresPerBucket: centres)
      var (found, compared): (Set<UInt64>, Set<UInt64>) = ([], [])
      var all: Set<UInt64> = []
      for bucket in overlapping(12) {
        let outcome = verify(bucket, by: &centreVerifier)
        let expected = naive(bucket, centres: centres)
        all.formUnion(packed(outcome.pairs))
        found.formUnion(expected.found)
        compared.formUnion(expected.compared)
        #expect(outcome.leftOver == expected.leftOver)
      }
      #expect(all == found)
      #expect((compared.count...compared.count * 11 / 10).contains(centreVerifier.compared))
    }
  }

  @Test("a bucket that comes back costs nothing")
  func settled() {
    var centreVerifier = CentreVerifier(verifier, centresPerBucket: 30)
    let records = Array(sets.indices)
    let once = verify(records, by: &centreVerifier)
    let compared = centreVerifier.compared
    #expect(!once.leftOver.isEmpty && once.settledBefore == 0)
    for _ in 0..<20 {
      let again = verify(records, by: &centreVerifier)
      #expect(again.leftOver == once.leftOver)
      #expect(again.settledBefore + again.pairs.count == once.pairs.count)
    }
    #expect(centreVerifier.compared < compared * 11 / 10)
  }

  @Test("a bucket of records that are all unlike costs as many comparisons a record as centres")
  func unlike() {
    let count = 1000
    let sets = (0..<UInt64(count)).map { ShingleSet([$0 * 2, $0 * 2 + 1]) }
    var centreVerifier = CentreVerifier(verifier)
    let outcome = verify(Array(0..<count), by: &centreVerifier, sets: sets)
    let centres = CentreVerifier.centresPerBucket
    #expect(centreVerifier.compared == centres * count - centres * (centres + 1) / 2)
    #expect(outcome.leftOver == Array(centres..<count))
  }
}
