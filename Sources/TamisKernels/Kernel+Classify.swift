// SPDX-License-Identifier: Apache-2.0

extension Kernel {
  /// Lower-cases ASCII letters and marks word bytes and bytes outside ASCII.
  ///
  /// `lowered[i]` becomes `source[i]`, `A`–`Z` as `a`–`z`. Bit `i % 64` of `words[i / 64]` is set
  /// exactly if `source[i]` is one of `[0-9A-Za-z_]` or at least 0x80; the same bit of `high`
  /// exactly if it is at least 0x80. Bits of the last mask beyond the source are zero.
  ///
  /// - Parameters:
  ///   - source: The bytes to classify.
  ///   - lowered: Receives `source.count` bytes; what follows them stays as it is.
  ///   - words: Receives `(source.count + 63) / 64` masks.
  ///   - high: Receives as many masks as `words`.
  /// - Precondition: `lowered`, `words` and `high` have room for what they receive.
  /// - Complexity: O(n), n = `source.count`.
  public func classify(
    _ source: Span<UInt8>, lowered: inout MutableSpan<UInt8>,
    words: inout MutableSpan<UInt64>, high: inout MutableSpan<UInt64>
  ) {
    let masks = source.count / 64 + (source.count % 64 == 0 ? 0 : 1)
    precondition(lowered.count >= source.count, "lowered is shorter than source")
    precondition(words.count >= masks && high.count >= masks, "too few masks for source")
    source.withUnsafeBufferPointer { source in
      lowered.withUnsafeMutableBufferPointer { lowered in
        words.withUnsafeMutableBufferPointer { words in
          high.withUnsafeMutableBufferPointer { high in
            guard let from = source.baseAddress, let to = lowered.baseAddress,
              let words = words.baseAddress, let high = high.baseAddress
            else { return }
            classify(source: from, count: source.count, lowered: to, words: words, high: high)
          }
        }
      }
    }
  }

  /// Lower-cases ASCII letters and marks word bytes and bytes outside ASCII, without checks.
  ///
  /// Reads exactly `count` bytes; writes exactly `count` bytes and `(count + 63) / 64` masks of
  /// each kind. Nothing needs to be aligned beyond its type.
  ///
  /// - Precondition: `count >= 0`; each pointer is valid for what is read or written through it;
  ///   no two of the four regions overlap, save that `lowered` may equal `source`.
  /// - Complexity: O(`count`).
  @inline(__always)
  public func classify(
    source: UnsafePointer<UInt8>, count: Int, lowered: UnsafeMutablePointer<UInt8>,
    words: UnsafeMutablePointer<UInt64>, high: UnsafeMutablePointer<UInt64>
  ) {
    classifyFunction(source, count, lowered, words, high)
  }
}
