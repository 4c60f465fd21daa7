// SPDX-License-Identifier: Apache-2.0

import TamisHTML

/// Which mistake to avoid rather.
public enum Favour: String, Sendable, CaseIterable {
  /// Keep less: chrome that stays is the worse mistake.
  case precision
  /// Both alike.
  case balanced
  /// Keep more: text that is lost is the worse mistake.
  case recall

  /// What the threshold is multiplied by.
  var factor: Double {
    switch self {
    case .precision: 1.4
    case .balanced: 1
    case .recall: 0.5
    }
  }
}

extension Judge {
  /// Drops the blocks that the model holds for no part of what the page is about.
  ///
  /// Headings stay with the text below them. Of plain text without a sign of chrome nothing goes:
  /// it is no page, or was cleaned before.
  mutating func dropByModel(_ model: BlockModel) {
    guard blocks.count <= Limits.modelBlocks else { return }
    if !page.isHTML && !isArticle && !verdicts.contains(where: { $0 != nil })
      && !blocks.contains(where: { $0.sign.isChrome })
    {
      return
    }
    let features = FeatureReader.read(page, markup: firstMarkup)
    var probabilities = model.probabilities(of: features, kernel: page.kernel)
    for index in blocks.indices {
      probabilities[index] =
        verdicts[index] == nil ? likelihood(index, probabilities[index]) : 0
    }
    likelihoods = probabilities
    let threshold = Self.threshold(probabilities, blocks) * favour.factor
    let headline = headlineLine(probabilities)
    var isNextKept = false
    for index in blocks.indices.reversed() where verdicts[index] == nil {
      var least = index == headline ? 0 : threshold * leniency(index, features)
      if isNextKept && isHeading(index) { least = min(least, 0.4 * threshold) }
      isNextKept = probabilities[index] >= least
      if !isNextKept { dropAsChrome(index, probabilities[index]) }
    }
  }

  /// Whether the markup says that it is a heading, and it is no link.
  private func isHeading(_ index: Int) -> Bool {
    let markup = blocks[index].markup
    return markup.landmarks.contains(.heading) && markup.linkDensity < Markup.structural
  }

  /// A block's probability by the model, and of plain text, of which the model sees less, by what
  /// other pages of the host say: of a host's chrome they have most, of a page's own text next to
  /// nothing. So what they do not have is likelier text.
  private func likelihood(_ index: Int, _ probability: Double) -> Double {
    guard let host, !page.isHTML, isUnseen(index) else { return probability }
    let factor = host.pages >= 4 ? 3 : 1.5
    return factor * probability / (1 + (factor - 1) * probability)
  }

  /// Whether the host has other pages, none of which has the block in such a place.
  private func isUnseen(_ index: Int) -> Bool {
    host.map { seen(blocks[index], zones.zone(index), $0) < 2 } ?? false
  }

  /// What the threshold of a block is multiplied by.
  ///
  /// The texts that the model learned from often leave out the captions that readers want. Short
  /// links, and short lines in elements named as chrome, are seldom of an article. And without
  /// markup the model sees less: so less goes, above all from within the body.
  private func leniency(_ index: Int, _ features: borrowing BlockFeatures) -> Double {
    let block = blocks[index]
    if page.isHTML {
      if isCaption(index, features) { return 0.15 }
      let isLink = block.markup.linkDensity >= Markup.linkedSentence
      return isArticle && !block.endsSentence && (isLink || isInChrome(index)) ? 1.6 : 1
    }
    let isNearBody = features[.sinceBodyStart, index] >= -4 && features[.untilBodyEnd, index] >= -2
    if isNearBody && features[.copies, index] > 1 && block.wordCount >= 8 { return 0.2 }
    let mayBeHeadline = block.wordCount > (block.shape.digits == 0 ? 2 : 4)
    if zones.zone(index) == .lead && mayBeHeadline && isUnseen(index) { return 0.2 }
    if !isArticle { return page.blocks.count < 40 ? 0.3 : 0.4 }
    let goodAround = features[.goodNearBefore, index] + features[.goodNearAfter, index]
    return features[.inBody, index] > 0 && goodAround > 60 ? 0.5 : 0.8
  }

  /// Whether the elements around it are chrome by their tags or classes.
  private func isInChrome(_ index: Int) -> Bool {
    markup.map { !$0.against[Int(blocks[index].markup.element)].isEmpty } ?? false
  }

  /// Whether the markup says that it is a caption, and of no advertisement or teaser.
  private func isCaption(_ index: Int, _ features: borrowing BlockFeatures) -> Bool {
    let hint = features[.hintCaption, index]
    guard features[.caption, index] > 0 || features[.inFigure, index] > 0 || (1...2).contains(hint)
    else { return false }
    return !isInChrome(index) && blocks[index].wordCount >= 5
      && blocks[index].markup.linkDensity < Markup.structural
  }

  /// Of plain text the line before the body that is likeliest a headline; nil where none may be.
  private func headlineLine(_ probabilities: [Double]) -> Int? {
    guard !page.isHTML, let body = zones.body else { return nil }
    let ahead = max(0, body.lowerBound - Limits.leadBlocks)..<body.lowerBound
    let lines = ahead.filter {
      verdicts[$0] == nil && blocks[$0].sign.kind == .none && !blocks[$0].shape.hasDate
        && (3...Limits.headlineTokens).contains(blocks[$0].wordCount)
    }
    return lines.max { probabilities[$0] < probabilities[$1] }
  }

  /// The probability below which keeping a block makes the page's expected F1 worse.
  ///
  /// Of all ways to keep the likeliest blocks the best reaches F; a block is worth keeping when its
  /// probability is more than F / 2 (Lipton, Elkan and Naryanaswamy, 2014).
  /// - Complexity: O(*n* log *n*) in the blocks.
  static func threshold(_ probabilities: [Double], _ blocks: [Block]) -> Double {
    let order = blocks.indices.sorted {
      (probabilities[$1], $0) < (probabilities[$0], $1)
    }
    let expected = order.reduce(0) { $0 + probabilities[$1] * Double(blocks[$1].tokenCount) }
    var (words, hits, best) = (0.0, 0.0, 0.0)
    for index in order {
      words += Double(blocks[index].tokenCount)
      hits += probabilities[index] * Double(blocks[index].tokenCount)
      best = max(best, 2 * hits / max(1e-9, words + expected))
    }
    return best / 2
  }

  /// Names what speaks most against a block.
  private mutating func dropAsChrome(_ index: Int, _ probability: Double) {
    let confidence = 1 - probability
    if let markup {
      let evidence = markup.against[Int(blocks[index].markup.element)]
      if !evidence.isEmpty { return drop(index, .landmark, .elements(evidence), confidence) }
      let density = blocks[index].markup.linkDensity
      if density >= Markup.linked {
        return drop(index, .links, .links(density), confidence)
      }
    }
    if isOutside(index) { return drop(index, .outside, .words("outside the body"), confidence) }
    drop(index, .unlikely, .words("reads like chrome"), confidence)
  }
}

extension MarkupZones.Evidence: CustomStringConvertible {
  /// What the elements are, in words.
  var description: String {
    var parts: [String] = []
    if !landmarks.isEmpty { parts.append("in \(landmarks)") }
    if !hints.isEmpty { parts.append("class or id says \(hints)") }
    return parts.joined(separator: "; ")
  }
}
