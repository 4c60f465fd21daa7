// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

extension UnsafeRawBufferPointer {
  /// Whether these are the same bytes.
  func equals(_ other: [UInt8]) -> Bool {
    guard count == other.count, let base = baseAddress else { return other.isEmpty && isEmpty }
    return memcmp(base, other, count) == 0
  }

  /// The first place of a byte from `start` on, by the system's vectorised search.
  func firstIndex(of byte: UInt8, from start: Int) -> Int? {
    guard let base = baseAddress, start < count,
      let found = memchr(base + start, Int32(byte), count - start)
    else { return nil }
    return UnsafeRawPointer(found) - base
  }
}

extension UnsafeRawBufferPointer {
  /// The first place of some bytes from `start` on.
  func firstIndex(of pattern: [UInt8], from start: Int) -> Int? {
    guard let first = pattern.first else { return nil }
    var place = start
    while let found = firstIndex(of: first, from: place), count - found >= pattern.count {
      if self[found..<(found + pattern.count)].elementsEqual(pattern) { return found }
      place = found + 1
    }
    return nil
  }
}
