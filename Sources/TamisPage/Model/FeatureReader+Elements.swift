// SPDX-License-Identifier: Apache-2.0

import TamisHTML

/// What the elements around a block come to, computed once for each element.
struct ElementContext {
  var landmarks: Landmarks = []
  var depth: Int32 = 0
  /// The largest element around that has less than two fifths of the page's words; -1 for none.
  var part: Int32 = -1
  /// The branch beside the way from the page to the best container; -1 on that way and below.
  var branch: Int32 = -1
  /// How many elements up from the best container the branch begins.
  var level: Int32 = 0
  /// The hints of the elements around.
  var hints: UInt32 = 0
  /// For each of these how deep the innermost element is that has it, if that is below 65,536.
  var hintDepths = SIMD32<UInt16>(repeating: 0)
}

extension ElementContext {
  /// Notes the hints of the element itself, which is as deep as `depth` says.
  fileprivate mutating func add(_ own: UInt32) {
    hints |= own
    var rest = own
    while rest != 0 {
      hintDepths[rest.trailingZeroBitCount] = UInt16(truncatingIfNeeded: depth)
      rest &= rest - 1
    }
  }
}

extension FeatureReader {
  private static let hintFeatures: [Feature] = [
    .hintComments, .hintRelated, .hintShare, .hintMenu, .hintFooter, .hintSidebar,
    .hintAdvertisement, .hintBreadcrumb, .hintConsent, .hintSubscribe, .hintTags, .hintPagination,
    .hintPopup, .hintContent, .hintHeadline, .hintByline, .hintProduct, .hintThread, .hintCaption,
    .hintListing, .hintSummary,
  ]

  private static let landmarkFeatures: [(Landmarks, Feature)] = [
    (.navigation, .inNavigation), (.header, .inHeader), (.footer, .inFooter), (.aside, .inAside),
    (.main, .inMain), (.article, .inArticle), (.dialog, .inDialog), (.form, .inForm),
    (.hidden, .inHidden), (.figure, .inFigure), (.listItem, .inList), (.cell, .inTable),
    (.quote, .inQuote), (.noscript, .inNoscript), (.address, .inAddress),
  ]

  /// Hints that tell nothing where most of the page is in the element.
  private static let localHints: UInt32 = (1 << 13) - 1

  private func blocks(of element: Int) -> Range<Int> {
    let range = elements[element].blocks
    return Int(range.lowerBound)..<Int(range.upperBound)
  }

  private func density(_ range: Range<Int>) -> Float {
    Self.share(linked.sum(range), words.sum(range))
  }

  /// The features of the elements around each block.
  func readElements(_ markup: MarkupZones) {
    let contexts = contexts(markup)
    let half = halfElement()
    for index in blocks.indices {
      let element = Int(blocks[index].markup.element)
      readLandmarks(index, element, contexts[element])
      readContainers(index, element)
      readPart(index, contexts[element])
      readHalf(index, half)
      readBest(index, contexts[element], markup.container)
      let against = markup.against[element]
      features[.landmarksAgainst, index] = Float(against.landmarks.rawValue.nonzeroBitCount)
      features[.hintsAgainst, index] = Float(against.hints.rawValue.nonzeroBitCount)
    }
    readHeadline(markup)
    readClosings(contexts)
    features.fill(.bestGoodShare, Self.share(good.sum(markup.container), good.total))
  }

  private func contexts(_ markup: MarkupZones) -> [ElementContext] {
    var contexts: [ElementContext] = []
    contexts.reserveCapacity(elements.count)
    let best = markup.container
    for (number, element) in elements.enumerated() {
      let parent = Int(element.parent)
      var context = parent >= 0 ? contexts[parent] : ElementContext()
      let range = blocks(of: number)
      let inside = words.sum(range)
      context.landmarks.formUnion(element.landmarks)
      context.depth += 1
      if context.part < 0 && 5 * inside < 2 * words.total { context.part = Int32(number) }
      let holdsBest = range.lowerBound <= best.lowerBound && range.upperBound >= best.upperBound
      if !holdsBest && context.branch < 0 && !best.contains(range.lowerBound) {
        context.branch = Int32(number)
      }
      let hints =
        5 * inside < 3 * words.total
        ? element.hints.rawValue
        : element.hints.rawValue & ~Self.localHints
      context.add(hints)
      contexts.append(context)
    }
    countLevels(&contexts, from: markup.best)
    return contexts
  }

  /// Notes how far up from the best container each element's branch begins.
  private func countLevels(_ contexts: inout [ElementContext], from best: Int?) {
    guard var element = best else { return }
    var levels = [Int32](repeating: 0, count: contexts.count)
    var level: Int32 = 0
    while element >= 0 {
      levels[element] = level
      element = Int(elements[element].parent)
      level += 1
    }
    for number in contexts.indices {
      let branch = Int(contexts[number].branch)
      guard branch >= 0, elements[branch].parent >= 0 else { continue }
      contexts[number].level = levels[Int(elements[branch].parent)] + 1
    }
  }

  private func readLandmarks(_ index: Int, _ element: Int, _ context: ElementContext) {
    let own = elements[element].landmarks
    let rank: Float = own.contains(.topHeading) ? 2 : own.contains(.heading) ? 1 : 0
    features[.heading, index] = rank
    features[.listItem, index] = own.contains(.listItem) ? 1 : 0
    features[.cell, index] = own.contains(.cell) ? 1 : 0
    features[.paragraph, index] = own.contains(.paragraph) ? 1 : 0
    features[.preformatted, index] = own.contains(.preformatted) ? 1 : 0
    features[.caption, index] = own.contains(.caption) ? 1 : 0
    for (landmark, feature) in Self.landmarkFeatures where context.landmarks.contains(landmark) {
      features[feature, index] = 1
    }
    features[.depth, index] = Float(context.depth)
    var hints = context.hints
    while hints != 0 {
      let bit = hints.trailingZeroBitCount
      let up = context.depth - Int32(context.hintDepths[bit]) + 1
      features[Self.hintFeatures[bit], index] = Float(min(30, up))
      hints &= hints - 1
    }
  }

