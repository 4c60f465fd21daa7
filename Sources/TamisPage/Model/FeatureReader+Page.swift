// SPDX-License-Identifier: Apache-2.0

import TamisHTML

extension FeatureReader {
  /// What is common to blocks of the same kind.
  private struct Template {
    var blocks = 0
    var words = 0
    var linked = 0
    var good = 0
    var goodBlocks = 0

    mutating func add(_ words: Int, _ linked: Int, _ good: Int) {
      blocks += 1
      if good > 0 { goodBlocks += 1 }
      self.words += words
      self.linked += linked
      self.good += good
    }
  }

  /// Blocks that stand in elements made alike: with the same tags around, and the same classes.
  mutating func readTemplates() {
    var paths: [(tags: UInt64, styles: UInt64)] = []
    paths.reserveCapacity(page.elements.count)
    for element in page.elements {
      var path = element.parent >= 0 ? paths[Int(element.parent)] : (tags: 0, styles: 0)
      let tag = UInt64(element.tag.rawValue)
      path.tags = TokenKey.extended(path.tags, by: tag)
      path.styles = TokenKey.extended(path.styles, by: tag << 32 | UInt64(element.style))
      paths.append(path)
    }
    var byTags: [UInt64: Template] = [:]
    var byStyles: [UInt64: Template] = [:]
    for (index, block) in blocks.enumerated() {
      let path = paths[Int(block.markup.element)]
      let one = index..<index + 1
      let values = (words.sum(one), linked.sum(one), good.sum(one))
      byTags[path.tags, default: Template()].add(values.0, values.1, values.2)
      byStyles[path.styles, default: Template()].add(values.0, values.1, values.2)
    }
    var (mostWords, mostBlocks) = (0, 0)
    for (index, block) in blocks.enumerated() {
      let path = paths[Int(block.markup.element)]
      guard let tags = byTags[path.tags], let styles = byStyles[path.styles] else { continue }
      features[.templateBlocks, index] = Float(styles.blocks)
      features[.templateMean, index] = Self.share(styles.words, styles.blocks)
      features[.templateLinkDensity, index] = Self.share(styles.linked, styles.words)
      features[.templateGoodShare, index] = Self.share(styles.good, good.total)
      features[.templateGoodMean, index] = Self.share(styles.good, styles.goodBlocks)
      features[.pathBlocks, index] = Float(tags.blocks)
      features[.pathGoodShare, index] = Self.share(tags.good, good.total)
      mostBlocks = max(mostBlocks, styles.blocks)
      if styles.blocks >= 5 { mostWords = max(mostWords, styles.words) }
    }
    features.fill(.pageTemplateShare, Self.share(mostWords, words.total))
    features.fill(.pageGoodTemplates, Float(byStyles.values.count { $0.good > 0 }))
    features.fill(.pageTemplateBlocks, Float(mostBlocks))
  }

  /// What the page is like.
  mutating func readPage() {
    let goodBlocks = blocks.count { $0.isGoodText }
    features.fill(.pageWords, Float(words.total))
    features.fill(.pageBlocks, Float(blocks.count))
    features.fill(.pageLinkDensity, Self.share(linked.total, words.total))
    features.fill(.pageGood, Float(good.total))
    features.fill(.pageGoodShare, Self.share(good.total, words.total))
    features.fill(.pageGoodMean, Self.share(good.total, goodBlocks))
    features.fill(.pageDates, Float(blocks.count { $0.shape.hasDate }))
    features.fill(
      .pageCurrencies, Float(blocks.reduce(0) { $0 + min(9, Int($1.shape.currencies)) }))
    var (code, unspaced, characters) = (0, 0, 0)
    for block in blocks {
      code += Int(block.shape.codeSigns)
      unspaced += Int(block.shape.unspacedCount)
      characters += Int(block.shape.characterCount)
    }
    features.fill(.pageCode, Self.share(code, characters))
    features.fill(.pageUnspaced, Self.share(unspaced, characters))
    if page.isHTML { readPageElements() }
    readKinds()
  }

  private mutating func readPageElements() {
    func count(_ landmark: Landmarks) -> Float {
      Float(page.elements.count { $0.landmarks.contains(landmark) })
    }
    features.fill(.pageArticles, count(.article))
    features.fill(.pageTopHeadings, count(.topHeading))
    features.fill(.pageHeadings, count(.heading))
    features.fill(.pageParagraphs, count(.paragraph))
    let shares: [(Feature, Feature)] = [
      (.inList, .pageListShare), (.inTable, .pageTableShare), (.inForm, .pageFormShare),
      (.hintComments, .pageComments), (.hintThread, .pageThread), (.hintProduct, .pageProduct),
    ]
    for (feature, share) in shares {
      let inside = blocks.indices.reduce(0) {
        features[feature, $1] > 0 ? $0 + blocks[$1].wordCount : $0
      }
      features.fill(share, Self.share(inside, words.total))
    }
  }

  private mutating func readKinds() {
    let stated: [(PageKind, Feature)] = [
      (.article, .statedArticle), (.product, .statedProduct), (.thread, .statedThread),
      (.list, .statedList), (.service, .statedService), (.guide, .statedGuide),
      (.site, .statedSite),
    ]
    for (kind, feature) in stated where page.statedKind.contains(kind) {
      features.fill(feature, 1)
    }
    let address: [(PageKind, Feature)] = [
      (.root, .addressRoot), (.article, .addressArticle), (.product, .addressProduct),
      (.thread, .addressThread), (.list, .addressList), (.guide, .addressGuide),
      (.service, .addressService),
    ]
    for (kind, feature) in address where page.addressKind.contains(kind) {
      features.fill(feature, 1)
    }
  }
}
