// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TamisHTML

private func read(_ html: String) -> HTMLPage {
  var reader = HTMLReader()
  return reader.read(Array(html.utf8).span)
}

extension HTMLPage {
  var string: String { String(decoding: text, as: UTF8.self) }
  func string(_ block: HTMLBlock) -> String { String(decoding: text[block.range], as: UTF8.self) }
  func block(_ start: String) -> HTMLBlock? { blocks.first { string($0).hasPrefix(start) } }
  func element(of start: String) -> HTMLElement? {
    block(start).map { elements[Int($0.element)] }
  }
  /// The elements around a block, the innermost first.
  func around(_ start: String) -> [HTMLElement] {
    var found: [HTMLElement] = []
    var index = block(start).map { Int($0.element) } ?? -1
    while index >= 0 {
      found.append(elements[index])
      index = Int(elements[index].parent)
    }
    return found
  }
}

@Suite struct `Visible text` {
  @Test(arguments: [
    ("<p>One<p>two", "One\n\ntwo"),
    ("<div>One</div><div>two</div>", "One\ntwo"),
    ("One<br>two<br><br>three", "One\ntwo\n\nthree"),
    ("<ul><li>One<li>two</ul>three", "One\ntwo\n\nthree"),
    ("<table><tr><td>a<td>b<tr><td>c</table>d", "a\nb\nc\n\nd"),
    ("<p>in <b>bo</b>ld <i> and</i>  in\n\titalics </p>", "in bold and in italics"),
    ("a<span> b</span> <span>c </span>d", "a b c d"),
    ("<dl><dt>t<dd>d<dt>u</dl>", "t\nd\nu"),
    ("x &amp; y&nbsp;&nbsp;z&hellip;", "x & y z\u{2026}"),
    ("<pre>\n a\n  b </pre>c  d", " a\n  b\n\nc d"),
    ("<p>a<script>var x = '<p>b';</script> c<style>p{}</style>", "a c"),
    ("a<!-- b --> c<noscript>d</noscript>", "a c\nd"),
    ("<select><option>a<option>b</select>c", "c"),
    ("<select><option>a<div>b</div>", "b"),
    ("<svg><title>a</title><text>b</text></svg>c", "c"),
    ("<svg><path d=''><p>unclosed", "unclosed"),
    ("<template><p>a</p></template>b", "b"),
    ("<textarea>a</textarea>b<iframe>c</iframe>", "b"),
    ("<a href=\"x\"\">one</a><p>two", "one\n\ntwo"),
    ("<button>a</button><button>b</button>", "a\nb"),
    ("<p>&nbsp;</p><p>\u{3000}</p><p>a</p><p>&#8203;</p><p>b", "a\n\nb"),
    ("<h1>a<h2>b</h2>c", "a\n\nb\n\nc"),
    ("a</p>b", "a\n\nb"),
    ("w\u{0}x<p>y\r\nz", "wx\n\ny z"),
    ("", ""),
    (" \n ", ""),
    ("no tags at all", "no tags at all"),
    // Of MathML and SVG, names of HTML's raw text mean nothing.
    ("<p>a</p><math><style/></math><p>b", "a\n\nb"), ("<math><title>a</math>b", "ab"),
    ("<math><script/><iframe/></math>a", "a"), ("<svg><style><p>a", "a"),
    ("<svg><path d=x>one<br>two<b>bold</b>", "twobold"), ("<svg><span>a</span> b", "a b"),
    ("<div><svg><path></div>a", "a"), ("<svg/>a", "a"), ("<svg><svg/>a</svg>b", "b"),
    ("<select>a<select>b", "b"), ("<datalist><option>a</datalist>b", "b"),
    ("<div><template shadowrootmode=open><p>a</p></template></div>", "a"),
    ("<template>a<template>b</template>c</template>d", "d"),
    ("<p>a\u{A0}b</p><p>a\u{A0} b &amp; c", "a b\n\na b & c"),
    ("\u{A2}a\u{A0}\u{E9}", "\u{A2}a \u{E9}"),
    ("<xmp>a\r\nb\u{0}&amp;</xmp>c", "a\nb\u{FFFD}&amp;\n\nc"),
  ])
  func `is what a reader sees`(html: String, text: String) {
    #expect(read(html).string == text)
  }

