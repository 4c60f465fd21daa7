// SPDX-License-Identifier: Apache-2.0

extension ParsedBatch {
  /// Appends a JSONL record's line, and a newline, with other text or another id; all else of the
  /// line stays as it was, byte for byte.
  ///
  /// - Parameters:
  ///   - text: The new text, valid UTF-8; nil leaves the text's value as it is.
  ///   - id: The id to be written; nil leaves the line without one, or with its own.
  ///   - idField: The id's name, where the line has none and it is put first.
  /// - Precondition: The record is of a JSONL file.
  /// - Complexity: O(bytes).
  public func appendLine(
    of record: Record, text: ArraySlice<UInt8>? = nil, id: String? = nil, idField: String = "id",
    to output: inout [UInt8]
  ) {
    let line = line(of: record)
    var edits: [(range: Range<Int>, value: [UInt8])] = []
    if let text, let range = record.textValue {
      var value: [UInt8] = []
      value.reserveCapacity(text.count + text.count / 16 + 2)
      JSONLines.appendString(text, to: &value)
      edits.append((range, value))
    }
    if let id { edits.append(Self.edit(id: id, of: record, line: line, field: idField)) }
    edits.sort { $0.range.lowerBound < $1.range.lowerBound }
    var copied = 0
    for edit in edits {
      output.append(contentsOf: line.dropFirst(copied).prefix(edit.range.lowerBound - copied))
      output.append(contentsOf: edit.value)
      copied = edit.range.upperBound
    }
    output.append(contentsOf: line.dropFirst(copied))
    output.append(0x0A)
  }

  private static func edit(
    id: String, of record: Record, line: ArraySlice<UInt8>, field: String
  ) -> (range: Range<Int>, value: [UInt8]) {
    var value: [UInt8] = []
    if let range = record.idValue {
      JSONLines.appendString(id.utf8, to: &value)
      return (range, value)
    }
    JSONLines.appendString(field.utf8, to: &value)
    value.append(UInt8(ascii: ":"))
    JSONLines.appendString(id.utf8, to: &value)
    // The object has a field, its text, so that a comma is right.
    value.append(UInt8(ascii: ","))
    let brace = line.firstIndex(of: UInt8(ascii: "{")) ?? line.startIndex
    let place = min(brace - line.startIndex + 1, line.count)
    return (place..<place, value)
  }
}
