// SPDX-License-Identifier: Apache-2.0

import TamisIO

/// Puts the stories of pages together again.
struct StoryJoiner {
  /// A page of which not all stories have come.
  private struct Page {
    let id: String
    var frame: LineFrame?
    /// The restored text of each story that has come, by its number.
    var texts: [Int: [UInt8]] = [:]
    let count: Int
    /// The bytes of the page's file, where it was not in UTF-8.
    var original: [UInt8]?
  }

  private var pages: [Int: Page] = [:]

  /// Whether a page waits for a story.
  func isMissing(story: Int, ofPage number: Int) -> Bool {
    pages[number].map { $0.texts[story] == nil } ?? false
  }

  /// Takes a story.
  ///
  /// - Parameters:
  ///   - evidence: The evidence of its record, the line of the story first.
  /// - Returns: The page, if this was the last of its stories.
  /// - Throws: `RunError` where the evidence does not fit.
  mutating func add(
    _ record: Record, of parsed: ParsedBatch, _ evidence: [Evidence], _ place: StoryPlace,
    path: String
  ) throws -> RestoredRecord? {
    let name = parsed.holdsFiles ? evidence[0].id : record.id
    let suffix = "#\(place.story)"
    let id = name.hasSuffix(suffix) ? String(name.dropLast(suffix.count)) : name
    var page = pages[place.page] ?? Page(id: id, count: place.count)
    guard page.count == place.count, page.texts[place.story] == nil,
      let text = Evidence.restore(parsed.text(of: record), evidence, from: place.start)
    else { throw RestoredRecord.mismatch(record.id, path) }
    page.texts[place.story] = text
    if let original = evidence.first(where: { $0.reason == Evidence.original }) {
      page.original = original.bytes
    }
    if place.story == 1 {
      page.frame = LineFrame(record, of: parsed, id: id, isNumber: evidence[0].isNumber ?? false)
    }
    pages[place.page] = page
    guard page.texts.count == page.count else { return nil }
    pages[place.page] = nil
    let whole = (1...page.count).flatMap { page.texts[$0] ?? [] }
    return RestoredRecord(id: page.id, text: page.original ?? whole, frame: page.frame)
  }

  /// Says which page is not complete.
  ///
  /// - Throws: `RunError` if there is one.
  func finish() throws {
    guard let page = pages.min(by: { $0.key < $1.key })?.value,
      let missing = (1...page.count).first(where: { page.texts[$0] == nil })
    else { return }
    throw RunError(
      "The page \(page.id) was divided into \(page.count) stories, and \(page.id)#\(missing) is "
        + "not among the records. Restore needs all of them.")
  }
}

/// Which story of which page a record is, as its evidence says.
struct StoryPlace {
  /// The page's number among the records that were read, from 1.
  let page: Int
  let story: Int
  let count: Int
  /// Where the story starts in the bytes that were read.
  let start: Int

  /// - Parameter evidence: All lines of one record; nil of one that is no story.
  init?(_ evidence: [Evidence]) {
    guard let line = evidence.first, line.reason == Evidence.story, let story = line.story,
      let count = line.stories, story > 0, story <= count
    else { return nil }
    (page, self.story, self.count, start) = (line.record, story, count, line.start)
  }
}

/// A line of JSON around the value of its text.
struct LineFrame {
  let before: [UInt8]
  let after: [UInt8]

  /// The line of a record as it was before it was a story: with the page's id; nil where the
  /// record is no line of JSON.
  init?(_ record: Record, of parsed: ParsedBatch, id: String, isNumber: Bool) {
    guard let text = record.textValue else { return nil }
    let line = Array(parsed.line(of: record))
    var value: [UInt8] = []
    if isNumber { value += id.utf8 } else { JSONLines.appendString(id.utf8, to: &value) }
    let place = record.idValue ?? 0..<0
    if place.isEmpty {
      (before, after) = (Array(line[..<text.lowerBound]), Array(line[text.upperBound...]))
    } else if place.upperBound <= text.lowerBound {
      before = line[..<place.lowerBound] + value + line[place.upperBound..<text.lowerBound]
      after = Array(line[text.upperBound...])
    } else {
      before = Array(line[..<text.lowerBound])
      after = line[text.upperBound..<place.lowerBound] + value + line[place.upperBound...]
    }
  }
}
