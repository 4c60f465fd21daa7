// SPDX-License-Identifier: Apache-2.0

extension Judge {
  /// Drops all but one of each line that stands in the page more than once.
  ///
  /// Short lines of the body stay (refrains, recipes, tables, speakers' names), and so do longer
  /// ones among short ones.
  mutating func dropRepeats() {
    let groups = repeatedBlocks()
    guard !groups.isEmpty else { return }
    let distances = distancesToBody()
    let verse = verseLines()
    for group in groups {
      let headline = isHeadline(group)
      let kept = headline ? bestHeadline(group, distances) : group[0]
      let structural =
        group.count >= Limits.structuralCopies && !blocks[kept].endsSentence
        && blocks[kept].wordCount < Limits.structuralWords
      for index in group where index != kept && mayRepeatGo(index, headline: headline, verse) {
        if structural && !isOutside(index) { continue }
        let reason: Reason =
          headline ? .repeatedHeadline : blocks[index].isBody ? .repeatedParagraph : .repeatedLine
        drop(index, reason, .copies(group.count), headline ? 0.9 : 0.95, copyOf: kept)
      }
    }
  }

  /// Groups of indices of blocks with the same tokens, ascending; in order of the first.
  private func repeatedBlocks() -> [[Int]] {
    var first = [Int](repeating: -1, count: page.lineCount)
    var groupOf = [Int](repeating: -1, count: page.lineCount)
    var groups: [[Int]] = []
    for index in blocks.indices {
      let block = blocks[index]
      guard verdicts[index] == nil, block.wordCount > 1, !isCode(block) else { continue }
      let line = Int(block.number)
      if first[line] < 0 {
        first[line] = index
      } else if groupOf[line] >= 0 {
        groups[groupOf[line]].append(index)
      } else {
        groupOf[line] = groups.count
        groups.append([first[line], index])
      }
    }
    return groups
  }

  /// Whether punctuation, which keys leave out, carries meaning.
  func isCode(_ block: Block) -> Bool {
    block.shape.codeSigns > 1 && 12 * Int(block.shape.codeSigns) > Int(block.shape.characterCount)
  }

  /// Whether the lines are a headline: no sentences, and one copy before the body.
  private func isHeadline(_ group: [Int]) -> Bool {
    let block = blocks[group[0]]
    guard !block.isBody, !block.shape.endsPunctuated || block.isSentence else { return false }
    // An ingredient or a measure is no headline.
    guard block.shape.digits == 0 || block.wordCount > 4 else { return false }
    return group.contains {
      zones.body != nil && (zones.zone($0) == .lead || zones.zone($0) == .head)
    }
  }

  /// The copy that stands nearest before running text, one before the body if it can be.
  private func bestHeadline(_ group: [Int], _ distances: [Int]) -> Int {
    let ahead = group.filter { zones.zone($0) == .lead }
    return (ahead.isEmpty ? group : ahead).min { distances[$0] < distances[$1] } ?? group[0]
  }

  /// For each block, how many blocks on the next paragraph of running text is.
  private func distancesToBody() -> [Int] {
    var distances = Array(repeating: Int.max, count: blocks.count)
    var next = Int.max
    for index in blocks.indices.reversed() {
      if next != Int.max { distances[index] = next - index }
      if blocks[index].isBody && verdicts[index] == nil { next = index }
    }
    return distances
  }

  private func mayRepeatGo(_ index: Int, headline: Bool, _ verse: [Bool]) -> Bool {
    let block = blocks[index]
    let words = block.wordCount
    if verse[index] && words <= Limits.verseWords { return false }
    if isOutside(index) { return words >= (headline ? 2 : Limits.repeatedWordsOutside) }
    return words >= Limits.repeatedWords
  }

  /// Whether each block stands among short lines with the punctuation of verse or talk.
  ///
  /// Menus and lists of headlines have none; so lines that end in commas and stops are no chrome.
  private func verseLines() -> [Bool] {
    var verse = Array(repeating: false, count: blocks.count)
    var start = 0
    while start < blocks.count {
      var end = start
      var punctuated = 0
      while end < blocks.count && blocks[end].wordCount <= Limits.verseWords {
        if blocks[end].shape.endsPunctuated { punctuated += 1 }
        end += 1
      }
      if end - start >= 4 && 10 * punctuated >= 3 * (end - start) {
        for index in start..<end { verse[index] = true }
      }
      start = max(end, start + 1)
    }
    return verse
  }

  /// Drops every copy of a short label that is repeated around the body, such as a section's name.
  mutating func dropLabels() {
    guard isArticle else { return }
    var copies = [Int](repeating: 0, count: page.lineCount)
    // Labels that stand behind the body alone may be the rows of a table.
    var isAhead = [Bool](repeating: false, count: page.lineCount)
    let labels = blocks.indices.filter(isRepeatableLabel)
    for index in labels {
      copies[Int(blocks[index].number)] += 1
      if zones.zone(index) != .tail { isAhead[Int(blocks[index].number)] = true }
    }
    let hasHeadline = blocks.indices.contains {
      zones.zone($0) == .lead && verdicts[$0] == nil && !isRepeatableLabel($0)
        && blocks[$0].tokenCount > 0
    }
    for index in labels {
      let line = Int(blocks[index].number)
      guard copies[line] > 1, isAhead[line] else { continue }
      if zones.zone(index) == .lead && !hasHeadline { continue }
      drop(index, .label, .labels(copies[line]), 0.85)
    }
  }

  private func isRepeatableLabel(_ index: Int) -> Bool {
    let block = blocks[index]
    return verdicts[index] == nil && isOutside(index) && (1...3).contains(block.wordCount)
      && block.shape.digits == 0
      && !block.shape.endsPunctuated
  }
}
