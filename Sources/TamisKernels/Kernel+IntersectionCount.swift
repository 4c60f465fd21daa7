// SPDX-License-Identifier: Apache-2.0

extension Kernel {
  /// The number of values that two sorted sets share.
  ///
  /// - Parameters:
  ///   - a: Strictly ascending numbers.
  ///   - b: Strictly ascending numbers.
  /// - Precondition: Both are strictly ascending. This is not checked; when it does not hold, the
  ///   result means nothing and need not be the same on every kernel.
  /// - Complexity: O(m + n); O(m · log(n / m)) when n > 32 m, m and n the smaller and larger count.
  public func intersectionCount(_ a: Span<UInt64>, _ b: Span<UInt64>) -> Int {
    a.withUnsafeBufferPointer { a in
      b.withUnsafeBufferPointer { b in
        guard let aStart = a.baseAddress, let bStart = b.baseAddress else { return 0 }
        return intersectionCount(a: aStart, aCount: a.count, b: bStart, bCount: b.count)
      }
    }
  }

  /// The number of values that two sorted sets share, without checks.
  ///
  /// - Precondition: The counts are not negative; the pointers are valid for as many numbers, which
  ///   are strictly ascending.
  /// - Complexity: O(m + n); O(m · log(n / m)) when n > 32 m, m and n the smaller and larger count.
  public func intersectionCount(
    a: UnsafePointer<UInt64>, aCount: Int, b: UnsafePointer<UInt64>, bCount: Int
  ) -> Int {
    if aCount / 32 > bCount {
      return gallopingIntersectionCount(short: b, shortCount: bCount, long: a, longCount: aCount)
    }
    if bCount / 32 > aCount {
      return gallopingIntersectionCount(short: a, shortCount: aCount, long: b, longCount: bCount)
    }
    return intersectionCountFunction(a, aCount, b, bCount)
  }
}

/// Finds each value of the short set in the long one by doubling steps from where the last was.
///
/// No instruction set helps here: the time goes into waiting for a few cache lines.
private func gallopingIntersectionCount(
  short: UnsafePointer<UInt64>, shortCount: Int, long: UnsafePointer<UInt64>, longCount: Int
) -> Int {
  var found = 0
  var start = 0  // Every long[..<start] is below the value looked for.
  for i in 0..<shortCount {
    let value = short[i]
    var step = 1
    while step < longCount &- start, long[start &+ step &- 1] < value {
      start &+= step
      step &*= 2
    }
    var end = start &+ min(step, longCount &- start)
    while start < end {
      let middle = start &+ (end &- start) / 2
      if long[middle] < value { start = middle &+ 1 } else { end = middle }
    }
    if start == longCount { break }
    if long[start] == value { found &+= 1 }
  }
  return found
}