  @Test func `end tags do not cross a table`() {
    let page = read("<div class=body><table><tr><td>a</div></p></li>b</table>c</div>")
    #expect(page.string == "a\n\nb\n\nc")
    #expect(page.element(of: "b")?.tag == .td)
    #expect(page.element(of: "c")?.tag == .div)
  }

  @Test func `a list in a list's item does not end it`() {
    let page = read("<ul><li>a<ul><li>b</ul>c<li>d</ul>")
    #expect(page.string == "a\n\nb\n\nc\nd")
    #expect(page.element(of: "c")?.tag == .li)
    #expect(page.element(of: "c")?.parent == page.element(of: "d")?.parent)
  }
}

@Suite struct `Blocks of HTML` {
  @Test func `know how much of them is links`() throws {
    let page = read(
      "<p><a href=x>Read</a> this<p>none<p><a name=y>anchor</a><p><a href=z>all of it")
    #expect(page.block("Read")?.linkBytes == 4)
    #expect(page.block("none")?.linkBytes == 0)
    #expect(page.block("anchor")?.linkBytes == 0)
    #expect(page.block("all")?.linkBytes == 9)
  }

  @Test func `a link around blocks counts in each of them`() throws {
    let page = read("<a href=x><h2>Head</h2><p>teaser</p></a><p>after")
    #expect(page.block("Head")?.linkBytes == 4)
    #expect(page.block("teaser")?.linkBytes == 6)
    #expect(page.block("after")?.linkBytes == 0)
  }

  @Test func `a link that is never closed ends with the element it began in`() throws {
    let page = read("<div><p><a href=x>link</div><p>after")
    #expect(page.block("link")?.linkBytes == 4)
    #expect(page.block("after")?.linkBytes == 0)
  }

  @Test func `know the landmarks around them`() throws {
    let page = read(
      """
      <nav>a</nav><div role=navigation>b</div><footer><p>c</p></footer><main><article><h1>d</h1>
      <figure><figcaption>e</figcaption></figure></article></main><div hidden>f</div>
      <div style="color:red; DISPLAY : none">g</div><div aria-hidden=true>h</div><div>i</div>
      """)
    func landmarks(_ start: String) -> Landmarks {
      page.around(start).reduce([]) { $0.union($1.landmarks) }
    }
    #expect(landmarks("a") == .navigation)
    #expect(landmarks("b") == .navigation)
    #expect(landmarks("c") == [.footer, .paragraph])
    #expect(landmarks("d") == [.main, .article, .heading, .topHeading])
    #expect(landmarks("e") == [.main, .article, .figure, .caption])
    #expect(landmarks("f") == .hidden)
    #expect(landmarks("g") == .hidden)
    #expect(landmarks("h") == .hidden)
    #expect(landmarks("i") == [])
  }

  @Test(
    arguments: [
      ("comments", ClassHints.comments),
      ("post-comments_list", [.comments, .content, .thread, .listing]),
      ("relatedPosts", [.related, .thread]), ("figcaption-text", .content),
      ("Side-Bar", [.sidebar]), ("SIDEBAR", .sidebar),
      ("shadow radish headlamp", []), ("ad", .advertisement), ("nav__footer", [.menu, .footer]),
      ("x9y", []), ("", []),
    ] as [(String, ClassHints)])
  func `know what classes say`(value: String, hints: ClassHints) throws {
    let page = read("<div class='\(value)'><p>text</div><p id='\(value)'>more")
    for start in ["text", "more"] {
      #expect(page.around(start).reduce([]) { $0.union($1.hints) } == hints)
    }
  }

