// SPDX-License-Identifier: Apache-2.0

import CTamisKernels

/// Reads HTML into visible text and blocks, in one pass over its tokens; one for each worker.
///
/// There is no tree: a stack of open block-level elements gives implied ends, landmarks and link
/// density. Whatever the markup, each character that is no markup and not in `script`, `style`,
/// `template`, `select`, `datalist`, `svg` and the like is in exactly one block.
public struct HTMLReader: ~Copyable {
  /// How many blocks a page may have; what follows belongs to the last, line ends included.
  static let blockLimit = 1 << 20

  private let traits = TagTraits.table()
  private let words = ClassWords()
  private var tokenizer = HTMLTokenizer()
  private var text = VisibleText()
  private var stack = ElementStack()
  private var blocks: [HTMLBlock] = []
  private var facts = PageFactsCollector()
  private var decoded: [UInt8] = []

  /// The element whose content is raw text and not shown, such as `script`; `other` outside.
  private var raw = HTMLTag.other
  /// The element whose content is not shown, and how often it is open.
  private var skipped = HTMLTag.other
  private var skippedDepth = 0
  /// The depth of the stack at which the open link began; nil outside links.
  private var linkDepth: Int?
  private var preformatted = 0
  private var linkBytes = 0

  /// A reader.
  public init() {}

  /// Reads one page, valid UTF-8.
  ///
  /// Of a page with more than a million blocks the last one has all that follows; elements beyond a
  /// million, or nested deeper than 512, are not noted.
  /// - Complexity: O(*n*) time and memory in the bytes of the page.
  public mutating func read(_ html: Span<UInt8>) -> HTMLPage {
    reset(capacity: html.count / 4)
    while true {
      let token = tokenizer.next(in: html)
      switch token.kind {
      case .characters: characters(token, html)
      case .startTag: startTag(token, html)
      case .endTag: endTag(token)
      case .comment, .doctype: break
      case .end:
        endBlock(.paragraph)
        stack.closeAll(block: Int32(blocks.count))
        return HTMLPage(
          text: text.take(), blocks: blocks, elements: stack.elements,
          facts: facts.finish())
      }
    }
  }

  private mutating func reset(capacity: Int) {
    tokenizer.reset()
    text.reset(capacity: capacity)
    stack.reset()
    blocks.removeAll(keepingCapacity: true)
    raw = .other
    skipped = .other
    skippedDepth = 0
    linkDepth = nil
    preformatted = 0
    linkBytes = 0
  }

  private mutating func characters(_ token: HTMLToken, _ html: Span<UInt8>) {
    if raw != .other { return rawText(token, html) }
    if skippedDepth > 0 { return }
    guard token.needsDecoding || Self.hasNoBreakLead(html, token.content) else {
      return write(html, token.content)
    }
    writeDecoded(token, html)
  }

  private mutating func writeDecoded(_ token: HTMLToken, _ html: Span<UInt8>) {
    decoded.removeAll(keepingCapacity: true)
    token.appendContent(of: html, to: &decoded)
    Self.simplifySpaces(&decoded)
    let characters = decoded
    write(characters.span, 0..<characters.count)
  }

  /// Whether characters have a byte that may begin a no-break space.
  private static func hasNoBreakLead(_ html: Span<UInt8>, _ range: Range<Int>) -> Bool {
    var index = range.lowerBound
    while index < range.upperBound {
      let mask = tamis_mask_equal(html.sixteen(at: index), 0xC2)
      if mask != 0 { return index &+ mask.trailingZeroBitCount < range.upperBound }
      index &+= 16
    }
    return false
  }

  private mutating func write(_ source: Span<UInt8>, _ range: Range<Int>) {
    let written =
      preformatted > 0
      ? text.append(preformatted: source, range) : text.append(source, range)
    if linkDepth != nil { linkBytes += written }
  }

  /// Makes spaces of no-break spaces, and drops NULs, these as a tree builder does.
  private static func simplifySpaces(_ bytes: inout [UInt8]) {
    var index = firstToSimplify(in: bytes.span)
    var kept = index
    while index < bytes.count {
      let byte = bytes[index]
      let isNoBreak = byte == 0xC2 && index + 1 < bytes.count && bytes[index + 1] == 0xA0
      bytes[kept] = isNoBreak ? 0x20 : byte
      if byte != 0 { kept += 1 }
      index += isNoBreak ? 2 : 1
    }
    bytes.removeLast(bytes.count - kept)
  }

  /// The first NUL or byte that may begin a no-break space; the count if there is none.
  private static func firstToSimplify(in bytes: Span<UInt8>) -> Int {
    var index = 0
    while index < bytes.count {
      let sixteen = bytes.sixteen(at: index)
      let mask = tamis_mask_equal(sixteen, 0xC2) | tamis_mask_equal(sixteen, 0)
      if mask != 0 { return min(bytes.count, index &+ mask.trailingZeroBitCount) }
      index &+= 16
    }
    return bytes.count
  }

