// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TamisHTML

/// A page's facts as its reader collects them.
private func facts(_ html: some Sequence<UInt8>) -> PageFacts {
  var reader = HTMLReader()
  return reader.read(Array(html).span).facts
}

private func facts(_ html: String) -> PageFacts { facts(html.utf8) }

/// All statements in words, in order: `property vocabulary value`.
private func lines(_ facts: PageFacts) -> [String] {
  facts.statements.map { statement in
    let value = String(decoding: facts.bytes[statement.value], as: UTF8.self)
    return "\(statement.property) \(statement.vocabulary) \(value)"
  }
}

private func scripts(_ facts: PageFacts) -> [String] {
  facts.linkedData.map { String(decoding: facts.bytes[$0], as: UTF8.self) }
}

struct `Facts that a page states` {
  @Test(
    arguments: [
      ("<title>Fog &amp; Bells</title>", ["title element Fog & Bells"]),
      ("<TITLE>\r\nTwo\r\nlines</TITLE>", ["title element \nTwo\nlines"]),
      ("<title>One</title><title>Two</title>", ["title element One"]),
      ("<svg><title>Arrow</title></svg><title>Page</title>", ["title element Page"]),
      ("<title></title>", []),
      ("<title>No end", ["title element No end"]),
      ("<html lang=en-GB>", ["language element en-GB"]),
      ("<html xml:lang='de'>", ["language element de"]),
      ("<div lang=fr>", []),
      ("<link rel=canonical href='/a?b=1&amp;c=2'>", ["canonical element /a?b=1&c=2"]),
      ("<link href=/x rel='alternate CANONICAL'>", ["canonical element /x"]),
      ("<link rel=alternate href=/x><link rel=canonical>", []),
      ("<link rel=canonicals href=/x>", []),
      ("<meta name=description content='d'>", ["description meta d"]),
      ("<meta content='d' name=' Description '>", ["description meta d"]),
      ("<meta name=Author content='M&uuml;ller'>", ["author meta Müller"]),
      ("<meta name=description>", []),
      ("<meta name=description content=''>", []),
      ("<meta name=viewport content='w'>", []),
      ("<meta property=og:title content=t>", ["title openGraph t"]),
      ("<meta name='og&#x3a;title' content=t>", ["title openGraph t"]),
      ("<meta name=og:site_name content=s>", ["site openGraph s"]),
      (
        "<meta name=description property=og:description content=d>",
        ["description meta d", "description openGraph d"]
      ),
      ("<meta property=article:published_time content=2024>", ["published openGraph 2024"]),
      ("<meta name=DC.date.issued content=2024>", ["published dublinCore 2024"]),
      ("<meta name=DCTERMS.creator content=A>", ["author dublinCore A"]),
      ("<meta name=DCTERMS.modified content=2024>", []),
      (
        "<meta name=citation_author content=A><meta name=citation_author content=B>",
        ["author citation A", "author citation B"]
      ),
      ("<meta http-equiv=Content-Language content=ru>", ["language httpEquiv ru"]),
      ("<meta http-equiv=refresh content=1>", []),
      ("<meta itemprop=datePublished content=2024>", ["published microdata 2024"]),
      ("<meta itemprop=datepublished content=2024>", []),
      ("<meta name=twitter:title content=t>", ["title card t"]),
      ("<time itemprop=datePublished datetime=2024-02-29>", ["published microdata 2024-02-29"]),
      ("<time class='x entry-date' datetime=2024>", ["published time 2024"]),
      ("<time pubdate datetime=2024>", ["published time 2024"]),
      ("<time datetime=2024>", []),
      ("<time class=published>2024</time>", []),
      ("<!-- <meta name=author content=A> --><p>x</p>", []),
      ("<script><meta name=author content=A></script>", []),
    ])
  func `are found where they stand`(html: String, expected: [String]) {
    #expect(lines(facts(html)) == expected)
  }

