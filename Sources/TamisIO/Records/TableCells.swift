// SPDX-License-Identifier: Apache-2.0

/// The cells of one row, made valid UTF-8 as they are read.
struct TableCells {
  private let row: TableRow
  private let bytes: UnsafeRawBufferPointer
  private let isValid: Bool
  /// How many replacements were made, those of the text aside.
  private(set) var replacements = 0

  init(row: TableRow, bytes: UnsafeRawBufferPointer) {
    self.row = row
    self.bytes = bytes
    isValid = UTF8Repair.isValid(bytes)
  }

  func isEmpty(_ column: Int) -> Bool { row.values[column].range.isEmpty }

  /// A cell's value; nil where there is no such column, or nothing in it.
  func string(_ column: Int?) -> String? {
    guard let column, !isEmpty(column) else { return nil }
    var value: [UInt8] = []
    row.append(column, of: bytes, to: &value)
    return String(decoding: value, as: UTF8.self)
  }

  /// Counts what is replaced in a cell that is read as a string.
  mutating func countReplacements(in column: Int) {
    if !isValid { _ = repaired(column) }
  }

  /// Appends a cell as a JSON string.
  mutating func appendJSON(_ column: Int, to members: inout [UInt8]) {
    let value = row.values[column]
    if isValid && !value.hasEscapes {
      let content = UnsafeRawBufferPointer(rebasing: bytes[value.range])
      JSONLines.appendString(content.bindMemory(to: UInt8.self), to: &members)
    } else if isValid {
      var content: [UInt8] = []
      row.append(column, of: bytes, to: &content)
      JSONLines.appendString(content, to: &members)
    } else {
      JSONLines.appendString(repaired(column), to: &members)
    }
  }

  /// Appends a cell that is the record's page, and returns what was replaced in it.
  func appendText(_ column: Int, to texts: inout [UInt8]) -> [Replacement] {
    if isValid {
      row.append(column, of: bytes, to: &texts)
      return []
    }
    var content: [UInt8] = []
    row.append(column, of: bytes, to: &content)
    return content.withUnsafeBytes { UTF8Repair.append($0, to: &texts) }
  }

  private mutating func repaired(_ column: Int) -> [UInt8] {
    var (content, valid): ([UInt8], [UInt8]) = ([], [])
    row.append(column, of: bytes, to: &content)
    replacements += content.withUnsafeBytes {
      UTF8Repair.appendCounting($0, to: &valid).replacements
    }
    return valid
  }
}
