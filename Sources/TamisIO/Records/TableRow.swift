// SPDX-License-Identifier: Apache-2.0

/// The values of one row of a table (RFC 4180), as places in its bytes.
struct TableRow {
  /// One value: its bytes, those between the quotes where it is quoted.
  struct Value {
    let range: Range<Int>
    /// Whether it holds quotes that are written twice.
    let hasEscapes: Bool
  }

  private(set) var values: [Value] = []

  /// Reads a row, without its newline.
  ///
  /// - Throws: What is wrong with its quotes.
  /// - Complexity: O(bytes).
  mutating func read(
    _ row: UnsafeRawBufferPointer, delimiter: UInt8
  ) throws(RecordFlaw) {
    values.removeAll(keepingCapacity: true)
    let end = row.last == 0x0D ? row.count - 1 : row.count
    var start = 0
    while true {
      let next: Int
      if start < end, row[start] == UInt8(ascii: "\"") {
        next = try readQuoted(row, from: start, to: end, delimiter: delimiter)
      } else {
        next = row.firstIndex(of: delimiter, from: start) ?? end
        values.append(Value(range: start..<next, hasEscapes: false))
      }
      if next == end { return }
      start = next + 1
    }
  }

  /// Reads a value whose quote is at `start`, and returns where its delimiter or the row's end is.
  private mutating func readQuoted(
    _ row: UnsafeRawBufferPointer, from start: Int, to end: Int, delimiter: UInt8
  ) throws(RecordFlaw) -> Int {
    var index = start + 1
    var hasEscapes = false
    while let quote = row.firstIndex(of: UInt8(ascii: "\""), from: index), quote < end {
      let next = quote + 1
      if next < end, row[next] == UInt8(ascii: "\"") {
        hasEscapes = true
        index = next + 1
        continue
      }
      guard next == end || row[next] == delimiter else {
        throw Self.flaw("something follows the closing quote at byte \(quote) of the row")
      }
      values.append(Value(range: (start + 1)..<quote, hasEscapes: hasEscapes))
      return next
    }
    throw Self.flaw("the quote at byte \(start) of the row is not closed")
  }

  private static func flaw(_ reason: String) -> RecordFlaw {
    RecordFlaw(
      kind: .malformedRow, reason: "is no row (\(reason))",
      advice:
        "the next row was sought on the next line; in a quoted value, a quote is written twice")
  }

  /// Appends a value's bytes, which need not be UTF-8.
  func append(_ index: Int, of row: UnsafeRawBufferPointer, to output: inout [UInt8]) {
    let value = values[index]
    guard value.hasEscapes else {
      return output.append(contentsOf: UnsafeRawBufferPointer(rebasing: row[value.range]))
    }
    var start = value.range.lowerBound
    while let quote = row.firstIndex(of: UInt8(ascii: "\""), from: start),
      quote < value.range.upperBound
    {
      output.append(contentsOf: UnsafeRawBufferPointer(rebasing: row[start...quote]))
      start = quote + 2
    }
    let rest = row[min(start, value.range.upperBound)..<value.range.upperBound]
    output.append(contentsOf: UnsafeRawBufferPointer(rebasing: rest))
  }
}

/// The first row of a table: the names of its columns.
public struct TableHeader: Sendable {
  /// The columns' names, in order, no two the same.
  public let names: [String]
  /// The names that were there before, with those that the later columns have instead, in order.
  let renamed: [(name: String, newName: String)]
  /// The index of each name's column.
  let places: [String: Int]
  /// The names as JSON strings with a colon behind them.
  let keys: [[UInt8]]

  /// Reads the first row.
  ///
  /// - Throws: What is wrong with its quotes.
  /// - Complexity: O(bytes).
  init(
    _ row: UnsafeRawBufferPointer, delimiter: UInt8, encoding: CharacterEncoding
  ) throws(RecordFlaw) {
    var reader = TableRow()
    try reader.read(row, delimiter: delimiter)
    let cells = TableCells(row: reader, bytes: row, encoding: encoding)
    let written = reader.values.indices.map { cells.string($0) ?? "" }
    (names, renamed) = Self.distinct(written)
    places = Dictionary(zip(names, names.indices), uniquingKeysWith: { first, _ in first })
    keys = names.map { name in
      var key: [UInt8] = []
      JSONLines.appendString(name.utf8, to: &key)
      return key + [UInt8(ascii: ":")]
    }
  }

  /// The names, where of several that are the same the second has `_2` behind it, and so on, or the
  /// next number with which no column is named: a key that is twice in an object hides a value.
  private static func distinct(
    _ names: [String]
  ) -> (names: [String], renamed: [(name: String, newName: String)]) {
    var taken = Set(names)
    var last: [String: Int] = [:]
    var renamed: [(name: String, newName: String)] = []
    let distinct = names.map { name in
      guard var number = last[name] else {
        last[name] = 1
        return name
      }
      repeat { number += 1 } while taken.contains("\(name)_\(number)")
      last[name] = number
      let newName = "\(name)_\(number)"
      taken.insert(newName)
      renamed.append((name, newName))
      return newName
    }
    return (distinct, renamed)
  }
}
