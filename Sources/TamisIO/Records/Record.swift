// SPDX-License-Identifier: Apache-2.0

/// One record of a ``ParsedBatch``: its fields, and where its bytes are.
public struct Record: Sendable {
  /// What a record's text is.
  public enum Content: Sendable, Hashable {
    /// Plain text.
    case text
    /// HTML, in UTF-8: its visible text has still to be made.
    case html
  }

  /// The record's number in its file, from 1; of a JSONL file the line's.
  public internal(set) var number: Int
  /// The offset of its first byte in the decompressed file.
  public internal(set) var offset: Int
  /// The record's id. Without one in the input, FILE:NUMBER with the file's path as given; of a
  /// text file its name.
  public internal(set) var id: String
  /// Whether the id is the input's own: an id field, or a text file's name.
  public internal(set) var hasID: Bool
  /// Whether the text is plain, or HTML.
  public internal(set) var content = Content.text
  /// The text's place in ``ParsedBatch/texts``.
  public internal(set) var text: Range<Int>
  /// The page's address.
  public internal(set) var url: String?
  /// The page's host, where a field gives it.
  public internal(set) var host: String?
  /// The date as written.
  public internal(set) var date: String?
  /// The value of the further field that was asked for.
  public internal(set) var extra: String?
  /// The value of the grouping field that was asked for.
  public internal(set) var group: String?
  /// Its place in the batch's bytes, without the newline.
  public internal(set) var rawLine: Range<Int>
  /// Where the line's bytes were not valid UTF-8: the place of its repaired form in
  /// ``ParsedBatch/repairedLines``.
  public internal(set) var repairedLine: Range<Int>?
  /// The place of the value of the text field, a JSON string with its quotes or null, from the
  /// start of ``ParsedBatch/line(of:)``; nil where there is no such field.
  public internal(set) var textValue: Range<Int>?
  /// The places of the HTML fields in the line likewise, names and values; there are several only
  /// where the line has the field several times.
  public internal(set) var htmlMembers: [Range<Int>] = []
  /// The place of the id's value in the line likewise, be it null; nil where there is no id field.
  public internal(set) var idValue: Range<Int>?
  /// The place in ``ParsedBatch/members`` of what else the record has, where it is not a JSONL
  /// record: JSON members with commas between, such as `"url":"…","captured":"…"`, id and text not
  /// among them.
  public internal(set) var members: Range<Int> = 0..<0
  /// Which of the fields that were to be noted it has.
  public internal(set) var noted: [String] = []
  /// What was replaced in the text, in order; of HTML it is counted only (`replacementsElsewhere`).
  public internal(set) var replacements: [Replacement] = []
  /// Of a text file that is not in UTF-8, the encoding that its text was decoded from.
  public internal(set) var decodedFrom: CharacterEncoding?
  /// How many replacements were made in the rest of the record.
  public internal(set) var replacementsElsewhere = 0
}
