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

  /// The templates of a page, and which each block is of.
  private struct Templates {
    private var table = KeyTable()
    private var templates: [Template] = []
    private var numbers: [Int] = []

    /// Adds the next block.
    mutating func add(_ key: UInt64, _ values: (words: Int, linked: Int, good: Int)) {
      let number = table.add(key)
      if number == templates.count { templates.append(Template()) }
      templates[number].add(values.words, values.linked, values.good)
      numbers.append(number)
    }

    /// The template of a block.
    subscript(block: Int) -> Template { templates[numbers[block]] }

    /// How many have good text.
    var goodCount: Int { templates.count { $0.good > 0 } }
  }

  /// Blocks that stand in elements made alike: with the same tags around, and the same classes.
  func readTemplates() {
    var paths: [(tags: UInt64, styles: UInt64)] = []
    paths.reserveCapacity(elements.count)
    for element in elements {
      var path = element.parent >= 0 ? paths[Int(element.parent)] : (tags: 0, styles: 0)
      let tag = UInt64(element.tag.rawValue)
      path.tags = TokenKey.extended(path.tags, by: tag)
      path.styles = TokenKey.extended(path.styles, by: tag << 32 | UInt64(element.style))
      paths.append(path)
    }
    var (tags, styles) = (Templates(), Templates())
    for (index, block) in blocks.enumerated() {
      let path = paths[Int(block.markup.element)]
      let one = index..<index + 1
      let values = (words.sum(one), linked.sum(one), good.sum(one))
      tags.add(path.tags, values)
      styles.add(path.styles, values)
    }
    var (mostWords, mostBlocks) = (0, 0)
    for index in blocks.indices {
      let (byTags, byStyles) = (tags[index], styles[index])
      features[.templateBlocks, index] = Float(byStyles.blocks)
      features[.templateMean, index] = Self.share(byStyles.words, byStyles.blocks)
      features[.templateLinkDensity, index] = Self.share(byStyles.linked, byStyles.words)
      features[.templateGoodShare, index] = Self.share(byStyles.good, good.total)
      features[.templateGoodMean, index] = Self.share(byStyles.good, byStyles.goodBlocks)
      features[.pathBlocks, index] = Float(byTags.blocks)
      features[.pathGoodShare, index] = Self.share(byTags.good, good.total)
      mostBlocks = max(mostBlocks, byStyles.blocks)
      if byStyles.blocks >= 5 { mostWords = max(mostWords, byStyles.words) }
    }
    features.fill(.pageTemplateShare, Self.share(mostWords, words.total))
    features.fill(.pageGoodTemplates, Float(styles.goodCount))
    features.fill(.pageTemplateBlocks, Float(mostBlocks))
  }

  /// What the page is like.
  func readPage() {
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

  private func readPageElements() {
    func count(_ landmark: Landmarks) -> Float {
      Float(elements.count { $0.landmarks.contains(landmark) })
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

  private func readKinds() {
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
