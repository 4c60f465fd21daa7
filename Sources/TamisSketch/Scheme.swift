// SPDX-License-Identifier: Apache-2.0

/// How a set of shingle hashes becomes k values, of which two sets share about k · Jaccard.
public enum Scheme: String, CaseIterable, Sendable {
  /// k hash functions, the least value of each (Broder 1997). O(n · k).
  case kMins = "k-mins"
  /// One hash function, the least value in each of k bins; empty bins copy from others by a fixed
  /// random walk (Li, Owen and Zhang 2012; optimal densification by Shrivastava 2017). O(n + k).
  case onePermutation = "one-permutation"
  /// Rounds of one-permutation hashing, each with its own hash function, until no bin is empty
  /// (Dahlgaard, Knudsen and Thorup 2017). O(n + k log k), and concentrated as k-mins is.
  case fastSimilarity = "fast-similarity"
  /// One hash function, the least value in each of k bins; an empty bin takes the least value of
  /// all shingles under a hash function of its own, as k-mins does. These are the first and the
  /// last rounds of fast similarity sketching without those between. O(n + k² / e), of which the
  /// second part runs in the kernel.
  case filledBins = "filled-bins"

  /// The scheme that is used unless another is asked for.
  ///
  /// Benchmarks/Record/sketch-schemes.md has the measurement. k-mins is faster for fewer than 100
  /// shingles only, one-permutation hashing is hardly faster anywhere and less accurate on short
  /// records, and fast similarity sketching, the most accurate on those, takes two to five times as
  /// long wherever its accuracy differs.
  public static let standard = Scheme.filledBins
}

/// The fixed pseudo-random numbers that sketches rest on (SplitMix64, Steele, Lea and Flood 2014).
enum SketchSeed {
  /// The value number `index` of the sequence named `stream`.
  static func value(_ stream: UInt64, _ index: Int) -> UInt64 {
    let position = UInt64(truncatingIfNeeded: index + 1) &* 0x9E37_79B9_7F4A_7C15
    return mixed((stream &* 0xD134_2543_DE82_EF95) &+ position)
  }

  /// SplitMix64's finalizer: a permutation of the 64-bit numbers.
  @inline(__always)
  static func mixed(_ value: UInt64) -> UInt64 {
    var bits = value
    bits = (bits ^ bits >> 30) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
    return bits ^ bits >> 31
  }
}