  @Test func `that show nothing leave no trace of their links`() {
    let page = read("<p><a href=x>\u{200B}\u{200B}</a></p><p>text</p>")
    #expect(page.block("text")?.linkBytes == 0)
  }

  @Test func `the title is a fact and no text`() {
    let page = read("<title> A \n title &amp; more</title><body>text<svg><title>no</title></svg>")
    #expect(page.string == "text")
    #expect(page.facts.values(.title, .element).count == 1)
  }
}

@Suite struct `Any markup` {
  private static let pieces = [
    "<p>", "</p>", "<div class=a>", "</div>", "<li>", "</li>", "<ul>", "</ul>", "<table>", "<tr>",
    "<td>", "</td>", "</table>", "<a href=x>", "</a>", "<b>", "</b>", "<br>", "<h1>", "</h1>",
    "<pre>", "</pre>", "<script>x</script>", "<!-- c -->", "text ", "w\u{E9}ll", "&amp;", " ", "\n",
    "<nav>", "</nav>", "<title>t</title>", "<dt>", "<dd>", "<button>", "</button>", "<hr>", "<",
    "<form>", "</form>", "<p hidden>", "<section id=b>", "</section>", "\u{A0}", "<caption>",
  ]

  private static func soup(_ seed: UInt64) -> String {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    var html = ""
    for _ in 0..<(seed % 120) {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      html += pieces[Int(truncatingIfNeeded: state >> 33) % pieces.count]
    }
    return html
  }

  /// All characters that are not blank and stand outside scripts and titles, by the tokens alone.
  private static func characters(_ html: String) -> String {
    let bytes = Array(html.utf8)
    var tokenizer = HTMLTokenizer()
    var raw = HTMLTag.other
    var text: [UInt8] = []
    while true {
      let token = tokenizer.next(in: bytes.span)
      switch token.kind {
      case .end: return String(decoding: text, as: UTF8.self).filter { !$0.isWhitespace }
      case .startTag where token.tag == .script || token.tag == .title: raw = token.tag
      case .endTag: raw = .other
      case .characters where raw == .other: token.appendContent(of: bytes.span, to: &text)
      default: break
      }
    }
  }

  @Test(arguments: 0..<UInt64(600))
  func `keeps every character, in blocks that line ends divide`(seed: UInt64) {
    let html = Self.soup(seed)
    let page = read(html)
    #expect(page.string.filter { !$0.isWhitespace } == Self.characters(html))
    var end = 0
    for (index, block) in page.blocks.enumerated() {
      #expect(!block.range.isEmpty)
      let gap = page.text[end..<block.range.lowerBound]
      let expected = index == 0 ? [] : block.startsParagraph ? [0x0A, 0x0A] : [UInt8(0x0A)]
      #expect(Array(gap) == expected)
      #expect(block.linkBytes <= block.range.count)
      #expect(page.elements[Int(block.element)].blocks.contains(Int32(index)))
      end = block.range.upperBound
    }
    #expect(end == page.text.count)
    for element in page.elements.dropFirst() {
      let outer = page.elements[Int(element.parent)]
      #expect(outer.blocks.lowerBound <= element.blocks.lowerBound)
      #expect(outer.blocks.upperBound >= element.blocks.upperBound)
    }
  }

  @Test func `a reader keeps nothing of the page before`() {
    var reader = HTMLReader()
    for seed in UInt64(0)..<50 {
      let html = Self.soup(seed)
      let again = reader.read(Array(html.utf8).span)
      let fresh = read(html)
      #expect(again.text == fresh.text)
      #expect(again.blocks.map(\.element) == fresh.blocks.map(\.element))
      #expect(again.elements.map(\.hints) == fresh.elements.map(\.hints))
      #expect(again.elements.map(\.blocks) == fresh.elements.map(\.blocks))
    }
  }

  @Test func `a hundred thousand end tags of nothing cost no more`() {
    let html =
      String(repeating: "<div>", count: 600) + String(repeating: "</p></li></td>", count: 100_000)
    #expect(read(html + "text").string == "text")
  }
}
