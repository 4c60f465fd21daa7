// SPDX-License-Identifier: Apache-2.0

import TamisHTML

/// Where the body of an HTML page is, from its elements and the text in them.
///
/// The container whose paragraphs are the best text is found as Readability does: a paragraph
/// counts for the elements around it, less the further out. From there the body is the stretch with
/// the most text, less links and short lines, looked for in ever wider elements as long as it
/// gains.
struct MarkupZones {
  /// Whether the page is about one thing that was found: else it is a list, a product, a forum.
  private(set) var isArticle = false
  /// The blocks from the first of the body to the last; nil where no text is good.
  private(set) var body: Range<Int>?
  /// The best container, an element; nil where no text is good.
  private(set) var best: Int?
  /// The blocks of the best container.
  private(set) var container = 0..<0
  /// The words of good text in the body.
  private(set) var words = 0
  /// The block that is the headline, at or before the start of the body.
  private(set) var headline: Int?
  /// For each element the landmarks and hints that speak against what is in it.
  private(set) var against: [Evidence] = []

  /// What speaks against the blocks of an element.
  struct Evidence {
    var landmarks: Landmarks = []
    var hints: ClassHints = []

    var isEmpty: Bool { landmarks.isEmpty && hints.isEmpty }
  }

  /// Finds the body.
  /// - Complexity: O(*n*) in the blocks and elements.
  init(_ page: Page, isChrome: (Int) -> Bool) {
    let blocks = page.blocks
    let good = blocks.indices.map {
      isChrome($0) || !blocks[$0].isGoodText ? 0 : blocks[$0].wordCount
    }
    let sums = PrefixSums(good)
    let titles = PrefixSums(blocks.map { $0.isTitleLike ? 1 : 0 })
    var strict = Self.evidence(page, sums, titles, share: 0.5, Evidence.landmarks.union(.form))
    var eligible = good
    for index in blocks.indices where eligible[index] > 0 {
      if !strict[Int(blocks[index].markup.element)].isAgainstText { continue }
      eligible[index] = 0
    }
    let lenient = Self.evidence(page, sums, titles, share: 0.2, Evidence.landmarks)
    against = lenient
    guard let best = Self.bestContainer(page, eligible) else { return }
    self.best = best
    container = Self.range(page.elements[best])
    let found = Self.widen(
      page, from: best, eligible, against: strict, isChrome: isChrome)
    body = found
    words = found.reduce(0) { $0 + eligible[$1] }
    let rivals = blocks.indices.reduce(0) {
      let element = Int(blocks[$1].markup.element)
      return $0 + (lenient[element].isEmpty ? good[$1] : 0)
    }
    isArticle = judge(blocks, rivals: rivals)
    if isArticle {
      swap(&against, &strict)
      headline = Self.headline(page, before: found.lowerBound)
    }
  }

  /// Whether the body is what the page is about.
  private func judge(_ blocks: [Block], rivals: Int) -> Bool {
    guard let body else { return false }
    let near = max(0, body.lowerBound - Limits.headlineDistance)
    let end = min(body.lowerBound + 2, blocks.count)
    if (near..<end).contains(where: { blocks[$0].isTitleLike }) {
      if words >= Limits.titledWords && 100 * words >= 15 * rivals { return true }
    }
    return words >= Limits.untitledWords && 100 * words >= 70 * rivals
  }

  private static func range(_ element: HTMLElement) -> Range<Int> {
    Int(element.blocks.lowerBound)..<Int(element.blocks.upperBound)
  }

