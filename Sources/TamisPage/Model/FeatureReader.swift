// SPDX-License-Identifier: Apache-2.0

import TamisHTML

/// Computes the features of a page's blocks.
///
/// Most are sums over the blocks of an element, which are differences of running sums: time is
/// linear in blocks and elements.
struct FeatureReader: ~Copyable {
  let page: Page
  let blocks: [Block]
  let elements: [HTMLElement]
  /// Where the rules find the body; nil in plain text.
  let markup: MarkupZones?
  let features: BlockFeatures
  let words: PrefixSums
  /// Words in links.
  let linked: PrefixSums
  let good: PrefixSums

  init(_ page: Page, markup: MarkupZones?) {
    self.page = page
    self.markup = markup
    blocks = page.blocks
    elements = page.elements
    features = BlockFeatures(count: page.blocks.count)
    words = PrefixSums(page.blocks.map(\.wordCount))
    linked = PrefixSums(page.blocks.map { Int(Float($0.wordCount) * $0.markup.linkDensity) })
    good = PrefixSums(page.blocks.map { $0.isGoodText ? $0.wordCount : 0 })
  }

  /// Computes all of them.
  ///
  /// - Parameter markup: `page.markupZones`.
  /// - Complexity: O(blocks + elements).
  static func read(_ page: Page, markup: MarkupZones?) -> BlockFeatures {
    let reader = FeatureReader(page, markup: markup)
    reader.readText()
    reader.readCopies()
    reader.readNeighbours()
    reader.readFading()
    reader.readPosition()
    reader.readSections()
    reader.readGroups()
    reader.readBody()
    if let markup = reader.markup {
      reader.readElements(markup)
      reader.readTemplates()
    }
    reader.readPage()
    return reader.features
  }

  /// A part of a whole, 0 of nothing.
  static func share(_ part: Int, _ whole: Int) -> Float {
    whole > 0 ? Float(part) / Float(whole) : 0
  }

  // MARK: The block's own text

  private func readText() {
    for (index, block) in blocks.enumerated() {
      let shape = block.shape
      let characters = Int(shape.characterCount)
      let words = max(1, block.wordCount)
      features[.words, index] = Float(block.wordCount)
      features[.characters, index] = Float(characters)
      features[.linkDensity, index] = block.markup.linkDensity
      features[.endsSentence, index] = shape.endsSentence ? 1 : 0
      features[.endsPunctuated, index] = shape.endsPunctuated ? 1 : 0
      features[.innerSentences, index] = Float(shape.innerSentences)
      features[.digitShare, index] = Self.share(Int(shape.digits), characters)
      features[.codeShare, index] = Self.share(Int(shape.codeSigns), characters)
      features[.startsLower, index] = shape.startsLower ? 1 : 0
      features[.hasDate, index] = shape.hasDate ? 1 : 0
      features[.hasCopyright, index] = shape.hasCopyrightSign ? 1 : 0
      features[.wordLength, index] = Float(characters) / Float(words)
      features[.commaRate, index] = Float(shape.commas) / Float(words)
      features[.capitalRate, index] = Float(shape.capitals) / Float(words)
      features[.currencies, index] = Float(shape.currencies)
      features[.titleShare, index] = block.markup.titleShare
      features[.sign, index] = Float(block.sign.kind.rawValue)
      features[.unspacedShare, index] = Self.share(Int(shape.unspacedCount), characters)
      features[.isGood, index] = block.isGoodText ? 1 : 0
      features[.isBody, index] = block.isBody ? 1 : 0
    }
  }

  /// How often the block's text stands on the page, and how often before it.
  private func readCopies() {
    var seen = [Int32](repeating: 0, count: page.lineCount)
    for (index, block) in blocks.enumerated() where block.tokenCount > 0 {
      features[.earlierCopies, index] = Float(seen[Int(block.number)])
      seen[Int(block.number)] += 1
    }
    for (index, block) in blocks.enumerated() where block.tokenCount > 0 {
      features[.copies, index] = Float(seen[Int(block.number)])
    }
  }

  // MARK: Neighbours

  private func readNeighbours() {
    let offsets: [(Int, words: Feature, links: Feature, ends: Feature, good: Feature)] = [
      (-2, .words2Before, .links2Before, .ends2Before, .good2Before),
      (-1, .words1Before, .links1Before, .ends1Before, .good1Before),
      (1, .words1After, .links1After, .ends1After, .good1After),
      (2, .words2After, .links2After, .ends2After, .good2After),
    ]
    for (offset, words, links, ends, good) in offsets {
      for index in max(0, -offset)..<max(max(0, -offset), blocks.count - max(0, offset)) {
        let other = index + offset
        features[words, index] = features[.words, other]
        features[links, index] = features[.linkDensity, other]
        features[ends, index] = features[.endsSentence, other]
        features[good, index] = features[.isGood, other]
      }
    }
  }

  /// Sums of good and linked words before and after the block, less the further away.
  private func readFading() {
    var near = Fading(keeps: 0.6)
    var far = Fading(keeps: 0.9)
    for index in blocks.indices {
      (features[.goodNearBefore, index], features[.linksNearBefore, index]) = near.sums
      (features[.goodFarBefore, index], features[.linksFarBefore, index]) = far.sums
      add(index, to: &near, &far)
    }
    (near, far) = (Fading(keeps: 0.6), Fading(keeps: 0.9))
    for index in blocks.indices.reversed() {
      (features[.goodNearAfter, index], features[.linksNearAfter, index]) = near.sums
      (features[.goodFarAfter, index], features[.linksFarAfter, index]) = far.sums
      add(index, to: &near, &far)
    }
  }

  private func add(_ index: Int, to near: inout Fading, _ far: inout Fading) {
    let goodWords = Float(min(good.sum(index..<index + 1), Limits.bodyWorth))
    let links = blocks[index].markup.linkDensity
    near.add(goodWords, links)
    far.add(goodWords, links)
  }

  private struct Fading {
    let keeps: Float
    var sums: (good: Float, links: Float) = (0, 0)

    init(keeps: Float) { self.keeps = keeps }

    mutating func add(_ good: Float, _ links: Float) {
      sums = (sums.good * keeps + good, sums.links * keeps + links)
    }
  }
}
