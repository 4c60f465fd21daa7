// SPDX-License-Identifier: Apache-2.0

/// Collects a page's ``PageFacts`` while its tokens go by.
///
/// It wants the start tags of `HTMLTag.statesFacts` only, and while ``collectsText`` the characters
/// and the end tag that follow. Titles inside `<svg>` are not the page's: leave those out.
///
/// What is kept of a page is bounded: of values of the same kind the first 32, without those that
/// are longer than 8 KiB, and 1 MiB of JSON-LD in 32 scripts.
public struct PageFactsCollector: Sendable {
  /// The longest value that is kept, in bytes.
  static let valueLimit = 8 << 10
  /// How many values of one property in one vocabulary are kept.
  static let repeatLimit = 32
  /// How many bytes of JSON-LD are kept, of all scripts together.
  static let linkedDataLimit = 1 << 20
  /// How many scripts of JSON-LD are kept.
  static let scriptLimit = 32

  private enum Element { case title, linkedData }

  private var facts = PageFacts()
  /// How often each property was stated in each vocabulary.
  private var counts = [UInt8](
    repeating: 0,
    count: PageFacts.Property.allCases.count * PageFacts.Vocabulary.allCases.count)
  private var linkedDataBytes = 0
  /// The element whose text is being collected.
  private var element: Element?
  /// Where its text starts in the facts' bytes; nil when it has become too long.
  private var textStart: Int?

  /// A collector at the start of a page.
  public init() {}

  /// Whether characters belong to a title or a JSON-LD script.
  public var collectsText: Bool { element != nil }

  /// Ends the page: what it stated. The collector is then at the start of another.
  public mutating func finish() -> PageFacts {
    endText()
    let finished = facts
    self = PageFactsCollector()
    return finished
  }

  /// Looks at a start tag.
  ///
  /// - Complexity: O(bytes of the tag).
  public mutating func startTag(
    _ token: HTMLToken, attributes: ArraySlice<HTMLAttribute>, in html: Span<UInt8>
  ) {
    switch token.tag {
    case .html: addLanguage(attributes, in: html)
    case .title: startTitle()
    case .meta: addMeta(attributes, in: html)
    case .link: addLink(attributes, in: html)
    case .base: addBase(attributes, in: html)
    case .time: addTime(attributes, in: html)
    case .script: startScript(attributes, in: html)
    default: break
    }
  }

  /// Takes characters of a title or a JSON-LD script.
  ///
  /// - Complexity: O(bytes).
  public mutating func characters(_ token: HTMLToken, in html: Span<UInt8>) {
    guard let element, let start = textStart else { return }
    let limit =
      element == .title ? Self.valueLimit : Self.linkedDataLimit - linkedDataBytes
    // Decoding makes nothing longer than a few bytes a reference; the limit need not be exact.
    guard facts.bytes.count - start + token.content.count <= limit else {
      facts.bytes.removeSubrange(start...)
      textStart = nil
      return
    }
    token.decoding.append(token.content, of: html, to: &facts.bytes)
  }

  /// Ends the title or script that was being collected.
  public mutating func endTag() { endText() }

  private mutating func endText() {
    defer { (element, textStart) = (nil, nil) }
    guard let element, let start = textStart else { return }
    let range = start..<facts.bytes.count
    switch element {
    case .title: state(.title, .element, range)
    case .linkedData:
      guard !range.isEmpty else { return }
      linkedDataBytes += range.count
      facts.linkedData.append(range)
    }
  }

  // MARK: Tags

  private mutating func startTitle() {
    endText()
    guard count(.title, .element) == 0 else { return }
    (element, textStart) = (.title, facts.bytes.count)
  }

  private mutating func startScript(_ attributes: ArraySlice<HTMLAttribute>, in html: Span<UInt8>) {
    endText()
    guard let type = attributes.first(where: { $0.kind == .type }),
      read(type, of: html, { $0.hasWord("application/ld+json", in: $1) }),
      facts.linkedData.count < Self.scriptLimit
    else { return }
    (element, textStart) = (.linkedData, facts.bytes.count)
  }

  private mutating func addLanguage(_ attributes: ArraySlice<HTMLAttribute>, in html: Span<UInt8>) {
    for attribute in attributes
    where attribute.kind == .lang || html.holds("xml:lang", in: attribute.name) {
      add(attribute, of: html, as: .language, .element)
    }
  }

