// SPDX-License-Identifier: Apache-2.0

extension ParsedBatch {
  /// Appends a JSONL record's line, and a newline, with other text or another id; all else of the
  /// line stays as it was, byte for byte.
  ///
  /// - Parameters:
  ///   - text: The new text, valid UTF-8; nil leaves the text's value as it is.
  ///   - textField: The text's name, where the line has none; it is put where the HTML is.
  ///   - id: The id to be written; nil leaves the line without one, or with its own.
  ///   - idField: The id's name, where the line has none and it is put first.
  ///   - added: Further members that are put last.
  ///   - dropsHTML: Whether the HTML is left out, where there is text to stay or to be put in.
  /// - Precondition: The record is of a JSONL file.
  /// - Complexity: O(bytes).
  public func appendLine(
    of record: Record, text: ArraySlice<UInt8>? = nil, textField: String = "text",
    id: String? = nil, idField: String = "id", adding added: [(name: String, value: String)] = [],
    dropsHTML: Bool = false, to output: inout [UInt8]
  ) {
    var edits = LineEdits(line: line(of: record))
    // First of what is put at one place.
    if let id, let range = record.idValue {
      edits.replace(range, byString: Array(id.utf8)[...])
    } else if let id {
      edits.putFirst(idField, Array(id.utf8)[...])
    }
    var html = record.htmlMembers
    if let text, let range = record.textValue {
      edits.replace(range, byString: text)
    } else if let text, let member = html.last {
      edits.put(textField, text, at: member, replacingIt: dropsHTML)
      html.removeLast()
    }
    if dropsHTML, text != nil || record.textValue != nil { edits.remove(members: html) }
    edits.putLast(added)
    edits.apply(to: &output)
    output.append(0x0A)
  }
}

/// Changes to a line that holds a JSON object.
struct LineEdits {
  private let line: ArraySlice<UInt8>
  private var edits: [(range: Range<Int>, value: [UInt8])] = []

  /// No changes yet; places are counted from the line's start.
  init(line: ArraySlice<UInt8>) { self.line = line }

  /// Puts a string in place of a value.
  mutating func replace(_ range: Range<Int>, byString text: ArraySlice<UInt8>) {
    var value: [UInt8] = []
    value.reserveCapacity(text.count + text.count / 16 + 2)
    JSONLines.appendString(text, to: &value)
    edits.append((range, value))
  }

  /// Puts a member in the place of another, or before it.
  mutating func put(
    _ name: String, _ text: ArraySlice<UInt8>, at member: Range<Int>, replacingIt: Bool
  ) {
    var value = Self.member(name, text)
    if !replacingIt { value.append(UInt8(ascii: ",")) }
    edits.append((replacingIt ? member : member.lowerBound..<member.lowerBound, value))
  }

  /// Puts a member first in the object, which is not and will not be empty.
  mutating func putFirst(_ name: String, _ text: ArraySlice<UInt8>) {
    let brace = line.firstIndex(of: UInt8(ascii: "{")) ?? line.startIndex
    let place = min(brace - line.startIndex + 1, line.count)
    edits.append((place..<place, Self.member(name, text) + [UInt8(ascii: ",")]))
  }

  /// Puts members last in the object, which is not and will not be empty.
  mutating func putLast(_ members: [(name: String, value: String)]) {
    guard !members.isEmpty, let brace = line.lastIndex(of: UInt8(ascii: "}")) else { return }
    var value: [UInt8] = []
    for member in members {
      value.append(UInt8(ascii: ","))
      value += Self.member(member.name, Array(member.value.utf8)[...])
    }
    let place = brace - line.startIndex
    edits.append((place..<place, value))
  }

  /// Takes members out, each with a comma; they are in order.
  mutating func remove(members: [Range<Int>]) {
    var removed = 0
    for member in members {
      let before = skipSpace(from: member.lowerBound, by: -1)
      let after = skipSpace(from: member.upperBound, by: 1)
      var range = member
      if byte(before - 1) == UInt8(ascii: ","), before - 1 >= removed {
        range = (before - 1)..<member.upperBound
      } else if byte(after) == UInt8(ascii: ",") {
        range = member.lowerBound..<skipSpace(from: after + 1, by: 1)
      }
      removed = range.upperBound
      edits.append((range, []))
    }
  }

  /// Appends the line with the changes.
  func apply(to output: inout [UInt8]) {
    var copied = 0
    let sorted = edits.enumerated().sorted {
      let (first, second) = ($0.element.range, $1.element.range)
      return (first.lowerBound, first.upperBound, $0.offset)
        < (second.lowerBound, second.upperBound, $1.offset)
    }
    // Two changes meet only where two fields were given one name; the first is made.
    for (_, edit) in sorted where edit.range.lowerBound >= copied {
      output.append(contentsOf: line.dropFirst(copied).prefix(edit.range.lowerBound - copied))
      output.append(contentsOf: edit.value)
      copied = edit.range.upperBound
    }
    output.append(contentsOf: line.dropFirst(copied))
  }

  private static func member(_ name: String, _ text: ArraySlice<UInt8>) -> [UInt8] {
    var value: [UInt8] = []
    JSONLines.appendString(name.utf8, to: &value)
    value.append(UInt8(ascii: ":"))
    JSONLines.appendString(text, to: &value)
    return value
  }

  /// Where white space ends, behind it or (by -1) before it.
  private func skipSpace(from start: Int, by step: Int) -> Int {
    var index = start
    while let byte = byte(step > 0 ? index : index - 1), isWhiteSpace(byte) { index += step }
    return index
  }

  private func byte(_ index: Int) -> UInt8? {
    index >= 0 && index < line.count ? line[line.startIndex + index] : nil
  }
}
