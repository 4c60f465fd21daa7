// SPDX-License-Identifier: Apache-2.0

import TamisHTML
import TamisKernels
import TamisPage
import Testing

/// What is said twice in almost the same words.
@Suite struct `Near repeats in a page` {
  private static let headline = "Iron bridge to close until the winter after next"
  private static let caption =
    "The northern pier of the iron bridge, seen from the ferry on a calm day"

  /// An article with something before the headline, in the text, and behind it.
  private static func page(before: String = "", within: String = "", behind: String = "") -> String
  {
    let paragraphs = Story.bridge.map { "<p>\($0)</p>" }
    return "<title>\(headline)</title><body>\(before)<main><article><h1>\(headline)</h1>"
      + paragraphs[..<3].joined() + within + paragraphs[3...].joined()
      + "</article></main>\(behind)"
  }

  private struct Gone: Equatable {
    var text: String
    var reason: Reason
    var copy: String?
  }

  private static func gone(_ html: String) -> [Gone] {
    var reader = HTMLReader()
    var pages = PageReader(kernel: .scalar)
    let shown = reader.read(html.utf8.span)
    func text(_ range: Range<Int>) -> String { String(decoding: shown.text[range], as: UTF8.self) }
    return pages.read(shown).drops().map { drop in
      Gone(text: text(drop.block), reason: drop.reason, copy: drop.repeats.map(text))
    }
  }

  @Test func `a path that ends in the headline is a copy of it`() {
    let html = Self.page(before: "<p>News Region \(Self.headline)</p>")
    let gone = Gone(
      text: "News Region \(Self.headline)", reason: .repeatedHeadline, copy: Self.headline)
    #expect(Self.gone(html) == [gone])
  }

  @Test func `in plain text too`() {
    let text = "News Region \(Self.headline)\n\n\(Self.headline)\n\n" + Story.text(Story.bridge)
    #expect(cleaned(text) == "\(Self.headline)\n\n" + Story.text(Story.bridge))
  }

  @Test func `a quotation or caption that the text has stands in it once`() {
    let quote = "a bridge that falls is worse than a bridge that is shut"
    for element in ["blockquote", "aside", "figcaption"] {
      let html = Self.page(within: "<\(element)>“\(quote)”</\(element)>")
      let gone = Gone(text: "“\(quote)”", reason: .repeatedLine, copy: Story.bridge[3])
      #expect(Self.gone(html) == [gone], "\(element)")
    }
  }

  @Test func `a caption goes that a longer caption has whole`() {
    let long = "\(Self.caption). (Photo/A. Maler)"
    let html = Self.page(
      within: "<figure><figcaption>\(Self.caption)</figcaption></figure>"
        + "<figure><figcaption>\(long)</figcaption></figure>")
    #expect(Self.gone(html) == [Gone(text: Self.caption, reason: .repeatedLine, copy: long)])
  }

  @Test func `what only looks alike stays`() {
    let others = [
      // Another caption, and one with other words in the middle.
      "<figure><figcaption>\(Self.caption)</figcaption></figure>"
        + "<figure><figcaption>\(Self.caption.replacing("northern", with: "southern"))</figcaption></figure>",
      // A quotation that is not in the text.
      "<blockquote>A bridge that stands is better than a bridge that is shut, he said.</blockquote>",
      // A part of the text that nothing sets off.
      "<p>A bridge that falls is worse than a bridge that is shut.</p>",
      // What readers say.
      "<div class=comments><blockquote>a bridge that falls is worse than a bridge that is shut</blockquote></div>",
    ]
    for other in others {
      #expect(!Self.gone(Self.page(within: other)).contains { $0.copy != nil }, "\(other)")
    }
    // A series.
    let year = "Plums of the year 2031 in the upper valley"
    let text =
      "\(year.replacing("2031", with: "2030"))\n\n\(year)\n\n" + Story.text(Story.harvest)
    #expect(!reasons(text).values.contains(.repeatedHeadline))
  }
}
