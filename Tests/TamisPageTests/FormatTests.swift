// SPDX-License-Identifier: Apache-2.0

import TamisHTML
import TamisKernels
import TamisPage
import Testing

/// All of a page in a format.
private func formatted(_ format: TextFormat, _ html: String) -> String {
  var reader = HTMLReader()
  var pages = PageReader(kernel: .scalar)
  let shown = reader.read(html.utf8.span)
  let text = pages.read(shown).formatted(format, of: shown.text[...], without: [])
  #expect(TextEdit.undo(text.edits, in: text.bytes[...]) == shown.text)
  return String(decoding: text.bytes, as: UTF8.self)
}

/// All of a plain text as Markdown.
private func markdown(_ text: String) -> String {
  let markdown = read(text).formatted(.markdown, of: Array(text.utf8)[...], without: [])
  #expect(TextEdit.undo(markdown.edits, in: markdown.bytes[...]) == Array(text.utf8))
  return String(decoding: markdown.bytes, as: UTF8.self)
}

@Suite struct `Pages as Markdown` {
  @Test func `headings have their levels and stay on one line`() {
    let html =
      "<h1>The <i>Sankt Olm</i><br>sails</h1><h4>By boat</h4><div role=heading>Rates</div>"
      + "<h2>1. Tickets #</h2>"
    #expect(
      formatted(.markdown, html)
        == "# The Sankt Olm sails\n\n#### By boat\n\n## Rates\n\n## 1. Tickets \\#")
  }

  @Test func `lists are nested and numbered as they were`() {
    let html =
      "<ul><li>Rope<li>Tar<ol><li>black</li><li>brown</li></ol></li><li><p>Nails</p><p>of iron</p></ul>"
      + "<ul><li>Sails</ul><p>And</p><ol><li><div>Masts</div><li>Oars<ul><li>short</ul></ol>"
    let markdown = """
      - Rope
      - Tar
        1. black
        2. brown
      - Nails

        of iron

      * Sails

      And

      1. Masts
      2. Oars
         - short
      """
    #expect(formatted(.markdown, html) == markdown)
  }

  @Test func `a list of cards is none`() {
    let html = "<ul><li><h3>One</h3><p>First.</p></li><li><h3>Two</h3><p>Second.</p></li></ul>"
    #expect(formatted(.markdown, html) == "### One\n\nFirst.\n\n### Two\n\nSecond.")
    #expect(formatted(.plain, html) == "One\n\nFirst.\n\nTwo\n\nSecond.")
  }

  @Test func `a definition follows its term`() {
    let html = "<dl><dt>Bow</dt><dd>front</dd><dt>Stern</dt><dd>back</dd></dl>"
    #expect(formatted(.markdown, html) == "Bow\n\n- front\n\nStern\n\n- back")
  }

  @Test func `quotations are marked on each line, one in another too`() {
    let html =
      "<blockquote><p>She ran like<br>a clock.</p><ul><li>twice</ul><blockquote>Aye.</blockquote>"
      + "</blockquote><blockquote>No.</blockquote><p>So it was.</p>"
    let markdown = """
      > She ran like\\
      > a clock.
      >
      > - twice
      >
      > > Aye.

      > No.

      So it was.
      """
    #expect(formatted(.markdown, html) == markdown)
  }

  @Test func `code keeps its indentation and lines, and no sign in it is changed`() {
    let html =
      "<p>Say:</p><pre><code>  if a &lt; b:\n\n\treturn *a\n```\n</code></pre><ul><li>or<pre>x\n  y</pre></ul>"
    let markdown = """
      Say:

      ````
        if a < b:

      \treturn *a
      ```
      ````

      - or

        ```
        x
          y
        ```
      """
    #expect(formatted(.markdown, html) == markdown)
    #expect(
      formatted(.plain, html) == "Say:\n\n  if a < b:\n\n\treturn *a\n```\n\nor\n\nx\n  y")
  }

  @Test func `tables have bars, and an empty head where none is marked`() {
    let headed =
      "<table><caption>Times</caption><tr><th>Port<th>Ship<th>Day<tr><td>Hallen|Olm<td><td>Mo"
      + "<tr><td>Quern<td><p>Ida</p><p>Una</p></table>"
    #expect(
      formatted(.markdown, headed) == """
        *Times*

        | Port | Ship | Day |
        | --- | --- | --- |
        | Hallen\\|Olm |  | Mo |
        | Quern | Ida<br>Una |
        """)
    let plain = "<table><tr><td>a<td>b</tr><tr><td><td>d</tr></table>"
    #expect(
      formatted(.markdown, plain) == "|  |  |\n| --- | --- |\n| a | b |\n|  | d |")
    #expect(
      formatted(.plain, headed).hasSuffix("Port\tShip\tDay\nHallen|Olm\t\tMo\nQuern\tIda Una"))
    #expect(formatted(.plain, plain) == "a\tb\n\td")
  }

  @Test(arguments: [
    "<table><tr><td>Menu</td><td><h1>Title</h1><p>Text</p></td></tr><tr><td>Foot</td></tr></table>",
    "<table><tr><td>a<td>b</table>", "<table><tr><td>a</tr><tr><td>b</tr></table>",
    "<table><tr><td>a<td><table><tr><td>b</table></table>",
    "<table><tr><td>a<td>b<tr>c<td>d</table>",
    "<table><tr><td>\(Story.bridge[0])<br>\(Story.bridge[1])<td>b<tr><td>c<td>d</table>",
  ])
  func `a table that lays out the page is none`(html: String) {
    for format in TextFormat.allCases {
      let text = formatted(format, html)
      #expect(!text.contains("|") && !text.contains("\t"))
    }
  }

  @Test func `captions are marked as such`() {
    let html = "<p>Text</p><figure><img><figcaption>The pier. (Photo *)</figcaption></figure>"
    #expect(formatted(.markdown, html) == "Text\n\n*The pier. (Photo \\*)*")
    #expect(formatted(.plain, html) == "Text\n\nThe pier. (Photo *)")
  }

  @Test(arguments: [
    ("# no heading", "\\# no heading"), ("#tag", "#tag"), ("- no item", "\\- no item"),
    ("-5 degrees", "-5 degrees"), ("---", "\\---"), ("===", "\\==="), ("+ no item", "\\+ no item"),
    ("1. no item", "1\\. no item"), ("1.5 litres", "1.5 litres"), ("2031) no", "2031\\) no"),
    ("2031-05-02. A", "2031-05-02. A"), ("> no quote", "\\> no quote"),
    ("| no | table", "\\| no | table"), (":-- | no", "\\:-- | no"), ("[a]: no", "\\[a]: no"),
    ("see [a](b)", "see [a\\](b)"), ("see [1]", "see [1]"), ("a <b> c", "a \\<b> c"),
    ("a < b", "a < b"), ("<1.a@b.example>", "\\<1.a@b.example>"), ("<!-- no", "\\<!-- no"),
    ("&lt; &#38; & &c", "\\&lt; \\&#38; & &c"),
    ("*no* _no_ so_it_is", "\\*no\\* \\_no\\_ so_it_is"), ("__init__", "\\_\\_init\\_\\_"),
    ("`no` ~~no~~", "\\`no\\` \\~\\~no\\~\\~"), ("C:\\dir \\* \\", "C:\\dir \\\\\\* \\\\"),
  ])
  func `signs that would be marks are escaped, and no others`(text: String, escaped: String) {
    #expect(markdown(text) == escaped)
  }

  @Test func `of plain text the blocks are paragraphs and lines`() {
    #expect(
      markdown("  Head\r\n\r\n\r\n\tOne line\r\nand another\n")
        == "Head\n\nOne line\\\nand another\n")
    #expect(markdown("One line\nand another") == "One line\n\nand another")
    let wrapped =
      "The council of Varnmouth voted on Tuesday to close the old iron   \n   bridge for two years, so "
      + "that its piers can be rebuilt from the\nriver bed up.\n\nEnd."
    #expect(
      markdown(wrapped).hasPrefix(
        "The council of Varnmouth voted on Tuesday to close the old iron\nbridge"))
  }

  @Test func `quotations and inner lists are indented in plain text`() {
    let html = "<p>He said</p><blockquote>Aye.<br>No.</blockquote><ul><li>a<ul><li>b</ul></ul>"
    #expect(formatted(.plain, html) == "He said\n\n  Aye.\n  No.\n\na\n\n  b")
  }

  @Test func `text that nothing is done to has no edits`() {
    let text = Story.text(Story.bridge)
    for format in TextFormat.allCases {
      #expect(read(text).formatted(format, of: Array(text.utf8)[...], without: []).edits.isEmpty)
    }
  }
}