  @Test(
    arguments: [
      (
        "<script type=application/ld+json>{\"a\": \"&amp;</p>\"}</script>",
        ["{\"a\": \"&amp;</p>\"}"]
      ),
      ("<script type='application/ld&#x2B;json'>{}</script>", ["{}"]),
      ("<script type='Application/LD+JSON ;charset=utf-8'>{}</script>", ["{}"]),
      ("<script type=application/json>{}</script>", []),
      ("<script>{}</script>", []),
      ("<script type=application/ld+json></script>", []),
      (
        "<script type=application/ld+json>[]</script><script type=application/ld+json>{",
        ["[]", "{"]
      ),
      ("<script type=text/javascript src=application/ld+json>x</script>", []),
    ])
  func `in JSON-LD are kept as they are`(html: String, expected: [String]) {
    #expect(scripts(facts(html)) == expected)
  }

  @Test func `are not those of the page before`() {
    var reader = HTMLReader()
    let first = reader.read(Array("<title>A</title><meta name=author content=B>".utf8).span).facts
    let second = reader.read(Array("<title>C".utf8).span).facts
    let third = reader.read(Array("<p>nothing".utf8).span).facts
    #expect(lines(first) == ["title element A", "author meta B"])
    #expect(lines(second) == ["title element C"])
    #expect(third.isEmpty)
  }

  @Test func `cannot be too many`() {
    let flood = String(repeating: "<meta name=author content=A>", count: 100)
    let found = facts(flood + "<meta name=description content=d>")
    #expect(found.values(.author, .meta).count == PageFactsCollector.repeatLimit)
    #expect(found.values(.description, .meta) == ["d"])

    let script = "<script type=application/ld+json>{}</script>"
    #expect(
      facts(String(repeating: script, count: 100)).linkedData.count
        == PageFactsCollector.scriptLimit)
  }

  @Test(arguments: [0, 1])
  func `cannot be too long`(more: Int) {
    let limit = PageFactsCollector.valueLimit
    let long = String(repeating: "x", count: limit + more)
    let expected = more == 0 ? [long] : []
    #expect(facts("<meta name=author content=\(long)>").values(.author, .meta) == expected)
    #expect(facts("<title>\(long)</title>").values(.title, .element) == expected)

    let half = String(repeating: "1", count: PageFactsCollector.linkedDataLimit / 2)
    let tail = String(repeating: "1", count: more)
    let html = [half, half + tail, "[]"].map { "<script type=application/ld+json>\($0)</script>" }
    #expect(
      scripts(facts(html.joined())) == (more == 0 ? [half, half] : [half, "[]"]))
  }

  /// What was complete before the cut must be what it is in the whole page.
  @Test func `are none but the page's own wherever it is cut off`() {
    let html = Array(
      """
      <html lang=en><title>A &amp; B</title><meta name="author" content='C'>\
      <link rel=canonical href="/d"><script type="application/ld+json">{"e": 1}</script>\
      <time pubdate datetime="2024">x</time>
      """.utf8)
    let whole = lines(facts(html))
    #expect(whole.count == 5)
    for end in html.indices {
      let cut = facts(html[..<end])
      for (line, expected) in zip(lines(cut), whole) {
        // A title's text is all that counts before its end tag.
        #expect(
          line == expected || expected.hasPrefix("title") && line.hasPrefix("title element A"))
      }
      #expect(cut.statements.count <= whole.count)
    }
  }

  @Test func `of bytes at random never trap`() {
    var generator = SplitMix(state: 8)
    let pieces = [
      "<title>", "</title>", "<meta ", "name=author ", "content=", "'", "\"", ">", "<svg>",
      "<script type=application/ld+json>", "</script>", "<link rel=canonical href=", "<time ",
      "datetime=x pubdate ", "&amp", "\r", "\0", "é", " ", "<html lang=", "/>",
    ]
    var stated = 0
    for _ in 0..<2000 {
      var html: [UInt8] = []
      for _ in 0..<Int.random(in: 0..<40, using: &generator) {
        html += pieces.randomElement(using: &generator)?.utf8 ?? "".utf8
        if Bool.random(using: &generator) { html.append(.random(in: 0...255, using: &generator)) }
      }
      let found = facts(html)
      stated += found.statements.count + found.linkedData.count
      for statement in found.statements {
        #expect(found.bytes.indices.contains(statement.value.lowerBound))
        #expect(statement.value.upperBound <= found.bytes.count)
      }
    }
    #expect(stated > 500)
  }
}

/// The generator of Steele, Lea and Flood, for tests that are the same each time.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
