// SPDX-License-Identifier: Apache-2.0

extension Landmarks: CustomStringConvertible {
  private static let names: [(Landmarks, String)] = [
    (.navigation, "navigation"), (.header, "header"), (.footer, "footer"), (.aside, "aside"),
    (.main, "main"), (.article, "article"), (.caption, "caption"), (.dialog, "dialog"),
    (.form, "form"), (.figure, "figure"), (.heading, "heading"), (.listItem, "list item"),
    (.cell, "cell"), (.preformatted, "preformatted"), (.quote, "quote"), (.hidden, "hidden"),
    (.paragraph, "paragraph"), (.noscript, "noscript"), (.address, "address"),
    (.topHeading, "top heading"),
  ]

  /// The landmarks in words, with commas between.
  public var description: String {
    Self.names.filter { contains($0.0) }.map(\.1).joined(separator: ", ")
  }
}

extension ClassHints: CustomStringConvertible {
  private static let names: [(ClassHints, String)] = [
    (.comments, "comments"), (.related, "related"), (.share, "share"), (.menu, "menu"),
    (.footer, "footer"), (.sidebar, "sidebar"), (.advertisement, "advertisement"),
    (.breadcrumb, "breadcrumb"), (.consent, "consent"), (.subscribe, "subscribe"), (.tags, "tags"),
    (.pagination, "pagination"), (.popup, "popup"),
    (.content, "content"), (.headline, "headline"), (.byline, "byline"), (.product, "product"),
    (.thread, "thread"), (.caption, "caption"), (.listing, "listing"), (.summary, "summary"),
  ]

  /// The hints in words, with commas between.
  public var description: String {
    Self.names.filter { contains($0.0) }.map(\.1).joined(separator: ", ")
  }
}
