// SPDX-License-Identifier: Apache-2.0

public import TamisHTML
public import TamisKernels
import TamisText

/// Reads pages of plain text into blocks; one for each worker, for its buffers.
public struct PageReader: ~Copyable {
  private let kernel: Kernel
  private var tokenizer: Tokenizer
  private let classes = ByteClasses()
  private let lexicon = Lexicon.shared
  /// The last block's tokens, of a long one the last piece's: with digits kept, and folded.
  private var hashes: [UInt64] = []
  private var folded: [UInt64] = []
  private var paragraph: [Line] = []
  private var blocks: [Block] = []
  private var tokens = PageTokens()
  /// Numbers of the blocks' keys.
  private var lines = KeyTable()
  private var paragraphNumber = 0
  /// The tokens of the page's title.
  private var title = KeyTable()
  /// Bits of these tokens, by their low bits: most others have none.
  private var titleBits: UInt64 = 0

  /// A reader that hashes with the given kernel.
  public init(kernel: Kernel) {
    self.kernel = kernel
    tokenizer = Tokenizer(kernel: kernel, digits: .kept)
  }

  /// Reads one page's UTF-8 text.
  /// - Complexity: O(*n*) time in the bytes of the text, O(*b*) memory in its blocks.
  public mutating func read(_ text: Span<UInt8>, address: String? = nil) -> Page {
    reset()
    var scanner = LineScanner()
    while let range = scanner.next(in: text) {
      if blocks.count + paragraph.count >= Limits.fineBlocks {
        if mergeCoarsely(text, range) { continue }
        endParagraph(text)
      }
      if scanner.startsParagraph {
        endParagraph(text)
        paragraphNumber += 1
      }
      let content = LineScanner.trimmed(text, range)
      paragraph.append(
        Line(
          start: range.lowerBound, content: content,
          shape: BlockShape(measuring: text, content, classes)))
    }
    endParagraph(text)
    return Page(
      blocks: blocks, tokens: tokens, byteCount: text.count, elements: [],
      lineCount: lines.count, kernel: kernel,
      addressKind: address.map(PageKind.init(address:)) ?? [])
  }

  /// Reads one page of HTML: its blocks are those of the markup.
  /// - Complexity: as for plain text.
  public mutating func read(_ html: HTMLPage, address: String? = nil) -> Page {
    reset()
    readTitle(html.facts.values(.title, .element).first ?? "")
    blocks.reserveCapacity(html.blocks.count)
    tokens.reserve(blocks: html.blocks.count, bytes: html.text.count)
    lines = KeyTable(capacity: html.blocks.count)
    let text = html.text.span
    for block in html.blocks {
      if block.startsParagraph || paragraphNumber < 0 { paragraphNumber += 1 }
      let element = html.elements[Int(block.element)]
      let markup = Markup(
        element: block.element, linkDensity: Float(block.linkBytes) / Float(block.range.count),
        landmarks: element.landmarks)
      let line = Line(
        start: block.range.lowerBound, content: block.range,
        shape: BlockShape(measuring: text, block.range, classes))
      appendBlock(text, line, markup)
    }
    return Page(
      blocks: blocks, tokens: tokens, byteCount: text.count, elements: html.elements,
      lineCount: lines.count, kernel: kernel,
      statedKind: PageKind(stated: html.facts),
      addressKind: address.map(PageKind.init(address:)) ?? [])
  }

  /// Notes the tokens of the page's title.
  private mutating func readTitle(_ text: String) {
    let bytes = Array(text.utf8.prefix(Limits.titleBytes))
    _ = hash(bytes.span, 0..<bytes.count)
    for hash in folded {
      _ = title.add(hash)
      titleBits |= 1 << (hash & 63)
    }
  }

  private func isOfTitle(_ hash: UInt64) -> Bool {
    titleBits & 1 << (hash & 63) != 0 && title.number(of: hash) != nil
  }

  private mutating func reset() {
    blocks.removeAll(keepingCapacity: true)
    tokens = PageTokens()
    paragraph.removeAll(keepingCapacity: true)
    paragraphNumber = -1
    lines = KeyTable()
    if title.count > 0 { title = KeyTable() }
    titleBits = 0
  }

