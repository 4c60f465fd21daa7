// SPDX-License-Identifier: Apache-2.0

/// A 128-bit hash of bytes, by which exact duplicates are settled.
///
/// The same bytes give the same hash on every platform and in every version; how it is computed is
/// specified below, with golden vectors. Inputs of one length that differ only within one 16-byte
/// piece (from a multiple of 16 to the next) never collide. Others may by chance, which is taken to
/// be that of one pair in 2¹²⁸, and which no proof backs.
///
/// Do not use it where somebody gains by a collision: it has no key, and whoever knows the method
/// can make inputs that collide.
public struct ContentHash: Hashable, Sendable {
  /// The upper 64 bits, which order hashes first.
  public let high: UInt64
  /// The lower 64 bits.
  public let low: UInt64

  /// A hash that was computed before, from its two halves.
  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// Hashes bytes.
  ///
  /// - Complexity: O(n), n = `bytes.count`.
  public init(of bytes: Span<UInt8>) {
    self = bytes.withUnsafeBytes { ContentHash(of: $0) }
  }

  /// Hashes bytes.
  ///
  /// - Complexity: O(n), n = `bytes.count`.
  public init(of bytes: UnsafeRawBufferPointer) {
    var state = MixState(
      x: 0x510E_527F_ADE6_82D1 ^ UInt64(bytes.count), y: 0x9B05_688C_2B3E_6C1F)
    state.mix()
    state.mix()
    if let start = bytes.baseAddress {
      let stripes = bytes.count & ~63
      if stripes > 0 { state.absorbStripes(start, count: stripes) }
      state.absorbRest(start + stripes, count: bytes.count - stripes)
    }
    state.mix()
    state.mix()
    self.init(high: state.x, low: state.y)
  }
}

extension ContentHash: Comparable {
  /// Orders hashes as unsigned 128-bit numbers.
  public static func < (a: ContentHash, b: ContentHash) -> Bool {
    (a.high, a.low) < (b.high, b.low)
  }
}

extension ContentHash: CustomStringConvertible {
  /// The hash as 32 hexadecimal digits, the upper half first.
  public var description: String { digits(high) + digits(low) }
}

private func digits(_ number: UInt64) -> String {
  let text = String(number, radix: 16)
  return String(repeating: "0", count: 16 - text.utf8.count) + text
}

// MARK: - The mixer

/// The constants of the specification: fractional parts of the square roots of primes.
private let multipliers: (UInt64, UInt64) = (0x6A09_E667_F3BC_C909, 0xBB67_AE85_84CA_A73B)
private let keys: (UInt64, UInt64) = (0x3C6E_F372_FE94_F82B, 0xA54F_F53A_5F1D_36F1)

/// 128 bits in two halves, permuted by two Feistel rounds.
///
/// A folded multiplication forgets one factor where the other is zero. As the round function of a
/// Feistel network it may: whatever it returns, each round can be undone, so no state absorbs.
private struct MixState {
  var x: UInt64
  var y: UInt64

  @inline(__always)
  mutating func mix() {
    y ^= Self.fold(x ^ keys.0, multipliers.0)
    x ^= Self.fold(y ^ keys.1, multipliers.1)
  }

  @inline(__always)
  mutating func absorb(_ a: UInt64, _ b: UInt64) {
    x ^= a
    y ^= b
    mix()
  }

  @inline(__always)
  static func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = a.multipliedFullWidth(by: b)
    return product.high ^ product.low
  }
}

extension MixState {
  /// Absorbs the 16 bytes at an offset that is inside `bytes` together with the 15 that follow.
  @inline(__always)
  fileprivate mutating func absorb(_ bytes: UnsafeRawPointer, at offset: Int) {
    absorb(
      UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)),
      UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset &+ 8, as: UInt64.self)))
  }

  /// Absorbs whole 64-byte stripes by way of four lanes, which wait for each other only at the end.
  fileprivate mutating func absorbStripes(_ bytes: UnsafeRawPointer, count: Int) {
    var lane0 = MixState(x: 0x1F83_D9AB_FB41_BD6B, y: 0x5BE0_CD19_137E_2179)
    var lane1 = MixState(x: 0xCBBB_9D5D_C105_9ED8, y: 0x629A_292A_367C_D507)
    var lane2 = MixState(x: 0x9159_015A_3070_DD17, y: 0x152F_ECD8_F70E_5939)
    var lane3 = MixState(x: 0x6733_2667_FFC0_0B31, y: 0x8EB4_4A87_6858_1511)
    var offset = 0
    while offset < count {
      lane0.absorb(bytes, at: offset)
      lane1.absorb(bytes, at: offset &+ 16)
      lane2.absorb(bytes, at: offset &+ 32)
      lane3.absorb(bytes, at: offset &+ 48)
      offset &+= 64
    }
    absorb(lane0.x, lane0.y)
    absorb(lane1.x, lane1.y)
    absorb(lane2.x, lane2.y)
    absorb(lane3.x, lane3.y)
  }

  /// Absorbs fewer than 64 bytes in pieces of 16, the last one filled up with zeros.
  fileprivate mutating func absorbRest(_ bytes: UnsafeRawPointer, count: Int) {
    var offset = 0
    while offset &+ 16 <= count {
      absorb(bytes, at: offset)
      offset &+= 16
    }
    guard offset < count else { return }
    var a: UInt64 = 0
    var b: UInt64 = 0
    for i in offset..<count {
      let byte = UInt64(bytes.load(fromByteOffset: i, as: UInt8.self))
      let position = UInt64(i &- offset)
      if position < 8 { a |= byte &<< (8 &* position) } else { b |= byte &<< (8 &* position) }
    }
    absorb(a, b)
  }
}