  private func readContainers(_ index: Int, _ element: Int) {
    let own = blocks(of: element)
    features[.elementWords, index] = Float(words.sum(own))
    features[.elementLinkDensity, index] = density(own)
    features[.elementBlocks, index] = Float(own.count)
    features[.elementGoodShare, index] = Self.share(good.sum(own), good.total)
    let parent = max(0, Int(elements[element].parent))
    let around = blocks(of: parent)
    features[.parentWords, index] = Float(words.sum(around))
    features[.parentLinkDensity, index] = density(around)
    features[.parentBlocks, index] = Float(around.count)
    features[.parentGoodShare, index] = Self.share(good.sum(around), good.total)
    features[.placeInParent, index] = Self.share(index - around.lowerBound, around.count)
    let grand = blocks(of: max(0, Int(elements[parent].parent)))
    features[.grandWords, index] = Float(words.sum(grand))
    features[.grandLinkDensity, index] = density(grand)
    features[.grandGoodShare, index] = Self.share(good.sum(grand), good.total)
  }

  private func readPart(_ index: Int, _ context: ElementContext) {
    guard context.part >= 0 else { return features[.partShare, index] = 1 }
    let part = blocks(of: Int(context.part))
    let inside = words.sum(part)
    features[.partShare, index] = Self.share(inside, words.total)
    features[.partLinkDensity, index] = density(part)
    features[.partUnlinkedMean, index] = Self.share(inside - linked.sum(part), part.count)
    features[.partGoodShare, index] = Self.share(good.sum(part), good.total)
    features[.partStart, index] = Self.share(part.lowerBound, blocks.count)
  }

  /// The smallest element with more than half of the page's good text.
  private func halfElement() -> Range<Int>? {
    guard good.total > 0 else { return nil }
    for element in elements.indices.reversed() {
      let range = blocks(of: element)
      if 2 * good.sum(range) > good.total { return range }
    }
    return nil
  }

  private func readHalf(_ index: Int, _ half: Range<Int>?) {
    guard let half else { return }
    features[.inHalf, index] = half.contains(index) ? 1 : 0
    features[.sinceHalfStart, index] = Float(index - half.lowerBound)
    features[.untilHalfEnd, index] = Float(half.upperBound - 1 - index)
    features[.halfShare, index] = Self.share(words.sum(half), words.total)
  }

  private func readBest(_ index: Int, _ context: ElementContext, _ best: Range<Int>) {
    features[.inBest, index] = best.contains(index) ? 1 : 0
    features[.sinceBestStart, index] = Float(index - best.lowerBound)
    features[.untilBestEnd, index] = Float(best.upperBound - 1 - index)
    guard context.branch >= 0 else { return }
    let branch = blocks(of: Int(context.branch))
    features[.branchLevel, index] = Float(context.level)
    features[.branchShare, index] = Self.share(words.sum(branch), words.total)
    features[.branchLinkDensity, index] = density(branch)
    features[.branchGoodShare, index] = Self.share(good.sum(branch), good.total)
  }
}

extension FeatureReader {
  /// The block that is most likely the headline: the last like the title before the best container,
  /// else the first like it, else the first top heading.
  private func headlineBlock(_ markup: MarkupZones) -> Int? {
    if let headline = markup.headline { return headline }
    let ahead = blocks.indices.prefix(markup.container.lowerBound + 1)
    return ahead.last { blocks[$0].isTitleLike } ?? blocks.firstIndex { $0.isTitleLike }
      ?? blocks.firstIndex { $0.markup.landmarks.contains(.topHeading) }
  }

  /// What the smallest element around each block and the headline holds.
  private func readHeadline(_ markup: MarkupZones) {
    guard let headline = headlineBlock(markup) else {
      return features.fill(.headlineLevels, -1)
    }
    // For each element the nearest around it that holds the headline, and how many levels up it is.
    var common: [(element: Int, levels: Int)] = []
    common.reserveCapacity(elements.count)
    for (number, element) in elements.enumerated() {
      let holds = blocks(of: number).contains(headline)
      let parent = Int(element.parent)
      let around = parent >= 0 ? common[parent] : (element: 0, levels: -1)
      common.append(holds ? (number, 0) : (around.element, around.levels + 1))
    }
    for index in blocks.indices {
      let (element, levels) = common[Int(blocks[index].markup.element)]
      let range = blocks(of: element)
      features[.headlineLevels, index] = Float(levels)
      features[.headlineShare, index] = Self.share(words.sum(range), words.total)
      features[.headlineGoodShare, index] = Self.share(good.sum(range), good.total)
    }
  }

  /// How many elements end between each block and the next, and begin.
  private func readClosings(_ contexts: [ElementContext]) {
    for index in blocks.indices.dropFirst() {
      var left = Int(blocks[index - 1].markup.element)
      var right = Int(blocks[index].markup.element)
      var closed: Float = 0
      while left != right {
        if contexts[left].depth >= contexts[right].depth {
          left = max(0, Int(elements[left].parent))
          closed += 1
        } else {
          right = max(0, Int(elements[right].parent))
        }
      }
      features[.closedAfter, index - 1] = closed
      features[.closedBefore, index] = closed
    }
  }
}
