// SPDX-License-Identifier: Apache-2.0

import TamisIO

/// The line that stands for a text file.
enum RecordLine {
  /// An object with the record's id and text, valid UTF-8, and a newline.
  static func bytes(id: String, text: [UInt8]) -> [UInt8] {
    var lines = JSONLines()
    lines.beginObject()
    lines.field("id", id)
    lines.field("text", utf8: text[...])
    lines.endLine()
    return lines.bytes
  }
}

extension ConversionRecord {
  /// A record with the given text.
  init(_ record: Record, text: ArraySlice<UInt8>) {
    self.init(
      id: record.id, url: record.url, seconds: record.date.flatMap { DateField.seconds($0) },
      text: text)
  }
}
