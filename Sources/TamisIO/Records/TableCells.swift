// SPDX-License-Identifier: Apache-2.0

/// The cells of one row, made valid UTF-8 as they are read.
struct TableCells {
  private let row: TableRow
  private let bytes: UnsafeRawBufferPointer
  private let encoding: CharacterEncoding
  /// Whether all cells are UTF-8 already.
  private let isValid: Bool
  /// How many replacements were made, those of the text aside.
  private(set) var replacements = 0

  init(row: TableRow, bytes: UnsafeRawBufferPointer, encoding: CharacterEncoding) {
    self.row = row
    self.bytes = bytes
    self.encoding = encoding
    // In a table that is not all in one encoding, what is surely UTF-8 stays.
    isValid =
      UTF8Repair.isValid(bytes)
      && (encoding == .utf8 || bytes.firstNonASCII(from: 0) == nil
        || EncodingDetector.isSurelyUTF8(bytes, not: encoding))
  }

  func isEmpty(_ column: Int) -> Bool { row.values[column].range.isEmpty }

  /// A cell's value; nil where there is no such column, or nothing in it.
  func string(_ column: Int?) -> String? {
    guard let column, !isEmpty(column) else { return nil }
    return String(decoding: decoded(column).bytes, as: UTF8.self)
  }

  /// Counts what is replaced in a cell that is read as a string.
  mutating func countReplacements(in column: Int) {
    if !isValid { replacements += decoded(column).replacements }
  }

  /// Appends a cell as a JSON string.
  mutating func appendJSON(_ column: Int, to members: inout [UInt8]) {
    let value = row.values[column]
    if isValid && !value.hasEscapes {
      let content = UnsafeRawBufferPointer(rebasing: bytes[value.range])
      JSONLines.appendString(content.bindMemory(to: UInt8.self), to: &members)
    } else {
      let content = decoded(column)
      replacements += content.replacements
      JSONLines.appendString(content.bytes, to: &members)
    }
  }

  /// Appends a cell that is the record's page, and returns what was replaced in it; where it was
  /// decoded from another encoding than UTF-8, that is counted only.
  mutating func appendText(_ column: Int, to texts: inout [UInt8]) -> [Replacement] {
    if isValid {
      row.append(column, of: bytes, to: &texts)
      return []
    }
    guard encoding == .utf8 else {
      let content = decoded(column)
      replacements += content.replacements
      texts += content.bytes
      return []
    }
    var content: [UInt8] = []
    row.append(column, of: bytes, to: &content)
    return content.withUnsafeBytes { UTF8Repair.append($0, to: &texts) }
  }

  private func decoded(_ column: Int) -> (bytes: [UInt8], replacements: Int) {
    var (content, valid): ([UInt8], [UInt8]) = ([], [])
    row.append(column, of: bytes, to: &content)
    if isValid { return (content, 0) }
    let tally = content.withUnsafeBytes { CharsetDecoder.append($0, encoding, to: &valid) }
    return (valid, tally.replacements)
  }
}
