// SPDX-License-Identifier: Apache-2.0

import TamisIO

/// A record's text as it was read, seen through the text in which invalid bytes were replaced.
///
/// Evidence speaks of the bytes that were read: positions and dropped bytes are theirs.
struct InputText {
  private let text: ArraySlice<UInt8>
  private let replacements: [Replacement]
  /// Before each replacement, by how many bytes what was read is longer than the text.
  private let shifts: [Int]

  /// Bytes of U+FFFD, which stands for what was replaced.
  static let mark = 3

  init(_ text: ArraySlice<UInt8>, replacements: [Replacement]) {
    self.text = text
    self.replacements = replacements
    var shift = 0
    shifts = replacements.map { replacement in
      defer { shift += replacement.bytes.count - Self.mark }
      return shift
    }
  }

  /// A position of the text as a position among the bytes that were read.
  ///
  /// - Complexity: O(log r) for r replacements.
  func position(_ position: Int) -> Int {
    let before = firstReplacement(at: position)
    guard before > 0 else { return position }
    let last = before - 1
    return position + shifts[last] + replacements[last].bytes.count - Self.mark
  }

  /// The bytes that were read of a range of the text.
  ///
  /// - Complexity: O(n + log r) for n bytes.
  func bytes(_ range: Range<Int>) -> [UInt8] {
    let start = text.startIndex
    var bytes: [UInt8] = []
    var copied = range.lowerBound
    var index = firstReplacement(at: range.lowerBound)
    while index < replacements.count, replacements[index].position < range.upperBound {
      let position = replacements[index].position
      bytes += text[(start + copied)..<(start + position)]
      bytes += replacements[index].bytes
      copied = position + Self.mark
      index += 1
    }
    return bytes + text[(start + copied)..<(start + range.upperBound)]
  }

  /// The stretches of replacements, one behind the other, outside the given ranges.
  ///
  /// - Parameter ranges: Ascending and disjoint.
  /// - Complexity: O(r + d) for r replacements and d ranges.
  func replaced(outside ranges: [Range<Int>]) -> [Range<Int>] {
    var stretches: [Range<Int>] = []
    var next = 0
    for replacement in replacements {
      let range = replacement.position..<(replacement.position + Self.mark)
      while next < ranges.count, ranges[next].upperBound <= range.lowerBound { next += 1 }
      if next < ranges.count, ranges[next].contains(range.lowerBound) { continue }
      if let last = stretches.last, last.upperBound == range.lowerBound {
        stretches[stretches.count - 1] = last.lowerBound..<range.upperBound
      } else {
        stretches.append(range)
      }
    }
    return stretches
  }

  /// The index of the first replacement at or after a position.
  private func firstReplacement(at position: Int) -> Int {
    var (low, high) = (0, replacements.count)
    while low < high {
      let middle = (low + high) / 2
      if replacements[middle].position < position { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
