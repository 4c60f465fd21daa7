// SPDX-License-Identifier: Apache-2.0

/// Why a block is dropped.
public enum Reason: String, Sendable, CaseIterable {
  /// The line stands in the page more than once; one copy is kept.
  case repeatedLine = "repeated-line"
  /// As `repeatedLine`, of a headline: the copy that stands nearest before the body is kept.
  case repeatedHeadline = "repeated-headline"
  /// As `repeatedLine`, of a caption or paragraph; the first copy is kept.
  case repeatedParagraph = "repeated-paragraph"
  /// A phrase of common chrome.
  case lexicon
  /// A sentence of common chrome, such as a copyright or cookie notice.
  case notice
  /// A line of nothing but date and time.
  case timestamp
  /// Names of networks and words for sharing.
  case shareBar = "share-bar"
  /// A short label that is repeated around the body.
  case label
  /// The beginning of another article.
  case teaser
  /// In an element that is not the page's body, such as `nav`, or named so by its class.
  case landmark
  /// Made of links.
  case links
  /// Outside the page's body.
  case outside
  /// In the body, but unlike text of it.
  case unlikely
  /// Returns on other pages of the host.
  case host
}

/// A block to delete from a page's text, with the evidence for it.
///
/// The cleaned text is the text without the `range`s of all drops. A range covers the block and the
/// line ends on one side of it, so that between two kept blocks the strongest of the breaks around
/// what was dropped remains.
public struct Drop: Sendable {
  /// The bytes to delete; half open.
  public let range: Range<Int>

  /// The block among them.
  public let block: Range<Int>

  /// Why it is dropped.
  public let reason: Reason

  /// The bytes of the block in this text that is kept and has the same words, or almost; nil where
  /// the reason is not a repeat.
  public let repeats: Range<Int>?

  /// The evidence.
  let evidence: Detail

  /// The evidence, in words.
  /// - Complexity: An allocation or several: it is put into words on each call.
  public var detail: String { evidence.description }

  /// How sure the rule is, from 0 to 1.
  public let confidence: Double
}
