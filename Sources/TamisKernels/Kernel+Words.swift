// SPDX-License-Identifier: Apache-2.0

extension Kernel {
  /// Finds where words start and end, by masks that `classify` has made, without checks.
  ///
  /// A word is a run of set bits within `from..<to`. Of one that reaches `to` the end means nothing.
  ///
  /// - Parameters:
  ///   - words: Masks of the bytes from 0, bit `i % 64` of `words[i / 64]` for byte `i`.
  ///   - from: The first byte that counts.
  ///   - to: The byte after the last, below 2³².
  ///   - starts: Receives the first byte of each word.
  ///   - ends: Receives the byte after each word.
  /// - Returns: The number of starts.
  /// - Precondition: 0 ≤ `from` ≤ `to`; there are masks for all bytes below `to`; `starts` and
  ///   `ends` have room for 32 positions for each mask that has a byte of the range, all of which
  ///   may be written.
  /// - Complexity: O(`to` − `from`).
  @inline(__always)
  public func findWords(
    _ words: UnsafePointer<UInt64>, from: Int, to: Int, starts: UnsafeMutablePointer<UInt32>,
    ends: UnsafeMutablePointer<UInt32>
  ) -> Int {
    findWordsFunction(words, from, to, starts, ends)
  }

  /// Hashes words as `TokenHash` does, without checks.
  ///
  /// - Parameters:
  ///   - bytes: What holds the words.
  ///   - starts: The first byte of each word.
  ///   - ends: The byte after each word.
  ///   - count: How many words there are.
  ///   - hashes: Receives as many hashes.
  /// - Precondition: No word is empty, and `TokenHash.padding` bytes after each may be read; each
  ///   pointer is valid for `count` values.
  /// - Complexity: O(n) for words of n bytes.
  @inline(__always)
  public func hashWords(
    _ bytes: UnsafePointer<UInt8>, starts: UnsafePointer<UInt32>, ends: UnsafePointer<UInt32>,
    count: Int, hashes: UnsafeMutablePointer<UInt64>
  ) {
    hashWordsFunction(bytes, starts, ends, count, hashes)
  }
}

// MARK: - Plain Swift

func scalarFindWords(
  _ words: UnsafePointer<UInt64>, _ from: Int, _ to: Int, _ starts: UnsafeMutablePointer<UInt32>,
  _ ends: UnsafeMutablePointer<UInt32>
) -> Int {
  guard from < to else { return 0 }
  let (first, last) = (from >> 6, (to - 1) >> 6)
  var (started, ended) = (0, 0)
  var carry: UInt64 = 0
  for index in first...last {
    var mask = words[index]
    if index == first { mask &= ~0 << UInt64(from & 63) }
    if index == last { mask &= ~0 >> UInt64(63 - (to - 1) & 63) }
    let before = mask << 1 | carry
    carry = mask >> 63
    started += appendPositions(of: mask & ~before, base: index << 6, to: starts + started)
    ended += appendPositions(of: ~mask & before, base: index << 6, to: ends + ended)
  }
  return started
}

@inline(__always)
private func appendPositions(
  of mask: UInt64, base: Int, to positions: UnsafeMutablePointer<UInt32>
) -> Int {
  var rest = mask
  var count = 0
  while rest != 0 {
    positions[count] = UInt32(truncatingIfNeeded: base + rest.trailingZeroBitCount)
    rest &= rest &- 1
    count &+= 1
  }
  return count
}

func scalarHashWords(
  _ bytes: UnsafePointer<UInt8>, _ starts: UnsafePointer<UInt32>, _ ends: UnsafePointer<UInt32>,
  _ count: Int, _ hashes: UnsafeMutablePointer<UInt64>
) {
  for index in 0..<count {
    let start = Int(starts[index])
    hashes[index] = TokenHash.hash(bytes + start, count: Int(ends[index]) - start)
  }
}
