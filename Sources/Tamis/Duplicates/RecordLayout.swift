// SPDX-License-Identifier: Apache-2.0

import TamisIO

/// Where the records of each batch are, so that a second pass need not parse them again.
struct RecordLayout: Sendable {
  /// For each batch how many lines it has.
  private var lineCounts: [Int32] = []
  /// For each batch with lines that are no records, a bit a line, set for those that are.
  private var marks: [Int: [UInt64]] = [:]

  /// How many batches there are.
  var batches: Int { lineCounts.count }

  /// Adds a batch, of whose lines some are records: their indices, ascending.
  mutating func append(_ lines: [Int32], of lineCount: Int) {
    if lines.count < lineCount {
      var bits = [UInt64](repeating: 0, count: (lineCount + 63) / 64)
      for line in lines where line >= 0 && line < lineCount {
        bits[Int(line) >> 6] |= 1 << UInt64(line & 63)
      }
      marks[lineCounts.count] = bits
    }
    lineCounts.append(Int32(truncatingIfNeeded: lineCount))
  }

  /// The layout as words: the number of batches, and for each its lines, a bit above these for
  /// marks, and the marks.
  var words: [UInt64] {
    var words = [UInt64(lineCounts.count)]
    for (number, count) in lineCounts.enumerated() {
      let bits = marks[number]
      words.append(UInt64(truncatingIfNeeded: Int(count)) | (bits == nil ? 0 : 1 << 32))
      words += bits ?? []
    }
    return words
  }

  /// No batch yet.
  init() {}

  /// The layout that gave some words.
  init(words: [UInt64]) {
    var place = 1
    while place < words.count {
      let count = Int(words[place] & 0xFFFF_FFFF)
      place += 1
      if words[place - 1] >> 32 == 1 {
        let end = min(words.count, place + (count + 63) / 64)
        marks[lineCounts.count] = Array(words[place..<end])
        place = end
      }
      lineCounts.append(Int32(truncatingIfNeeded: count))
    }
  }

  /// The lines of a batch that are records; nil if it had another number of lines.
  func lines(ofBatch number: Int, lineCount: Int) -> [Int32]? {
    guard number < lineCounts.count, Int(lineCounts[number]) == lineCount else { return nil }
    let all = 0..<Int32(truncatingIfNeeded: lineCount)
    guard let bits = marks[number] else { return Array(all) }
    return all.filter { bits[Int($0) >> 6] >> UInt64($0 & 63) & 1 == 1 }
  }
}
