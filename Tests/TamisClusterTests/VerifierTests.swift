// SPDX-License-Identifier: Apache-2.0

import TamisKernels
import TamisSketch
import Testing

@testable import TamisCluster

@Suite("Exact verification")
struct VerifierTests {
  static func table(_ sets: [ShingleSet]) -> ShingleTable {
    var (table, rest) = (ShingleTable(), ShingleTable())
    // Hashes come in any order and repeated; a table may be made of two.
    for (index, set) in sets.enumerated() {
      let hashes = set.hashes.reversed() + set.hashes.prefix(2)
      if index < sets.count / 2 { table.append(hashes[...]) } else { rest.append(hashes[...]) }
    }
    table.append(rest)
    return table
  }

  @Test("keeps the pairs that reach the threshold, and their similarity", arguments: thresholds)
  func pairs(_ value: Double) throws {
    let threshold = try #require(Threshold(value))
    var generator = Generator(seed: 1)
    let sets = families(40, sizes: 1...50, using: &generator)
    let table = Self.table(sets)
    for kernel in Kernel.available {
      let verifier = Verifier(threshold: threshold, kernel: kernel)
      var found: [VerifiedPair] = []
      for second in sets.indices {
        #expect(table[second].hashes == sets[second].hashes)
        for first in 0..<second {
          let similarity = verifier.similarity(first, second, in: table)
          #expect(similarity == verifier.similarity(sets[first], sets[second]))
          guard let similarity else { continue }
          found.append(VerifiedPair(first: first, second: second, similarity: similarity))
        }
      }
      #expect(found == similarPairs(sets, threshold), "\(kernel.name)")
    }
  }

  @Test("a set that lies in another is told from one that is similar", arguments: thresholds)
  func resemblance(_ value: Double) throws {
    let threshold = try #require(Threshold(value))
    var generator = Generator(seed: 2)
    var sets = families(30, sizes: 1...50, using: &generator)
    // Some with all, most or half of what another has, and up to a hundred times as long.
    for number in 0..<30 {
      let part = sets[number].hashes.prefix(max(1, sets[number].count * (number % 3 + 1) / 3))
      sets.append(ShingleSet(part + (0..<(1 << (number % 12))).map { _ in generator.next() }))
    }
    let table = Self.table(sets)
    for kernel in Kernel.available {
      let verifier = Verifier(threshold: threshold, kernel: kernel)
      var found = 0
      for (numerator, share) in [(5, Threshold(0.5)), (9, Threshold(0.9)), (10, Threshold(1))] {
        let share = try #require(share)
        for inner in sets.indices {
          for outer in sets.indices where inner != outer {
            let similarity = similarity(sets[outer], sets[inner])
            let isInside = 10 * similarity.intersection >= numerator * sets[inner].count
            let result = verifier.resemblance(of: inner, to: outer, in: table, contained: share)
            if threshold.isReached(by: similarity) {
              #expect(result?.similarity == similarity && result?.contained == nil)
            } else if isInside {
              #expect(result?.similarity == similarity && result?.contained == sets[inner].count)
              found += 1
            } else {
              #expect(result == nil)
            }
          }
        }
      }
      #expect(found > 20, "\(kernel.name)")
    }
  }

  @Test("a pair exactly at the threshold is kept, one element less is not")
  func atThreshold() {
    let set = { (range: Range<UInt64>) in ShingleSet(range) }
    // 80 of 100 elements, and 79 of 100; ten elements of which eight are shared, of twelve.
    let sets = [set(0..<100), set(0..<80), set(0..<79), set(0..<8), set(0..<10), set(0..<0)]
    let verifier = Verifier(threshold: .documents, kernel: Kernel.available.last ?? .scalar)
    let similarity = { (a: Int, b: Int) in verifier.similarity(sets[a], sets[b]) }
    #expect(similarity(0, 1) == Similarity(intersection: 80, 100, 80))
    #expect(similarity(0, 2) == nil)
    #expect(similarity(3, 4) == Similarity(intersection: 8, 8, 10))
    #expect(similarity(5, 5) == nil && similarity(0, 5) == nil)
  }
}