  /// What speaks against each element: its own landmarks and hints and those around it, but for
  /// elements that hold such a share of the page's good text that they cannot be chrome.
  private static func evidence(
    _ page: Page, _ sums: PrefixSums, _ titles: PrefixSums, share: Double,
    _ landmarks: Landmarks
  ) -> [Evidence] {
    var evidence: [Evidence] = []
    evidence.reserveCapacity(page.elements.count)
    let most = share * Double(sums.total)
    for element in page.elements {
      var own = element.parent < 0 ? Evidence() : evidence[Int(element.parent)]
      let blocks = range(element)
      let isSmall = sums.total == 0 || Double(sums.sum(blocks)) < most
      // What holds the headline and text is the page's own, whatever its name.
      if isSmall && !(titles.sum(blocks) > 0 && sums.sum(blocks) > 0) {
        own.landmarks.formUnion(element.landmarks.intersection(landmarks))
        own.hints.formUnion(element.hints.intersection(Evidence.hints))
      }
      evidence.append(own)
    }
    return evidence
  }

  /// The element whose own text is the best; nil without good text.
  private static func bestContainer(_ page: Page, _ good: [Int]) -> Int? {
    let elements = page.elements
    var scores = [Double](repeating: 0, count: elements.count)
    var sinceTitle = Int.max / 2
    for (index, words) in good.enumerated() {
      sinceTitle = page.blocks[index].isTitleLike ? 0 : sinceTitle + 1
      guard words > 0 else { continue }
      // What follows the headline is the page's subject, where else on the page the most text is.
      let near = sinceTitle <= Limits.underHeadline ? Limits.headlineWeight : 1
      var element = Int(page.blocks[index].markup.element)
      for weight in [1, 1, 0.6, 0.3] where element >= 0 {
        scores[element] += near * weight * Double(min(words, Limits.bodyWorth))
        element = Int(elements[element].parent)
      }
    }
    let all = PrefixSums(page.blocks.map(\.wordCount))
    let linked = PrefixSums(
      page.blocks.map { Int(Float($0.wordCount) * $0.markup.linkDensity) })
    var best: Int?
    var bestScore = 0.0
    for (index, score) in scores.enumerated() where score > bestScore {
      let range = range(elements[index])
      let density = Double(linked.sum(range)) / Double(max(1, all.sum(range)))
      if score * (1 - density) > bestScore {
        bestScore = score * (1 - density)
        best = index
      }
    }
    return best
  }

  /// The stretch of most worth in the container, or in an element around it where that is worth a
  /// good deal more.
  private static func widen(
    _ page: Page, from container: Int, _ good: [Int], against: [Evidence],
    isChrome: (Int) -> Bool
  ) -> Range<Int> {
    func worth(_ index: Int) -> Double {
      let block = page.blocks[index]
      if good[index] > 0 { return Double(min(good[index], Limits.bodyWorth)) }
      let links = Double(block.wordCount) * Double(block.markup.linkDensity)
      let isPart =
        block.isStructure && !isChrome(index) && against[Int(block.markup.element)].isEmpty
      return -Double(isPart ? Limits.structureCost : Limits.lineCost) - links
    }
    var element = container
    var covered = range(page.elements[element])
    var stretch = Stretch()
    for index in covered { stretch.append(worth(index), index) }
    var found = stretch.best
    while page.elements[element].parent >= 0 {
      element = Int(page.elements[element].parent)
      let wider = range(page.elements[element])
      var left = Stretch()
      for index in wider.lowerBound..<covered.lowerBound { left.append(worth(index), index) }
      stretch = left.joined(stretch)
      for index in covered.upperBound..<wider.upperBound { stretch.append(worth(index), index) }
      covered = wider
      // A better stretch that has nothing of this one is another's text, such as a comment's.
      if stretch.best.worth > Limits.widerGain * found.worth,
        stretch.best.range.overlaps(found.range)
      {
        found = stretch.best
      }
    }
    return found.range
  }

