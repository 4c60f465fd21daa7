// SPDX-License-Identifier: Apache-2.0

/// What the JSON-LD of a page says about the page.
struct LinkedStatements {
  /// What an object states about what it describes.
  struct Subject {
    var title: String?
    var authors: [String] = []
    var published: String?
    var language: String?
    var description: String?
  }

  /// The article, if it describes one.
  var article = Subject()
  /// The page, or the thing that the page is about.
  var page = Subject()
  /// Names of the site, at most so many.
  var sites: [String] = []

  private static let siteLimit = 32

  /// Reads scripts in the page's order; what an earlier one states counts.
  init(_ scripts: [LinkedData]) {
    for data in scripts {
      let subjects = data.subjects()
      if let object = data.only(subjects.articles) { article.fill(data.subject(object)) }
      if let object = data.only(subjects.pages) { page.fill(data.subject(object)) }
      sites += subjects.sites.flatMap { data.strings("name", of: $0) }
      for object in subjects.articles {
        for publisher in data.list(data.member("publisher", of: object)) {
          sites += data.strings("name", of: publisher)
        }
      }
    }
    // Each is looked for at the end of a title, which may be long.
    sites = Array(sites.prefix(Self.siteLimit))
  }
}

extension LinkedStatements.Subject {
  /// Takes from another what is missing here.
  fileprivate mutating func fill(_ other: Self) {
    title = title ?? other.title
    if authors.isEmpty { authors = other.authors }
    published = published ?? other.published
    language = language ?? other.language
    description = description ?? other.description
  }
}

extension LinkedData {
  /// The objects that may describe the page: at the top, in a graph, or the main entity of one.
  /// Others, such as the articles of a list or a page that this one is part of, are about other
  /// pages.
  fileprivate func subjects() -> (articles: [Int], pages: [Int], sites: [Int]) {
    var found: (articles: [Int], pages: [Int], sites: [Int]) = ([], [], [])
    var waiting = Array(children(of: nil).reversed())
    while let node = waiting.popLast() {
      if nodes[node].kind == .array {
        waiting += children(of: node).reversed()
      } else if nodes[node].kind == .object {
        let types = strings("@type", of: node)
        if types.contains(where: Self.isArticle) {
          found.articles.append(node)
        } else if types.contains("WebSite") {
          found.sites.append(node)
        } else if types.contains(where: Self.isPage) {
          found.pages.append(node)
        }
        for inner in [member("mainEntity", of: node), member("@graph", of: node)] {
          if let inner { waiting.append(inner) }
        }
      }
    }
    return found
  }

  private static func isArticle(_ type: String) -> Bool {
    type.hasSuffix("Article") || type.hasSuffix("Posting") && type != "JobPosting"
      || ["Report", "Review", "Recipe", "HowTo", "LiveBlogPosting"].contains(type)
  }

  private static func isPage(_ type: String) -> Bool {
    type.hasSuffix("Page")
      || ["Product", "Event", "VideoObject", "Book", "CreativeWork", "JobPosting"].contains(type)
  }

  /// The object of several that describe one thing; nil where they describe several, since then
  /// the page is a list of them.
  fileprivate func only(_ objects: [Int]) -> Int? {
    guard let first = objects.first else { return nil }
    let title = title(of: first)
    return objects.allSatisfy { self.title(of: $0) == title } ? first : nil
  }

  private func title(of object: Int) -> String? {
    strings("headline", of: object).first ?? strings("name", of: object).first
  }

  fileprivate func subject(_ object: Int) -> LinkedStatements.Subject {
    LinkedStatements.Subject(
      title: title(of: object), authors: authors(of: object),
      published: strings("datePublished", of: object).first,
      language: strings("inLanguage", of: object).first,
      description: strings("description", of: object).first)
  }

  /// The names of an object's authors: strings, objects with names, or references to those.
  private func authors(of object: Int) -> [String] {
    let authors = list(member("author", of: object)).prefix(32).map { author in
      (node: author, names: string(author).map { [$0] } ?? strings("name", of: author))
    }
    let ids = authors.map { $0.names.isEmpty ? strings("@id", of: $0.node).first : nil }
    let referred = names(of: Set(ids.compactMap { $0 }))
    return zip(authors, ids).flatMap { author, id in
      id.flatMap { referred[$0] } ?? author.names
    }
  }

  /// The names of the objects that ids refer to.
  private func names(of ids: Set<String>) -> [String: [String]] {
    var found: [String: [String]] = [:]
    if ids.isEmpty { return found }
    for node in nodes.indices where nodes[node].kind == .object {
      guard let id = strings("@id", of: node).first, ids.contains(id), found[id] == nil else {
        continue
      }
      let names = strings("name", of: node)
      if !names.isEmpty { found[id] = names }
    }
    return found
  }
}
