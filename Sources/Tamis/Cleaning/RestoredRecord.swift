// SPDX-License-Identifier: Apache-2.0

import TamisIO

extension ParsedBatch {
  /// Whether its records are text files, whose ids are the files' names.
  var holdsFiles: Bool { batch.format == .text }
}

/// A record with the text that was read before it was cleaned.
struct RestoredRecord {
  let id: String
  /// Whether its id is the name of a file that a folder had.
  let isFile: Bool
  /// The text's bytes as they were read.
  let text: [UInt8]
  /// The record's line with this text, and a newline.
  let line: [UInt8]

  /// Restores a record.
  ///
  /// - Throws: `RunError` where evidence and text do not belong together.
  init(_ record: Record, of parsed: ParsedBatch, _ evidence: [Evidence], path: String) throws {
    guard let text = Evidence.restore(parsed.text(of: record), evidence) else {
      throw Self.mismatch(record.id, path)
    }
    id = record.id
    isFile = parsed.holdsFiles
    // Lines of JSON are UTF-8, whatever the file was.
    self.text = evidence.first { $0.reason == Evidence.original }?.bytes ?? text
    let line = parsed.line(of: record)
    guard let value = record.textValue else {
      self.line = RecordLine.bytes(id: record.id, text: text[...])
      return
    }
    guard !evidence.isEmpty else {
      // Nothing was done to it: neither is now, be it UTF-8 or not.
      self.line = parsed.rawLine(of: record) + [0x0A]
      return
    }
    self.line =
      line.prefix(value.lowerBound) + Self.jsonString(text) + line.dropFirst(value.upperBound)
      + [0x0A]
  }

  /// A record of several that were put together.
  ///
  /// - Parameter frame: The line around the text; nil where there was none.
  init(id: String, text: [UInt8], frame: LineFrame?) {
    self.id = id
    isFile = false
    self.text = text
    line =
      frame.map { $0.before + Self.jsonString(text) + $0.after + [0x0A] }
      ?? RecordLine.bytes(id: id, text: text[...])
  }

  static func mismatch(_ id: String, _ path: String) -> RunError {
    RunError(
      "The evidence in \(path) for the record \(id) does not fit its text. "
        + "Was one of the two changed, or is it of another run?")
  }

  /// A JSON string of any bytes; a surrogate in UTF-8's scheme is written as the escape it was.
  private static func jsonString(_ text: [UInt8]) -> [UInt8] {
    var string: [UInt8] = []
    JSONLines.appendString(text, to: &string)
    guard text.contains(0xED) else { return string }
    var escaped: [UInt8] = []
    var rest = string[...]
    while let byte = rest.popFirst() {
      if byte == 0xED, let second = rest.first, (0xA0...0xBF).contains(second),
        let third = rest.dropFirst().first, third & 0xC0 == 0x80
      {
        let unit = 0xD000 | UInt32(second & 0x3F) << 6 | UInt32(third & 0x3F)
        escaped += "\\u\(String(unit, radix: 16))".utf8
        rest = rest.dropFirst(2)
      } else {
        escaped.append(byte)
      }
    }
    return escaped
  }
}
