// SPDX-License-Identifier: Apache-2.0

/// A line of a page's text that has content, or several lines of one hard-wrapped paragraph.
public struct Block: Sendable {
  /// Bytes of the page's text from the first to the last character that is not blank; half open.
  public let range: Range<Int>

  /// Offset at which the block's first line starts: `range.lowerBound` less its indentation.
  public let lineStart: Int

  /// Number of the paragraph the block stands in, from 0; blank lines separate paragraphs.
  public let paragraph: Int

  /// How many tokens the block has.
  public let tokenCount: Int

  /// Hash of the block's folded tokens: equal for lines that differ in case, spaces and
  /// punctuation.
  public let key: UInt64

  /// As `key`, with every run of digits counted as one: equal for "3 comments" and "14 comments".
  public let digitFoldedKey: UInt64

  /// The number of its key among those of the page: equal for equal lines.
  let number: Int32

  /// What HTML says of the block.
  public let markup: Markup

  let shape: BlockShape

  /// What the lexicon says of the whole line.
  let sign: LineSign

  /// Whether the block ends in a sentence's end (also one followed by closing quotes or brackets).
  public var endsSentence: Bool { shape.endsSentence }

  /// The block's length in words: two characters of a script without spaces count as one word.
  public var wordCount: Int { max(0, tokenCount - Int(shape.unspacedCount) / 2) }
}

extension Block {
  /// Whether it reads like running text: long enough, with a sentence's end.
  var isBody: Bool {
    guard !sign.isChrome else { return false }
    let words = wordCount
    if shape.endsSentence { return words >= Limits.bodyWords }
    // Thai, Lao, Khmer and Burmese end sentences with a space or a sign of their own.
    if shape.unspacedCount >= Limits.unpunctuatedCharacters && shape.isSoutheastAsian {
      return true
    }
    return words >= Limits.longBodyWords && shape.innerSentences > 0
  }

  /// Whether it may be a sentence, however short.
  var isSentence: Bool { isBody || (shape.endsSentence && wordCount >= 4) }

  /// Whether it could be an entry of a menu: short, and without the punctuation of running text.
  var isLabel: Bool { !shape.endsPunctuated && wordCount <= Limits.labelWords && !isBody }
}

/// What can be seen of a block without knowing words.
struct BlockShape: Sendable, Equatable {
  /// Characters of the block, spaces included.
  var characterCount: Int32 = 0
  /// Characters of scripts that write no spaces (Han, kana, Thai, Lao, Khmer, Burmese).
  var unspacedCount: Int32 = 0
  var innerSentences: UInt32 = 0
  var codeSigns: UInt32 = 0
  var digits: UInt32 = 0
  var commas: UInt32 = 0
  /// Capital letters of ASCII.
  var capitals: UInt32 = 0
  /// Signs of currencies.
  var currencies: UInt32 = 0
  var endsSentence = false
  /// Ends in any punctuation of running text, such as a comma, colon or full stop.
  var endsPunctuated = false
  var startsLower = false
  var isSoutheastAsian = false
  var hasCopyrightSign = false
  /// Has a year, a time of day, or three numbers joined as in a date.
  var hasDate = false
}
