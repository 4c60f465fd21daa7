// SPDX-License-Identifier: Apache-2.0

import TamisHTML

/// What a page says it is about: in its head, in JSON-LD, by its address.
struct PageKind: OptionSet, Sendable {
  /// A bit for each member.
  let rawValue: UInt16

  /// The members whose bits are set.
  init(rawValue: UInt16) { self.rawValue = rawValue }

  static let article = PageKind(rawValue: 1 << 0)
  static let product = PageKind(rawValue: 1 << 1)
  static let thread = PageKind(rawValue: 1 << 2)
  static let list = PageKind(rawValue: 1 << 3)
  static let service = PageKind(rawValue: 1 << 4)
  static let guide = PageKind(rawValue: 1 << 5)
  static let site = PageKind(rawValue: 1 << 6)
  /// The address has no path.
  static let root = PageKind(rawValue: 1 << 7)

  /// What the page states: Open Graph's type, and the types of schema.org in its JSON-LD.
  ///
  /// - Complexity: O(bytes of the facts).
  init(stated facts: PageFacts) {
    self = []
    for kind in facts.values(.kind, .openGraph) {
      formUnion(Self.openGraph[kind.lowercased()] ?? [])
    }
    for script in facts.linkedData { readTypes(facts.bytes.span.extracting(script)) }
  }

  /// What the words of an address say.
  ///
  /// - Complexity: O(bytes).
  init(address: String) {
    self = []
    let bytes = Array(address.utf8.prefix(2048))
    let start = Self.afterScheme(bytes)
    let slash = bytes[start...].firstIndex(of: UInt8(ascii: "/")) ?? bytes.count
    if slash + 1 >= bytes.count { insert(.root) }
    for word in bytes[start...].split(whereSeparator: { !(0x61...0x7A).contains($0 | 0x20) }) {
      formUnion(Self.words[String(decoding: word, as: UTF8.self).lowercased()] ?? [])
    }
  }

  private static func afterScheme(_ bytes: [UInt8]) -> Int {
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), colon < 12 else { return 0 }
    return min(bytes.count, colon + 3)
  }

  /// Finds the values of `"@type"`, one or a list.
  private mutating func readTypes(_ json: Span<UInt8>) {
    var index = 0
    while index + 8 < json.count {
      guard json[index] == UInt8(ascii: "@"), json[index + 1] == UInt8(ascii: "t"),
        json[index + 2] == UInt8(ascii: "y"), json[index + 3] == UInt8(ascii: "p"),
        json[index + 5] == UInt8(ascii: "\"")
      else {
        index += 1
        continue
      }
      index = readValue(json, from: index + 6)
    }
  }

  /// Reads a string or a list of strings; returns where it ends.
  private mutating func readValue(_ json: Span<UInt8>, from start: Int) -> Int {
    var index = start
    var isList = false
    while index < json.count {
      let byte = json[index]
      index += 1
      if byte == UInt8(ascii: "[") { isList = true }
      if byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") { return index }
      guard byte == UInt8(ascii: "\"") else { continue }
      let name = index
      while index < json.count && index < name + 64 && json[index] != UInt8(ascii: "\"") {
        index += 1
      }
      let bytes = json.extracting(name..<index)
      let text = String(decoding: (0..<bytes.count).map { bytes[$0] }, as: UTF8.self)
      formUnion(Self.schema[text] ?? [])
      index += 1
      if !isList { return index }
    }
    return index
  }

  private static let openGraph: [String: PageKind] = [
    "article": .article, "blog": .article, "news": .article, "product": .product,
    "og:product": .product, "product.item": .product, "product.group": .list,
    "website": .site, "forum": .thread, "profile": .service,
  ]

  private static let schema = table([
    (
      .article,
      "Article NewsArticle BlogPosting ReportageNewsArticle OpinionNewsArticle LiveBlogPosting "
        + "AnalysisNewsArticle ReviewNewsArticle ScholarlyArticle"
    ),
    (
      .product,
      "Product ProductGroup IndividualProduct ProductModel Vehicle Car VideoGame "
        + "SoftwareApplication MobileApplication"
    ),
    (.thread, "DiscussionForumPosting QAPage SocialMediaPosting"),
    (.list, "ItemList CollectionPage SearchResultsPage OfferCatalog ImageGallery Blog"),
    (
      .service,
      "Service LocalBusiness ProfessionalService MedicalBusiness Store Restaurant Hotel "
        + "LodgingBusiness FinancialService HomeAndConstructionBusiness LegalService AboutPage"
    ),
    (.guide, "HowTo TechArticle APIReference Recipe FAQPage LearningResource Course"),
  ])

  private static let words = table([
    (
      .article, "news article articles story stories blog blogs post posts opinion press magazine"
    ),
    (.product, "product products item items shop buy dp sku store app"),
    (
      .thread,
      "forum forums thread threads topic topics viewtopic showthread discussion "
        + "discussions questions question community comments"
    ),
    (
      .list,
      "category categories collections collection tag tags search archive archives list "
        + "directory jobs listings catalog browse"
    ),
    (
      .guide,
      "docs doc documentation reference manual guide guides api wiki help support kb "
        + "tutorial tutorials learn developer"
    ),
    (.service, "services service solutions about pricing features company contact"),
  ])

  private static func table(_ rows: [(PageKind, String)]) -> [String: PageKind] {
    var table: [String: PageKind] = [:]
    for (kind, words) in rows {
      for word in words.split(separator: " ") { table[String(word), default: []].insert(kind) }
    }
    return table
  }
}
