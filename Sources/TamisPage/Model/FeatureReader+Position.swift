// SPDX-License-Identifier: Apache-2.0

import TamisHTML

extension FeatureReader {
  /// The largest distance that is told apart.
  private static let horizon = 500

  private static func distance(_ blocks: Int) -> Float {
    Float(max(-horizon, min(horizon, blocks)))
  }

  /// Where the block stands among others, and how far from the title and the good text.
  func readPosition() {
    let count = blocks.count
    let top = blocks.firstIndex { $0.markup.landmarks.contains(.topHeading) }
    let title = blocks.firstIndex { $0.isTitleLike }
    var (sinceGood, sinceRelated, sinceChrome) = (Self.horizon, Self.horizon, Self.horizon)
    for index in blocks.indices {
      features[.position, index] = Self.share(index, count)
      features[.wordsBefore, index] = Self.share(words.sum(0..<index), words.total)
      features[.goodBefore, index] = Self.share(good.sum(0..<index), good.total)
      features[.sinceTopHeading, index] = Self.distance(index - (top ?? index + Self.horizon))
      features[.sinceTitle, index] = Self.distance(index - (title ?? index + Self.horizon))
      features[.sinceGood, index] = Self.distance(sinceGood)
      features[.sinceRelated, index] = Self.distance(sinceRelated)
      features[.sinceChrome, index] = Self.distance(sinceChrome)
      let block = blocks[index]
      sinceGood = block.isGoodText ? 1 : sinceGood + 1
      sinceRelated = block.sign.kind == .related ? 1 : sinceRelated + 1
      sinceChrome = block.sign.isChrome ? 1 : sinceChrome + 1
    }
    var untilGood = Self.horizon
    for index in blocks.indices.reversed() {
      features[.untilGood, index] = Self.distance(untilGood)
      untilGood = blocks[index].isGoodText ? 1 : untilGood + 1
    }
  }

  /// What stands between the headings before and after the block.
  func readSections() {
    var start = 0
    for index in 1...max(1, blocks.count) {
      if index < blocks.count && !blocks[index].markup.landmarks.contains(.heading) { continue }
      readSection(start..<min(index, blocks.count))
      start = index
    }
  }

  private func readSection(_ section: Range<Int>) {
    guard let first = section.first else { return }
    let heading = blocks[first]
    let isHeading = heading.markup.landmarks.contains(.heading)
    let (goodWords, allWords) = (good.sum(section), words.sum(section))
    for index in section {
      features[.sectionGood, index] = Float(goodWords)
      features[.sectionWords, index] = Float(allWords)
      features[.sinceHeading, index] = isHeading ? Self.distance(index - first) : -1
      features[.headingSign, index] = isHeading ? Float(heading.sign.kind.rawValue) : -1
      features[.headingLinked, index] = isHeading ? heading.markup.linkDensity : -1
    }
  }

  /// Lines that no blank line divides, and runs of short lines without punctuation.
  func readGroups() {
    var start = 0
    for index in 1...max(1, blocks.count) {
      if index < blocks.count && blocks[index].paragraph == blocks[start].paragraph { continue }
      let group = start..<min(index, blocks.count)
      for member in group {
        features[.groupWords, member] = Float(words.sum(group))
        features[.groupBlocks, member] = Float(group.count)
        features[.groupGood, member] = Float(good.sum(group))
      }
      start = index
    }
    var run = 0
    for index in 0...blocks.count {
      if index < blocks.count && blocks[index].isLabel { continue }
      for member in run..<index { features[.labelRun, member] = Float(index - run) }
      run = index + 1
    }
  }

  /// Where the block stands to what the rules hold for the body.
  func readBody() {
    let zones = page.zones(of: markup) { blocks[$0].sign.isChrome }
    features.fill(.isArticle, markup?.isArticle ?? (zones.worth >= Limits.articleWords) ? 1 : 0)
    guard let body = zones.body else { return }
    features.fill(.bodyGoodShare, Self.share(good.sum(body), good.total))
    for index in blocks.indices {
      features[.inBody, index] = body.contains(index) ? 1 : 0
      features[.sinceBodyStart, index] = Self.distance(index - body.lowerBound)
      features[.untilBodyEnd, index] = Self.distance(body.upperBound - 1 - index)
    }
  }
}
