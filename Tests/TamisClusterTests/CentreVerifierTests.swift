// SPDX-License-Identifier: Apache-2.0

import TamisKernels
import TamisSketch
import Testing

@testable import TamisCluster

@Suite("Large buckets")
struct CentreVerifierTests {
  let sets: [ShingleSet]
  let verifier: Verifier
  /// The pairs that reach the threshold, told by comparing all with all.
  let similar: Set<UInt64>

  init() {
    var generator = Generator(seed: 2)
    sets = families(60, sizes: 5...40, using: &generator)
    verifier = VerifierTests.verifier(sets, .documents)
    similar = Set(packed(similarPairs(sets, .documents)))
  }

  /// A bucket as its definition has it: centres in order, over what none has settled yet.
  func naive(
    _ records: [UInt32], centres: Int
  ) -> (found: [UInt64], compared: Set<UInt64>, leftOver: [UInt32]) {
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
  func overlapping(_ count: Int) -> [[UInt32]] {
    var generator = Generator(seed: 5)
    let buckets = (0..<count).map { _ in
      sets.indices.filter { _ in Int.random(in: 0..<10, using: &generator) > 0 }.map { UInt32($0) }
    }
    return buckets.sorted { $0.lexicographicallyPrecedes($1) }
  }

  @Test("a bucket is compared with centres, and what they leave over is counted")
  func oneBucket() {
    let records = sets.indices.filter { $0 % 7 != 0 }.map { UInt32($0) }
    for centres in [0, 1, 2, 10, 1000] {
      var centreVerifier = CentreVerifier(verifier, centresPerBucket: centres)
      centreVerifier.verify(records)
      let outcome = centreVerifier.outcome
      let expected = naive(records, centres: centres)
      #expect(packed(outcome.pairs) == expected.found, "\(centres) centres")
      #expect(outcome.compared == expected.compared.count)
      #expect(outcome.compared <= centres * records.count)
      #expect(outcome.notCompared == expected.leftOver.count * (expected.leftOver.count - 1) / 2)
      #expect(outcome.pairs.allSatisfy { Threshold.documents.isReached(by: $0.similarity) })
    }
    var empty = CentreVerifier(verifier)
    empty.verify([])
    #expect(empty.outcome.compared == 0 && empty.outcome.notCompared == 0)
  }

  @Test("buckets that overlap are split as if each were alone, and no pair is compared twice")
  func manyBuckets() {
    let buckets = overlapping(12)
    for centres in [1, 20, 256] {
      var centreVerifier = CentreVerifier(verifier, centresPerBucket: centres)
      var (found, compared, leftOver): (Set<UInt64>, Set<UInt64>, Set<UInt64>) = ([], [], [])
      var most = 0
      for bucket in buckets {
        centreVerifier.verify(bucket)
        let expected = naive(bucket, centres: centres)
        found.formUnion(expected.found)
        compared.formUnion(expected.compared)
        let rest = expected.leftOver
        most = max(most, rest.count * (rest.count - 1) / 2)
        for (index, first) in rest.enumerated() {
          leftOver.formUnion(rest[(index + 1)...].map { UInt64(first) << 32 | UInt64($0) })
        }
      }
      let outcome = centreVerifier.outcome
      #expect(packed(outcome.pairs).sorted() == found.sorted())
      #expect(outcome.compared == compared.count)
      // Exact where one bucket has all pairs; else between the largest bucket's and all.
      #expect(outcome.notCompared >= most && outcome.notCompared <= leftOver.count)
      #expect(outcome.notCompared <= sets.count * (sets.count - 1) / 2)
    }
  }

  @Test("what is similar to a centre is settled, and a bucket that comes back costs nothing")
  func settled() {
    let records = sets.indices.map { UInt32($0) }
    var centreVerifier = CentreVerifier(verifier, centresPerBucket: 30)
    centreVerifier.verify(records)
    let once = centreVerifier.outcome
    let settled = Set(once.pairs.map(\.second))
    let centres = records.filter { !settled.contains($0) }.prefix(30)
    for record in records where !centres.contains(record) {
      let hasPartner = centres.contains {
        $0 < record && similar.contains(UInt64($0) << 32 | UInt64(record))
      }
      #expect(settled.contains(record) == hasPartner)
    }
    for _ in 0..<20 { centreVerifier.verify(records) }
    #expect(centreVerifier.outcome.pairs == once.pairs)
    #expect(centreVerifier.outcome.compared == once.compared)
    #expect(centreVerifier.outcome.notCompared == once.notCompared && once.notCompared > 0)
  }

  @Test("a bucket of records that are all unlike costs as many comparisons a record as centres")
  func unlike() {
    let count = 1000
    let verifier = VerifierTests.verifier(
      (0..<UInt64(count)).map { ShingleSet([$0 * 2, $0 * 2 + 1]) }, .documents)
    var centreVerifier = CentreVerifier(verifier)
    for _ in 0..<3 { centreVerifier.verify((0..<count).map { UInt32($0) }) }
    let (outcome, centres) = (centreVerifier.outcome, CentreVerifier.centresPerBucket)
    #expect(outcome.compared == centres * count - centres * (centres + 1) / 2)
    #expect(outcome.compared + outcome.notCompared == count * (count - 1) / 2)
  }
}
