// SPDX-License-Identifier: Apache-2.0

/// Where words start and end in a buffer, as half-open ranges of its bytes.
///
/// Safety: both regions have room for `capacity` positions, of which `count` are initialised; who
/// writes has made room before.
struct WordPlaces: ~Copyable {
  /// The first byte of each word.
  private(set) var starts: UnsafeMutablePointer<UInt32>
  /// The byte after each word.
  private(set) var ends: UnsafeMutablePointer<UInt32>
  /// How many words there are.
  private(set) var count = 0
  private var capacity: Int

  init(capacity: Int = 4096) {
    self.capacity = capacity
    starts = .allocate(capacity: capacity)
    ends = .allocate(capacity: capacity)
  }

  deinit {
    starts.deallocate()
    ends.deallocate()
  }

  mutating func removeAll() { count = 0 }

  /// Takes other places.
  ///
  /// - Parameter write: Writes at most `room` starts and ends, and returns how many these are.
  @inline(__always)
  mutating func replace(
    room: Int,
    _ write: (_ starts: UnsafeMutablePointer<UInt32>, _ ends: UnsafeMutablePointer<UInt32>) -> Int
  ) {
    if room > capacity { self = WordPlaces(capacity: 2 * room) }
    count = write(starts, ends)
  }

  /// Adds a word.
  ///
  /// - Precondition: `count` is below the capacity.
  @inline(__always)
  mutating func append(start: Int, end: Int) {
    starts[count] = UInt32(truncatingIfNeeded: start)
    ends[count] = UInt32(truncatingIfNeeded: end)
    count &+= 1
  }

  /// Sets the end of the last word.
  mutating func endLast(at end: Int) {
    guard count > 0 else { return }
    ends[count - 1] = UInt32(truncatingIfNeeded: end)
  }

  /// Takes the last word away, and returns its start.
  mutating func popLast() -> Int? {
    guard count > 0 else { return nil }
    count -= 1
    return Int(starts[count])
  }
}
