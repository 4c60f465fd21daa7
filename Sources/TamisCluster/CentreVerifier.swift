// SPDX-License-Identifier: Apache-2.0

/// Compares the records of large buckets with centres instead of with each other.
///
/// The first record of a bucket in the total order is a centre; records verified against it are
/// settled, and the first of the others is the next centre. Buckets overlap, and two records that
/// were compared in one are not compared again in the next. The buckets are given one after the
/// other, in an order that does not depend on how the input was ordered.
public struct CentreVerifier: Sendable {
  /// Centres of a bucket at most: the work stays linear in its records, however unlike they are.
  public static let centresPerBucket = 256

  /// What became of the buckets so far.
  ///
  /// Not compared are the pairs of records that were left over when a bucket's centres were used
  /// up. No pair is counted twice; where buckets overlap in part, the count is a lower bound.
  public var outcome: Verifier.Outcome {
    var outcome = found
    outcome.notCompared = leftOver.values.reduce(0) { $0 + Int($1) } / 2
    return outcome
  }

  private let verifier: Verifier
  private let centresPerBucket: Int
  private var found = Verifier.Outcome()
  private var like: Set<UInt64> = []
  private var unlike: Set<UInt64> = []
  /// For each record left over, with how many others in the bucket where these were most. Half of
  /// the sum is the number of pairs if buckets are the same or disjoint, and never above it.
  private var leftOver: [UInt32: UInt32] = [:]

  /// Pairs that are remembered as unlike, at most: some 100 MB.
  private static let unlikeRemembered = 4 << 20

  /// Makes a verifier that has seen no bucket.
  ///
  /// - Parameters:
  ///   - verifier: What compares two records; it has the shingles of all records of the buckets.
  ///   - centresPerBucket: Centres of a bucket at most.
  public init(_ verifier: Verifier, centresPerBucket: Int = CentreVerifier.centresPerBucket) {
    self.verifier = verifier
    self.centresPerBucket = centresPerBucket
  }

  /// Compares the records of a bucket, which are distinct and in ascending order.
  ///
  /// - Complexity: O(C · n) comparisons for C centres and n records; fewer where earlier buckets
  ///   had the same records.
  public mutating func verify(_ bucket: [UInt32]) {
    var rest = bucket
    var centres = 0
    while centres < centresPerBucket, let centre = rest.first {
      rest.removeFirst()
      rest.removeAll { isSettled($0, by: centre) }
      centres += 1
    }
    guard rest.count > 1 else { return }
    let others = UInt32(truncatingIfNeeded: rest.count - 1)
    for record in rest { leftOver[record] = max(leftOver[record] ?? 0, others) }
  }

  /// Whether a record is similar to a centre that comes before it.
  private mutating func isSettled(_ record: UInt32, by centre: UInt32) -> Bool {
    let pair = UInt64(centre) << 32 | UInt64(record)
    if like.contains(pair) { return true }
    if unlike.contains(pair) { return false }
    found.compared += 1
    if let verified = verifier.verified(centre, record) {
      found.pairs.append(verified)
      like.insert(pair)
      return true
    }
    if unlike.count < Self.unlikeRemembered { unlike.insert(pair) }
    return false
  }
}
