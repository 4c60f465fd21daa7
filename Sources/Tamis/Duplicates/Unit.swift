// SPDX-License-Identifier: Apache-2.0

import TamisPage
import TamisText

/// What is compared with what.
public enum Unit: String, CaseIterable, Sendable {
  /// Whole records.
  case document
  /// Paragraphs, headings, captions, list items: the blocks of a record's text.
  case paragraph
  /// Lines, which have to be the same after folding.
  case line
}

/// A stretch of a record's text, in bytes of the text.
struct UnitPlace: Hashable, Sendable {
  /// The record, by its position in the input or, while a batch is worked on, in the batch.
  var record: Int
  /// Its first and last byte of content, half open; nil for all of the record.
  var range: Range<Int>?

  init(record: Int, range: Range<Int>? = nil) {
    self.record = record
    self.range = range
  }

  /// The range as a word. A text is shorter than 2 GiB: `ReadLimits` sees to that.
  static func word(_ range: Range<Int>) -> UInt64 {
    UInt64(UInt32(truncatingIfNeeded: range.lowerBound)) << 32
      | UInt64(UInt32(truncatingIfNeeded: range.upperBound))
  }

  /// The range of a word.
  static func range(_ word: UInt64) -> Range<Int> {
    let start = Int(word >> 32)
    return start..<max(start, Int(word & 0xFFFF_FFFF))
  }
}

/// Cuts texts into units; one a worker.
struct UnitReader: ~Copyable {
  private let unit: Unit
  private var pages: PageReader

  init(options: DuplicateOptions) {
    unit = options.unit
    pages = PageReader(kernel: options.kernel)
  }

  /// The units of a record by its index, ascending and disjoint; nil where the record is one.
  mutating func units(of batch: RecordBatch, _ index: Int) -> [Range<Int>]? {
    switch unit {
    case .document: nil
    case .paragraph: batch.page(index, by: &pages).blocks.map(\.range)
    case .line: TextLines.lines(of: batch.text(index).span)
    }
  }
}
