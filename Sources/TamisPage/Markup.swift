// SPDX-License-Identifier: Apache-2.0

public import TamisHTML

/// What HTML says of a block; of plain text nothing.
public struct Markup: Sendable {
  /// The index of the innermost element around the block, in `Page.elements`; -1 in plain text.
  public var element: Int32 = -1
  /// The share of the block's bytes that stand in links, from 0 to 1.
  public var linkDensity: Float = 0
  /// What the element itself is.
  public var landmarks: Landmarks = []
  /// The share of the block's tokens that the page's title has, from 0 to 1.
  public var titleShare: Float = 0

  /// Of a block of plain text.
  public static let none = Markup()

  /// From this link density on a block is one of links.
  static let linked: Float = 0.5
  /// The same of a whole sentence, which may be about what it links to.
  static let linkedSentence: Float = 0.8
  /// Below this a short line may be a part of a text's structure.
  static let structural: Float = 0.2
  /// Below this a block may be running text.
  static let unlinked: Float = 0.3
}

extension Block {
  /// Whether it is running text that is not made of links.
  var isGoodText: Bool {
    isBody && sign.kind == .none && markup.linkDensity < Markup.unlinked
  }

  /// Whether it is a part of a text's structure, and no link: a heading, a list's item, code.
  var isStructure: Bool {
    let parts: Landmarks = [
      .heading, .listItem, .preformatted, .cell, .quote, .caption, .paragraph,
    ]
    return !markup.landmarks.isDisjoint(with: parts) && markup.linkDensity < Markup.structural
      && sign.kind == .none
  }

  /// Whether it reads like the page's title.
  var isTitleLike: Bool {
    markup.titleShare >= 0.8 && tokenCount >= 4 && tokenCount <= Limits.headlineTokens && !isBody
      && markup.linkDensity <= Markup.linked
  }
}
