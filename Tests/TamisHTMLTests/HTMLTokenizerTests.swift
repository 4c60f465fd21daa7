// SPDX-License-Identifier: Apache-2.0

import TamisHTML
import Testing

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
}
