// SPDX-License-Identifier: Apache-2.0

/// One token of an HTML text: ranges of the text that was read, no copies.
public struct HTMLToken: Sendable {
  /// The kinds of token.
  public enum Kind: UInt8, Sendable {
    /// The text's end; every later token is this one too.
    case end
    /// Characters between tags.
    case characters
    /// A start tag; its attributes are the tokeniser's.
    case startTag
    /// An end tag.
    case endTag
    /// A comment, also of what is not well formed, such as `<?xml …>`.
    case comment
    /// A document type declaration.
    case doctype
  }

  /// What it is.
  public var kind: Kind
  /// All bytes of the token, half open; tokens follow each other without a gap.
  public var source: Range<Int>
  /// Of characters and comments the raw data, of tags the raw name.
  public var content: Range<Int>
  /// Which element a tag is of.
  public var tag: HTMLTag
  /// Whether a start tag ends in `/>`.
  public var isSelfClosing: Bool
  /// Whether `content` is other than what it stands for: it has character references, carriage
  /// returns or NULs.
  public var needsDecoding: Bool
}

/// One attribute of a start tag.
public struct HTMLAttribute: Sendable {
  /// Which attribute it is, if one that matters here.
  public var kind: Kind
  /// The raw name.
  public var name: Range<Int>
  /// The raw value, without quotes; empty where there is none.
  public var value: Range<Int>
  /// Whether the value has character references, carriage returns or NULs.
  public var needsDecoding: Bool

  /// The attributes that are looked at.
  public enum Kind: UInt8, Sendable {
    case other, ariaHidden, charset, `class`, content, datetime, hidden, href, id, itemprop, lang,
      name, property, rel, role, style, type
  }
}