  /// The content of an element that is not markup: the title is noted, the rest passed over.
  private mutating func rawText(_ token: HTMLToken, _ html: Span<UInt8>) {
    if facts.collectsText { return facts.characters(token, in: html) }
    if raw == .xmp || raw == .plaintext { writeDecoded(token, html) }
  }

  private mutating func startTag(_ token: HTMLToken, _ html: Span<UInt8>) {
    if skippedDepth > 0, !leavesSkipped(token) { return }
    if token.tag.statesFacts { stateFacts(token, html) }
    switch token.tag {
    case .script, .style, .title, .textarea, .iframe, .noembed, .noframes:
      if tokenizer.isInRawText { raw = token.tag }
    case .xmp, .plaintext:
      if tokenizer.isInRawText { raw = token.tag }
      open(token, html)
    case .br: lineBreak()
    case .a: startLink(html)
    case .hr: endBlock(.paragraph)
    case .other: break
    default:
      let traits = traits[Int(token.tag.rawValue)]
      if traits.isSkipped {
        skip(token, html)
      } else if traits.isBlock {
        open(token, html)
      }
    }
  }

  private mutating func stateFacts(_ token: HTMLToken, _ html: Span<UInt8>) {
    switch token.tag {
    // Of MathML these have no text of their own.
    case .title, .script: if !tokenizer.isInRawText { return }
    // What comments of readers hold is no statement of the page.
    case .link, .base: if !blocks.isEmpty || text.blockStart != nil { return }
    default: break
    }
    facts.startTag(token, attributes: tokenizer.attributes, in: html)
  }

  private mutating func endTag(_ token: HTMLToken) {
    if raw == token.tag {
      raw = .other
      facts.endTag()
    }
    if skippedDepth > 0 {
      if token.tag == skipped {
        skippedDepth -= 1
        return
      }
      guard leavesDrawing else { return }
    }
    switch token.tag {
    case .a: linkDepth = nil
    case .br: lineBreak()
    case .p where !stack.isOpen(.p): endBlock(.paragraph)
    case .other: break
    default: if traits[Int(token.tag.rawValue)].isBlock { close(token.tag) }
    }
  }

  /// Passes over the content of an element that is not shown.
  private mutating func skip(_ token: HTMLToken, _ html: Span<UInt8>) {
    // Only of SVG may a tag close itself; what is in the template of a shadow root is shown.
    if token.isSelfClosing && token.tag == .svg || token.tag == .template && isShadowRoot(html) {
      return
    }
    skipped = token.tag
    skippedDepth = 1
  }

  private func isShadowRoot(_ html: Span<UInt8>) -> Bool {
    tokenizer.attributes.contains { html.holds("shadowrootmode", in: $0.name) }
  }

  /// Whether a start tag shows that an element that is not shown was never closed.
  private mutating func leavesSkipped(_ token: HTMLToken) -> Bool {
    let tag = token.tag
    if leavesDrawing { return true }
    if tag == skipped {
      // A second `select` closes the first, and is nothing else.
      if tag == .select { skippedDepth = 0 }
      if tag == .template || tag == .svg && !token.isSelfClosing { skippedDepth += 1 }
      return false
    }
    guard skipped != .template else { return false }
    let endsSelect = skipped == .select && (tag == .input || tag == .textarea)
    guard endsSelect || (traits[Int(tag.rawValue)].isBlock && tag != .noscript) else {
      return false
    }
    skippedDepth = 0
    return true
  }

  /// Whether a tag has ended an `svg` that was never closed; what follows is shown.
  private var leavesDrawing: Bool {
    mutating get {
      guard skipped == .svg, !tokenizer.isInForeignElement else { return false }
      skippedDepth = 0
      return true
    }
  }

  private mutating func startLink(_ html: Span<UInt8>) {
    linkDepth = nil
    guard hasTarget else { return }
    linkDepth = stack.depth
  }

  /// Whether the start tag has `href`.
  private var hasTarget: Bool {
    for index in 0..<tokenizer.attributeCount where tokenizer.attribute(at: index).kind == .href {
      return true
    }
    return false
  }

  private mutating func lineBreak() {
    if preformatted > 0 { return text.appendLineEnd() }
    // Two in a row make a paragraph.
    endBlock(text.blockStart == nil ? .paragraph : .line)
  }

