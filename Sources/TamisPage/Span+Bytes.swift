// SPDX-License-Identifier: Apache-2.0

extension Span<UInt8> {
  /// The sixteen bytes from an index on, spaces beyond the end.
  @inline(__always)
  func sixteen(at index: Int) -> SIMD16<UInt8> {
    if index >= 0 && index <= count &- 16 {
      return bytes.unsafeLoadUnaligned(fromByteOffset: index, as: SIMD16<UInt8>.self)
    }
    var last = SIMD16<UInt8>(repeating: 0x20)
    for lane in 0..<16 where index + lane < count { last[lane] = self[index + lane] }
    return last
  }
}
