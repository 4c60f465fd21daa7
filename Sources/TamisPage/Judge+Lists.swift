// SPDX-License-Identifier: Apache-2.0

extension Judge {
  /// Drops what stands below a heading such as "Related articles" behind the body.
  mutating func dropTeasers() {
    guard isArticle, let body = zones.body else { return }
    var heading: Int?
    for index in body.upperBound..<blocks.count {
      let block = blocks[index]
      if block.sign.kind == .related {
        heading = index
      } else if block.isSentence {
        heading = nil
      } else if let heading, verdicts[index] == nil {
        let phrase = Lexicon.shared.evidence(of: blocks[heading].sign)
        drop(index, .teaser, "below \(phrase)", 0.8)
      }
    }
  }

  /// Drops entries of menus: short lines outside the body between lines that are known chrome.
  mutating func dropMenus() {
    guard isArticle, let body = zones.body else { return }
    dropMenu(in: 0..<endOfMenu(before: body.lowerBound), atStart: true)
    dropMenu(in: body.upperBound..<blocks.count, atStart: false)
  }

  /// Where the head ends for menus: before its last unknown lines, one of which may be the
  /// headline.
  private func endOfMenu(before body: Int) -> Int {
    let unknown = (0..<body).filter { verdicts[$0] == nil && blocks[$0].tokenCount > 0 }
    let long = unknown.filter { blocks[$0].wordCount > 2 }
    return (long.isEmpty ? unknown : long).suffix(Limits.headlineLines).first ?? body
  }

  /// Drops what is between known lines, or between one and the page's edge.
  private mutating func dropMenu(in range: Range<Int>, atStart: Bool) {
    var known = atStart ? range.lowerBound - 1 : nil
    for index in range {
      if verdicts[index] != nil {
        if let last = known { fill(last + 1..<index) }
        known = index
      } else if !mayBeEntry(index) {
        known = nil
      }
    }
    if !atStart, let last = known { fill(last + 1..<range.upperBound) }
  }

  private mutating func fill(_ range: Range<Int>) {
    guard range.count <= (hasWitnesses ? Limits.hostMenuGap : Limits.menuGap) else { return }
    for index in range where !isHeadlineOfDate(index) {
      drop(index, .menu, "among lines known as chrome", 0.75)
    }
  }

  /// Whether the line may be the page's headline: none of the host's other pages has it, or it
  /// stands directly before the page's date.
  private func mayBeHeadline(_ index: Int) -> Bool {
    let block = blocks[index]
    if hasWitnesses, zones.zone(index) != .tail, block.wordCount > 4, block.shape.digits == 0,
      let host, host.count(of: block.digitFoldedKey).pages < 2
    {
      return true
    }
    return isHeadlineOfDate(index)
  }

  private func isHeadlineOfDate(_ index: Int) -> Bool {
    guard blocks[index].wordCount >= 3, index + 1 < blocks.count else { return false }
    let next = blocks[index + 1]
    return zones.zone(index + 1) != .tail
      && (verdicts[index + 1]?.reason == .timestamp || next.shape.hasDate)
  }

  /// Whether enough pages of the host bear witness to what is known.
  private var hasWitnesses: Bool { (host?.pages ?? 0) >= 4 }

  private func mayBeEntry(_ index: Int) -> Bool {
    let block = blocks[index]
    return !block.isSentence && block.wordCount <= Limits.entryWords
      && (hasWitnesses || block.shape.digits == 0)
  }
}
