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

  /// Finds the words within a range.
  ///
  /// - Returns: Whether the last of them reaches the range's end, where it may go on.
  @inline(__always)
  func findWords(from: Int, to end: Int, places: inout WordPlaces) -> Bool {
    guard from < end else {
      places.removeAll()
      return false
    }
    let (first, last) = (from >> 6, (end - 1) >> 6)
    places.replace(room: 32 * (last - first + 1)) { starts, ends in
      kernel.findWords(words, from: from, to: end, starts: starts, ends: ends)
    }
    return words[last] >> UInt64((end - 1) & 63) & 1 != 0
  }
}
