// SPDX-License-Identifier: Apache-2.0

import TamisHTML

extension Judge {
  /// Drops what an article says twice in almost the same words: its headline in a path or a list
  /// around the body, a teaser that is a part of its text, a caption or quotation set off from the
  /// text that it stands in.
  ///
  /// Only what stands apart from running text goes: paragraphs of one text may be much alike, as in
  /// contracts, price lists and tables.
  /// - Complexity: O(*n*) in the tokens of the page.
  mutating func dropNearRepeats() {
    guard isArticle else { return }
    dropNearHeadlines()
    dropContained()
  }

  // MARK: Headlines

  /// Drops lines outside the body that are the headline but for a few words.
  private mutating func dropNearHeadlines() {
    guard let headline = keptHeadline else { return }
    let wanted = bigrams(headline)
    for index in blocks.indices
    where index != headline && verdicts[index] == nil && isOutside(index) && isLine(index) {
      // Lines that differ in numbers only are of a series; headings below the text, of its parts.
      let isSection =
        zones.zone(index) == .tail && blocks[index].markup.landmarks.contains(.heading)
      guard !isSection, blocks[index].digitFoldedKey != blocks[headline].digitFoldedKey
      else { continue }
      let found = bigrams(index)
      let shared = found.intersection(wanted).count
      let union = found.count + wanted.count - shared
      // Behind the text lines that are much alike may be of a list: one has to hold the other.
      let isHeld = shared == min(found.count, wanted.count) || zones.zone(index) != .tail
      guard isHeld, 20 * shared >= Limits.nearTwentieths * union else { continue }
      drop(
        index, .repeatedHeadline, .pairs(shared, of: union), 0.85, copyOf: headline)
    }
  }

  /// The headline that is kept: by the markup, or the last line before the body that may be one.
  private var keptHeadline: Int? {
    if let headline = markup?.headline {
      return verdicts[headline] == nil && isLine(headline) ? headline : nil
    }
    guard !page.isHTML else { return nil }
    return blocks.indices.last {
      zones.zone($0) == .lead && verdicts[$0] == nil && isLine($0) && !blocks[$0].shape.hasDate
    }
  }

  /// Whether it has the length of a headline.
  private func isLine(_ index: Int) -> Bool {
    !blocks[index].isBody
      && (Limits.nearHeadlineWords...Limits.headlineTokens).contains(blocks[index].wordCount)
  }

  private func bigrams(_ index: Int) -> Set<UInt64> {
    let range = page.tokens[index]
    return Set(
      zip(range, range.dropFirst()).map { first, second in
        UInt64(page.tokens.hashes[first]) << 32 | UInt64(page.tokens.hashes[second])
      })
  }

  // MARK: Parts of the text

  /// Drops teasers, captions and quotations whose words stand in the text in the same order.
  private mutating func dropContained() {
    var apart: [UInt64: [Int]] = [:]
    let hashes = page.tokens.hashes
    // Bits of the tokens that they begin with: most others have none.
    var first: UInt64 = 0
    for index in blocks.indices where standsApart(index) {
      let start = page.tokens[index].lowerBound
      guard let gram = gram(start) else { continue }
      first |= 1 << UInt64(hashes[start] & 63)
      // Many that begin alike are a list.
      if apart[gram, default: []].count < 8 { apart[gram, default: []].append(index) }
    }
    guard !apart.isEmpty else { return }
    for text in blocks.indices where verdicts[text] == nil && !isOutside(text) {
      for place in page.tokens[text].dropLast(Limits.containedGram - 1)
      where first >> UInt64(hashes[place] & 63) & 1 == 1 {
        guard let found = gram(place), let parts = apart[found] else { continue }
        for part in parts where isPart(part, of: text, at: place) {
          let reason: Reason = blocks[part].isBody ? .repeatedParagraph : .repeatedLine
          drop(part, reason, .words("its words stand in the text"), 0.85, copyOf: text)
        }
      }
    }
  }

  /// Whether a block's tokens stand in a longer one from a place on, and that is a text.
  private func isPart(_ part: Int, of text: Int, at place: Int) -> Bool {
    let (tokens, range) = (page.tokens[part], page.tokens[text])
    guard part != text, tokens.count < range.count, place + tokens.count <= range.upperBound,
      verdicts[text] == nil, verdicts[part] == nil, !isSetOff(text) || isCaption(part)
    else { return false }
    return page.tokens.hashes[tokens]
      .elementsEqual(page.tokens.hashes[place..<place + tokens.count])
  }

  /// The first tokens from a place on, as one hash.
  private func gram(_ place: Int) -> UInt64? {
    let hashes = page.tokens.hashes
    guard place + Limits.containedGram <= hashes.count else { return nil }
    return hashes[place..<place + Limits.containedGram].reduce(0) {
      TokenKey.extended($0, by: UInt64($1))
    }
  }

  /// Whether a block may be a part of the text that stands once more beside it.
  private func standsApart(_ index: Int) -> Bool {
    let block = blocks[index]
    guard verdicts[index] == nil, index != markup?.headline, !isKeptCopy[index], !isCode(block),
      (Limits.repeatedWords...Limits.containedWords).contains(block.wordCount)
    else { return false }
    if hasAround(index, .preformatted) { return false }
    if isOutside(index) {
      return block.shape.endsPunctuated && !block.markup.landmarks.contains(.heading)
    }
    return isSetOff(index)
  }

  /// Whether the markup sets it off from the text around, and it is not what a reader wrote.
  private func isSetOff(_ index: Int) -> Bool {
    let apart: Landmarks = [.quote, .aside, .caption, .figure]
    return hasAround(index, apart)
  }

  private func isCaption(_ index: Int) -> Bool { hasAround(index, [.caption, .figure]) }

  /// Whether one of the innermost elements around a block is of a kind, and none of a thread.
  private func hasAround(_ index: Int, _ landmarks: Landmarks) -> Bool {
    var element = Int(blocks[index].markup.element)
    var isFound = false
    for _ in 0..<4 where element >= 0 {
      let around = page.elements[element]
      if !around.hints.isDisjoint(with: [.comments, .thread]) { return false }
      if !around.landmarks.isDisjoint(with: landmarks) { isFound = true }
      element = Int(around.parent)
    }
    return isFound
  }
}
