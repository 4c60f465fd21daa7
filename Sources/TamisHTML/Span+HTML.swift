// SPDX-License-Identifier: Apache-2.0

import CTamisKernels

extension UInt8 {
  /// Tab, LF, FF, CR or space: the white space of HTML.
  @inline(__always)
  var isHTMLSpace: Bool {
    self <= 0x20 && (1 << UInt64(self) as UInt64) & 0x1_0000_3600 != 0
  }

  @inline(__always)
  var isASCIILetter: Bool { (self | 0x20) &- 0x61 < 26 }

  @inline(__always)
  var isASCIIDigit: Bool { self &- 0x30 < 10 }
}

extension Span where Element == UInt8 {
  /// The sixteen bytes from `index` on, spaces beyond the end.
  @inline(__always)
  func sixteen(at index: Int) -> SIMD16<UInt8> {
    if index <= count &- 16 {
      return bytes.unsafeLoadUnaligned(fromByteOffset: index, as: SIMD16<UInt8>.self)
    }
    return lastBytes(from: index)
  }

  /// The thirty-two bytes from `index` on.
  ///
  /// - Precondition: they are there.
  @inline(__always)
  func thirtyTwo(at index: Int) -> SIMD32<UInt8> {
    bytes.unsafeLoadUnaligned(fromByteOffset: index, as: SIMD32<UInt8>.self)
  }

  @inline(never)
  private func lastBytes(from index: Int) -> SIMD16<UInt8> {
    var bytes = SIMD16<UInt8>(repeating: 0x20)
    guard index < count else { return bytes }
    let rest = extracting(index..<count)
    withUnsafeMutableBytes(of: &bytes) { bytes in
      rest.withUnsafeBytes { bytes.copyMemory(from: $0) }
    }
    return bytes
  }

  /// Up to eight bytes of a range from its start on as a number, the first lowest, zeros beyond.
  @inline(__always)
  func word(_ range: Range<Int>) -> UInt64 {
    let length = range.upperBound &- range.lowerBound
    if length <= 0 { return 0 }
    let word: UInt64
    if range.lowerBound <= count &- 8 {
      let loaded = bytes.unsafeLoadUnaligned(
        fromByteOffset: range.lowerBound, as: UInt64.self)
      word = UInt64(littleEndian: loaded)
    } else {
      word = lastWord(from: range.lowerBound)
    }
    return length >= 8 ? word : word & ((1 << UInt64(length &* 8)) &- 1)
  }

  @inline(never)
  private func lastWord(from index: Int) -> UInt64 {
    var word: UInt64 = 0
    for i in index..<Swift.max(index, count) {
      word |= UInt64(self[i]) << UInt64((i &- index) &* 8)
    }
    return word
  }

  /// The first of a byte at or after `from`; the count if there is none.
  @inline(__always)
  func first(_ byte: UInt8, from: Int) -> Int {
    var i = from
    while i < count {
      let mask = tamis_mask_equal(sixteen(at: i), byte)
      if mask != 0 { return Swift.min(count, i &+ mask.trailingZeroBitCount) }
      i &+= 16
    }
    return count
  }

  /// The first `&`, CR or NUL in a range; its end if there is none.
  func firstEncoded(in range: Range<Int>) -> Int {
    var i = range.lowerBound
    while i < range.upperBound {
      let mask = tamis_mask_encoded(sixteen(at: i))
      if mask != 0 { return Swift.min(range.upperBound, i &+ mask.trailingZeroBitCount) }
      i &+= 16
    }
    return range.upperBound
  }

  /// Whether the bytes from `index` on are those of `name`, which is in lower case, in any case.
  func matches(_ name: StaticString, at index: Int) -> Bool {
    let length = name.utf8CodeUnitCount
    guard index >= 0, index <= count - length else { return false }
    return name.withUTF8Buffer { name in
      for i in 0..<length where self[index + i].asciiLowered != name[i] { return false }
      return true
    }
  }
}

extension UInt8 {
  /// The lower case of an ASCII letter; every other byte as it is.
  @inline(__always)
  var asciiLowered: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }
}

extension UInt64 {
  /// Eight bytes with ASCII letters in lower case.
  @inline(__always)
  var asciiLowered: UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let low = self & (ones &* 0x7F)
    // The top bit of each: at least `A`, more than `Z`, and in ASCII.
    let upper = (low &+ ones &* 0x3F) & ~(low &+ ones &* 0x25) & ~self & (ones &* 0x80)
    return self | upper &>> 2
  }
}
