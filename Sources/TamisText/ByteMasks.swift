// SPDX-License-Identifier: Apache-2.0

import TamisKernels

/// The bytes of a text in lower case, and bit masks of what they are, 64 to a mask.
///
/// Safety: the buffers hold `capacity` bytes and as many mask bits, plus padding; `classify` makes
/// room before anything is written, and the readers stay below the count they were given.
struct ByteMasks: ~Copyable {
  private let kernel: Kernel
  private var capacity = 0
  private(set) var lowered: UnsafeMutablePointer<UInt8>
  private var words: UnsafeMutablePointer<UInt64>
  private var high: UnsafeMutablePointer<UInt64>

  /// Buffers larger than this are given back after use.
  private static let keptCapacity = 4 << 20

  init(kernel: Kernel) {
    self.kernel = kernel
    (lowered, words, high) = Self.allocate(0)
  }

  deinit {
    lowered.deallocate()
    words.deallocate()
    high.deallocate()
  }

  private static func allocate(_ capacity: Int) -> (
    UnsafeMutablePointer<UInt8>, UnsafeMutablePointer<UInt64>, UnsafeMutablePointer<UInt64>
  ) {
    let lowered = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity + TokenHash.padding)
    // The padding is read with the last token, and masked off: any value will do, but not none.
    (lowered + capacity).initialize(repeating: 0, count: TokenHash.padding)
    return (lowered, .allocate(capacity: capacity / 64 + 1), .allocate(capacity: capacity / 64 + 1))
  }

  private mutating func reallocate(_ newCapacity: Int) {
    lowered.deallocate()
    words.deallocate()
    high.deallocate()
    (lowered, words, high) = Self.allocate(newCapacity)
    capacity = newCapacity
  }

  /// Fills the buffers from a text.
  mutating func classify(_ bytes: UnsafePointer<UInt8>, count: Int) {
    if count > capacity { reallocate(max(count, min(capacity * 2, Self.keptCapacity), 16 << 10)) }
    kernel.classify(source: bytes, count: count, lowered: lowered, words: words, high: high)
    (lowered + count).update(repeating: 0, count: TokenHash.padding)
  }

  /// Gives back buffers that one huge text has needed.
  mutating func shrink() {
    if capacity > Self.keptCapacity { reallocate(0) }
  }

  /// The first byte outside ASCII at or after `from`; `end` if there is none.
  func firstHigh(from: Int, end: Int) -> Int {
    guard from < end else { return end }
    var index = from >> 6
    var mask = high[index] & (~0 << UInt64(from & 63))
    while mask == 0 {
      index += 1
      guard index << 6 < end else { return end }
      mask = high[index]
    }
    return min(end, index << 6 + mask.trailingZeroBitCount)
  }

  /// Whether the eight bytes from `at`, or what there is of them, are ASCII.
  func isASCII(from at: Int, end: Int) -> Bool {
    let limit = min(at + 8, end)
    return firstHigh(from: at, end: limit) == limit
  }

  /// Appends the starts and ends of the words within a range; a word open at its end has no end.
  @inline(__always)
  func appendWords(from: Int, to end: Int, starts: inout [UInt32], ends: inout [UInt32]) {
    guard from < end else { return }
    let blocks = (end - 1) >> 6 - from >> 6 + 1
    starts.append(addingCapacity: blocks * 32) { (starts: inout OutputSpan<UInt32>) in
      ends.append(addingCapacity: blocks * 33) { (ends: inout OutputSpan<UInt32>) in
        var carry: UInt64 = 0
        for index in from >> 6...(end - 1) >> 6 {
          var mask = words[index]
          if index == from >> 6 { mask &= ~0 << UInt64(from & 63) }
          if index == (end - 1) >> 6 { mask &= ~0 >> UInt64(63 - (end - 1) & 63) }
          let before = mask << 1 | carry
          carry = mask >> 63
          Self.append(bitsOf: mask & ~before, block: index, to: &starts)
          Self.append(bitsOf: ~mask & before, block: index, to: &ends)
        }
      }
    }
    // An end may have been found at `end` itself, where the mask was cut: that word is open.
    if let last = ends.last, Int(last) == end { ends.removeLast() }
  }

  @inline(__always)
  private static func append(
    bitsOf mask: UInt64, block: Int, to positions: inout OutputSpan<UInt32>
  ) {
    var rest = mask
    while rest != 0 {
      positions.append(UInt32(truncatingIfNeeded: block << 6 + rest.trailingZeroBitCount))
      rest &= rest &- 1
    }
  }
}