  private mutating func addLink(_ attributes: ArraySlice<HTMLAttribute>, in html: Span<UInt8>) {
    guard let rel = attributes.first(where: { $0.kind == .rel }),
      read(rel, of: html, { $0.hasWord("canonical", in: $1) }),
      let address = attributes.first(where: { $0.kind == .href })
    else { return }
    add(address, of: html, as: .canonical, .element)
  }

  private mutating func addBase(_ attributes: ArraySlice<HTMLAttribute>, in html: Span<UInt8>) {
    guard let address = attributes.first(where: { $0.kind == .href }) else { return }
    add(address, of: html, as: .base, .element)
  }

  private mutating func addTime(_ attributes: ArraySlice<HTMLAttribute>, in html: Span<UInt8>) {
    guard let time = attributes.first(where: { $0.kind == .datetime }) else { return }
    for attribute in attributes {
      switch attribute.kind {
      case .itemprop where html.hasWord("datepublished", in: attribute.value):
        add(time, of: html, as: .published, .microdata)
      case .class
      where ["published", "dt-published", "entry-date"].contains(where: {
        html.hasWord($0, in: attribute.value)
      }):
        add(time, of: html, as: .published, .time)
      case .other where html.holds("pubdate", in: attribute.name):
        add(time, of: html, as: .published, .time)
      default: break
      }
    }
  }

  private mutating func addMeta(_ attributes: ArraySlice<HTMLAttribute>, in html: Span<UInt8>) {
    guard let content = attributes.first(where: { $0.kind == .content }) else { return }
    for attribute in attributes {
      let meaning: PageFacts.Meaning?
      switch attribute.kind {
      case .name, .property:
        meaning = read(attribute, of: html) { $0.name(in: $1, folded: true) }
          .flatMap { PageFacts.names[$0] }
      case .itemprop:
        meaning = read(attribute, of: html) { $0.name(in: $1, folded: false) }
          .flatMap { PageFacts.itemProperties[$0] }
      case .other where html.holds("http-equiv", in: attribute.name):
        guard html.holds("content-language", in: attribute.value) else { continue }
        meaning = PageFacts.Meaning(property: .language, vocabulary: .httpEquiv)
      default: continue
      }
      if let meaning { add(content, of: html, as: meaning.property, meaning.vocabulary) }
    }
  }

  /// Asks something of an attribute's value, decoded where it has to be.
  private func read<Answer>(
    _ attribute: HTMLAttribute, of html: Span<UInt8>,
    _ question: (Span<UInt8>, Range<Int>) -> Answer
  ) -> Answer {
    guard attribute.needsDecoding else { return question(html, attribute.value) }
    var value: [UInt8] = []
    HTMLDecoding.attribute.append(attribute.value, of: html, to: &value)
    return question(value.span, 0..<value.count)
  }

  // MARK: Statements

  private mutating func add(
    _ attribute: HTMLAttribute, of html: Span<UInt8>, as property: PageFacts.Property,
    _ vocabulary: PageFacts.Vocabulary
  ) {
    guard !attribute.value.isEmpty, attribute.value.count <= Self.valueLimit,
      count(property, vocabulary) < Self.repeatLimit
    else { return }
    // A title's or script's text would otherwise have this in its middle.
    endText()
    let start = facts.bytes.count
    HTMLDecoding.attribute.append(attribute.value, of: html, to: &facts.bytes)
    state(property, vocabulary, start..<facts.bytes.count)
  }

  private mutating func state(
    _ property: PageFacts.Property, _ vocabulary: PageFacts.Vocabulary, _ value: Range<Int>
  ) {
    guard !value.isEmpty else { return }
    facts.statements.append(
      PageFacts.Statement(property: property, vocabulary: vocabulary, value: value))
    counts[slot(property, vocabulary)] += 1
  }

  private func count(_ property: PageFacts.Property, _ vocabulary: PageFacts.Vocabulary) -> Int {
    Int(counts[slot(property, vocabulary)])
  }

  private func slot(_ property: PageFacts.Property, _ vocabulary: PageFacts.Vocabulary) -> Int {
    Int(property.rawValue) * PageFacts.Vocabulary.allCases.count + Int(vocabulary.rawValue)
  }
}
