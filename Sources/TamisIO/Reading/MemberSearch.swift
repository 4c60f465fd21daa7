// SPDX-License-Identifier: Apache-2.0

/// The search for a further gzip member or zstd frame behind damage.
struct MemberSearch {
  /// The next member may begin before the place where the damage was noticed, by so much at most: a
  /// damaged member may well have been decompressed beyond its end.
  private static let farthestBack = 1 << 17

  /// So much of a candidate is looked at.
  private static let sample = 1 << 14

  /// Bytes that were gone back in all.
  private var wentBack = 0
  /// Candidates that were looked at in all.
  private var trials = 0

  /// Goes to the next place after `start` where a member begins; false where there is none.
  ///
  /// - Parameters:
  ///   - start: Where the damaged member begins.
  ///   - isMember: Whether the bytes are the start of a member with good content.
  /// - Complexity: O(bytes that are passed over).
  mutating func next(
    in source: StoredBytes, after start: Int, magic: [UInt8],
    _ isMember: (UnsafeRawBufferPointer) -> Bool
  ) -> Bool {
    goBack(in: source, after: start)
    if source.offset <= start {
      _ = source.fill(atLeast: 1)
      source.skip(min(1, source.available.count))
    }
    while true {
      _ = source.fill(atLeast: magic.count)
      let bytes = source.available
      guard bytes.count >= magic.count else { return false }
      guard let place = bytes.firstIndex(of: magic, from: 0) else {
        source.skip(bytes.count - magic.count + 1)
        continue
      }
      source.skip(place)
      // Bytes may hold nothing but such beginnings: of those only some are looked at.
      if trials >> 10 <= source.offset >> 20 {
        trials += 1
        _ = source.fill(atLeast: Self.sample)
        if isMember(UnsafeRawBufferPointer(rebasing: source.available.prefix(Self.sample))) {
          return true
        }
      }
      source.skip(1)
    }
  }

  private mutating func goBack(in source: StoredBytes, after start: Int) {
    let noticed = source.offset
    let place = max(start + 1, noticed - Self.farthestBack)
    // Going back as often as there is damage must not make the whole quadratic.
    guard place < noticed, wentBack <= noticed + (Self.farthestBack << 6) else { return }
    if source.goBack(to: place) { wentBack += noticed - place }
  }
}
