// SPDX-License-Identifier: Apache-2.0

/// Why one block is dropped.
struct Verdict {
  var reason: Reason
  /// Index of the copy that is kept.
  var copyOf: Int?
  var detail: Detail
  var confidence: Double

  /// Whether it tells where the block stands, and not what it is.
  var isWeak: Bool {
    [.outside, .unlikely, .links, .landmark].contains(reason)
  }
}

/// Judges the blocks of one page.
struct Judge {
  let page: Page
  let blocks: [Block]
  let host: HostLines?
  let titles: [UInt64]
  let favour: Favour
  var verdicts: [Verdict?]
  /// Blocks kept in place of others, which weak evidence does not take.
  var isKeptCopy: [Bool]
  var zones: Zones
  /// Of an HTML page, what its elements say.
  var markup: MarkupZones?
  /// The same before anything was dropped, as the model knows it.
  let firstMarkup: MarkupZones?
  /// For each block how likely the model holds it for text; empty where it was not asked.
  var likelihoods: [Double] = []

  init(page: Page, host: HostLines?, titles: [UInt64], favour: Favour = .balanced) {
    self.page = page
    blocks = page.blocks
    self.host = host.flatMap { $0.pages > 1 ? $0 : nil }
    self.titles = titles
    self.favour = favour
    verdicts = Array(repeating: nil, count: page.blocks.count)
    isKeptCopy = Array(repeating: false, count: page.blocks.count)
    let markup = page.markupZones
    firstMarkup = markup
    self.markup = markup
    zones = page.zones(of: markup) { page.blocks[$0].sign.isChrome }
  }

  /// Runs the rules. A rule drops only what no rule before it dropped.
  mutating func judge(by model: BlockModel) {
    dropByHost()
    if host != nil { findZones() }
    dropByLexicon()
    dropByModel(model)
    findZones()
    dropRepeatedRuns()
    dropRepeats()
    dropNearRepeats()
    dropLabels()
    erodeByHost()
    nameCopies()
    settleCopies()
  }

  /// Names the copy that is kept after all rules; copies of what went as chrome went as chrome too.
  private mutating func settleCopies() {
    for index in blocks.indices {
      guard var kept = verdicts[index]?.copyOf else { continue }
      // A copy points to another block each time, never back: at most as many steps as blocks.
      var steps = 0
      while let next = verdicts[kept]?.copyOf, steps < blocks.count {
        kept = next
        steps += 1
      }
      if let chrome = verdicts[kept] {
        verdicts[index] = chrome
        verdicts[index]?.copyOf = nil
      } else {
        verdicts[index]?.copyOf = kept
      }
    }
  }

  /// Of chrome that is a copy of what is kept, names the copy: that says more.
  private mutating func nameCopies() {
    var kept = [Int](repeating: -1, count: page.lineCount)
    for index in blocks.indices.reversed()
    where verdicts[index] == nil && blocks[index].wordCount > 2 {
      kept[Int(blocks[index].number)] = index
    }
    for index in blocks.indices {
      guard let verdict = verdicts[index], verdict.isWeak else { continue }
      let copy = kept[Int(blocks[index].number)]
      guard copy >= 0 else { continue }
      let reason: Reason =
        blocks[index].isBody
        ? .repeatedParagraph : copy < index ? .repeatedLine : .repeatedHeadline
      verdicts[index] = Verdict(
        reason: reason, copyOf: copy, detail: .words("a copy is kept"),
        confidence: verdict.confidence)
    }
  }

  private mutating func findZones() {
    let verdicts = verdicts
    let blocks = blocks
    func isChrome(_ index: Int) -> Bool { verdicts[index] != nil || blocks[index].sign.isChrome }
    if page.isHTML { markup = MarkupZones(page, isChrome: isChrome) }
    zones = page.zones(of: markup, isChrome: isChrome)
  }

  mutating func drop(
    _ index: Int, _ reason: Reason, _ detail: Detail, _ confidence: Double, copyOf: Int? = nil
  ) {
    guard verdicts[index] == nil, !isTitle(index) || copyOf != nil else { return }
    if index == markup?.headline, copyOf == nil { return }
    if isKeptCopy[index], reason == .teaser || reason == .label { return }
    // Entries of a menu that stands twice look like repeated headlines, but are shorter.
    if let copyOf, reason != .repeatedLine, blocks[copyOf].wordCount > 4 {
      isKeptCopy[copyOf] = true
    }
    verdicts[index] = Verdict(
      reason: reason, copyOf: copyOf, detail: detail, confidence: confidence)
  }

  /// Whether the block is the page's title, as it was handed in; what half of the host's pages have
  /// is the site's name.
  func isTitle(_ index: Int) -> Bool {
    guard blocks[index].tokenCount > 0, titles.contains(blocks[index].key) else { return false }
    let pages = Int(host?.count(of: blocks[index].key).pages ?? 0)
    return pages < 3 || 2 * pages < (host?.pages ?? 0)
  }

  /// Whether the page is an article: its body is more than a blurb among list entries.
  var isArticle: Bool { markup?.isArticle ?? (zones.worth >= Limits.articleWords) }

  /// Whether the block is outside the body, on a page that has one.
  func isOutside(_ index: Int) -> Bool {
    isArticle && zones.zone(index) != .body
  }
}
