// SPDX-License-Identifier: Apache-2.0

extension Judge {
  /// Drops lines that return on the host's other pages often enough for what they are.
  mutating func dropByHost() {
    guard let host else { return }
    let isVersion = takesMostSentences(host)
    for index in blocks.indices where verdicts[index] == nil && blocks[index].tokenCount > 0 {
      let block = blocks[index]
      if isVersion && !isCommon(block, host) { continue }
      let zone = zones.zone(index)
      let seen = seen(block, zone, host)
      if seen >= needed(block, zone, host) { dropAsHost(index, seen, host) }
    }
  }

  /// Whether the rule would take most of the page's running text: then another page is a version of
  /// this one, and its lines are no chrome, but for those that are all over the host.
  private func takesMostSentences(_ host: HostLines) -> Bool {
    var all = 0
    var taken = 0
    for block in blocks where block.isSentence && !isCommon(block, host) {
      all += block.wordCount
      if host.count(of: block.digitFoldedKey).pages > 1 { taken += block.wordCount }
    }
    return 2 * taken > all
  }

  /// Whether the line is on half of the host's pages, and on enough of them to be sure.
  private func isCommon(_ block: Block, _ host: HostLines) -> Bool {
    let pages = Int(host.count(of: block.digitFoldedKey).pages)
    return pages >= 4 && 2 * pages >= host.pages
  }

  /// On how many pages the block's line was seen in such a place.
  func seen(_ block: Block, _ zone: Zone, _ host: HostLines) -> Int {
    // In the body, and in short lines before it, another number is another thing: prices, measures;
    // but not a date or time where half of the pages have one.
    let isShort = block.wordCount <= 4
    let isDate = isShort && block.shape.hasDate && block.tokenCount > 1 && isCommon(block, host)
    let isExact = (zone == .body || (zone == .lead && isShort)) && !isDate
    let count = host.count(of: isExact ? block.key : block.digitFoldedKey)
    func pages(_ zones: [Zone]) -> Int {
      min(Int(count.pages), zones.reduce(0) { $0 + Int(count.zones[Int($1.rawValue)]) })
    }
    switch zone {
    case .head: return pages([.head, .lead])
    case .lead: return pages([.lead])
    case .body: return Int(count.pages)
    case .tail: return pages([.tail, .body])
    }
  }

  /// How many pages a line must be on.
  private func needed(_ block: Block, _ zone: Zone, _ host: HostLines) -> Int {
    func share(_ percent: Int, atLeast least: Int) -> Int {
      max(least, (host.pages * percent + 99) / 100)
    }
    if block.sign.isChrome { return 2 }
    if zone == .body || zones.body == nil {
      if block.isSentence { return share(60, atLeast: 4) }
      return block.wordCount > 4 ? share(40, atLeast: 3) : share(50, atLeast: 3)
    }
    if zone == .tail && block.wordCount > 8 {
      return block.isSentence ? share(20, atLeast: host.pages >= 4 ? 3 : 2) : share(3, atLeast: 2)
    }
    // Two versions of an article share their headline, so before the body two pages of many are
    // few.
    let lead = share(50, atLeast: host.pages >= 4 ? 3 : 2)
    if block.wordCount > 4 { return zone == .lead ? lead : share(10, atLeast: 2) }
    return zone == .lead ? share(40, atLeast: 3) : share(20, atLeast: 2)
  }

  private mutating func dropAsHost(_ index: Int, _ seen: Int, _ host: HostLines) {
    let share = Double(seen) / Double(max(1, host.pages))
    drop(index, .host, .pages(seen, of: host.pages), 0.7 + 0.29 * share)
  }

  /// Drops paragraphs known from other pages at the ends of the body, going inwards until the first
  /// that is the page's own.
  mutating func erodeByHost() {
    guard let host, !takesMostSentences(host) else { return }
    for index in blocks.indices {
      if isOwnText(index, host) { break }
      erode(index, host)
    }
    for index in blocks.indices.reversed() {
      if isOwnText(index, host) { break }
      erode(index, host)
    }
  }

  /// Whether the block is running text that the host's other pages do not have.
  private func isOwnText(_ index: Int, _ host: HostLines) -> Bool {
    verdicts[index] == nil && blocks[index].isBody
      && host.count(of: blocks[index].digitFoldedKey).pages < 2
  }

  private mutating func erode(_ index: Int, _ host: HostLines) {
    let pages = Int(host.count(of: blocks[index].digitFoldedKey).pages)
    // Stories of one matter share a paragraph of background too, but not one page in five does.
    let isEnough = pages >= (host.pages >= 4 ? 3 : 2) && 5 * pages >= host.pages
    if verdicts[index] == nil && blocks[index].isBody && isEnough {
      dropAsHost(index, pages, host)
    }
  }
}
