// SPDX-License-Identifier: Apache-2.0

import TamisIO

/// The line that stands for a record that was no line of JSON.
enum RecordLine {
  /// An object with the record's id, its other members, and its text, valid UTF-8; and a newline.
  ///
  /// - Parameters:
  ///   - members: Members as JSON, with commas between.
  ///   - added: Further members; those whose name is among `members` are left out.
  static func bytes(
    id: String, members: ArraySlice<UInt8> = [], adding added: [(name: String, value: String)] = [],
    text: ArraySlice<UInt8>
  ) -> [UInt8] {
    var lines = JSONLines()
    lines.beginObject()
    lines.field("id", id)
    lines.members(members)
    for member in added where !Self.has(member.name, members) {
      lines.field(member.name, member.value)
    }
    lines.field("text", utf8: text)
    lines.endLine()
    return lines.bytes
  }

  /// Whether members have one of a name: nothing in a JSON string looks like `"name":`.
  private static func has(_ name: String, _ members: ArraySlice<UInt8>) -> Bool {
    !members.isEmpty && members.firstRange(of: Array("\"\(name)\":".utf8)) != nil
  }
}

extension ConversionRecord {
  /// A record with the given text, by its number in the run.
  init(_ record: Record, number: Int, text: ArraySlice<UInt8>) {
    self.init(
      number: number, id: record.id, url: record.url,
      seconds: record.date.flatMap { DateField.seconds($0) },
      text: text)
  }
}
