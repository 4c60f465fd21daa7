// SPDX-License-Identifier: Apache-2.0

import TamisHTML
import TamisKernels
import Testing

@testable import TamisPage

/// An HTML page with its text, and what is kept of it.
private struct Read {
  let html: HTMLPage
  let page: Page
  let drops: [Drop]

  init(_ markup: String) {
    var reader = HTMLReader()
    html = reader.read(Array(markup.utf8).span)
    var pages = PageReader(kernel: .scalar)
    page = pages.read(html)
    drops = page.drops()
  }

  var kept: String {
    var text: [UInt8] = []
    var start = 0
    for drop in drops {
      text += html.text[start..<drop.range.lowerBound]
      start = drop.range.upperBound
    }
    return String(decoding: text + html.text[start...], as: UTF8.self)
  }

  func reason(_ start: String) -> Reason? {
    drops.first {
      String(decoding: html.text[$0.block], as: UTF8.self).hasPrefix(start)
    }?.reason
  }
}

private func paragraph(_ number: Int) -> String {
  """
  <p>The lighthouse keeper of rock number \(number) wrote down the weather every evening, and once a \
  week he rowed over to the village with his notes, whether anybody had asked for them or not.</p>
  """
}

@Suite struct `Pages of HTML` {
  private let story = """
    <html><head><title>The keeper of the rocks and his notes - Harbour News</title></head><body>
    <header><a href=/>Harbour News</a><ul><li><a href=a>Home</a><li><a href=b>Sport</a></ul></header>
    <div class="layout"><div class="story-text"><h1>The keeper of the rocks and his notes</h1>
    <p class=byline>By a friend of the house</p>\(paragraph(1))\(paragraph(2))
    <figure><img src=x><figcaption>The rock in winter, seen from the ferry</figcaption></figure>
    <ul><li>wind</li><li>rain</li></ul>\(paragraph(3))<pre>log 17: calm</pre>
    <div class="share-bar"><span>Tell your friends about it</span></div>\(paragraph(4))</div>
    <div class="sidebar"><h3>Elsewhere</h3>
    <p>A long teaser of another story, in a whole sentence that reads like text. It goes on.</p></div>
    <div class=list><a href=c>Another headline that is a link to somewhere else</a></div>
    <footer><p>The house of Harbour News is on the quay, and its door is open.</p></footer></body>
    """

