// SPDX-License-Identifier: Apache-2.0

/// A part of a page about one thing.
public struct Story: Sendable {
  /// The blocks of the page that it has, kept or not: indices of `Page.blocks`, half open.
  public let blocks: Range<Int>
  /// Its bytes of the page's text; half open. The stories of a page cover all of it.
  public let range: Range<Int>
  /// How much the words change before it, from 0; 0 of a page's first story.
  public let change: Double
  /// What else says that a story begins here.
  public let cues: StoryCues
}

/// Signs of a beginning, none of which needs words of a language.
public struct StoryCues: OptionSet, Sendable, Hashable {
  /// A bit for each member.
  public let rawValue: UInt8

  /// The members whose bits are set.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// A headline, and text behind it.
  public static let headline = StoryCues(rawValue: 1 << 0)
  /// The page's main heading, or an `article` of its own.
  public static let element = StoryCues(rawValue: 1 << 1)
  /// A dateline: a name in capitals, and a dash before the text.
  public static let dateline = StoryCues(rawValue: 1 << 2)
  /// A line of date and time, or of who wrote it, was or is there.
  public static let byline = StoryCues(rawValue: 1 << 3)
  /// A caption before it.
  public static let caption = StoryCues(rawValue: 1 << 4)

  private static let names: [(StoryCues, String)] = [
    (.headline, "headline"), (.element, "element"), (.dateline, "dateline"), (.byline, "byline"),
    (.caption, "caption"),
  ]

  /// The names of the members, in words.
  public var words: [String] { Self.names.filter { contains($0.0) }.map(\.1) }
}
