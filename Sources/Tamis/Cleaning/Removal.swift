// SPDX-License-Identifier: Apache-2.0

import TamisPage

/// A stretch of a record's text that goes, with the evidence for it.
struct Removal: Sendable {
  /// The bytes of the text that go.
  private(set) var range: Range<Int>
  /// Why, as the evidence has it.
  let reason: String
  /// The bytes of the copy that stays; nil where the reason is not a repeat.
  let repeats: Range<Int>?
  /// The id of the record that has this copy; nil for the record itself.
  let of: String?
  /// How similar the two are; nil where they are the same, or nothing was compared.
  let similarity: Double?
  /// What the judge of a page dropped; nil where something else took it.
  let drop: Drop?
  /// How sure the rule is, from 0 to 1.
  let confidence: Double

  /// The evidence in words.
  var detail: String? { drop?.detail }

  /// The removal of a part of its range.
  func clamped(to range: Range<Int>) -> Removal {
    var removal = self
    removal.range = self.range.clamped(to: range)
    return removal
  }

  /// A range of a text without what goes.
  ///
  /// - Parameters:
  ///   - range: By default all of it.
  ///   - removals: Ascending and disjoint, in the range.
  static func text(
    _ text: ArraySlice<UInt8>, in range: Range<Int>? = nil, without removals: [Removal]
  ) -> [UInt8] {
    let range = range ?? 0..<text.count
    var kept: [UInt8] = []
    kept.reserveCapacity(range.count)
    var copied = text.startIndex + range.lowerBound
    for removal in removals {
      kept += text[copied..<(text.startIndex + removal.range.lowerBound)]
      copied = text.startIndex + removal.range.upperBound
    }
    return kept + text[copied..<(text.startIndex + range.upperBound)]
  }
}

extension Removal {
  /// What the judge of a page drops.
  init(_ drop: Drop) {
    self.init(
      range: drop.range, reason: drop.reason.rawValue, repeats: drop.repeats, of: nil,
      similarity: nil, drop: drop, confidence: drop.confidence)
  }
}
