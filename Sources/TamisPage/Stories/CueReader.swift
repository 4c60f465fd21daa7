// SPDX-License-Identifier: Apache-2.0

import TamisHTML

/// Finds cues between the blocks that are kept of a page.
struct CueReader {
  let page: Page
  /// The indices of the blocks that are kept.
  let kept: [Int]
  /// For each block why it is dropped.
  private let reasons: [Reason?]
  /// Blocks of which a copy beside them is dropped.
  private let hasCopyBeside: Set<Int>
  /// For each kept block whether it begins with a dateline.
  private let datelines: [Bool]

  /// - Complexity: O(*n*) in the blocks.
  init(_ page: Page, _ drops: [Drop], in text: Span<UInt8>) {
    self.page = page
    var reasons = [Reason?](repeating: nil, count: page.blocks.count)
    var copies: Set<Int> = []
    var next = 0
    for drop in drops {
      while next < page.blocks.count, page.blocks[next].range.lowerBound < drop.block.lowerBound {
        next += 1
      }
      guard next < page.blocks.count else { break }
      reasons[next] = drop.reason
      if next > 0, drop.repeats == page.blocks[next - 1].range { copies.insert(next - 1) }
    }
    self.reasons = reasons
    hasCopyBeside = copies
    kept = page.blocks.indices.filter { reasons[$0] == nil }
    var datelines: [Bool] = []
    for index in kept {
      let block = page.blocks[index]
      datelines.append(block.isBody && Dateline.begins(text, block.range))
    }
    self.datelines = datelines
  }

  /// What says that a story begins with a kept block, by its place among them, not the first.
  /// - Complexity: O(*n*) in the dropped blocks before it.
  func cues(at place: Int) -> StoryCues {
    let (before, block) = (kept[place - 1], kept[place])
    var cues: StoryCues = []
    if isHeadline(place), !isHeadline(place - 1) { cues.insert(.headline) }
    if startsElement(block, after: before) { cues.insert(.element) }
    if hasCopyBeside.contains(before) || page.blocks[before].markup.landmarks.contains(.caption) {
      cues.insert(.caption)
    }
    if (before + 1..<block).contains(where: { reasons[$0] == .timestamp }) {
      cues.insert(.byline)
    }
    for index in place..<min(place + Limits.leadBlocks, kept.count) {
      let lead = page.blocks[kept[index]]
      if isByline(lead) { cues.insert(.byline) }
      guard lead.isBody else { continue }
      if datelines[index] { cues.insert(.dateline) }
      break
    }
    return cues
  }

  /// Whether a block is a short line without a sentence's end, and text follows.
  private func isHeadline(_ place: Int) -> Bool {
    let block = page.blocks[kept[place]]
    guard !block.shape.endsPunctuated, !block.endsSentence, !block.isBody, block.wordCount > 1,
      block.tokenCount <= Limits.headlineTokens, !block.markup.landmarks.contains(.caption)
    else { return false }
    return (place + 1..<min(place + 3, kept.count)).contains { page.blocks[kept[$0]].isBody }
  }

  /// Whether it says when or by whom.
  private func isByline(_ block: Block) -> Bool {
    guard block.wordCount <= Limits.bodyWords, !block.endsSentence else { return false }
    if block.shape.hasDate { return true }
    let element = Int(block.markup.element)
    return page.elements.indices.contains(element)
      && page.elements[element].hints.contains(.byline)
  }

  /// Whether it is a main heading, or the first block of an `article` that the one before is not in.
  private func startsElement(_ block: Int, after before: Int) -> Bool {
    guard page.isHTML else { return false }
    if page.blocks[block].markup.landmarks.contains(.topHeading) { return true }
    guard let article = article(of: block) else { return false }
    return !page.elements[article].blocks.contains(Int32(truncatingIfNeeded: before))
      && self.article(of: before) != nil
  }

  /// The innermost `article` that a block stands in.
  private func article(of block: Int) -> Int? {
    var element = Int(page.blocks[block].markup.element)
    while page.elements.indices.contains(element) {
      if page.elements[element].landmarks.contains(.article) { return element }
      let parent = Int(page.elements[element].parent)
      guard parent < element else { return nil }
      element = parent
    }
    return nil
  }
}

/// A place name in capitals and a dash, with which agencies begin.
enum Dateline {
  /// How far the dash may be, in bytes.
  private static let reach = 80

  /// Whether a text begins with a word in capitals, and a dash follows soon.
  static func begins(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    let end = min(range.upperBound, range.lowerBound + reach)
    var bytes: [UInt8] = []
    for index in range.lowerBound..<end { bytes.append(text[index]) }
    let start = String(decoding: bytes, as: UTF8.self).unicodeScalars
    let word = start.prefix { $0.properties.isAlphabetic }
    guard word.count > 1, word.allSatisfy(\.properties.isUppercase) else { return false }
    var before: Unicode.Scalar = " "
    for scalar in start.dropFirst(word.count) {
      if scalar == "—" || scalar == "–" || (scalar == "-" && (before == " " || before == "-")) {
        return true
      }
      before = scalar
    }
    return false
  }
}
