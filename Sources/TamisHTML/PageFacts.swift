// SPDX-License-Identifier: Apache-2.0

/// What a page states about itself in its head and in tags like `<time>`: values as the page has
/// them, with character references decoded, not yet weighed against each other.
public struct PageFacts: Sendable {
  /// What a statement is about.
  public enum Property: UInt8, Sendable, CaseIterable {
    case title, author, published, language, canonical, description, site
    /// What kind of page it is.
    case kind
    /// The address that others on the page are relative to.
    case base
  }

  /// In which vocabulary it is made.
  public enum Vocabulary: UInt8, Sendable, CaseIterable {
    /// HTML's own elements: `<title>`, `<html lang>`, `<link rel=canonical>`.
    case element
    /// HTML's names of metadata (section 4.2.5.1), and those that have become customary.
    case meta
    /// `<meta http-equiv>`.
    case httpEquiv
    /// The Open Graph protocol, `article:…` included.
    case openGraph
    /// Dublin Core, the elements and the terms.
    case dublinCore
    /// What scholarly pages state for search engines, `citation_…`.
    case citation
    /// Cards for posts on other sites, `twitter:…`.
    case card
    /// Microdata on `<meta>` and `<time>`, of schema.org.
    case microdata
    /// `<time>` that is marked as the publication's by an attribute or a microformat's class.
    case time
  }

  /// One value.
  public struct Statement: Sendable {
    /// What it is about.
    public var property: Property
    /// How it is stated.
    public var vocabulary: Vocabulary
    /// Its place in ``PageFacts/bytes``.
    public var value: Range<Int>
  }

  /// The bytes of all values, UTF-8 as far as the page is.
  public internal(set) var bytes: [UInt8] = []
  /// The statements in the page's order.
  public internal(set) var statements: [Statement] = []
  /// The places in ``bytes`` of the contents of JSON-LD scripts, not parsed.
  public internal(set) var linkedData: [Range<Int>] = []

  /// No facts.
  public init() {}

  /// Whether the page states nothing.
  public var isEmpty: Bool { statements.isEmpty && linkedData.isEmpty }

  /// The values of one property in one vocabulary, in the page's order.
  ///
  /// - Complexity: O(statements + bytes of the values).
  public func values(_ property: Property, _ vocabulary: Vocabulary) -> [String] {
    var values: [String] = []
    for statement in statements
    where statement.property == property && statement.vocabulary == vocabulary {
      values.append(String(decoding: bytes[statement.value], as: UTF8.self))
    }
    return values
  }
}