@Suite struct `Any page in a format` {
  private static let parts = [
    "<ul>", "<ol>", "<li>", "</li>", "</ul>", "</ol>", "<blockquote>", "</blockquote>", "<pre>",
    "</pre>", "<table>", "<tr>", "<td>", "<th>", "</table>", "<caption>", "<h2>", "</h2>", "<p>",
    "<br>", "<div>", "</div>", "<figcaption>", "<dl>", "<dt>", "<dd>", "<section>", "one", "two ",
    "*three*", " four\n  five", "`", "\\", "#", "1. six", "| seven", "&#13;", "\u{3000}", "é",
  ]

  @Test(arguments: UInt64(1)...300)
  func `comes back, and has the same words as plain text`(seed: UInt64) {
    var random = SplitMix(state: seed)
    let html = (0..<Int.random(in: 1...80, using: &random)).map { _ in
      Self.parts.randomElement(using: &random) ?? ""
    }.joined()
    var reader = HTMLReader()
    var pages = PageReader(kernel: .scalar)
    let shown = reader.read(html.utf8.span)
    let page = pages.read(shown)
    // Every third block goes.
    let cuts = page.blocks.indices.filter { $0 % 3 == 1 }.map { index in
      page.blocks[index - 1].range.upperBound..<page.blocks[index].range.upperBound
    }
    var left: [UInt8] = []
    var start = 0
    for cut in cuts {
      left += shown.text[start..<cut.lowerBound]
      start = cut.upperBound
    }
    left += shown.text[start...]
    for format in TextFormat.allCases {
      let text = page.formatted(format, of: shown.text[...], without: cuts)
      #expect(TextEdit.undo(text.edits, in: text.bytes[...]) == left, "\(html)")
      #expect(String(validating: text.bytes, as: UTF8.self) != nil)
      guard format == .plain else { continue }
      func words(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] { bytes.split { $0 <= 0x20 } }
      #expect(words(text.bytes) == words(left), "\(html)")
    }
  }

