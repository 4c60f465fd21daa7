// SPDX-License-Identifier: Apache-2.0

public import TamisHTML

/// The fields that a page's own statements give its record.
///
/// Only what the page states is taken: no date is looked for in its text or its address.
public enum PageFields {
  /// The names of all fields.
  public static let names = ["title", "author", "date", "language", "canonical", "description"]

  /// The fields in the order in which they are written: `title`, `author`, `date` (of publication),
  /// `language`, `canonical`, `description`. What the page does not state is left out.
  ///
  /// - Parameter url: The page's address, which a canonical link may be relative to.
  /// - Complexity: O(bytes of the facts).
  public static func members(
    of facts: PageFacts, url: String?
  ) -> [(name: String, value: String)] {
    if facts.isEmpty { return [] }
    let stated = StatedValues(facts, url: url)
    return [
      ("title", stated.title), ("author", stated.author), ("date", stated.date),
      ("language", stated.language), ("canonical", stated.canonical),
      ("description", stated.description),
    ].compactMap { name, value in value.map { (name, $0) } }
  }
}

/// A page's statements, by what they are about.
private struct StatedValues {
  private let facts: PageFacts
  private let linked: LinkedStatements
  private let url: String?

  init(_ facts: PageFacts, url: String?) {
    self.facts = facts
    self.url = url
    linked = LinkedStatements(
      facts.linkedData.map { range in
        let script = Array(facts.bytes[range])
        // Some pages escape their scripts as if they were text.
        let isEscaped = !script.contains(UInt8(ascii: "\"")) && script.contains(UInt8(ascii: "&"))
        return LinkedData(isEscaped ? PageValue.withoutReferences(script) : script)
      })
  }

  /// The first value that is one, of vocabularies in order of trust.
  private func first(
    _ property: PageFacts.Property, _ vocabularies: PageFacts.Vocabulary...,
    where isValue: (String) -> Bool = { _ in true }
  ) -> String? {
    for vocabulary in vocabularies {
      for value in facts.values(property, vocabulary) {
        let value = PageValue.decoded(value)
        if !value.isEmpty && isValue(value) { return value }
      }
    }
    return nil
  }

  /// A value of JSON-LD if it is one.
  private func linked(_ value: String?, where isValue: (String) -> Bool = { _ in true }) -> String?
  {
    guard let value, value.utf8.count <= PageValue.limit else { return nil }
    let decoded = PageValue.decoded(value)
    return decoded.isEmpty || !isValue(decoded) ? nil : decoded
  }

  var title: String? {
    let title =
      linked(linked.article.title) ?? first(.title, .openGraph, .citation, .dublinCore, .card)
      ?? linked(linked.page.title) ?? first(.title, .element, .meta, .microdata)
    return title.map { StatedTitle.withoutSite($0, sites: sites, url: url) }
  }

  private var sites: [String] {
    let stated = facts.values(.site, .openGraph) + facts.values(.site, .meta)
    return (stated + linked.sites.filter { $0.utf8.count <= PageValue.limit })
      .map(PageValue.decoded)
  }

  var author: String? {
    for names in [
      linked.article.authors.map(PageValue.decoded), authors(.citation), authors(.meta),
      authors(.dublinCore), authors(.openGraph), authors(.microdata),
      linked.page.authors.map(PageValue.decoded),
    ] {
      let names = names.filter(PageValue.isName)
      if !names.isEmpty { return PageValue.joined(names) }
    }
    return nil
  }

  private func authors(_ vocabulary: PageFacts.Vocabulary) -> [String] {
    facts.values(.author, vocabulary).map(PageValue.decoded)
  }

  var date: String? {
    let date =
      linked(linked.article.published, where: StatedDate.isDate)
      ?? first(
        .published, .openGraph, .citation, .microdata, .meta, .dublinCore, .time,
        where: StatedDate.isDate)
      ?? linked(linked.page.published, where: StatedDate.isDate)
    return date.map(StatedDate.written)
  }

  var language: String? {
    let language =
      first(.language, .element, .httpEquiv, where: PageValue.isLanguage)
      ?? linked(linked.article.language, where: PageValue.isLanguage)
      ?? linked(linked.page.language, where: PageValue.isLanguage)
      ?? first(
        .language, .dublinCore, .citation, .meta, .microdata, .openGraph,
        where: PageValue.isLanguage)
    // Open Graph writes en_GB where the web writes en-GB.
    return language.map { String($0.map { $0 == "_" ? "-" : $0 }) }
  }

  var description: String? {
    first(.description, .meta, .openGraph) ?? linked(linked.article.description)
      ?? linked(linked.page.description)
      ?? first(.description, .dublinCore, .card, .microdata)
  }

  var canonical: String? {
    let base = facts.values(.base, .element).first.map { PageReference.resolved($0, against: url) }
    return first(.canonical, .element, .openGraph).map {
      PageReference.resolved($0, against: base ?? url)
    }
  }
}
