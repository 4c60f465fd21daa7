// SPDX-License-Identifier: Apache-2.0

import TamisIO
import TamisPage

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// One line of an evidence file: what was taken out of a record, where, and why.
///
/// `start` and `end` are byte positions, half open, in the record's text as it was read. Without
/// `base64` the bytes are those of `text`. A reason of `invalid-utf8` says that the bytes were not
/// dropped but replaced by U+FFFD. One of `story` drops nothing: it says which story of its page
/// the record is, and where that starts; positions are those in the page's text. One of `encoding`
/// holds all bytes of a text file that was not in UTF-8; the other lines of that record speak of
/// its text in UTF-8. One of `text-format` holds what was changed of the text that is left: `edits`
/// are triples of how many bytes are as they were, how many then were put in, and what stood there.
struct Evidence: Decodable {
  /// The record's id, of a long one what `ShortID` makes of it.
  var id: String
  /// The record's number among those that were read, from 1: it tells records of one id apart.
  var record: Int
  var start: Int
  var end: Int
  var text: String
  var base64: String?
  var reason: String
  /// How many U+FFFD stand in place of replaced bytes.
  var marks: Int?
  var edits: [Edit]?

  /// A number or a text of `edits`.
  enum Edit: Decodable {
    case bytes(Int)
    case text(String)

    init(from decoder: any Decoder) throws {
      let value = try decoder.singleValueContainer()
      if let bytes = try? value.decode(Int.self) {
        self = .bytes(bytes)
      } else {
        self = .text(try value.decode(String.self))
      }
    }
  }

  /// Which story of how many of its page the record is, from 1; the others have the same `record`.
  var story: Int?
  var stories: Int?
  /// Whether the page's id is a number.
  var isNumber: Bool?

  static let replaced = "invalid-utf8"
  static let original = "encoding"
  static let story = "story"
  static let format = "text-format"

  /// The bytes that were read; nil if the line contradicts itself.
  var bytes: [UInt8]? {
    let bytes = base64.map { Base64.decode($0.utf8) } ?? Array(text.utf8)
    return bytes?.count == end - start ? bytes : nil
  }

  /// What was changed of the text that is left; nil if the line contradicts itself.
  var textEdits: [TextEdit]? {
    var edits: [TextEdit] = []
    var rest = (self.edits ?? [])[...]
    while !rest.isEmpty {
      guard case .bytes(let kept)? = rest.popFirst(), case .bytes(let put)? = rest.popFirst(),
        case .text(let was)? = rest.popFirst(), kept >= 0, put >= 0
      else { return nil }
      edits.append(TextEdit(kept: kept, put: put, was: Array(was.utf8)))
    }
    return edits
  }

  /// Reads one line.
  init?(line: ArraySlice<UInt8>) {
    guard let read = try? JSONDecoder().decode(Evidence.self, from: Data(line)),
      0 <= read.start, read.start <= read.end, read.record > 0, read.marks ?? 1 > 0
    else { return nil }
    self = read
  }
}

/// Builds evidence lines; `record` is put in when the record's number is known.
struct EvidenceWriter {
  var lines = JSONLines()

  /// Appends a line for everything that goes and every stretch of replacements of a record, by
  /// position, within a range of its text.
  ///
  /// - Complexity: O(bytes that go + (d + r) log r) for d removals and r replacements.
  mutating func append(
    id: String, record: Int, text: InputText, removals: [Removal],
    in range: Range<Int> = 0..<Int.max
  ) {
    let replaced = text.replaced(outside: removals.map(\.range))
      .map { $0.clamped(to: range) }.filter { !$0.isEmpty }
    var next = 0
    for removal in removals {
      while next < replaced.count, replaced[next].lowerBound < removal.range.lowerBound {
        append(replaced[next], id: id, record: record, text: text)
        next += 1
      }
      append(removal, id: id, record: record, text: text)
    }
    for range in replaced[next...] { append(range, id: id, record: record, text: text) }
  }

