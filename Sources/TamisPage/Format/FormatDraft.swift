// SPDX-License-Identifier: Apache-2.0

/// A formatted text in the making: what is kept is copied in order, and the rest noted as edits.
struct FormatDraft {
  /// The text that is formatted.
  let text: [UInt8]
  private var bytes: [UInt8] = []
  private var edits: [TextEdit] = []
  /// How far the text was copied or replaced.
  private(set) var position = 0
  /// Bytes copied since the last edit.
  private var kept = 0
  /// Whether there are so many edits that one of the whole text takes less room.
  private var isWhole = false
  /// The longest text that may come out.
  private let limit: Int
  /// Whether it got longer than that: then it stays as it was.
  private(set) var isTooLong = false

  init(_ text: [UInt8]) {
    self.text = text
    limit = 4 * text.count + 4096
    bytes.reserveCapacity(text.count + text.count / 16)
  }

  /// Copies the text up to a position.
  mutating func copy(to end: Int) {
    guard end > position else { return }
    bytes += text[position..<end]
    kept += end - position
    position = end
    isTooLong = isTooLong || bytes.count > limit
  }

  /// Writes something in place of the text up to a position.
  mutating func replace(to end: Int, with new: [UInt8]) {
    let was = text[position..<max(position, end)]
    guard !new.elementsEqual(was) else { return copy(to: end) }
    position = max(position, end)
    bytes += new
    isTooLong = isTooLong || bytes.count > limit
    if isWhole || isTooLong { return }
    if kept == 0, let last = edits.indices.last {
      edits[last].put += new.count
      edits[last].was += was
      return
    }
    edits.append(TextEdit(kept: kept, put: new.count, was: Array(was)))
    kept = 0
    isWhole = edits.count > 64 + text.count / 16
  }

  /// Puts something in.
  mutating func put(_ new: [UInt8]) { replace(to: position, with: new) }

  /// Puts something in.
  mutating func put(_ new: StaticString) {
    new.withUTF8Buffer { replace(to: position, with: Array($0)) }
  }

  /// The text with its rest, as it is.
  consuming func finish() -> FormattedText {
    copy(to: text.count)
    if isTooLong { return FormattedText(bytes: text, edits: []) }
    if isWhole { edits = [TextEdit(kept: 0, put: bytes.count, was: text)] }
    return FormattedText(bytes: bytes, edits: edits)
  }
}