  /// Ends the open block, with its share of links.
  private mutating func endBlock(_ kind: VisibleText.Break) {
    defer { linkBytes = 0 }
    guard let range = text.end(kind) else { return }
    guard blocks.count < Self.blockLimit else {
      let last = blocks.count - 1
      blocks[last].range = blocks[last].range.lowerBound..<range.upperBound
      return
    }
    blocks.append(
      HTMLBlock(
        range: range, element: stack.top, linkBytes: Int32(clamping: min(linkBytes, range.count)),
        startsParagraph: text.startsParagraph))
  }

  private mutating func open(_ token: HTMLToken, _ html: Span<UInt8>) {
    let traits = traits[Int(token.tag.rawValue)]
    endBlock(traits.lineBreak)
    closeImplied(by: token.tag, traits)
    let element = element(of: token.tag, html)
    let isOpen = stack.push(element, block: Int32(clamping: blocks.count))
    if isOpen && element.landmarks.contains(.preformatted) { preformatted += 1 }
  }

  /// The element of a start tag, by its attributes.
  private func element(of tag: HTMLTag, _ html: Span<UInt8>) -> HTMLElement {
    var element = HTMLElement(tag, traits[Int(tag.rawValue)].landmarks)
    for index in 0..<tokenizer.attributeCount {
      let attribute = tokenizer.attribute(at: index)
      switch attribute.kind {
      case .class, .id:
        let (hints, hash) = words.read(html, attribute.value)
        element.hints.formUnion(hints)
        if attribute.kind == .class { element.style = hash }
      case .role: element.landmarks.formUnion(Role.landmarks(html, attribute.value))
      case .hidden: element.landmarks.insert(.hidden)
      case .ariaHidden where Self.isTrue(html, attribute.value): element.landmarks.insert(.hidden)
      case .style where Self.hides(html, attribute.value): element.landmarks.insert(.hidden)
      default: break
      }
    }
    return element
  }

  /// Closes what the start tag of a block-level element closes without saying so.
  private mutating func closeImplied(by tag: HTMLTag, _ traits: TagTraits) {
    if traits.endsParagraph { close(upTo: stack.innermost(.p, within: .cell)) }
    switch tag {
    case .li: close(upTo: stack.innermost(.li, within: .list))
    case .dt, .dd:
      close(upTo: stack.innermost(.dt, within: .list))
      close(upTo: stack.innermost(.dd, within: .list))
    case .td, .th:
      close(upTo: stack.innermost(.td, within: .table))
      close(upTo: stack.innermost(.th, within: .table))
    case .tr:
      close(upTo: stack.innermost(.tr, within: .table))
    case .tbody, .thead, .tfoot:
      for part in [HTMLTag.tbody, .thead, .tfoot, .tr] {
        close(upTo: stack.innermost(part, within: .table))
      }
    case .button: close(upTo: stack.innermost(.button, within: .cell))
    case .h1, .h2, .h3, .h4, .h5, .h6:
      if stack.topLandmarks.contains(.heading), stack.depth > 1 { close(upTo: stack.depth - 1) }
    default: break
    }
  }

  /// Closes the innermost open element of a tag, and what is open in it.
  private mutating func close(_ tag: HTMLTag) {
    endBlock(traits[Int(tag.rawValue)].lineBreak)
    if stack.closeRefused(tag) { return }
    let barrier: ElementStack.Barrier =
      switch tag {
      case .table: .none
      case .td, .th, .tr, .tbody, .thead, .tfoot, .caption: .table
      case .li: .list
      default: .cell
      }
    close(upTo: stack.innermost(tag, within: barrier))
  }

  /// Closes the open elements from a depth on; nothing where there is none.
  private mutating func close(upTo depth: Int?) {
    guard let depth else { return }
    endBlock(.line)
    while stack.depth > depth {
      if stack.isTopPreformatted { preformatted = max(0, preformatted - 1) }
      stack.pop(block: Int32(clamping: blocks.count))
    }
    if let link = linkDepth, stack.depth < link { linkDepth = nil }
  }

  private static func isTrue(_ html: Span<UInt8>, _ value: Range<Int>) -> Bool {
    value.count == 4 && html[value.lowerBound] | 0x20 == UInt8(ascii: "t")
  }

  /// Whether a style has `display:none`.
  private static func hides(_ html: Span<UInt8>, _ value: Range<Int>) -> Bool {
    var seen = 0
    let wanted: StaticString = "display:none"
    return wanted.withUTF8Buffer { wanted in
      for index in value.prefix(512) {
        let byte = html[index]
        if VisibleText.isSpace(byte) { continue }
        let lower = byte == UInt8(ascii: ":") ? byte : byte | 0x20
        if lower == wanted[seen] {
          seen += 1
          if seen == wanted.count { return true }
        } else {
          seen = lower == wanted[0] ? 1 : 0
        }
      }
      return false
    }
  }
}
