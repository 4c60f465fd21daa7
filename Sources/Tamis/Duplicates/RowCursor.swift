// SPDX-License-Identifier: Apache-2.0

import TamisIO

/// Goes through sorted rows one by one.
struct RowCursor: ~Copyable {
  private var rows: SortedRows
  private var part: [UInt64] = []
  private var place = 0

  init(_ rows: consuming SortedRows) { self.rows = rows }

  /// A word of the row that is next; nil after the last row.
  mutating func word(_ index: Int) throws(TamisIOError) -> UInt64? {
    while place >= part.count {
      guard let next = try rows.next() else { return nil }
      part = next
      place = 0
    }
    return part[place + index]
  }

  /// Goes to the row after.
  mutating func step() { place += rows.width }
}
