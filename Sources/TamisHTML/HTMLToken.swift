// SPDX-License-Identifier: Apache-2.0

/// One token of an HTML text: ranges of the text that was read, no copies.
public struct HTMLToken: Sendable {
  /// The kinds of token.
  public enum Kind: UInt8, Sendable {
    /// The text's end; every later token is this one too.
    case end
    /// Characters between tags. The content is empty where the standard drops what is there: `</>`,
    /// and a tag that the text's end cuts off.
    case characters
    /// A start tag; its attributes are the tokeniser's.
    case startTag
    /// An end tag.
    case endTag
    /// A comment, also of what is not well formed, such as `<?xml …>`.
    case comment
    /// A document type declaration; `HTMLDoctype` reads its content.
    case doctype
  }

  // The ranges first: with bytes before them, copies of a token were a tenth of the time.

  /// All bytes of the token, half open; tokens follow each other without a gap.
  public var source: Range<Int>
  /// Of characters and comments the raw data, of tags the raw name.
  public var content: Range<Int>
  /// What it is.
  public var kind: Kind
  /// Which element a tag is of.
  public var tag: HTMLTag
  /// Whether a tag ends in `/>`.
  public var isSelfClosing: Bool
  /// Whether `content` may be other than what it stands for; if not, decoding gives it as it is.
  public var needsDecoding: Bool
  /// How `content` is to be decoded.
  public var decoding: HTMLDecoding
}
