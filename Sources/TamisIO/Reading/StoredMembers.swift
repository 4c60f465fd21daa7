// SPDX-License-Identifier: Apache-2.0

/// Where a gzip member or zstd frame begins.
struct StoredMember: Sendable, Hashable {
  /// The offset in the file as it is stored.
  let stored: Int
  /// The offset of its first byte in the decompressed file.
  let offset: Int
}

extension [StoredMember] {
  /// The stored offset of the member that begins at an offset of the decompressed file.
  func stored(at offset: Int) -> Int? {
    let index = self[...].firstIndex(from: offset)
    return index < endIndex && self[index].offset == offset ? self[index].stored : nil
  }
}

extension ArraySlice<StoredMember> {
  /// The first member that does not begin before an offset; all are in order.
  fileprivate func firstIndex(from offset: Int) -> Int {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = low + (high - low) / 2
      if self[middle].offset < offset { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// The members of a file that were begun and not forgotten, in order.
struct StoredMembers {
  /// So many are known at most. A file of nothing but tiny members must not fill the memory: those
  /// of real records are longer than what this forgets.
  private static let limit = 1 << 18

  private var all: [StoredMember] = []
  /// How many at the front are forgotten: removing each at once would be quadratic.
  private var forgotten = 0

  /// Notes a member; of those that begin at one place only the last is known.
  mutating func append(_ member: StoredMember) {
    if all.count - forgotten >= Self.limit { forget(Self.limit / 2) }
    if forgotten < all.count, all[all.count - 1].offset == member.offset { all.removeLast() }
    all.append(member)
  }

  /// Forgets the members that begin before an offset in the decompressed file.
  mutating func forget(before offset: Int) {
    forget(all[forgotten...].firstIndex(from: offset) - forgotten)
  }

  private mutating func forget(_ count: Int) {
    forgotten += count
    guard forgotten > all.count / 2 else { return }
    all.removeFirst(forgotten)
    forgotten = 0
  }

  /// The members that begin within a part of the decompressed file.
  func within(_ part: Range<Int>) -> ArraySlice<StoredMember> {
    let first = all[forgotten...].firstIndex(from: part.lowerBound)
    return all[first..<all[first...].firstIndex(from: part.upperBound)]
  }

  /// The stored offset of the member that begins at an offset of the decompressed file.
  func stored(at offset: Int) -> Int? {
    let index = all[forgotten...].firstIndex(from: offset)
    return index < all.endIndex && all[index].offset == offset ? all[index].stored : nil
  }
}
