// SPDX-License-Identifier: Apache-2.0

/// Writes the blocks of a page as CommonMark with GitHub's tables.
struct MarkdownWriter {
  let page: Page
  let outline: PageOutline
  /// The containers around the last group.
  private(set) var path: [Int32] = []
  private var lastKind: PageOutline.Kind?
  /// The lists whose items are marked with the other sign, because they follow another list.
  private var flipped: Set<Int32> = []
  /// Whether lines of plain text are paragraphs, because no blank line sets any apart.
  private let linesAreParagraphs: Bool

  init(page: Page, outline: PageOutline) {
    self.page = page
    self.outline = outline
    linesAreParagraphs =
      !page.isHTML && page.blocks.first?.paragraph == page.blocks.last?.paragraph
  }

  /// - Complexity: O(*n*) in the bytes of the blocks.
  mutating func write(_ blocks: [KeptBlock], to draft: inout FormatDraft) {
    var start = 0
    while start < blocks.count, !draft.isTooLong {
      let place = place(blocks[start])
      var end = start + 1
      while end < blocks.count, belongs(blocks[end], to: place) { end += 1 }
      write(blocks[start..<end], place, to: &draft)
      start = end
    }
  }

  private func place(_ kept: KeptBlock) -> PageOutline.Place {
    outline.place(of: page.blocks[kept.index])
  }

  private func belongs(_ kept: KeptBlock, to place: PageOutline.Place) -> Bool {
    let other = self.place(kept)
    return other.unit == place.unit && other.kind == place.kind
  }

  /// Writes blocks of one unit.
  private mutating func write(
    _ group: ArraySlice<KeptBlock>, _ place: PageOutline.Place, to draft: inout FormatDraft
  ) {
    guard let first = group.first else { return }
    begin(place, at: first.range.lowerBound, &draft)
    switch place.kind {
    case .paragraph: writeParagraphs(group, &draft)
    case .heading(let level): writeHeading(group, level, &draft)
    case .caption: writeCaptions(group, &draft)
    case .preformatted: writeCode(group, &draft)
    case .table: writeTable(group, place.unit, &draft)
    }
    lastKind = place.kind
  }

  // MARK: Containers

  /// Ends the line before, and begins one in the containers of a place.
  private mutating func begin(
    _ place: PageOutline.Place, at start: Int, _ draft: inout FormatDraft
  ) {
    let new = outline.path(place)
    var common = 0
    while common < min(path.count, new.count), path[common] == new[common] { common += 1 }
    noteList(new, common)
    var line: [UInt8] = []
    if lastKind != nil {
      line.append(0x0A)
      if !isTight(new, common) { line += blankLine(new[..<common]) }
    }
    line += indentation(new[..<common])
    for container in new[common...] { line += mark(container) }
    path = new
    draft.replace(to: start, with: line)
  }

  /// Gives a list that follows another of its kind the other sign: the two would be one.
  private mutating func noteList(_ new: [Int32], _ common: Int) {
    guard common < new.count, common < path.count else { return }
    let (list, before) = (container(new[common]), container(path[common]))
    guard list.list != before.list, list.kind != .quote, before.kind != .quote else { return }
    let isNumbered = list.kind != .bullet
    guard isNumbered == (before.kind != .bullet) else { return }
    if !flipped.contains(before.list) { flipped.insert(list.list) }
  }

  /// Whether no blank line is needed before a group: between the items of a list, and before a list
  /// in an item.
  private func isTight(_ new: [Int32], _ common: Int) -> Bool {
    guard common < new.count, lastKind != .table else { return false }
    let item = container(new[common])
    guard item.kind != .quote else { return false }
    if common < path.count { return container(path[common]).list == item.list }
    guard common > 0, container(path[common - 1]).kind != .quote else { return false }
    return item.kind == .bullet || item.kind == .number(1)
  }

  private func container(_ number: Int32) -> PageOutline.Container {
    outline.containers[Int(number)]
  }

  /// What the first line of a container begins with.
  private func mark(_ number: Int32) -> [UInt8] {
    let container = container(number)
    let isFlipped = flipped.contains(container.list)
    return switch container.kind {
    case .quote: Array("> ".utf8)
    case .bullet: Array((isFlipped ? "* " : "- ").utf8)
    case .number(let number): Array((isFlipped ? "\(number)) " : "\(number). ").utf8)
    }
  }

