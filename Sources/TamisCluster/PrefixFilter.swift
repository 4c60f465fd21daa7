// SPDX-License-Identifier: Apache-2.0

public import TamisSketch

/// Keys for short records, under which every pair that reaches the threshold meets.
///
/// Two sets of Jaccard similarity t or more share one of the first n − ⌈t · n⌉ + 1 elements of
/// either, in any order of all elements that is the same for both (Chaudhuri, Ganti and Kaushik
/// 2006; Bayardo, Ma and Srikant 2007). The rarest elements come first, so that buckets stay small.
/// Every such pair shares a key, whatever the counts are.
public struct PrefixFilter: Sendable {
  private let threshold: Threshold
  /// How often each class of elements occurs; classes are the low bits of the hash.
  private var counts: [UInt32]

  private static let classes = 1 << 20

  /// Makes a filter that has counted nothing.
  public init(threshold: Threshold) {
    self.threshold = threshold
    counts = [UInt32](repeating: 0, count: Self.classes)
  }

  /// The counts of a filter, to make another like it.
  public var state: [UInt32] { counts }

  /// Makes a filter that has counted what another has.
  ///
  /// - Precondition: `state` is another filter's.
  public init(threshold: Threshold, state: [UInt32]) {
    precondition(state.count == Self.classes, "the counts of another filter")
    self.threshold = threshold
    counts = state
  }

  /// Counts elements of short records. All records are counted before keys are taken; that of some
  /// elements more or fewer are counted makes buckets larger, and misses no pair.
  public mutating func count(_ hashes: ArraySlice<UInt64>) {
    for hash in hashes {
      let index = Int(truncatingIfNeeded: hash) & (Self.classes - 1)
      counts[index] = counts[index] == .max ? .max : counts[index] + 1
    }
  }

  /// The keys of a record: its rarest elements, as many as the threshold asks for.
  ///
  /// - Complexity: O(n log n), n the elements of the set.
  public func keys(_ set: ShingleSet) -> ArraySlice<UInt64> {
    guard set.count > 0 else { return [] }
    // The hashes are ascending, so that their places order those that are equally rare.
    var ranked = set.hashes.enumerated().map { place, hash in
      let count = counts[Int(truncatingIfNeeded: hash) & (Self.classes - 1)]
      return UInt64(count) << 32 | UInt64(place)
    }
    ranked.sort()
    let keys = set.count - threshold.leastOverlap(count: set.count) + 1
    return ranked.prefix(keys).map { set.hashes[Int($0 & 0xFFFF_FFFF)] }[...]
  }
}

/// Which records are joined by prefix and which by bands, so that no pair falls between.
///
/// Records of at most `longestShort` elements are joined by prefix, longer ones by bands. A similar
/// pair's sizes differ by at most the threshold's factor, so records longer by that factor take
/// part in the prefix join too: a pair with a short record is found there.
///
/// Of pairs with a short record none is missed only while no bucket of the prefix join holds more
/// records than the bucket limit: those of a larger one are compared with some centres alone.
public struct JoinPlan: Hashable, Sendable {
  /// The banding of records that are not short.
  public let banding: Banding
  /// The similarity that pairs must reach.
  public let threshold: Threshold
  /// Elements up to which pairs are found by prefix alone; with certainty while no bucket of the
  /// prefix join exceeds the limit.
  public let longestShort: Int

  /// Elements up to which a record takes part in the prefix join.
  public let longestWithPrefix: Int

  /// What distinct elements are counted up to at most, however low the threshold.
  private static let longestCounted = 65_536.0

  /// Makes a plan.
  ///
  /// - Parameters:
  ///   - threshold: The similarity that pairs must reach.
  ///   - recall: The probability with which a pair at the threshold is found by bands, below 1.
  public init(threshold: Threshold, recall: Double) {
    self.threshold = threshold
    banding = Banding(threshold: threshold.value, recall: recall)
    // Up to here a record has no more keys by prefix than by bands.
    let room = Double(banding.bands - 1) / max(1 - threshold.value, 0.01)
    let short = min(128, max(8, room), Self.longestCounted * threshold.value)
    longestShort = Int(short)
    // In integers: rounding down by one would part a pair exactly at the threshold.
    longestWithPrefix = longestShort * threshold.denominator / threshold.numerator
  }

  /// Whether a record takes part in the prefix join; nil stands for more elements than matter.
  public func usesPrefix(distinct count: Int?) -> Bool {
    count.map { $0 > 0 && $0 <= longestWithPrefix } ?? false
  }

  /// Whether a record takes part in the join by bands.
  public func usesBands(distinct count: Int?) -> Bool {
    count.map { $0 > longestShort } ?? true
  }
}
