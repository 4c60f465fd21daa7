// SPDX-License-Identifier: Apache-2.0

import TamisHTML
import TamisIO
import TamisPage

/// A batch's records, with the visible text of those that are HTML.
///
/// HTML that shows nothing, such as an empty field or a page that scripts would fill, is passed
/// over for the text that stands beside it.
struct RecordBatch: Sendable {
  let parsed: ParsedBatch
  /// For each record its page, if it is HTML.
  private let pages: [HTMLPage?]
  /// The texts of records whose HTML shows nothing, by their index.
  private var textsBeside: [Int: [UInt8]] = [:]

  var records: [Record] { parsed.records }

  init(_ parsed: ParsedBatch) {
    self.parsed = parsed
    guard parsed.records.contains(where: { $0.content == .html }) else {
      pages = []
      return
    }
    var reader = HTMLReader()
    var pages: [HTMLPage?] = []
    for (index, record) in parsed.records.enumerated() {
      guard record.content == .html else {
        pages.append(nil)
        continue
      }
      let page = reader.read(parsed.text(of: record).span)
      let beside = page.text.isEmpty ? parsed.textBesideHTML(of: record) : nil
      textsBeside[index] = beside
      pages.append(beside == nil ? page : nil)
    }
    self.pages = pages
  }

  /// The fields that the page of a record by its index states about itself.
  func statedFields(_ index: Int) -> [(name: String, value: String)] {
    html(index).map { PageFields.members(of: $0.facts, url: records[index].url) } ?? []
  }

  /// The line of a record that was no line of JSON, by its index, with a text, and perhaps another
  /// id.
  func line(_ index: Int, id: String? = nil, text: ArraySlice<UInt8>) -> [UInt8] {
    let record = records[index]
    return RecordLine.bytes(
      id: id ?? record.id, members: parsed.members[record.members], adding: statedFields(index),
      text: text)
  }

  /// The page of a record by its index; nil if it is plain text.
  func html(_ index: Int) -> HTMLPage? { pages.isEmpty ? nil : pages[index] }

  /// The text of a record by its index: as it was read, or the visible text of its HTML.
  func text(_ index: Int) -> ArraySlice<UInt8> {
    if let page = html(index) { return page.text[...] }
    if let text = textsBeside[index] { return text[...] }
    return parsed.text(of: parsed.records[index])
  }
}
