// SPDX-License-Identifier: Apache-2.0

public import TamisSketch

/// Compares the records of large buckets with centres instead of with each other.
///
/// The first record of a bucket in the total order is a centre; records verified against it are
/// settled, and the first of the others is the next centre. Records come one after the other, so
/// that only the centres' shingles are held: each is compared with the centres so far, in their
/// order, until one settles it. Buckets overlap, and most pairs that were compared in one are not
/// compared again in the next.
public struct CentreVerifier: Sendable {
  /// Centres of a bucket at most: the work stays linear in its records, however unlike they are.
  public static let centresPerBucket = 256

  /// Pairs that were compared.
  public private(set) var compared = 0

  /// What became of a record.
  public enum Fate: Sendable, Equatable {
    /// It is a centre.
    case centre
    /// A centre is similar to it.
    case settled(VerifiedPair)
    /// A centre was found similar to it in an earlier bucket.
    case settledBefore
    /// The centres were used up, and none is similar to it.
    case leftOver
  }

  private let verifier: Verifier
  private let most: Int
  private var centres: [(record: Int, set: ShingleSet)] = []
  private var known = KnownPairs()

  /// Makes a verifier that has seen no bucket.
  ///
  /// - Parameters:
  ///   - verifier: What compares two records.
  ///   - centresPerBucket: Centres of a bucket at most.
  public init(_ verifier: Verifier, centresPerBucket: Int = CentreVerifier.centresPerBucket) {
    self.verifier = verifier
    most = centresPerBucket
  }

  /// Begins the next bucket.
  public mutating func beginBucket() { centres = [] }

  /// Whether a record of the bucket can be settled without its shingles.
  ///
  /// - Complexity: O(C) for C centres.
  public func isSettled(_ record: Int) -> Bool {
    for centre in centres {
      guard let isSimilar = known.isSimilar(centre.record, record) else { return false }
      if isSimilar { return true }
    }
    return false
  }

  /// Compares the next record of the bucket, in ascending order, with the centres.
  ///
  /// - Parameter set: Gives its shingles; asked at most once.
  /// - Throws: What `set` throws.
  /// - Complexity: O(C) comparisons for C centres; fewer where earlier buckets had the same pairs.
  public mutating func append(_ record: Int, set: () throws -> ShingleSet) rethrows -> Fate {
    var own: ShingleSet?
    for centre in centres {
      if let isSimilar = known.isSimilar(centre.record, record) {
        if isSimilar { return .settledBefore }
        continue
      }
      let shingles = try own ?? set()
      own = shingles
      compared += 1
      let similarity = verifier.similarity(centre.set, shingles)
      known.insert(centre.record, record, isSimilar: similarity != nil)
      if let similarity {
        return .settled(
          VerifiedPair(first: centre.record, second: record, similarity: similarity))
      }
    }
    guard centres.count < most else { return .leftOver }
    centres.append((record, try own ?? set()))
    return .centre
  }
}

/// Remembers whether pairs are similar, each in the one place that its hash has, so that there are
/// never more than fit: one that is forgotten is compared again.
private struct KnownPairs: Sendable {
  private static let places = 1 << 20
  /// For each place the first record, and the second with a bit for similar or not; 0 for none.
  private var table: [UInt64] = []

  private static func place(_ first: Int, _ second: Int) -> Int {
    var bits = UInt64(first) &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(second)
    bits = (bits ^ bits >> 30) &* 0xBF58_476D_1CE4_E5B9
    return 2 * Int(truncatingIfNeeded: (bits ^ bits >> 27) & UInt64(places - 1))
  }

  func isSimilar(_ first: Int, _ second: Int) -> Bool? {
    guard !table.isEmpty else { return nil }
    let place = Self.place(first, second)
    guard table[place] == UInt64(first), table[place + 1] >> 1 == UInt64(second) else { return nil }
    return table[place + 1] & 1 == 1
  }

  mutating func insert(_ first: Int, _ second: Int, isSimilar: Bool) {
    if table.isEmpty { table = [UInt64](repeating: 0, count: 2 * Self.places) }
    let place = Self.place(first, second)
    table[place] = UInt64(first)
    table[place + 1] = UInt64(second) << 1 | (isSimilar ? 1 : 0)
  }
}
