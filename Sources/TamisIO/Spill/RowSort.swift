// SPDX-License-Identifier: Apache-2.0

/// Sorts rows of 64-bit words in memory: by the first word, then the second, and so on.
enum RowSort {
  /// Sorts rows; with `isDistinct`, equal ones become one.
  ///
  /// - Complexity: O(n · d), d the bytes of a row that are not the same in all rows; memory for the
  ///   rows a second time.
  static func sort(_ rows: inout [UInt64], width: Int, isDistinct: Bool) {
    switch width {
    case 1: sort(&rows, of: UInt64.self)
    case 2: sort(&rows, of: SIMD2<UInt64>.self)
    case 3: sort(&rows, of: Row3.self)
    case 4: sort(&rows, of: SIMD4<UInt64>.self)
    default: sort(&rows, of: Row6.self)
    }
    if isDistinct { removeRepeats(&rows, width: width) }
  }

  /// The words a row can have.
  static let widths = [1, 2, 3, 4, 6]

  private struct Row3: BitwiseCopyable {
    var words: (UInt64, UInt64, UInt64)
  }

  private struct Row6: BitwiseCopyable {
    var words: (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64)
  }

  /// Sorts by one byte after the other, the least significant first (radix sort); a byte that all
  /// rows share is passed over.
  private static func sort<Row: BitwiseCopyable>(_ rows: inout [UInt64], of type: Row.Type) {
    let bytes = MemoryLayout<Row>.size
    let count = 8 * rows.count / bytes
    guard count > 1 else { return }
    let counts = counts(rows, bytes: bytes)
    let room = UnsafeMutableRawPointer.allocate(byteCount: 8 * rows.count, alignment: 16)
    defer { room.deallocate() }
    LargePages.advise(room, count: 8 * rows.count)
    rows.withUnsafeMutableBytes { rows in
      guard let base = rows.baseAddress else { return }
      var (from, to) = (base, room)
      for digit in 0..<bytes {
        // Words come the most significant first, the bytes of a word the least significant first.
        let byte = (bytes - 1 - digit) & ~7 | digit & 7
        let counts = counts[byte * 256..<(byte + 1) * 256]
        guard !counts.contains(count) else { continue }
        scatter(from, to, of: type, count: count, byte: byte, counts: counts)
        swap(&from, &to)
      }
      if from != base { base.copyMemory(from: from, byteCount: rows.count) }
    }
  }

  /// How often each byte of the rows has each value.
  private static func counts(_ rows: [UInt64], bytes: Int) -> [Int] {
    var counts = [Int](repeating: 0, count: bytes * 256)
    let words = bytes / 8
    counts.withUnsafeMutableBufferPointer { counts in
      var word = 0
      for value in rows {
        var rest = value
        for byte in 0..<8 {
          counts[(word &* 8 &+ byte) &* 256 &+ Int(truncatingIfNeeded: rest & 0xFF)] &+= 1
          rest &>>= 8
        }
        word = word &+ 1 == words ? 0 : word &+ 1
      }
    }
    return counts
  }

  /// Orders by one byte; rows that share it keep their order.
  ///
  /// Safety: the places are running sums of `counts`, which count these very rows, and there is
  /// room for as many.
  private static func scatter<Row: BitwiseCopyable>(
    _ from: UnsafeMutableRawPointer, _ to: UnsafeMutableRawPointer, of type: Row.Type, count: Int,
    byte: Int, counts: ArraySlice<Int>
  ) {
    var sum = 0
    var places = counts.map { count in
      defer { sum += count }
      return sum
    }
    let size = MemoryLayout<Row>.size
    places.withUnsafeMutableBufferPointer { places in
      for row in 0..<count {
        let source = from + row &* size
        let value = Int(source.load(fromByteOffset: byte, as: UInt8.self))
        (to + places[value] &* size).storeBytes(
          of: source.loadUnaligned(as: type), as: type)
        places[value] &+= 1
      }
    }
  }

  /// Keeps each of equal rows, which follow each other, once.
  private static func removeRepeats(_ rows: inout [UInt64], width: Int) {
    var kept = 0
    var row = 0
    while row < rows.count {
      var isRepeat = kept > 0
      for word in 0..<width where isRepeat {
        isRepeat = rows[row + word] == rows[kept - width + word]
      }
      if !isRepeat {
        for word in 0..<width { rows[kept + word] = rows[row + word] }
        kept += width
      }
      row += width
    }
    rows.removeLast(rows.count - kept)
  }
}
