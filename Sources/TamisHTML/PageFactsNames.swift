// SPDX-License-Identifier: Apache-2.0

extension PageFacts {
  /// What the name of a `<meta>` says that its content is.
  struct Meaning {
    var property: Property
    var vocabulary: Vocabulary
  }

  /// Longer names are none of those below.
  static let longestName = 32

  /// The names of `name` and `property`, in small letters.
  static let names: [String: Meaning] = {
    var names: [String: Meaning] = [:]
    func add(_ vocabulary: Vocabulary, _ property: Property, _ list: String...) {
      for name in list { names[name] = Meaning(property: property, vocabulary: vocabulary) }
    }
    add(.openGraph, .title, "og:title")
    add(.openGraph, .description, "og:description")
    add(.openGraph, .canonical, "og:url")
    add(.openGraph, .site, "og:site_name")
    add(.openGraph, .language, "og:locale")
    add(.openGraph, .kind, "og:type")
    add(.openGraph, .published, "article:published_time", "og:article:published_time")
    add(.openGraph, .author, "article:author", "og:article:author", "book:author")
    add(.meta, .title, "title", "headline", "parsely-title", "sailthru.title")
    add(.meta, .author, "author", "parsely-author", "sailthru.author", "byl")
    add(.meta, .description, "description", "sailthru.description")
    add(.meta, .language, "language")
    add(
      .meta, .published, "date", "pubdate", "publishdate", "publish-date", "publish_date",
      "article.published", "parsely-pub-date", "sailthru.date", "originalpublicationdate",
      "publication_date", "article_date_original", "cxenseparse:recs:publishtime")
    add(.meta, .site, "application-name")
    for prefix in ["dc.", "dc:", "dcterms.", "dcterms:"] {
      add(.dublinCore, .title, prefix + "title")
      add(.dublinCore, .author, prefix + "creator")
      add(.dublinCore, .description, prefix + "description")
      add(.dublinCore, .language, prefix + "language")
      for suffix in ["date", "issued", "created", "date.issued", "date.created"] {
        add(.dublinCore, .published, prefix + suffix)
      }
    }
    add(.citation, .title, "citation_title")
    add(.citation, .author, "citation_author", "citation_authors")
    add(.citation, .published, "citation_publication_date", "citation_date")
    add(.citation, .language, "citation_language")
    add(.card, .title, "twitter:title")
    add(.card, .description, "twitter:description")
    return names
  }()

  /// The names of `itemprop`, whose case counts.
  static let itemProperties: [String: Meaning] = [
    "headline": Meaning(property: .title, vocabulary: .microdata),
    "author": Meaning(property: .author, vocabulary: .microdata),
    "datePublished": Meaning(property: .published, vocabulary: .microdata),
    "inLanguage": Meaning(property: .language, vocabulary: .microdata),
    "description": Meaning(property: .description, vocabulary: .microdata),
  ]
}