  @Test func `an article keeps its parts and loses what is around it`() {
    let read = Read(story)
    for part in [
      "The keeper of the rocks and his notes", "rock number 1", "rock number 4", "wind", "rain",
      "log 17", "The rock in winter",
    ] { #expect(read.kept.contains(part)) }
    for chrome in [
      "Sport", "Elsewhere", "long teaser", "Another headline", "on the quay", "Tell your friends",
    ] { #expect(!read.kept.contains(chrome)) }
    #expect(read.reason("Tell your") == .landmark)
    #expect(read.reason("Another headline") == .links)
  }

  @Test func `what is dropped is blocks, each once, with line ends around them`() {
    let read = Read(story)
    var end = 0
    for drop in read.drops {
      #expect(drop.range.lowerBound >= end)
      #expect(drop.range.lowerBound <= drop.block.lowerBound)
      #expect(drop.range.upperBound >= drop.block.upperBound)
      #expect(read.html.blocks.contains { $0.range == drop.block })
      let before = read.html.text[drop.range.lowerBound..<drop.block.lowerBound]
      let after = read.html.text[drop.block.upperBound..<drop.range.upperBound]
      #expect((before + after).allSatisfy { $0 == 0x0A })
      end = drop.range.upperBound
    }
    #expect(!read.drops.isEmpty)
  }

  @Test func `a link within the body that is a line of its own goes`() {
    let read = Read(
      "<title>x</title><div>\(paragraph(1))\(paragraph(2))<p><a href=x>See also our pictures</a></p>"
        + "\(paragraph(3))\(paragraph(4))\(paragraph(5))\(paragraph(6))</div>")
    #expect(read.reason("See also our") == .links)
    #expect(read.kept.contains("rock number 6"))
  }

  @Test func `a sentence in the body stays, though it is mostly a link`() {
    let read = Read(
      "<title>x</title><div>\(paragraph(1))\(paragraph(2))<p>That day he met <a href=x>the keeper of "
        + "the northern harbour and all his family</a> at noon.</p>\(paragraph(3))"
        + "<p class='legal-analysis'>\(paragraph(4))</p>\(paragraph(5))\(paragraph(6))</div>")
    #expect(read.kept.contains("at noon"))
    #expect(read.kept.contains("rock number 4"))
  }

  @Test func `an element that holds the text is no chrome, whatever its name`() {
    for tag in ["footer", "aside", "nav", "form", "div class='sidebar comments'", "div hidden"] {
      let read = Read("<title>x</title><\(tag)>\((1...6).map(paragraph).joined())")
      #expect(read.kept.contains("rock number 3"), "\(tag)")
    }
  }

  @Test func `the body is the text below the headline, and not more text elsewhere`() throws {
    let aside = (10...13).map { "<p>\(paragraph($0))</p>" }.joined()
    let read = Read(
      """
      <title>A short note on the ferry today</title><div class=x><h1>A short note on the ferry \
      today</h1>\(paragraph(1))\(paragraph(2))\(paragraph(3))</div><ul class=y>
      \(String(repeating: "<li><a href=z>one of many links in a row</a>", count: 40))</ul>
      <div class=q>\(aside)</div>
      """)
    #expect(read.kept.contains("A short note"))
    #expect(read.kept.contains("rock number 1"))
    let body = try #require(MarkupZones(read.page) { _ in false }.body)
    let text = body.map {
      String(decoding: read.html.text[read.page.blocks[$0].range], as: UTF8.self)
    }
    #expect(text.contains { $0.contains("rock number 1 ") })
    #expect(!text.contains { $0.contains("rock number 12") })
  }

  @Test func `two stories in one element both stay`() {
    let read = Read(
      "<title>x</title><div><div>\((1...4).map(paragraph).joined())</div><h2>Second</h2>"
        + "<div>\((5...8).map(paragraph).joined())</div></div>")
    #expect(read.kept.contains("rock number 1"))
    #expect(read.kept.contains("rock number 8"))
  }

  @Test func `a list of links loses its menus only`() {
    let cards = (0..<20).map {
      "<div class=card><a href=\($0)>Lamp number \($0) of brass</a></div>"
    }
    let read = Read("<title>Lamps</title><nav><a href=x>Home page</a></nav>\(cards.joined())")
    #expect(read.kept.contains("Lamp number 7"))
    #expect(!read.kept.contains("Home page"))
  }

  @Test(arguments: [65_536, 65_537])
  func `a page keeps its text, though it has more blocks than the model may see`(count: Int) {
    let links = String(repeating: "<div><a href=x>one of many</a></div>", count: count - 6)
    let read = Read("<title>x</title>\((1...6).map(paragraph).joined())<nav>\(links)</nav>")
    #expect(read.page.blocks.count == count)
    #expect(read.kept.contains("rock number 3"))
  }

  @Test func `a headline in the header stays`() {
    let read = Read(
      """
      <title>The keeper of the rocks and his notes</title><header><h1>The keeper of the rocks and \
      his notes</h1></header><main>\((1...4).map(paragraph).joined())</main>
      """)
    #expect(read.kept.hasPrefix("The keeper of the rocks"))
  }

  @Test(arguments: ["", "<p>", "<p>one", "<nav><a href=x>one</a></nav>", "<br>\u{3000}<br>"])
  func `pages of hardly anything are read`(markup: String) {
    let read = Read(markup)
    #expect(read.page.blocks.map(\.range) == read.html.blocks.map(\.range))
    #expect(read.html.text.isEmpty == read.page.blocks.isEmpty)
  }
}

@Suite struct `The best stretch` {
  @Test(arguments: 0..<200)
  func `is the one that trying all finds, from wherever it is widened`(seed: Int) {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
    func next(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(truncatingIfNeeded: state >> 33) % limit
    }
    let worths = (0..<(1 + next(24))).map { _ in Double(next(21) - 10) }
    var best = 0.0
    for start in worths.indices {
      var sum = 0.0
      for end in start..<worths.count {
        sum += worths[end]
        best = max(best, sum)
      }
    }
    let from = next(worths.count)
    var stretch = Stretch()
    for index in from..<worths.count { stretch.append(worths[index], index) }
    var left = Stretch()
    for index in 0..<from { left.append(worths[index], index) }
    let whole = left.joined(stretch).best
    #expect(whole.worth == best)
    #expect(whole.range.reduce(0) { $0 + worths[$1] } == best)
  }
}
