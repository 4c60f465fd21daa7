// SPDX-License-Identifier: Apache-2.0

import TamisHTML
import TamisIO

/// A batch's records, with the visible text of those that are HTML.
struct RecordBatch: Sendable {
  let parsed: ParsedBatch
  /// For each record its page, if it is HTML.
  private let pages: [HTMLPage?]

  var records: [Record] { parsed.records }

  init(_ parsed: ParsedBatch) {
    self.parsed = parsed
    guard parsed.records.contains(where: { $0.content == .html }) else {
      pages = []
      return
    }
    var reader = HTMLReader()
    var pages: [HTMLPage?] = []
    for record in parsed.records {
      guard record.content == .html else {
        pages.append(nil)
        continue
      }
      pages.append(reader.read(parsed.text(of: record).span))
    }
    self.pages = pages
  }

  /// The fields that the page of a record by its index states about itself.
  func statedFields(_ index: Int) -> [(name: String, value: String)] {
    html(index).map { PageFields.members(of: $0.facts, url: records[index].url) } ?? []
  }

  /// The line of a record that was no line of JSON, by its index, with a text.
  func line(_ index: Int, text: ArraySlice<UInt8>) -> [UInt8] {
    let record = records[index]
    return RecordLine.bytes(
      id: record.id, members: parsed.members[record.members], adding: statedFields(index),
      text: text)
  }

  /// The page of a record by its index; nil if it is plain text.
  func html(_ index: Int) -> HTMLPage? { pages.isEmpty ? nil : pages[index] }

  /// The text of a record by its index: as it was read, or the visible text of its HTML.
  func text(_ index: Int) -> ArraySlice<UInt8> {
    if let page = html(index) { return page.text[...] }
    return parsed.text(of: parsed.records[index])
  }
}