  /// The key of a text's tokens, as `Block.key`; nil where it has none.
  public mutating func key(of text: Span<UInt8>) -> UInt64? {
    let tokens = hash(text, 0..<text.count)
    return tokens.count == 0 ? nil : tokens.key
  }

  /// Adds the lines of the paragraph as blocks, wrapped prose as one.
  private mutating func endParagraph(_ text: Span<UInt8>) {
    guard !paragraph.isEmpty else { return }
    let wrap = Wrap(of: paragraph)
    var line = paragraph[0]
    for index in 1..<max(1, paragraph.count) {
      let next = paragraph[index]
      if wrap.joins(paragraph[index - 1], next) {
        line.content = line.content.lowerBound..<next.content.upperBound
        line.shape.append(next.shape)
      } else {
        appendBlock(text, line)
        line = next
      }
    }
    appendBlock(text, line)
    paragraph.removeAll(keepingCapacity: true)
  }

  /// In a page of too many lines, adds the line to the last one; false if that is full.
  private mutating func mergeCoarsely(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard let last = paragraph.indices.last,
      paragraph[last].content.count < Limits.coarseBytes
    else { return false }
    let content = LineScanner.trimmed(text, range)
    paragraph[last].content = paragraph[last].content.lowerBound..<content.upperBound
    paragraph[last].shape.append(BlockShape(measuring: text, content, classes))
    return true
  }

  private mutating func appendBlock(
    _ text: Span<UInt8>, _ line: Line, _ markup: Markup = .none
  ) {
    let (count, key, foldedKey) = hash(text, line.content)
    var markup = markup
    if titleBits != 0 && count > 0 && count <= Limits.headlineTokens {
      markup.titleShare = Float(folded.count { isOfTitle($0) }) / Float(count)
    }
    var sign = LineSign.none
    if count <= Limits.lexiconTokens { sign = lexicon.sign(of: folded, shape: line.shape) }
    // Of a longer block only the last piece is there.
    tokens.append(line.content.count <= Limits.hashPieceBytes ? hashes : [])
    blocks.append(
      Block(
        range: line.content, lineStart: line.start, paragraph: paragraphNumber,
        tokenCount: count, key: key, digitFoldedKey: foldedKey,
        number: Int32(truncatingIfNeeded: lines.add(key)), markup: markup,
        shape: line.shape, sign: sign))
  }

  /// Hashes the tokens of a range: how many they are, and their keys with digits kept and folded.
  private mutating func hash(
    _ text: Span<UInt8>, _ range: Range<Int>
  ) -> (count: Int, key: UInt64, foldedKey: UInt64) {
    var count = 0
    var (key, foldedKey): (UInt64, UInt64) = (0, 0)
    var start = range.lowerBound
    while start < range.upperBound {
      let end = pieceEnd(text, start..<range.upperBound)
      hashes.removeAll(keepingCapacity: true)
      folded.removeAll(keepingCapacity: true)
      let differs = tokenizer.append(
        tokensOf: text.extracting(start..<end), to: &hashes, folded: &folded)
      // Of most blocks both are the same.
      let isSame = !differs && key == foldedKey
      for hash in hashes { key = TokenKey.extended(key, by: hash) }
      if isSame {
        foldedKey = key
      } else {
        for hash in folded { foldedKey = TokenKey.extended(foldedKey, by: hash) }
      }
      count += hashes.count
      start = end
    }
    return (count, key, foldedKey)
  }

  /// Where to cut a long range: at a space, which no token spans.
  private func pieceEnd(_ text: Span<UInt8>, _ range: Range<Int>) -> Int {
    guard range.count > Limits.hashPieceBytes else { return range.upperBound }
    var end = range.lowerBound + Limits.hashPieceBytes
    while end < range.upperBound && text[end] != 0x20 { end += 1 }
    return end
  }
}

/// The order-dependent hash of a sequence of tokens.
enum TokenKey {
  /// The key of a sequence, given the key of what comes before its last token.
  static func extended(_ key: UInt64, by token: UInt64) -> UInt64 {
    var mixed = (key &+ 0x9E37_79B9_7F4A_7C15 ^ token) &* 0xBF58_476D_1CE4_E5B9
    mixed ^= mixed &>> 32
    mixed = (mixed &+ token) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed &>> 29)
  }
}
