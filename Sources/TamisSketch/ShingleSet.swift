// SPDX-License-Identifier: Apache-2.0

public import TamisKernels

/// The distinct shingle hashes of a record, in ascending order.
public struct ShingleSet: Sendable {
  /// The hashes, strictly ascending.
  public let hashes: [UInt64]

  /// Makes a set from shingle hashes in any order, repeated ones included.
  ///
  /// - Complexity: O(n log n).
  public init(_ shingles: some Collection<UInt64>) {
    var sorted = Array(shingles)
    HashSort.sort(&sorted)
    var count = 0
    for hash in sorted where count == 0 || sorted[count - 1] != hash {
      sorted[count] = hash
      count += 1
    }
    sorted.removeLast(sorted.count - count)
    hashes = sorted
  }

  /// Makes a set of hashes that are strictly ascending, which is not checked.
  ///
  /// - Complexity: O(n).
  public init(sorted hashes: some Collection<UInt64>) { self.hashes = Array(hashes) }

  /// How many distinct shingles there are.
  public var count: Int { hashes.count }

  /// The exact Jaccard similarity of two sets.
  ///
  /// - Complexity: O(n + m), a few elements a cycle.
  public func similarity(to other: ShingleSet, kernel: Kernel) -> Similarity {
    let common = kernel.intersectionCount(hashes.span, other.hashes.span)
    return Similarity(intersection: common, count, other.count)
  }
}

/// Counts distinct hashes as far as it matters whether there are few of them.
public struct DistinctCounter: ~Copyable {
  private var slots: [UInt64]
  private let limit: Int

  /// Makes a counter that gives up above `limit`.
  public init(limit: Int) {
    self.limit = max(0, limit)
    var size = 16
    while size < self.limit * 4 { size *= 2 }
    slots = [UInt64](repeating: 0, count: size)
  }

  /// How many distinct hashes there are; nil if more than the limit.
  ///
  /// - Complexity: O(n); for most inputs O(limit), since it stops when the limit is passed.
  public mutating func count(_ hashes: Span<UInt64>) -> Int? {
    guard !hashes.isEmpty else { return 0 }
    var used: [Int] = []
    var sawZero = false
    defer { for slot in used { slots[slot] = 0 } }
    for index in hashes.indices {
      let hash = hashes[index]
      if hash == 0 {
        sawZero = true
      } else if let slot = emptySlot(for: hash) {
        slots[slot] = hash
        used.append(slot)
      }
      if used.count + (sawZero ? 1 : 0) > limit { return nil }
    }
    return used.count + (sawZero ? 1 : 0)
  }

  /// Where a hash that is not there belongs; nil if it is there.
  private func emptySlot(for hash: UInt64) -> Int? {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash >> 32) & mask
    while slots[slot] != 0 {
      if slots[slot] == hash { return nil }
      slot = (slot + 1) & mask
    }
    return slot
  }
}
