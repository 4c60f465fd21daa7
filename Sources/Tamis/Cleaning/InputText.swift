// SPDX-License-Identifier: Apache-2.0

import TamisIO

/// A record's text as it was read, seen through the text in which invalid bytes were replaced.
///
/// Evidence speaks of the bytes that were read: positions and dropped bytes are theirs.
struct InputText {
  private let text: ArraySlice<UInt8>
  private let replacements: [Replacement]

  /// Bytes of U+FFFD, which stands for what was replaced.
  static let mark = 3

  init(_ text: ArraySlice<UInt8>, replacements: [Replacement]) {
    self.text = text
    self.replacements = replacements
  }

  /// A position of the text as a position among the bytes that were read.
  ///
  /// - Complexity: O(log r + r) for r replacements before it.
  func position(_ position: Int) -> Int {
    guard !replacements.isEmpty else { return position }
    return replacements.prefix { $0.position < position }.reduce(position) {
      $0 + $1.bytes.count - Self.mark
    }
  }

  /// The bytes that were read of a range of the text.
  func bytes(_ range: Range<Int>) -> [UInt8] {
    let at = text.startIndex
    var bytes: [UInt8] = []
    var copied = range.lowerBound
    for replacement in replacements where range.contains(replacement.position) {
      bytes += text[(at + copied)..<(at + replacement.position)]
      bytes += replacement.bytes
      copied = replacement.position + Self.mark
    }
    return bytes + text[(at + copied)..<(at + range.upperBound)]
  }

  /// The replacements outside the given ranges, which are ascending and disjoint.
  func replacements(outside ranges: [Range<Int>]) -> [Replacement] {
    var rest = ranges[...]
    return replacements.filter { replacement in
      while let range = rest.first, range.upperBound <= replacement.position { rest.removeFirst() }
      return !(rest.first?.contains(replacement.position) ?? false)
    }
  }
}