  /// What further lines in containers begin with.
  func indentation(_ path: ArraySlice<Int32>) -> [UInt8] {
    var line: [UInt8] = []
    for number in path {
      let mark = mark(number)
      line += container(number).kind == .quote ? mark : mark.map { _ in 0x20 }
    }
    return line
  }

  /// An empty line in containers.
  private func blankLine(_ path: ArraySlice<Int32>) -> [UInt8] {
    var line = indentation(path)
    while line.last == 0x20 { line.removeLast() }
    return line + [0x0A]
  }

  // MARK: Groups

  private func writeParagraphs(_ group: ArraySlice<KeptBlock>, _ draft: inout FormatDraft) {
    let indentation = indentation(path[...])
    var paragraph: Int?
    for kept in group {
      let number = page.blocks[kept.index].paragraph
      if let paragraph {
        let isNew = paragraph != number || linesAreParagraphs
        let mark: [UInt8] = isNew ? [0x0A] + blankLine(path[...]) : [0x5C, 0x0A]
        draft.replace(to: kept.range.lowerBound, with: mark + indentation)
      }
      paragraph = number
      writeText(kept.range, &draft, join: [0x0A] + indentation)
    }
  }

  private func writeHeading(
    _ group: ArraySlice<KeptBlock>, _ level: Int, _ draft: inout FormatDraft
  ) {
    draft.put(Array(repeating: UInt8(ascii: "#"), count: level) + [0x20])
    for kept in group {
      if kept.range != group.first?.range { draft.replace(to: kept.range.lowerBound, with: [0x20]) }
      // A last # would close the heading.
      let end = kept.range.upperBound
      let closes = draft.text[end - 1] == UInt8(ascii: "#")
      let context = MarkdownEscapes.Context(beginsLine: false)
      writeText(kept.range.lowerBound..<(closes ? end - 1 : end), &draft, context, join: [0x20])
      if closes { draft.put("\\") }
      draft.copy(to: end)
    }
  }

  private func writeCaptions(_ group: ArraySlice<KeptBlock>, _ draft: inout FormatDraft) {
    for kept in group {
      if kept.range != group.first?.range {
        let separator = [0x0A] + blankLine(path[...]) + indentation(path[...])
        draft.replace(to: kept.range.lowerBound, with: separator)
      }
      // A mark beside white space would be none.
      let isTrimmed = LineScanner.trimmed(draft.text.span, kept.range) == kept.range
      if isTrimmed { draft.put("*") }
      let context = MarkdownEscapes.Context(beginsLine: false)
      writeText(kept.range, &draft, context, join: [0x20])
      if isTrimmed { draft.put("*") }
    }
  }

  /// Writes text, with backslashes where it would be marks.
  ///
  /// - Parameter join: What stands in place of a line end in it.
  func writeText(
    _ range: Range<Int>, _ draft: inout FormatDraft, _ context: MarkdownEscapes.Context = .init(),
    join: [UInt8]
  ) {
    let end = range.upperBound
    var context = context
    var (start, index) = (range.lowerBound, range.lowerBound)
    var sign =
      context.beginsLine ? MarkdownEscapes.itemSign(draft.text, start: start, end: end) : nil
    while index < end, !draft.isTooLong {
      let byte = draft.text[index]
      if byte == 0x0A || byte == 0x0D {
        index = writeLineEnd(index, end, &draft, join)
        start = index
        context.beginsLine = join.first == 0x0A
        sign =
          context.beginsLine
          ? MarkdownEscapes.itemSign(draft.text, start: start, end: end) : nil
        continue
      }
      if index == sign
        || MarkdownEscapes.isMark(draft.text, index, start: start, end: end, context)
      {
        draft.copy(to: index)
        draft.put("\\")
      }
      index += 1
    }
    draft.copy(to: end)
  }

  /// Writes white space around a line end, and gives what comes behind it.
  private func writeLineEnd(
    _ index: Int, _ end: Int, _ draft: inout FormatDraft, _ join: [UInt8]
  ) -> Int {
    var start = index
    while start > draft.position, draft.text[start - 1] <= 0x20 { start -= 1 }
    var next = index
    while next < end, draft.text[next] <= 0x20 { next += 1 }
    draft.copy(to: start)
    draft.replace(to: next, with: join)
    return next
  }
}