  /// Appends a line that says which story of its page a record is.
  ///
  /// - Parameter isNumber: Whether the page's id is a number.
  mutating func append(
    _ placed: PlacedStory, id: String, record: Int, text: InputText, isNumber: Bool
  ) {
    let start = placed.story.range.lowerBound
    begin(id: id, record: record, range: start..<start, text: text)
    lines.field("reason", Evidence.story)
    lines.field("story", placed.number)
    lines.field("stories", placed.count)
    if isNumber { lines.field("isNumber", true) }
    lines.field("change", (placed.story.change * 100).rounded() / 100)
    if !placed.story.cues.isEmpty {
      lines.field("detail", placed.story.cues.words.joined(separator: ", "))
    }
    lines.endLine()
  }

  /// Appends a line with all bytes of a text file that was not in UTF-8.
  mutating func append(
    original: ArraySlice<UInt8>, encoding: CharacterEncoding, id: String, record: Int
  ) {
    lines.beginObject()
    lines.field("id", ShortID.of(id))
    lines.field("record", record)
    lines.field("start", 0)
    lines.field("end", original.count)
    lines.field("text", "")
    lines.field("base64", base64: original)
    lines.field("reason", Evidence.original)
    lines.field("detail", encoding.rawValue)
    lines.endLine()
  }

  /// Appends a line with what the format has changed of a text; none where it has not.
  mutating func append(_ edits: [TextEdit], format: TextFormat, id: String, record: Int) {
    guard !edits.isEmpty else { return }
    lines.beginObject()
    lines.field("id", ShortID.of(id))
    lines.field("record", record)
    lines.field("start", 0)
    lines.field("end", 0)
    lines.field("text", "")
    lines.field("reason", Evidence.format)
    lines.field("detail", format.rawValue)
    lines.beginArray("edits")
    for edit in edits {
      lines.element(edit.kept)
      lines.element(edit.put)
      lines.element(String(decoding: edit.was, as: UTF8.self))
    }
    lines.endArray()
    lines.endLine()
  }

  private mutating func append(_ removal: Removal, id: String, record: Int, text: InputText) {
    begin(id: id, record: record, range: removal.range, text: text)
    lines.field("reason", removal.reason)
    if let repeats = removal.repeats {
      lines.beginObject("repeats")
      if let of = removal.of { lines.field("id", of) }
      // Of another record's text no more is known than its places.
      let isHere = removal.of == nil
      lines.field("start", isHere ? text.position(repeats.lowerBound) : repeats.lowerBound)
      lines.field("end", isHere ? text.position(repeats.upperBound) : repeats.upperBound)
      lines.endObject()
    }
    if let similarity = removal.similarity { lines.field("similarity", similarity) }
    if let detail = removal.detail { lines.field("detail", detail) }
    lines.field("confidence", (removal.confidence * 1000).rounded() / 1000)
    lines.endLine()
  }

  /// A stretch of replacements; `marks` says how many U+FFFD stand in its place.
  private mutating func append(_ replaced: Range<Int>, id: String, record: Int, text: InputText) {
    begin(id: id, record: record, range: replaced, text: text)
    lines.field("reason", Evidence.replaced)
    lines.field("marks", replaced.count / InputText.mark)
    lines.endLine()
  }

  private mutating func begin(id: String, record: Int, range: Range<Int>, text: InputText) {
    let bytes = text.bytes(range)
    lines.beginObject()
    lines.field("id", ShortID.of(id))
    lines.field("record", record)
    lines.field("start", text.position(range.lowerBound))
    lines.field("end", text.position(range.lowerBound) + bytes.count)
    if let string = String(validating: bytes, as: UTF8.self) {
      lines.field("text", string)
    } else {
      lines.field("text", String(decoding: bytes, as: UTF8.self))
      lines.field("base64", base64: bytes[...])
    }
  }
}
