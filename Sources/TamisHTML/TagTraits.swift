// SPDX-License-Identifier: Apache-2.0

/// What the reader has to know of an element.
struct TagTraits: Sendable {
  /// The break before and after it; `none` for elements within a line.
  var lineBreak = VisibleText.Break.none
  /// Whether it goes on the stack of open elements.
  var isBlock = false
  /// Whether its start tag ends an open `p`.
  var endsParagraph = false
  /// Whether its content is not shown.
  var isSkipped = false
  var landmarks: Landmarks = []

  /// The traits of all tags, by raw value.
  static func table() -> [TagTraits] {
    HTMLTag.allCases.map { tag in
      var traits = TagTraits()
      traits.setBreaks(tag)
      traits.setLandmarks(tag)
      traits.isSkipped = [.select, .template, .svg, .datalist].contains(tag)
      return traits
    }
  }

  private mutating func setBreaks(_ tag: HTMLTag) {
    switch tag {
    case .address, .article, .aside, .blockquote, .center, .details, .dialog, .dir, .div, .dl,
      .fieldset, .figcaption, .figure, .footer, .form, .h1, .h2, .h3, .h4, .h5, .h6, .header,
      .hgroup, .listing, .main, .menu, .nav, .ol, .p, .plaintext, .pre, .search, .section,
      .summary, .table, .ul, .xmp:
      isBlock = true
      endsParagraph = tag != .table
      lineBreak = tag == .div || tag == .center || tag == .summary ? .line : .paragraph
    case .li, .dd, .dt:
      isBlock = true
      endsParagraph = true
      lineBreak = .line
    case .tr, .td, .th, .caption, .tbody, .thead, .tfoot, .legend, .button, .noscript:
      isBlock = true
      lineBreak = .line
    case .html, .body, .head, .frameset: isBlock = false
    case .hr: lineBreak = .paragraph
    default: break
    }
  }

  private mutating func setLandmarks(_ tag: HTMLTag) {
    landmarks =
      switch tag {
      case .nav, .menu: .navigation
      case .header: .header
      case .footer: .footer
      case .aside: .aside
      case .main: .main
      case .article: .article
      case .figcaption, .caption: .caption
      case .dialog: .dialog
      case .form, .button, .fieldset, .search: .form
      case .figure: .figure
      case .h1: [.heading, .topHeading]
      case .h2, .h3, .h4, .h5, .h6: .heading
      case .li, .dt, .dd: .listItem
      case .td, .th: .cell
      case .pre, .listing, .xmp, .plaintext: .preformatted
      case .blockquote: .quote
      case .p: .paragraph
      case .noscript: .noscript
      case .address: .address
      default: []
      }
  }
}

/// What the values of a `role` say.
enum Role {
  /// The landmark that a role stands for; nothing for others.
  static func landmarks(_ html: Span<UInt8>, _ value: Range<Int>) -> Landmarks {
    guard value.count <= 32 else { return [] }
    func names(_ role: StaticString) -> Bool {
      guard role.utf8CodeUnitCount == value.count else { return false }
      return role.withUTF8Buffer { name in
        for (offset, index) in value.enumerated() where html[index] | 0x20 != name[offset] {
          return false
        }
        return true
      }
    }
    if names("navigation") || names("menu") || names("menubar") || names("tablist") {
      return .navigation
    }
    if names("banner") { return .header }
    if names("contentinfo") { return .footer }
    if names("complementary") { return .aside }
    if names("main") { return .main }
    if names("article") { return .article }
    if names("dialog") || names("alertdialog") || names("alert") { return .dialog }
    if names("form") || names("search") || names("button") { return .form }
    if names("heading") { return .heading }
    return []
  }
}
