// SPDX-License-Identifier: Apache-2.0

/// Titles of pages, which often end in the name of the site.
enum StatedTitle {
  /// The marks that stand between a title and a site's name.
  private static let marks = Set<Character>("-–—|｜·•:»/_")
  /// Those of them that are also found within words.
  private static let joints = Set<Character>("-–:/_·")

  /// A title without the site's name after it, where the page states that name or where it is the
  /// host's.
  static func withoutSite(_ title: String, sites: [String], url: String?) -> String {
    for site in sites where !site.isEmpty && ends(title, in: site) {
      let rest = title.utf8.index(title.endIndex, offsetBy: -site.utf8.count)
      if rest > title.startIndex, !isWithinWord(title, at: title.index(before: rest)),
        let page = unmarked(title[..<rest])
      {
        return page
      }
    }
    guard let last = title.indices.last(where: { isMark(title, at: $0) }),
      let host = url.map(labels),
      host.contains(folded(title[title.index(after: last)...]))
    else { return title }
    return unmarked(title[...last]) ?? title
  }

  /// Whether a mark stands here, and not within a word such as “e-bike”.
  private static func isMark(_ title: String, at index: String.Index) -> Bool {
    marks.contains(title[index]) && !isWithinWord(title, at: index)
  }

  private static func isWithinWord(_ title: String, at index: String.Index) -> Bool {
    let next = title.index(after: index)
    guard joints.contains(title[index]), index > title.startIndex, next < title.endIndex else {
      return false
    }
    // Scripts without spaces have no capital letters either, and a mark parts what is beside it.
    return [title[title.index(before: index)], title[next]].allSatisfy { $0.isCased || $0.isNumber }
  }

  /// Compares bytes, since strings that are equal may differ in length.
  private static func ends(_ title: String, in site: String) -> Bool {
    title.utf8.suffix(site.utf8.count).elementsEqual(site.utf8)
  }

  /// A beginning of a title without the marks at its end; nil where it has none, or nothing else.
  private static func unmarked(_ head: Substring) -> String? {
    var page = head
    while let last = page.last, last == " " || marks.contains(last) { page.removeLast() }
    let isMarked = head[page.endIndex...].contains { $0 != " " }
    return isMarked && !page.isEmpty ? String(page) : nil
  }

  /// What a site may be called after its host: the host and its parts, as ``folded(_:)`` makes
  /// them.
  private static func labels(of url: String) -> [String] {
    guard let scheme = url.firstRange(of: "://") else { return [] }
    let host = url[scheme.upperBound...].prefix { !"/?#:".contains($0) }
    let parts = host.split(separator: ".").drop { $0 == "www" }
    // The last is the top-level domain, and what is short may be a word of the title.
    return ([parts.joined()[...]] + parts.dropLast().filter { $0.count > 3 }).map(folded)
      .filter { !$0.isEmpty }
  }

  /// The letters and digits, in small letters.
  private static func folded(_ text: some StringProtocol) -> String {
    String(text.lowercased().filter { $0.isLetter || $0.isNumber })
  }
}
