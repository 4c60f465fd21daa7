// SPDX-License-Identifier: Apache-2.0

/// Numbers for hashes, from 0, in the order in which they are first met.
///
/// Open addressing with linear steps; at most half of the slots are taken. A key's slot is in the
/// upper bits of its product with a random number of this process (Dietzfelbinger and others,
/// 1997), so that no input can be written to fall into one slot. Numbers do not depend on it.
struct KeyTable: Sendable {
  private struct Slot {
    var key: UInt64 = 0
    /// The key's number plus one; 0 where the slot is free.
    var mark: UInt32 = 0
  }

  /// How many keys there are.
  private(set) var count = 0
  /// As many as a power of two.
  private var slots: [Slot]
  /// How far down the upper bits of a product are moved.
  private var shift: UInt64

  private static let factor = UInt64.random(in: .min ... .max) | 1

  /// A table with room for so many keys.
  init(capacity: Int = 0) {
    var size = 16
    while size < 2 * capacity { size *= 2 }
    slots = [Slot](repeating: Slot(), count: size)
    shift = UInt64(64 - size.trailingZeroBitCount)
  }

  /// The number of a key; nil where it is not in the table.
  /// - Complexity: O(1) on average.
  func number(of key: UInt64) -> Int? {
    let mark = slots[slot(of: key)].mark
    return mark == 0 ? nil : Int(mark) - 1
  }

  /// The number of a key, which is added where it is not in the table.
  /// - Complexity: O(1) on average.
  mutating func add(_ key: UInt64) -> Int {
    let slot = slot(of: key)
    if slots[slot].mark > 0 { return Int(slots[slot].mark) - 1 }
    count += 1
    slots[slot] = Slot(key: key, mark: UInt32(truncatingIfNeeded: count))
    if 2 * count > slots.count { grow() }
    return count - 1
  }

  /// The slot that has a key, or the free one where it belongs.
  @inline(__always)
  private func slot(of key: UInt64) -> Int {
    let mask = slots.count &- 1
    var slot = Int(truncatingIfNeeded: (key &* Self.factor) &>> shift)
    while slots[slot].mark > 0 && slots[slot].key != key { slot = (slot &+ 1) & mask }
    return slot
  }

  private mutating func grow() {
    let old = slots
    slots = [Slot](repeating: Slot(), count: 2 * old.count)
    shift -= 1
    for entry in old where entry.mark > 0 { slots[slot(of: entry.key)] = entry }
  }
}
