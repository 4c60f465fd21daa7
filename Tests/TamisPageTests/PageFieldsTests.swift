// SPDX-License-Identifier: Apache-2.0

import TamisHTML
import Testing

@testable import TamisPage

/// The fields of a page, `name: value` a line.
private func fields(_ html: String, url: String? = "https://www.tide.example/a/b?c#d") -> [String] {
  var reader = HTMLReader()
  let facts = reader.read(Array(html.utf8).span).facts
  return PageFields.members(of: facts, url: url).map { "\($0.name): \($0.value)" }
}

private func linked(_ json: String) -> String {
  "<script type=application/ld+json>\(json)</script>"
}

struct `Fields of a page` {
  @Test func `are written in one order`() {
    let html = """
      <html lang=en><meta name=description content=D><link rel=canonical href=https://x.example/>
      <meta name=author content=A><meta name=date content=2024-02-29><title>T</title>
      """
    #expect(
      fields(html) == [
        "title: T", "author: A", "date: 2024-02-29", "language: en",
        "canonical: https://x.example/", "description: D",
      ])
    #expect(fields("<p>2024, by A. Nobody").isEmpty)
    #expect(fields(html).map { $0.prefix { $0 != ":" } } == PageFields.names.map { $0[...] })
  }

  @Test(
    arguments: [
      // JSON-LD of an article, then Open Graph, then the element.
      (
        "<title>E</title><meta property=og:title content=O>"
          + linked(#"{"@type":"NewsArticle","headline":"L"}"#), "title: L"
      ),
      ("<title>E</title><meta property=og:title content=O>", "title: O"),
      ("<title>\u{3000} E\n e&nbsp;\u{3000} </title>", "title: E e"),
      ("<title>E</title>" + linked(#"{"@type":"WebPage","name":"L"}"#), "title: L"),
      // The site's name goes where it is stated, or is the host's.
      (
        "<title>Fog - Tide Times</title><meta property=og:site_name content='Tide Times'>",
        "title: Fog"
      ),
      ("<title>Fog | Tide Times</title>", "title: Fog | Tide Times"),
      ("<title>Fog | TIDE</title>", "title: Fog"),
      ("<title>Fog – tide.example</title>", "title: Fog"),
      ("<title>| tide.example</title>", "title: | tide.example"),
      ("<title>Tide</title><meta property=og:site_name content=Tide>", "title: Tide"),
      (
        "<title>Spring Tide</title><meta property=og:site_name content=Tide>",
        "title: Spring Tide"
      ),
      ("<title>Caf\u{65}\u{301}</title><meta property=og:site_name content=é>", "title: Café"),
      ("<title>Sea &amp;amp; salt &amp;#8211; 1</title>", "title: Sea & salt – 1"),
      // A mark within a word parts nothing; beside scripts without capitals it does.
      ("<title>A choice of low-tide</title>", "title: A choice of low-tide"),
      ("<title>Wind 3/tide</title>", "title: Wind 3/tide"),
      ("<title>Sea: tide</title>", "title: Sea"),
      ("<title>Pre-Post</title><meta property=og:site_name content=Post>", "title: Pre-Post"),
      ("<title>霧_潮</title><meta property=og:site_name content=潮>", "title: 霧"),
    ])
  func `name the title`(html: String, expected: String) {
    #expect(fields(html).first == expected)
  }

  // Thousands, each looked for at the end of a title of thousands of marks, would take minutes.
  @Test(arguments: [(0, "title: Fog"), (31, "title: Fog"), (32, "title: Fog | S32")])
  func `are without the names of the first 32 sites`(site: Int, title: String) {
    let sites = (0..<40).map { #"{"@type":"WebSite","name":"S\#($0)"}"# }.joined(separator: ",")
    #expect(fields("<title>Fog | S\(site)</title>" + linked("[\(sites)]")) == [title])
  }

  @Test(
    arguments: [
      ("<meta name=author content='A'><meta name=author content='B'>", "A; B"),
      ("<meta name=author content='A'><meta name=author content='a'>", "A"),
      ("<meta name=author content='https://a.example'><meta name=dc.creator content=B>", "B"),
      ("<meta name=author content='a@tide.example'>", nil),
      ("<meta name=author content='  '>", nil),
      (linked(#"{"@type":"Article","author":"A"}"#), "A"),
      (linked(#"{"@type":["Thing","BlogPosting"],"author":{"name":"A"}}"#), "A"),
      (linked(#"[{"@type":"Article","author":[{"name":"A"},"B",{"name":["C"]}]}]"#), "A; B; C"),
      (
        linked(
          ##"{"@graph":[{"@type":"Article","author":{"@id":"#p"}},{"@id":"#p","name":"A"}]}"##),
        "A"
      ),
      (linked(#"{"@type":"Article","author":{"@id":"nobody"}}"#), nil),
      (
        linked(
          ##"{"@graph":[{"@id":"#q","name":["C","D"]},{"@id":"#p"},{"@id":"#p","name":"A"},"##
            + ##"{"@type":"Article","author":[{"@id":"#p"},"B",{"@id":"#q"},{"@id":"#p"}]},"##
            + ##"{"@id":"#p","name":"E"}]}"##),
        "A; B; C; D"
      ),
      // Others' articles, on a page that lists them.
      (
        linked(
          #"[{"@type":"Article","headline":"1","author":"A"},{"@type":"Article","headline":"2"}]"#),
        nil
      ),
      (linked(#"{"@type":"ItemList","itemListElement":[{"@type":"Article","author":"A"}]}"#), nil),
      (linked(#"{"@type":"WebPage","mainEntity":{"@type":"Article","author":"A"}}"#), "A"),
    ])
  func `name the authors`(html: String, expected: String?) {
    #expect(fields(html) == (expected.map { ["author: \($0)"] } ?? []))
  }

  @Test(
    arguments: [
      ("2024-02-29T22:30:00+01:00", "2024-02-29T22:30:00+01:00"),
      ("2024/2/9 10:11", "2024-02-09 10:11"),
      ("20240229", "2024-02-29"), ("20240229T2230Z", "2024-02-29T2230Z"),
      ("2024.02.29", "2024-02-29"),
      ("Feb 9, 2024", "2024-02-09"), ("9th February 2024, 8 pm", "2024-02-09"),
      ("Thu, 29 Feb 2024 22:30:00 GMT", "2024-02-29"), ("2024 Sept 2", "2024-09-02"),
      ("\"2024-02-29\"", "2024-02-29"), ("2024", "2024"), ("2024-02", "2024-02"),
      // Which is the month, and which the year?
      ("02/03/2024", "02/03/2024"), ("mar. 12 nov. 2024", "mar. 12 nov. 2024"),
      ("29 février 2024", "29 février 2024"), ("2024-13-40", "2024-13-40"),
      ("29 Mar 24 2021", "29 Mar 24 2021"), ("2024-02-30", "2024-02-30"),
      ("20240229123000", "2024-02-29"), ("March 2024", "March 2024"),
      ("Room 1024", nil), ("20240230", nil),
      ("1325665379", nil), ("yesterday", nil), ("0000-00-00", nil), ("99999999", nil), ("", nil),
    ])
  func `name the day where it is stated`(stated: String, expected: String?) {
    let html = "<meta property=article:published_time content='\(stated)'>"
    #expect(fields(html) == (expected.map { ["date: \($0)"] } ?? []))
  }

  @Test(
    arguments: [
      ("<html lang=pt-BR>", "pt-BR"), ("<html lang=en_US>", "en-US"),
      ("<html lang='{{ locale }}'><meta property=og:locale content=de_AT>", "de-AT"),
      ("<html lang=x-default>", nil), ("<html lang=e>", nil), ("<html lang=german>", nil),
      ("<html lang=zh-Hans-CN>", "zh-Hans-CN"), ("<html lang=en->", nil),
      ("<meta http-equiv=content-language content=ru>", "ru"),
      (linked(#"{"@type":"Article","inLanguage":"el"}"#), "el"),
    ])
  func `name the language`(html: String, expected: String?) {
    #expect(fields(html) == (expected.map { ["language: \($0)"] } ?? []))
  }

  @Test(
    arguments: [
      ("https://x.example/y", "https://x.example/y"), ("//x.example/y", "https://x.example/y"),
      ("/y", "https://www.tide.example/y"), ("y", "https://www.tide.example/a/y"),
      ("../y?z", "https://www.tide.example/y?z"), ("../../../y/.", "https://www.tide.example/y/"),
      ("?y", "https://www.tide.example/a/b?y"), ("#y", "https://www.tide.example/a/b?c#y"),
      ("mailto:x", "mailto:x"),
    ])
  func `name the canonical address`(stated: String, expected: String) {
    #expect(fields("<link rel=canonical href='\(stated)'>") == ["canonical: \(expected)"])
    let without = fields("<link rel=canonical href='\(stated)'>", url: nil)
    #expect(without == ["canonical: \(stated)"])
  }

  @Test func `take an address from the head alone, relative to its base`() {
    let head = "<base href=/x/><link rel=canonical href=y>"
    #expect(fields(head) == ["canonical: https://www.tide.example/x/y"])
    #expect(fields("<p>A comment: <link rel=canonical href=//evil.example/></p>").isEmpty)
    #expect(fields("<p>A comment.</p><p><link rel=canonical href=//evil.example/></p>").isEmpty)
  }

  @Test(arguments: ["nonsense", "http:", "https://", "https:///x", ":", "https://x"])
  func `survive addresses that are none`(url: String) {
    #expect(fields("<title>T | x</title><link rel=canonical href=../y>", url: url).count == 2)
  }
}

struct `JSON-LD with faults` {
  @Test(
    arguments: [
      #"{"@type":"Article","headline":"H",}"#,
      #"//<![CDATA[\#n{"@type":"Article","headline":"H"}\#n//]]>"#,
      #"<!-- {"@type":"Article","headline":"H"} -->"#,
      #"/* {"headline":"no"} */ [[{"@type":"Article", /* } */ "headline":"H"}"#,
      #"{"@type":"Article","headline":"H","x":{"y":[1,2"#,
      "{\"@type\":\"Article\",\"headline\":\"\n H \t\"}",
      #"{"@type":"Article","headline":"\u0048"}"#, #"{"@type":"Article","headline":"H\n"};"#,
      "{&quot;@type&quot;:&quot;Article&quot;,&quot;headline&quot;:&quot;H&quot;}",
      #"{"a":"he said "no" to it","@type":"Article","headline":"H"}"#,
      #"]]}{"@type":"Article","headline":"H"}"#,
    ])
  func `is read where the fault does no harm`(json: String) {
    #expect(fields(linked(json)) == ["title: H"])
  }

  @Test(
    arguments: [
      "", "{", "[", "\"", "\\", "{\"", "{\"@type\":", "{\"@type\":\"Article\",\"headline\":\"H",
      #"{"@type":"Article","headline":5}"#, #"{"@type":"Article","headline":"said "no" to it"}"#,
      #"{"@type":"Article" "x":1, "headline":"H"}"#, #"{"@type":"Article","headline":null}"#,
      #""headline""#, #"["@type","Article"]"#,
      #"{"@type":"Article","headline":{"@value":"H"}}"#, "/*", "//", "<![CDATA[",
    ])
  func `says nothing where it cannot be known`(json: String) {
    #expect(fields(linked(json)).isEmpty)
  }

  @Test(
    arguments: [
      (#"\ud83d\ude00"#, "😀"), (#"\ud83d"#, "\u{FFFD}"), (#"\ud83dx"#, "\u{FFFD}x"),
      (#"\ude00\ud83d"#, "\u{FFFD}\u{FFFD}"), (#"\u12"#, "\u{FFFD}12"), (#"\q\/"#, "q/"),
      (#"a\"b"#, "a\"b"), (#"\u00e9&#233;é"#, "ééé"),
    ])
  func `has escapes`(escaped: String, expected: String) {
    #expect(
      fields(linked(#"{"@type":"Article","headline":"\#(escaped)"}"#)) == ["title: \(expected)"])
  }

  @Test func `is bounded in depth, number and length`() {
    let article = #"{"@type":"Article","headline":"H"}"#
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + article + String(repeating: "]", count: depth)
    }
    // The article's own object is one level more.
    #expect(fields(linked(nested(LinkedData.depthLimit - 2))) == ["title: H"])
    #expect(fields(linked(nested(LinkedData.depthLimit))).isEmpty)
    #expect(fields(linked(nested(200_000))).isEmpty)

    let many = String(repeating: "{},", count: LinkedData.nodeLimit)
    #expect(fields(linked("[{},\(article),\(many)]")) == ["title: H"])
    #expect(fields(linked("[\(many)\(article)]")).isEmpty)

    let long = String(repeating: "x", count: PageValue.limit)
    #expect(
      fields(linked(#"{"@type":"Article","headline":"\#(long)"}"#)) == ["title: \(long)"])
    #expect(fields(linked(#"{"@type":"Article","headline":"\#(long)x"}"#)).isEmpty)
  }

  @Test func `never traps where it is cut off`() {
    let json = Array(
      #"""
      {"@graph":[{"@type":"Article","headline":"A \u00e9\ud83d\ude00 \"b\"","author":[{"name":"N"},
      {"@id":"#n"}]},/* c */{"@id":"#n","name":["O"]}],}
      """#.utf8)
    for end in json.indices {
      let data = LinkedData(Array(json[..<end]))
      let statements = LinkedStatements([data])
      #expect(statements.article.title == nil || statements.article.title == "A é😀 \"b\"")
    }
    #expect(LinkedStatements([LinkedData(json)]).article.authors == ["N", "O"])
  }
}