  /// Markup that asks for many marks around little text.
  private static let dense = [
    String(repeating: "<blockquote>", count: 600) + "<pre>"
      + String(repeating: "\n\nx", count: 9000),
    "<table><tr><td>a" + String(repeating: "<td>", count: 60) + "</tr>"
      + String(repeating: "<tr><td>b", count: 3000) + "</table>",
    String(repeating: "<table><tr><th>", count: 400)
      + String(repeating: "<tr><td>x<td>y", count: 500),
    "<p>" + String(repeating: "*_`", count: 30_000), "<p>" + String(repeating: "_", count: 90_000),
    String(repeating: "<ol><li>a", count: 600), "<pre>" + String(repeating: "`", count: 50_000),
  ]

  @Test(arguments: dense.indices)
  func `is at most four times as long, whatever its markup`(index: Int) {
    let html = Self.dense[index]
    var reader = HTMLReader()
    var pages = PageReader(kernel: .scalar)
    let shown = reader.read(html.utf8.span)
    let page = pages.read(shown)
    for format in TextFormat.allCases {
      let text = page.formatted(format, of: shown.text[...], without: [])
      #expect(text.bytes.count <= 4 * shown.text.count + 5000)
      #expect(text.edits.count <= 70 + shown.text.count / 16)
      #expect(TextEdit.undo(text.edits, in: text.bytes[...]) == shown.text)
    }
  }

  @Test func `edits that reach beyond a text undo nothing`() {
    let text = Array("abc".utf8)
    for edit in [
      TextEdit(kept: 4, put: 0, was: []), TextEdit(kept: 2, put: 2, was: []),
      TextEdit(kept: -1, put: 0, was: []), TextEdit(kept: 0, put: .max, was: []),
      TextEdit(kept: 1, put: .max, was: []),
    ] { #expect(TextEdit.undo([edit], in: text[...]) == nil) }
    #expect(
      TextEdit.undo([TextEdit(kept: 1, put: 1, was: [0x7A])], in: text[...]) == Array("azc".utf8))
  }
}
