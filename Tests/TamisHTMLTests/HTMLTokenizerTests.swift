// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TamisHTML

@Suite struct HTMLTokenizerTests {
  @Test func `nothing is the end`() {
    #expect(tokens("") == [])
  }

  @Test func `every kind of token`() {
    let html = "<!DOCTYPE html><p class=a>One &amp; two<br/><!-- c --></p>"
    #expect(
      tokens(html) == [
        "doctype \"html\" none none", "<p class=\"a\">", "One & two", "<br/>", "comment  c ",
        "</p>",
      ])
  }

  @Test(arguments: ["script", "style", "xmp", "iframe", "noembed", "noframes", "title", "textarea"])
  func `text up to the end tag is not markup`(name: String) {
    let html = "<\(name)><b></\(name)x></\(name.uppercased()) ><i>"
    #expect(tokens(html) == ["<\(name)>", "<b></\(name)x>", "</\(name)>", "<i>"])
  }

  @Test func `quotes only after an equals sign`() {
    #expect(tokens("<a href=\"x\"\">y</a>") == ["<a \"=\"\" href=\"x\">", "y", "</a>"])
  }

  @Test func `scripts hide their end in comments`() {
    let html = "<script><!--<script></script>--></script>x"
    #expect(tokens(html) == ["<script>", "<!--<script></script>-->", "</script>", "x"])
  }

  @Test(arguments: [
    ("<", ["<"]), ("</", ["</"]), ("a<b", ["a"]), ("<a", []), ("<a ", []), ("<a b", []),
    ("<a b=", []), ("<a b='", []), ("<a b='c'", []), ("<a b=c", []), ("<a /", []), ("</a", []),
    ("</a b", []), ("</>x", ["x"]), ("<!", ["comment "]), ("<!-", ["comment -"]),
    ("<!--", ["comment "]), ("<!---", ["comment "]), ("<!--a-", ["comment a"]),
    ("<!--a--", ["comment a"]), ("<!--a--!", ["comment a"]), ("<!--a---", ["comment a-"]),
    ("<?", ["comment ?"]), ("</ ", ["comment  "]), ("<!DOCTYPE", ["doctype none none none quirks"]),
    ("<title>a</title", ["<title>", "a</title"]), ("<title>a</title ", ["<title>", "a"]),
    ("<script>a</script", ["<script>", "a</script"]), ("<script><!--a", ["<script>", "<!--a"]),
    ("<plaintext>a</plaintext>", ["<plaintext>", "a</plaintext>"]), ("&", ["&"]), ("&#", ["&#"]),
    ("<svg><![CDATA[a]]", ["<svg>", "a]]"]),
  ])
  func `the text's end in every state`(html: String, expected: [String]) {
    #expect(tokens(html) == expected)
  }

  @Test(arguments: [
    ("<!-->", ""), ("<!--->", ""), ("<!---->", ""), ("<!----->", "-"), ("<!--a--!>", "a"),
    ("<!----!>", ""), ("<!---!>-->", "-!>"), ("<!--a--!-->", "a--!"), ("<!--a-- >-->", "a-- >"),
    ("<!--<!-->", "<!"), ("<!--a>b-->", "a>b"), ("<!a>", "a"),
    ("<?xml version='1'?>", "?xml version='1'?"),
    ("</1>", "1"), ("<!-a->", "-a-"), ("<!--a\0\r\n-->", "a\u{FFFD}\n"),
  ])
  func `comments`(html: String, data: String) {
    #expect(tokens(html + "x") == ["comment \(data)", "x"])
  }

  @Test(arguments: [
    ("<a/>", "<a/>"), ("<a/ >", "<a>"), ("<a b=c/>", "<a b=\"c/\">"),
    ("<a b=\"c\"/>", "<a b=\"c\"/>"),
    ("<a b/>", "<a b=\"\"/>"), ("<a b=/>", "<a b=\"/\">"), ("<a b='c'd>", "<a b=\"c\" d=\"\">"),
    ("<a b = c>", "<a b=\"c\">"), ("<a =b>", "<a =b=\"\">"), ("<a ==b>", "<a ==\"b\">"),
    ("<a b=>", "<a b=\"\">"), ("<a b=c=\"d>", "<a b=\"c=\"d\">"), ("<a b='>'>", "<a b=\">\">"),
    ("<a/b/c>", "<a b=\"\" c=\"\">"), ("<A B='X' b=y>", "<a b=\"X\">"),
    ("<a\u{C}b\rc>", "<a b=\"\" c=\"\">"),
    ("<a=b>", "<a=b>"), ("<a<b>", "<a<b>"), ("<a\0>", "<a\u{FFFD}>"),
    ("<a \0=\0>", "<a \u{FFFD}=\"\u{FFFD}\">"),
    ("<a b=&lt;>", "<a b=\"<\">"), ("<a b=&copy=1>", "<a b=\"&copy=1\">"), ("<é>", "<é>"),
  ])
  func `tags`(html: String, tag: String) {
    #expect(tokens(html).joined() == tag)
  }

  @Test(arguments: [
    ("<!DOCTYPE>", "none none none quirks"), ("<!doctype html>", "\"html\" none none"),
    ("<!DOCTYPEHtml >", "\"html\" none none"),
    ("<!DOCTYPE html public>", "\"html\" none none quirks"),
    ("<!DOCTYPE html PUBLIC 'a' \"b\">", "\"html\" \"a\" \"b\""),
    ("<!DOCTYPE html PUBLIC 'a'>", "\"html\" \"a\" none"),
    ("<!DOCTYPE html SYSTEM'b'>", "\"html\" none \"b\""),
    ("<!DOCTYPE html SYSTEM 'b' x>", "\"html\" none \"b\""),
    ("<!DOCTYPE html SYSTEM 'b>", "\"html\" none \"b\" quirks"),
    ("<!DOCTYPE html x>", "\"html\" none none quirks"),
    ("<!DOCTYPE html SYSTEM 'b' x", "\"html\" none \"b\""),
    ("<!DOCTYPE html SYSTEM 'b'", "\"html\" none \"b\" quirks"),
    ("<!DOCTYPE html PUBLIC 'a' x>", "\"html\" \"a\" none quirks"),
  ])
  func `document types`(html: String, line: String) {
    #expect(tokens(html) == ["doctype \(line)"])
  }

  @Test func `scripts within comments within scripts`() {
    for (script, isWhole) in [
      ("<!--<script></script>", true), ("<!--<script>--></script>", false),
      ("<!--<script></script></script>", false), ("<!--<scriptx></script>", false),
      ("<!--<script/</script>", true), ("<!--></script>", false), ("<!---></script>", false),
      ("<!-- <!-- </script>", false), ("<!-<script></script>", false),
    ] {
      let html = "<script>\(script)"
      let expected =
        isWhole ? ["<script>", script] : ["<script>", String(script.dropLast(9)), "</script>"]
      #expect(tokens(html) == expected, "\(script)")
    }
  }

  @Test func `every element and attribute is known by its name in any case`() {
    for tag in HTMLTag.allCases where tag != .other {
      let name = Array("\(tag)".utf8)
      for spelling in [name, Array("\(tag)".uppercased().utf8)] {
        #expect(HTMLTag(named: 0..<name.count, in: spelling.span) == tag)
      }
      let longer = name + [0x78]
      #expect(HTMLTag(named: 0..<name.count, in: longer.span) == tag)
      for count in 0..<name.count {
        let part = HTMLTag.allCases.first {
          "\($0)".lowercased().utf8.elementsEqual(Array("\(tag)".lowercased().utf8)[..<count])
        }
        #expect(HTMLTag(named: 0..<count, in: name.span) == part ?? .other)
      }
    }
    for kind in HTMLAttribute.Kind.allCases where kind != .other {
      let name = kind == .ariaHidden ? "aria-hidden" : "\(kind)"
      for spelling in [name, name.uppercased()] { #expect(kinds("<a \(spelling)>") == [kind]) }
      #expect(kinds("<a \(name)x \(name.dropLast())>") == [.other, .other])
    }
    // Bytes that a careless change of case takes for letters or digits.
    #expect(kinds("<a hre\u{26} \u{8}ref na\u{D}me>") == [.other, .other, .other, .other])
  }

  private func kinds(_ html: String) -> [HTMLAttribute.Kind] {
    let bytes = Array(html.utf8)
    var tokenizer = HTMLTokenizer()
    _ = tokenizer.next(in: bytes.span)
    return tokenizer.attributes.map(\.kind)
  }

  @Test func `a repeated attribute is dropped, among few and among very many`() {
    for count in [1, 2, 5, 31, 32, 33, 63, 64, 65, 200, 1021, 1022] {
      let names = (0..<count).map { "data-\($0)" } + ["id", "class"]
      let once = names.map { " \($0)=1" }.joined()
      let again = names.map { " \($0.uppercased())=2" }.joined()
      let bytes = Array("<a\(once)\(again)>".utf8)
      var tokenizer = HTMLTokenizer()
      _ = tokenizer.next(in: bytes.span)
      #expect(tokenizer.attributes.count == count + 2)
      #expect(tokenizer.attributeCount == count + 2)
      #expect(tokenizer.attributes.allSatisfy { bytes[$0.value].elementsEqual([0x31]) })
    }
  }

  @Test func `of very many attributes the first are noted, and the tag ends where it ends`() {
    for count in [1023, 1024, 1025, 1026, 100_000] {
      let attributes = (0..<count).map { " a\($0)='>'" }.joined()
      let bytes = Array("<a\(attributes) href=x/>text".utf8)
      var tokenizer = HTMLTokenizer()
      let tag = tokenizer.next(in: bytes.span)
      #expect(tokenizer.attributeCount == min(count + 1, 1024))
      #expect(tag.source == 0..<bytes.count - 4)
      #expect(tokenizer.next(in: bytes.span).content == bytes.count - 4..<bytes.count)
    }
  }

  @Test func `large inputs take linear time and give what they should`() {
    // Each of these takes minutes if anything in it is quadratic.
    let count = 1_000_000
    let nested = String(repeating: "<div>", count: count)
    #expect(tokens(nested).count == count)
    #expect(tokens("<title>" + String(repeating: "</a", count: count)).count == 2)
    #expect(tokens("<script>" + String(repeating: "<!--<script></a", count: count)).count == 2)
    #expect(tokens("<!--" + String(repeating: "--!a>", count: count)).count == 1)
    #expect(tokens("<svg><![CDATA[" + String(repeating: "]>]", count: count)).count == 2)
    #expect(tokens(String(repeating: "<a ", count: count)).isEmpty)
    #expect(tokens(String(repeating: "&#", count: count)).count == 1)
    #expect(tokens("&" + String(repeating: "a", count: count)).count == 1)
  }
}
