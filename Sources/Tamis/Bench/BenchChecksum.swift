// SPDX-License-Identifier: Apache-2.0

/// A number for what a stage of `Bench` has made, cheap enough to be made within the measured time.
///
/// It does not depend on how the work was divided into parts: it is made of a sum and a count. That
/// is enough to notice other results, and nothing else is asked of it.
struct BenchChecksum: Sendable, Hashable {
  private var sum: UInt64 = 0
  private var count: UInt64 = 0

  /// The checksum as one number.
  var value: UInt64 { sum ^ count &* 0x9E37_79B9_7F4A_7C15 }

  mutating func add(_ word: UInt64) {
    sum &+= word
    count &+= 1
  }

  mutating func add(_ words: [UInt64]) {
    for word in words { sum &+= word }
    count &+= UInt64(words.count)
  }

  /// Adds bytes, eight at a time.
  mutating func add(_ bytes: ArraySlice<UInt8>) {
    bytes.withUnsafeBytes { bytes in
      let whole = bytes.count & ~7
      for place in stride(from: 0, to: whole, by: 8) {
        sum &+= bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
      }
      for place in whole..<bytes.count { sum &+= UInt64(bytes[place]) &<< UInt64(8 * (place & 7)) }
    }
    count &+= UInt64(bytes.count)
  }

  mutating func add(_ other: BenchChecksum) {
    sum &+= other.sum
    count &+= other.count
  }
}
