// SPDX-License-Identifier: Apache-2.0

/// Sorts hashes, whose upper bits are as good as random: they go to buckets by these, a few to each,
/// and what is left is nearly in order.
public enum HashSort {
  /// More in one bucket than chance would bring tells of numbers that are no hashes.
  private static let most = 64

  /// Sorts the numbers from an index on, in ascending order.
  ///
  /// - Complexity: O(n) for hashes; O(n log n) for any other numbers.
  public static func sort(_ hashes: inout [UInt64], from start: Int = 0) {
    let count = hashes.count - start
    guard count > 32, count < Int(UInt32.max) else { return hashes[start...].sort() }
    let bits = UInt64.bitWidth - (count / 4).leadingZeroBitCount
    let isSorted = hashes.withUnsafeMutableBufferPointer { hashes in
      withUnsafeTemporaryAllocation(of: UInt64.self, capacity: count) { room in
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 1 << bits + 1) { places in
          distribute(.init(rebasing: hashes[start...]), room, places, shift: UInt64(64 - bits))
        }
      }
    }
    if !isSorted { hashes[start...].sort() }
  }

  /// Sorts, or leaves all as it is and returns false where one bucket would get too many.
  private static func distribute(
    _ hashes: UnsafeMutableBufferPointer<UInt64>, _ room: UnsafeMutableBufferPointer<UInt64>,
    _ places: UnsafeMutableBufferPointer<UInt32>, shift: UInt64
  ) -> Bool {
    places.initialize(repeating: 0)
    for hash in hashes { places[Int(hash &>> shift) &+ 1] &+= 1 }
    for index in 1..<places.count {
      guard places[index] <= most else { return false }
      places[index] &+= places[index &- 1]
    }
    for hash in hashes {
      let bucket = Int(hash &>> shift)
      room.initializeElement(at: Int(places[bucket]), to: hash)
      places[bucket] &+= 1
    }
    var index = 0
    while index < room.count {
      let hash = room[index]
      var place = index
      while place > 0, hashes[place &- 1] > hash {
        hashes[place] = hashes[place &- 1]
        place &-= 1
      }
      hashes[place] = hash
      index &+= 1
    }
    return true
  }
}
