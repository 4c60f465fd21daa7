// SPDX-License-Identifier: Apache-2.0

public import TamisSketch

/// Finds records that share a key among (key, record) entries in ascending order.
///
/// Records are numbered by their place in the total order, so that what is found does not depend on
/// the order in which they were read. Entries come as rows of two words, the key and
/// ``entry(_:distinct:)``, sorted by both, a part at a time; what is found is handed on as it is
/// found, so that memory is bounded however many there are.
public struct BucketJoin: Sendable {
  /// What was found.
  public enum Finding {
    /// Pairs that may be similar, as rows of two words, the earlier record first; the same pair may
    /// come again.
    case pairs([UInt64])
    /// Records of a bucket that is too large for all its pairs, in ascending order; more may
    /// follow.
    case records([UInt64])
    /// The end of a large bucket. `isRepeat` tells that one before had the very same records; that
    /// this is noticed is not certain.
    case endOfBucket(isRepeat: Bool)
  }

  private let limit: Int
  private let threshold: Threshold
  private var key: UInt64 = 0
  /// The entries of the bucket, or of a large one those not yet handed on.
  private var entries: [UInt64] = []
  private var count = 0
  private var fingerprint = Fingerprint()
  private var known = KnownBuckets()
  private var pairs: [UInt64] = []

  /// Words that are handed on at a time.
  private static let part = 16 << 10
  /// Buckets of fewer records have fewer pairs than looking them up would cost.
  private static let leastRecordsLookedUp = 8

  /// Makes a join that has seen no entry.
  ///
  /// - Parameters:
  ///   - bucketLimit: Records up to which all pairs of a bucket are found, B.
  ///   - threshold: The similarity that pairs must reach; those whose sizes alone rule it out are
  ///     left out.
  public init(bucketLimit: Int, threshold: Threshold) {
    limit = bucketLimit
    self.threshold = threshold
  }

  /// The second word of an entry: a record, and how many distinct shingles it has if that is known.
  public static func entry(_ record: Int, distinct count: Int?) -> UInt64 {
    UInt64(record) << sizeBits | UInt64(min(max(count ?? 0, 0), 1 << sizeBits - 1))
  }

  /// Ordinals have 40 bits; what is left is a size, 0 for one that is not known.
  private static let sizeBits: UInt64 = 24

  private static func record(_ entry: UInt64) -> UInt64 { entry >> sizeBits }

  /// Takes further entries.
  ///
  /// - Complexity: O(n) for n entries, and O(m) for m ≤ B · n pairs.
  /// - Throws: What `take` throws.
  public mutating func append(_ rows: [UInt64], _ take: (Finding) throws -> Void) rethrows {
    for row in stride(from: 0, to: rows.count - 1, by: 2) {
      if rows[row] != key {
        try endBucket(take)
        key = rows[row]
      }
      let entry = rows[row + 1]
      // A record may have a key twice.
      if let last = entries.last, Self.record(last) == Self.record(entry) { continue }
      entries.append(entry)
      count += 1
      fingerprint.add(Self.record(entry))
      if count > limit, entries.count >= Self.part { try handOn(take) }
    }
  }

  /// Ends the last bucket.
  ///
  /// - Throws: What `take` throws.
  public mutating func finish(_ take: (Finding) throws -> Void) rethrows {
    try endBucket(take)
    if !pairs.isEmpty { try take(.pairs(pairs)) }
    pairs = []
  }

  private mutating func endBucket(_ take: (Finding) throws -> Void) rethrows {
    defer {
      entries.removeAll(keepingCapacity: true)
      count = 0
      fingerprint = Fingerprint()
    }
    guard count > 1 else { return }
    // Near copies share many keys, and so the same bucket comes back under many of them.
    let isRepeat =
      count >= Self.leastRecordsLookedUp && known.contains(fingerprint, count: count)
    if count > limit {
      try handOn(take)
      try take(.endOfBucket(isRepeat: isRepeat))
    } else if !isRepeat {
      try addPairs(take)
    }
  }

  /// Hands on records of a large bucket, but for the last, which the next is compared with.
  private mutating func handOn(_ take: (Finding) throws -> Void) rethrows {
    try take(.records(entries.dropFirst(handedOn).map(Self.record)))
    entries.removeFirst(entries.count - 1)
  }

  /// Whether the first entry has been handed on before: 1, else 0.
  private var handedOn: Int { count > entries.count ? 1 : 0 }

  private mutating func addPairs(_ take: (Finding) throws -> Void) rethrows {
    for (index, first) in entries.enumerated() {
      for second in entries[(index + 1)...] where canReach(first, second) {
        pairs.append(Self.record(first))
        pairs.append(Self.record(second))
      }
      if pairs.count >= Self.part {
        try take(.pairs(pairs))
        pairs.removeAll(keepingCapacity: true)
      }
    }
  }

  /// Whether the sizes leave room for the threshold: the intersection is at most the smaller set,
  /// and the union at least the larger.
  private func canReach(_ a: UInt64, _ b: UInt64) -> Bool {
    let mask: UInt64 = 1 << Self.sizeBits - 1
    let (a, b) = (Int(a & mask), Int(b & mask))
    if a == 0 || b == 0 || a == b { return true }
    return threshold.isReached(by: Similarity(intersection: min(a, b), a, b))
  }
}

/// A 128-bit hash of a list of records.
private struct Fingerprint: Equatable {
  private(set) var low: UInt64 = 0x9E37_79B9_7F4A_7C15
  private(set) var high: UInt64 = 0xD134_2543_DE82_EF95

  mutating func add(_ record: UInt64) {
    low = Self.mixed(low ^ record)
    high = Self.mixed(high &+ record &* 0x9FB2_1C65_1E98_DF25)
  }

  /// SplitMix64's finalizer.
  private static func mixed(_ value: UInt64) -> UInt64 {
    var bits = value
    bits = (bits ^ bits >> 30) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
    return bits ^ bits >> 31
  }
}

/// Remembers buckets by their hash, each in the one place that its hash has, so that there are
/// never more than fit: one that is forgotten costs time only.
private struct KnownBuckets: Sendable {
  private static let places = 1 << 17
  private var table: [UInt64] = []

  /// Whether the bucket is known; it is from now on.
  mutating func contains(_ hash: Fingerprint, count: Int) -> Bool {
    if table.isEmpty { table = [UInt64](repeating: 0, count: 2 * Self.places) }
    let place = 2 * (Int(truncatingIfNeeded: hash.low) & (Self.places - 1))
    if table[place] == hash.low, table[place + 1] == hash.high { return true }
    table[place] = hash.low
    table[place + 1] = hash.high
    return false
  }
}
