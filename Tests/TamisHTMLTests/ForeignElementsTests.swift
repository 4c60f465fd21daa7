// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TamisHTML

@Suite struct ForeignElementsTests {
  /// Begins with a tag in HTML, and with text in SVG and MathML.
  private static let probe = "<style><q a></style>"

  @Test(arguments: [
    "<svg>", "<math>", "<svg><g><path/>", "<svg><svg></svg>",
    "<svg><foreignObject></foreignObject>",
    "<svg><foreignobject/>", "<svg><a></a>", "<svg><title>", "<svg></nosuch>", "<svg><font>",
    "<svg><button></button>", "<svg><foreignObject><div><svg>", "<svg><script/>", "<SVG>",
  ])
  func `within them style is like any element, and CDATA is text`(html: String) {
    #expect(isForeign(html))
  }

  @Test(arguments: [
    "", "<svg/>", "<svg></svg>", "<svg><div>", "<math><p>", "<svg><g><table>",
    "<svg><font color=x>",
    "<svg><font SIZE>", "<svg><foreignObject>", "<svg><svg></svg></svg>", "<svg></p>", "<svg></br>",
    "<div><svg></div>", "<td><svg><g></td>", "<svg><foreignObject><svg></svg>",
    "<svg><foreignObject><svg><p>", "<foreignObject>", "<svg><math></svg>",
  ])
  func `outside them it is not`(html: String) {
    #expect(!isForeign(html))
  }

  @Test func `nesting of any depth is bounded and ends`() {
    let deep = String(repeating: "<svg>", count: 100_000)
    // In variables: a failure would show all of the text.
    let within = isForeign(deep)
    let closed = isForeign(deep + String(repeating: "</svg>", count: 100_000))
    let left = isForeign(deep + "<p>")
    #expect(within && !closed && !left)
  }

  private func isForeign(_ html: String) -> Bool {
    let style = tokens(html + Self.probe).contains("<q a=\"\">")
    let section = tokens(html + "<![CDATA[a]]b&lt;]]>").last == "a]]b&lt;"
    let bogus = tokens(html + "<![CDATA[a]]b&lt;]]>").last == "comment [CDATA[a]]b&lt;]]"
    #expect(style == section && style != bogus, "\(html.prefix(100))")
    return style
  }
}