  /// The block before the body that is most like a headline: of a heading's kind, with the words of
  /// the title; the last of the best.
  private static func headline(_ page: Page, before start: Int) -> Int? {
    var best: Int?
    var bestScore: Float = 0.3
    for index in 0..<min(start + 1, page.blocks.count) {
      let block = page.blocks[index]
      let isHeading = block.markup.landmarks.contains(.heading)
      guard block.tokenCount > 0, isHeading || block.isTitleLike, !block.isBody else { continue }
      var score = block.markup.titleShare * Float(min(block.tokenCount, 8)) / 8
      if isHeading { score += 0.05 }
      if block.markup.landmarks.contains(.topHeading) { score += 0.3 }
      if score >= bestScore && score > 0.3 { (best, bestScore) = (index, score) }
    }
    return best
  }
}

extension MarkupZones.Evidence {
  /// Landmarks of what is not the body.
  static let landmarks: Landmarks = [
    .navigation, .footer, .aside, .dialog, .hidden,
  ]

  /// Class words of what is not the body.
  static let hints: ClassHints = [
    .comments, .related, .share, .menu, .footer, .sidebar, .advertisement, .breadcrumb, .consent,
    .subscribe, .tags, .pagination, .popup,
  ]

  /// Whether even running text is not the body's.
  var isAgainstText: Bool {
    let doubtful: ClassHints = [.share, .menu, .breadcrumb, .tags, .pagination]
    return !landmarks.isEmpty || !hints.subtracting(doubtful).isEmpty
  }
}

/// Sums over stretches of a list.
struct PrefixSums {
  private var sums = [0]

  init(_ values: [Int]) {
    sums.reserveCapacity(values.count + 1)
    for value in values { sums.append(sums[sums.count - 1] + value) }
  }

  var total: Int { sums[sums.count - 1] }

  func sum(_ range: Range<Int>) -> Int { sums[range.upperBound] - sums[range.lowerBound] }
}

/// A list of worths, with the stretch of the greatest sum: it can be extended at both ends.
struct Stretch {
  struct Part {
    var worth = 0.0
    var range = 0..<0
  }

  private var total = 0.0
  /// The best stretch from the start, to the end, and anywhere.
  private var prefix = Part()
  private var suffix = Part()
  private(set) var best = Part()
  private var bounds: Range<Int>?

  init() {}

  /// The list of one index.
  private init(_ worth: Double, _ index: Int) {
    total = worth
    bounds = index..<index + 1
    prefix = Part(worth: max(0, worth), range: worth > 0 ? index..<index + 1 : index..<index)
    suffix = Part(
      worth: prefix.worth, range: worth > 0 ? index..<index + 1 : index + 1..<index + 1)
    best = prefix
  }

  /// Adds the worth of the next index.
  mutating func append(_ worth: Double, _ index: Int) {
    guard let bounds else { return self = Stretch(worth, index) }
    total += worth
    let end = index + 1
    if total > prefix.worth { prefix = Part(worth: total, range: bounds.lowerBound..<end) }
    suffix =
      suffix.worth + worth > 0
      ? Part(worth: suffix.worth + worth, range: suffix.range.lowerBound..<end)
      : Part(worth: 0, range: end..<end)
    if suffix.worth > best.worth { best = suffix }
    self.bounds = bounds.lowerBound..<end
  }

  /// This list with another after it.
  func joined(_ next: Stretch) -> Stretch {
    guard let bounds else { return next }
    guard let nextBounds = next.bounds else { return self }
    var whole = Stretch()
    whole.bounds = bounds.lowerBound..<nextBounds.upperBound
    whole.total = total + next.total
    let across = total + next.prefix.worth
    whole.prefix =
      across > prefix.worth
      ? Part(worth: across, range: bounds.lowerBound..<next.prefix.range.upperBound) : prefix
    let back = next.total + suffix.worth
    whole.suffix =
      back > next.suffix.worth
      ? Part(worth: back, range: suffix.range.lowerBound..<nextBounds.upperBound) : next.suffix
    let middle = suffix.worth + next.prefix.worth
    whole.best = best.worth >= next.best.worth ? best : next.best
    if middle > whole.best.worth {
      whole.best = Part(
        worth: middle, range: suffix.range.lowerBound..<next.prefix.range.upperBound)
    }
    return whole
  }
}
