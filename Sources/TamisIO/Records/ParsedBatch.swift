// SPDX-License-Identifier: Apache-2.0

/// The records of a batch, with all their bytes.
public struct ParsedBatch: Sendable {
  /// What was parsed.
  public let batch: Batch
  /// The records that could be read, in order.
  public internal(set) var records: [Record] = []
  /// What was wrong, while reading and while parsing, in order of offset.
  public internal(set) var faults: [Fault] = []
  /// The records' texts one after the other: valid UTF-8.
  public internal(set) var texts: [UInt8] = []
  /// The lines whose bytes were not valid UTF-8, with U+FFFD in place of what was not; and text
  /// that was decoded from another encoding.
  public internal(set) var repairedLines: [UInt8] = []

  /// Members of JSON objects, in UTF-8: see ``Record/members``.
  public internal(set) var members: [UInt8] = []
  /// Records that were passed over because they hold no page, by what they are: the type of a
  /// record of an archive, such as "request"; of one that could hold a page also what it holds
  /// instead, such as "response image/png" or "response with status 404".
  public internal(set) var skipped: [String: Int] = [:]
  /// Pages of archives whose body ended early, or was not coded as its header says; they are among
  /// the records, with what could be read.
  public internal(set) var damagedBodies = 0

  /// A record's text, valid UTF-8.
  public func text(of record: Record) -> ArraySlice<UInt8> { texts[record.text] }

  /// The text of a line of JSON that has HTML too, which was read in its place; nil if it has none.
  public func textBesideHTML(of record: Record) -> [UInt8]? {
    guard record.content == .html, let value = record.textValue else { return nil }
    let content = line(of: record)[relative: value].dropFirst().dropLast()
    var text: [UInt8] = []
    content.withUnsafeBytes { _ = JSONString.unescape($0, into: &text) }
    return text.isEmpty ? nil : text
  }

  /// A record's line as valid UTF-8, without the newline; of a text file all of it.
  public func line(of record: Record) -> ArraySlice<UInt8> {
    record.repairedLine.map { repairedLines[$0] } ?? rawLine(of: record)
  }

  /// A record's bytes as they were read, without the newline.
  public func rawLine(of record: Record) -> ArraySlice<UInt8> { batch.bytes[record.rawLine] }
}

extension ArraySlice {
  /// A part, counted from the slice's own start.
  fileprivate subscript(relative range: Range<Int>) -> ArraySlice {
    self[(startIndex + range.lowerBound)..<(startIndex + range.upperBound)]
  }
}
