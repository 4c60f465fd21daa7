// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TamisHTML

/// Pages that would take minutes, or all memory, if anything in the reader were quadratic.
@Suite struct `Hard pages` {
  private func read(_ html: String) -> HTMLPage {
    var reader = HTMLReader()
    let bytes = Array(html.utf8)
    return reader.read(bytes.span)
  }

  private func text(_ page: HTMLPage) -> String { String(decoding: page.text, as: UTF8.self) }

  private func times(_ unit: String, _ count: Int) -> String {
    String(repeating: unit, count: count)
  }

  @Test(arguments: ["div", "b", "table", "table><tr><td", "svg", "select", "a href=x", "ul><li"])
  func `a hundred thousand open elements hide nothing after them`(tag: String) {
    let name = tag.prefix { $0.isLetter }
    for end in ["", times("</\(name)>", 100_000)] {
      let page = read("<p>before</p>" + times("<\(tag)>", 100_000) + end + "<p>after</p>")
      #expect(text(page) == "before\n\nafter")
      #expect(page.elements.count <= 100_000 * tag.split(separator: "<").count + 3)
    }
  }

  @Test func `what is nested too deep belongs to what is around it`() {
    let page = read(times("<div>", 600) + "a<pre> b\n c</pre>d  e" + times("</div>", 600) + "f  g")
    #expect(text(page) == "a\n\nb c\n\nd e\nf g")
    #expect(page.elements.count == ElementStack.depthLimit)
    #expect(page.blocks.map(\.element).prefix(3) == [511, 511, 511])
  }

  @Test func `a table of a million cells has a million blocks`() {
    let rows = 1000
    let page = read("<table>" + times("<tr>" + times("<td>x", rows), rows) + "</table>after")
    #expect(page.blocks.count == rows * rows + 1)
    #expect(page.elements.count == 2 + rows + rows * rows)
    #expect(page.text == Array((times("x\n", rows * rows) + "\nafter").utf8))
  }

  @Test func `the last of too many blocks has all that follows`() throws {
    let count = HTMLReader.blockLimit
    let page = read(times("<p>x", count) + "<p>y<a href=z>z</a><p>end")
    #expect(page.blocks.count == count)
    #expect(page.elements.count == ElementStack.elementLimit)
    let last = try #require(page.blocks.last)
    #expect(String(decoding: page.text[last.range], as: UTF8.self) == "x\n\nyz\n\nend")
    #expect(last.linkBytes == 0)
  }

  @Test(
    arguments: [
      ("", "<", "", "<"), ("", "&", "", "&"), ("<p>", "&nbsp;", "x", nil), ("x", " \n", "y", nil),
      ("x<!--", "-", "-->y", nil), ("x<!--", "<!--", "-->y", nil), ("x<p title='", "v", "'>y", nil),
      ("x<p ", "a ", ">y", nil), ("x</p ", "a=b ", ">y", nil), ("x<script>", "</scrip", "", nil),
      ("x<script>", "<!--<script>", "", nil), ("x<title>", "</titl", "", nil),
      ("x<svg>", "<![CDATA[", "", nil), ("x", "</", "", nil), ("x", "<!--", "", nil),
      ("<pre>x", "\n", "", nil), ("<pre>x", "<pre>", "", nil), ("x", "<br>", "", nil),
      ("<section>", "</section><table><tr><td>", "x", nil),
      ("x", "<script type=application/ld+json>", "", nil), ("", "<p>\u{A0}</p>", "x", nil),
      ("x", "<meta name=author content=y>", "", nil), ("<ul><li>x", "</li></td></b>", "", nil),
    ] as [(String, String, String, String?)])
  func `a million of anything is read`(
    start: String, unit: String, end: String, shown: String?
  ) {
    let count = 1_000_000
    let page = read(start + times(unit, count) + end)
    let letters = page.text.filter { $0 > 0x20 }
    if let shown {
      #expect(letters == Array(times(shown, count).utf8))
    } else {
      #expect(letters.count <= 3 && letters.contains(UInt8(ascii: "x")))
    }
  }
}
