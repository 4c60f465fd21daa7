// SPDX-License-Identifier: Apache-2.0

/// The zones of a page, found from what its blocks look like.
struct Zones {
  /// Indices of the blocks from the first paragraph of the body to the last; nil without a body.
  let body: Range<Int>?

  /// What the body is worth, in words of running text.
  let worth: Int

  /// Zones that were found otherwise.
  init(body: Range<Int>?, worth: Int) {
    self.body = body
    self.worth = worth
  }

  /// Finds the body: the stretch of blocks with the most running text, less what is not.
  ///
  /// A lone paragraph far from the others, such as a teaser among menu entries, is not worth the
  /// menu between: it stays outside the body. It is not dropped for that.
  /// - Complexity: O(*n*) in the blocks.
  init(_ blocks: [Block], isChrome: (Int) -> Bool) {
    var best = 0
    var bestRange: Range<Int>?
    var sum = 0
    var start = 0
    for index in blocks.indices {
      let worth = Self.worth(blocks[index], isChrome: isChrome(index))
      if sum <= 0 {
        sum = 0
        start = index
      }
      sum += worth
      if sum > best {
        best = sum
        bestRange = start..<index + 1
      }
    }
    body = bestRange
    worth = best
  }

  private static func worth(_ block: Block, isChrome: Bool) -> Int {
    let words = block.wordCount
    if isChrome { return -Limits.lineCost }
    if block.isBody { return min(words, Limits.bodyWorth) }
    if block.isSentence { return words }
    return -Limits.lineCost
  }

  /// The zone of the block with an index.
  func zone(_ index: Int) -> Zone {
    guard let body else { return .body }
    if index >= body.upperBound { return .tail }
    if index >= body.lowerBound { return .body }
    return index + Limits.leadBlocks >= body.lowerBound ? .lead : .head
  }
}

extension Page {
  /// The zones by the markup, where that has a body, else by the lines.
  func zones(of markup: MarkupZones?, isChrome: (Int) -> Bool) -> Zones {
    if let markup, markup.isArticle { return Zones(body: markup.body, worth: markup.words) }
    return Zones(blocks, isChrome: isChrome)
  }

  /// What the page contributes to its host, without repeats, in order.
  /// - Complexity: O(*n* log *n*) in the blocks.
  public var sightings: [LineSighting] {
    let zones = zones(of: markupZones) { blocks[$0].sign.isChrome }
    var sightings: [LineSighting] = []
    for (index, block) in blocks.enumerated() where block.tokenCount > 0 {
      let zone = zones.zone(index)
      sightings.append(LineSighting(key: block.digitFoldedKey, zone: zone))
      if block.key != block.digitFoldedKey {
        sightings.append(LineSighting(key: block.key, zone: zone))
      }
    }
    sightings.sort()
    var last: LineSighting?
    sightings.removeAll { sighting in
      defer { last = sighting }
      return sighting == last
    }
    return sightings
  }
}
