// SPDX-License-Identifier: Apache-2.0

extension Kernel {
  /// Lowers the minima of a k-mins MinHash signature by a set of 64-bit hashes.
  ///
  /// Each hash x is folded to 32 bits, `x ^ (x >> 32)`. Lane i's value of it is
  /// `v = x &* multipliers[i] &+ addends[i]`, then `v ^= v >> 16; v = v &* 0x7FEB352D;
  /// v ^= v >> 15`; `minima[i]` becomes the least of itself and all values of lane i.
  ///
  /// Start with minima of `UInt32.max`. Calls may be split and ordered at will: the minima depend
  /// on the set of hashes only.
  ///
  /// - Parameters:
  ///   - minima: One value a lane, lowered in place.
  ///   - multipliers: One odd number a lane.
  ///   - addends: One number a lane.
  ///   - hashes: Shingle hashes, in any order, repeats allowed.
  /// - Precondition: `minima`, `multipliers` and `addends` have the same count.
  /// - Complexity: O(k · n), k = `minima.count`, n = `hashes.count`.
  public func updateMinima(
    _ minima: inout MutableSpan<UInt32>, multipliers: Span<UInt32>, addends: Span<UInt32>,
    hashes: Span<UInt64>
  ) {
    let k = minima.count
    precondition(
      multipliers.count == k && addends.count == k, "one lane, one multiplier, one addend")
    minima.withUnsafeMutableBufferPointer { minima in
      multipliers.withUnsafeBufferPointer { multipliers in
        addends.withUnsafeBufferPointer { addends in
          hashes.withUnsafeBufferPointer { hashes in
            guard let minima = minima.baseAddress, let multipliers = multipliers.baseAddress,
              let addends = addends.baseAddress, let first = hashes.baseAddress
            else { return }
            updateMinima(
              minima: minima, multipliers: multipliers, addends: addends, k: k,
              hashes: first, count: hashes.count)
          }
        }
      }
    }
  }

  /// Lowers the minima of a k-mins MinHash signature by a set of 64-bit hashes, without checks.
  ///
  /// - Precondition: `k >= 0` and `count >= 0`; `minima`, `multipliers` and `addends` are valid for
  ///   k values, `hashes` for `count`; `minima` overlaps none of the others.
  /// - Complexity: O(`k` · `count`).
  @inline(__always)
  public func updateMinima(
    minima: UnsafeMutablePointer<UInt32>, multipliers: UnsafePointer<UInt32>,
    addends: UnsafePointer<UInt32>, k: Int, hashes: UnsafePointer<UInt64>, count: Int
  ) {
    updateMinimaFunction(minima, multipliers, addends, k, hashes, count)
  }
}
