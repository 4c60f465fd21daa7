// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TamisCluster

@Suite("Join by sorting")
struct JoinTests {
  @Test("radix sort is a stable sort", arguments: [0, 1, 2, 255, 256, 257, 300, 5000])
  func radixSort(_ count: Int) {
    var generator = Generator(seed: 1)
    // Keys of few values, of low bits only, of high bits only, and of all bits.
    for mask: UInt64 in [7, 0xFFFF, 0xFFF0_0000_0000_0000, 0x0000_03FF_F800_0000, .max] {
      let entries = (0..<count).map {
        Join.Entry(key: generator.next() & mask, record: UInt32($0))
      }
      var sorted = entries
      RadixSort.sort(&sorted)
      let expected = entries.sorted { ($0.key, $0.record) < ($1.key, $1.record) }
      #expect(sorted.map(\.key) == expected.map(\.key), "\(mask)")
      #expect(sorted.map(\.record) == expected.map(\.record), "\(mask)")
    }
  }

  /// The candidates, found by comparing the keys of all with those of all.
  static func naive(_ keys: [[UInt64]], limit: Int) -> (pairs: Set<UInt64>, large: Set<[UInt32]>) {
    var buckets: [UInt64: Set<UInt32>] = [:]
    for (record, keys) in keys.enumerated() {
      for key in keys { buckets[key, default: []].insert(UInt32(record)) }
    }
    var (pairs, large): (Set<UInt64>, Set<[UInt32]>) = ([], [])
    for bucket in buckets.values.map({ $0.sorted() }) where bucket.count > 1 {
      guard bucket.count <= limit else {
        large.insert(bucket)
        continue
      }
      for first in bucket {
        for second in bucket where first < second {
          pairs.insert(UInt64(first) << 32 | UInt64(second))
        }
      }
    }
    return (pairs, large)
  }

  @Test("finds what comparing all keys finds", arguments: [0, 1, 2, 3, 10, 1000])
  func candidates(_ limit: Int) {
    var generator = Generator(seed: 2)
    for records in [0, 1, 2, 40, 300] {
      // Some records have a key twice, and some keys many records.
      let keys = (0..<records).map { _ in
        (0..<Int.random(in: 0...6, using: &generator)).map { _ in
          UInt64.random(in: 0...UInt64.random(in: 0...200, using: &generator), using: &generator)
        }
      }
      var join = Join()
      for record in keys.indices.shuffled(using: &generator) {
        join.add(record, keys: keys[record][...])
      }
      let found = join.candidates(bucketLimit: limit)
      let expected = Self.naive(keys, limit: limit)
      #expect(found.pairs == expected.pairs.sorted())
      #expect(Set(found.largeBuckets) == expected.large, "\(records) records")
    }
  }

  /// Three templates of near copies that meet under the same keys in most of twenty bands.
  static func templates(copies: Int, using generator: inout Generator) -> [[UInt64]] {
    (0..<3 * copies).map { record in
      (0..<20).map { band in
        UInt64.random(in: 0..<200, using: &generator) == 0
          ? generator.next() : UInt64(record % 3 * 100 + band)
      }
    }
  }

  @Test("buckets that come back in every band give each pair once, in any order of adding")
  func repeatedBuckets() {
    var generator = Generator(seed: 3)
    let keys = Self.templates(copies: 700, using: &generator)
    for limit in [100, 1000] {
      let expected = Self.naive(keys, limit: limit)
      for _ in 0..<2 {
        var join = Join()
        for record in keys.indices.shuffled(using: &generator) {
          join.add(record, keys: keys[record][...])
        }
        let found = join.candidates(bucketLimit: limit)
        // More pairs are emitted than are held before repeats are removed.
        #expect(found.pairs == expected.pairs.sorted())
        let large = expected.large.sorted { $0.lexicographicallyPrecedes($1) }
        #expect(found.largeBuckets == large)
      }
    }
  }

  @Test("the same bucket under many keys is taken once")
  func sameBucket() {
    for (size, limit) in [(2, 10), (8, 10), (9, 10), (30, 10)] {
      var join = Join()
      for record in (0..<size).reversed() { join.add(record, keys: [3, 1, 4, 15, 9, 2, 6]) }
      let found = join.candidates(bucketLimit: limit)
      #expect(found.pairs.count == (size > limit ? 0 : size * (size - 1) / 2))
      #expect(found.largeBuckets == (size > limit ? [(0..<size).map { UInt32($0) }] : []))
    }
  }

  @Test("merging and filtering candidates keeps each pair once")
  func merging() {
    func join(_ keys: [[UInt64]]) -> Candidates {
      var join = Join()
      for (record, keys) in keys.enumerated() { join.add(record, keys: keys[...]) }
      return join.candidates(bucketLimit: 3)
    }
    var candidates = join([[1], [1, 2], [2], [9], [9], [9], [9]])
    candidates.merge(join([[5], [5], [6], [6], [5]]))
    let pair = { (first: UInt64, second: UInt64) in first << 32 | second }
    #expect(candidates.pairs == [pair(0, 1), pair(0, 4), pair(1, 2), pair(1, 4), pair(2, 3)])
    #expect(candidates.largeBuckets == [[3, 4, 5, 6]])
  }
}
