// SPDX-License-Identifier: Apache-2.0

/// The hash of a token's mapped UTF-8 bytes, as the specification in TamisText defines it.
///
/// It is inlined where it is used: single tokens are hashed one by one between other work.
public enum TokenHash {
  @usableFromInline static let first: UInt64 = 0x9E37_79B9_7F4A_7C15
  @usableFromInline static let second: UInt64 = 0xD6E8_FEB8_6659_FD93
  @usableFromInline static let further: UInt64 = 0xA076_1D64_78BD_642F

  /// Bytes that `hash` may read beyond the token.
  @inlinable public static var padding: Int { 16 }

  /// The two halves of a 128-bit product, folded by exclusive or.
  ///
  /// - Complexity: O(1).
  @inlinable @inline(__always)
  public static func mix(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = a.multipliedFullWidth(by: b)
    return product.high ^ product.low
  }

  /// Hashes `count` bytes.
  ///
  /// - Precondition: `count` ≥ 1, and `padding` bytes after the token may be read.
  /// - Complexity: O(`count`).
  @inlinable @inline(__always)
  public static func hash(_ bytes: UnsafePointer<UInt8>, count: Int) -> UInt64 {
    let raw = UnsafeRawPointer(bytes)
    let a = load(raw, count: count)
    let b = count > 8 ? load(raw + 8, count: count - 8) : 0
    var hash = mix(a ^ first, b ^ (second &+ UInt64(truncatingIfNeeded: count)))
    var at = 16
    while at < count {
      hash = mix(hash ^ load(raw + at, count: count - at), further)
      at += 8
    }
    return hash
  }

  /// Up to eight bytes, little end first, the others zero.
  @inlinable @inline(__always)
  static func load(_ bytes: UnsafeRawPointer, count: Int) -> UInt64 {
    let value = UInt64(littleEndian: bytes.loadUnaligned(as: UInt64.self))
    let unused = UInt64(truncatingIfNeeded: 64 - 8 * min(count, 8))
    return (value &<< unused) &>> unused
  }
}
