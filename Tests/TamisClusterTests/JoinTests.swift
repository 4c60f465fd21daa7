// SPDX-License-Identifier: Apache-2.0

import TamisSketch
import Testing

@testable import TamisCluster

@Suite("Join by sorting")
struct JoinTests {
  /// What was found under some keys, in order.
  struct Found: Equatable {
    var pairs: [[UInt64]] = []
    var large: [[UInt64]] = []
    var repeats = 0
  }

  /// Joins records by their keys, given to the join in parts of `part` entries.
  static func join(
    _ keys: [[UInt64]], sizes: [Int]? = nil, limit: Int, part: Int = 100,
    threshold: Threshold = .documents
  ) -> Found {
    let entries = keys.enumerated().flatMap { record, keys in
      keys.map { [$0, BucketJoin.entry(record, distinct: sizes?[record])] }
    }.sorted { $0.lexicographicallyPrecedes($1) }
    var join = BucketJoin(bucketLimit: limit, threshold: threshold)
    var (pairs, found, bucket): (Set<[UInt64]>, Found, [UInt64]) = ([], Found(), [])
    func take(_ finding: BucketJoin.Finding) {
      switch finding {
      case .pairs(let rows):
        for row in stride(from: 0, to: rows.count, by: 2) {
          pairs.insert([rows[row], rows[row + 1]])
        }
      case .records(let records): bucket += records
      case .endOfBucket(let isRepeat):
        if isRepeat { found.repeats += 1 } else { found.large.append(bucket) }
        bucket = []
      }
    }
    for start in stride(from: 0, to: entries.count, by: part) {
      let rows = entries[start..<min(start + part, entries.count)]
      join.append(Array(rows.joined()), take)
    }
    join.finish(take)
    found.pairs = pairs.sorted { $0.lexicographicallyPrecedes($1) }
    found.large.sort { $0.lexicographicallyPrecedes($1) }
    return found
  }

  /// The candidates, found by comparing the keys of all with those of all.
  static func naive(_ keys: [[UInt64]], limit: Int) -> Found {
    var buckets: [UInt64: Set<UInt64>] = [:]
    for (record, keys) in keys.enumerated() {
      for key in keys { buckets[key, default: []].insert(UInt64(record)) }
    }
    var (pairs, large): (Set<[UInt64]>, Set<[UInt64]>) = ([], [])
    for bucket in buckets.values.map({ $0.sorted() }) where bucket.count > 1 {
      guard bucket.count <= limit else {
        large.insert(bucket)
        continue
      }
      for first in bucket {
        for second in bucket where first < second { pairs.insert([first, second]) }
      }
    }
    return Found(
      pairs: pairs.sorted { $0.lexicographicallyPrecedes($1) },
      large: large.sorted { $0.lexicographicallyPrecedes($1) })
  }

  /// Buckets of less than eight records are not looked up: the same may come several times.
  private func expectSame(_ found: Found, _ expected: Found, _ comment: Comment) {
    #expect(found.pairs == expected.pairs, comment)
    #expect(Set(found.large) == Set(expected.large), comment)
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
      for part in [1, 7, 100_000] {
        expectSame(
          Self.join(keys, limit: limit, part: part), Self.naive(keys, limit: limit),
          "\(records) records, \(part) entries at a time")
      }
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

  @Test("buckets that come back in every band give each pair, and each large bucket once")
  func repeatedBuckets() {
    var generator = Generator(seed: 3)
    let keys = Self.templates(copies: 700, using: &generator)
    for limit in [100, 1000] {
      let found = Self.join(keys, limit: limit)
      let expected = Self.naive(keys, limit: limit)
      #expect(found.pairs == expected.pairs)
      #expect(found.large == expected.large)
    }
  }

  @Test("the same bucket under many keys is taken once")
  func sameBucket() {
    for (size, limit) in [(2, 10), (8, 10), (9, 10), (30, 10), (20_000, 10)] {
      let keys = [[UInt64]](repeating: [3, 1, 4, 15, 9, 2, 6], count: size)
      let found = Self.join(keys, limit: limit, part: 9999)
      #expect(found.pairs.count == (size > limit ? 0 : size * (size - 1) / 2))
      #expect(found.large == (size > limit ? [(0..<size).map { UInt64($0) }] : []))
      #expect(found.repeats == (size > limit ? 6 : 0))
    }
  }

  @Test("pairs whose sizes rule the threshold out are left out, and no other")
  func sizes() {
    let sizes = Array(1...60) + [0, 0, 1 << 24]
    let found = Self.join(
      [[UInt64]](repeating: [7], count: sizes.count), sizes: sizes, limit: 1000)
    var expected: [[UInt64]] = []
    for first in sizes.indices {
      for second in sizes.indices where first < second {
        let (a, b) = (sizes[first], sizes[second])
        // Of ten shingles two may be missing at a threshold of 0.8; of 0 the number is not known.
        if a == 0 || b == 0 || 10 * min(a, b) >= 8 * max(a, b) {
          expected.append([UInt64(first), UInt64(second)])
        }
      }
    }
    #expect(found.pairs == expected)
  }
}
