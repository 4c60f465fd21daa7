// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// What `inspect` shows in a terminal.
struct `Inspecting a page` {
  let folder: Scratch

  init() throws {
    folder = try Scratch()
    try folder.write("page.txt", ScrapedPage.scraped)
  }

  @Test func `shows every block once, dropped ones with reason, evidence and confidence`() throws {
    let run = try folder.tamis("inspect", "page.txt", "-q")
    #expect(run.status == 0 && run.errors.isEmpty)
    let lines = run.text.split(separator: "\n").map(String.init)
    let blocks = ScrapedPage.scraped.split(separator: "\n")
    #expect(lines.first?.hasPrefix("== page.txt: \(blocks.count) blocks, ") == true)
    for (number, block) in blocks.enumerated() {
      let line = lines.filter { $0.hasPrefix("\(number + 1)".leftPadded(3) + " ") }
      #expect(line.count == 1 && line[0].hasSuffix(block))
    }
    #expect(lines.contains { $0.contains("repeats block") && $0.hasSuffix(" % sure)") })
    let dropped = lines.filter { $0.dropFirst(10).hasPrefix("- ") }.count
    #expect(lines.count == 1 + blocks.count + dropped)
    #expect(lines[0].hasSuffix(", \(dropped) dropped"))
  }

  @Test func `uses colours only when asked, or on a terminal`() throws {
    let escape = "\u{1B}["
    #expect(try !folder.tamis("inspect", "page.txt", "-q").text.contains(escape))
    #expect(
      try !folder.tamis("inspect", "page.txt", "-q", "--color", "never").text.contains(escape))
    let coloured = try folder.tamis("inspect", "page.txt", "-q", "--color", "always")
    #expect(coloured.text.contains("\(escape)31m- Recommended Articles\(escape)0m"))
    #if os(Linux)
      // util-linux's script gives the command a terminal.
      guard try folder.shell("command -v script").status == 0 else {
        return print("not run: inspect on a terminal, because there is no program script")
      }
      for (settings, isColoured) in [
        ("TERM=xterm", true), ("TERM=dumb", false), ("TERM=xterm NO_COLOR=1", false),
      ] {
        let run = try folder.shell(
          #"script -qec '\#(settings) "$TAMIS" inspect page.txt -q' /dev/null < /dev/null"#)
        #expect(run.text.contains("Recommended Articles"))
        #expect(run.text.contains("\(escape)31m") == isColoured, "\(settings)")
      }
    #endif
  }

  @Test func `lets no page write to the terminal but text`() throws {
    try folder.write("evil.txt", "\u{1B}]0;title\u{07}\u{1B}[2J One\u{9B}31m line\n")
    let run = try folder.tamis("inspect", "evil.txt", "-q", "--color", "never")
    #expect(run.text.contains("One"))
    #expect(
      !run.text.unicodeScalars.contains { $0 != "\n" && $0.properties.generalCategory == .control })
  }
}

/// The page that `inspect --html` writes, as a browser reads it.
struct `Inspecting in a browser` {
  let folder: Scratch

  /// What would end an element, a script or an attribute, or begin one.
  private static let evil =
    "</script></li></ol><script>document.title='broken'</script><img src=x onerror=alert(1)>\"'&amp;"

  init() throws {
    folder = try Scratch()
    let page =
      "<nav><a href=/>\(Self.escaped("Home " + Self.evil))</a></nav><h1>The keeper of the rocks</h1>"
      + (1...4).map { number in
        "<p>The keeper of rock number \(number) wrote down the weather every evening, and once a week "
          + "he rowed over to the village with his notes. \(Self.escaped(Self.evil))</p>"
      }.joined()
    let pages = [PageHTML(id: "</title>" + Self.evil, html: page), PageHTML(id: "two", html: page)]
    let lines = try pages.map { String(decoding: try JSONEncoder().encode($0), as: UTF8.self) }
    try folder.write("pages.jsonl", lines: lines)
    try folder.write("page.txt", ScrapedPage.scraped)
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
  }

  /// The page's elements after its scripts have run; nil, said aloud, where there is no Chromium.
  private func dom(_ file: String, _ address: String = "") throws -> String? {
    let find = "command -v chromium || command -v chromium-browser || command -v google-chrome"
    let browser = try folder.shell(find).text.split(separator: "\n").first.map(String.init)
    guard let browser else {
      print("not run: \(file) in a browser, because there is no Chromium")
      return nil
    }
    let run = try folder.start(
      [
        browser, "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir=profile",
        "--dump-dom", "file://\(folder.path(file))\(address)",
      ], environment: ["HOME": folder.path("")]
    ).wait()
    try #require(run.status == 0, "\(run.errors.suffix(2000))")
    return run.text
  }

  @Test func `is one file that asks for no other`() throws {
    let run = try folder.tamis("inspect", "pages.jsonl", "--html", "report.html", "-q")
    #expect(run.status == 0 && run.output.isEmpty && run.errors.isEmpty)
    let html = try folder.text("report.html")
    #expect(html.hasPrefix("<!DOCTYPE html>") && html.hasSuffix("</html>\n"))
    #expect(html.contains("default-src 'none'"))
    // Of what could fetch something there is nothing but links within the page.
    #expect(!html.contains("src=\"") && !html.contains("url(") && !html.contains("@import"))
    #expect(html.ranges(of: "href=").count == html.ranges(of: "href=\"#p").count)
    #expect(html.ranges(of: "<script>").count == 1 && html.ranges(of: "<img").isEmpty)
    #expect(html.ranges(of: "<li ").count == 12)
  }

  @Test func `no text of a page or its id is anything but text`() throws {
    try folder.tamis("inspect", "pages.jsonl", "--html", "report.html")
    guard let dom = try dom("report.html") else { return }
    #expect(dom.contains("<title>What tamis clean keeps and drops</title>"))
    #expect(!dom.contains("<img") && dom.ranges(of: "<script>").count == 1)
    #expect(dom.ranges(of: "<section ").count == 2)
    #expect(dom.contains("12 of 12 blocks</output>"))
  }

  @Test func `shows the kept, the dropped, or those of one reason`() throws {
    try folder.tamis("inspect", "page.txt", "--html", "report.html")
    let all = try folder.text("report.html")
    let kept = all.ranges(of: "class=\"kept\"").count
    let dropped = all.ranges(of: "class=\"dropped\"").count
    let headlines = all.ranges(of: "data-reason=\"repeated-headline\"").count
    #expect(kept > 0 && headlines > 0 && dropped > headlines)
    for (address, shown) in [
      ("#show=dropped", dropped), ("#show=all&reason=repeated-headline", headlines),
    ] {
      guard let dom = try dom("report.html", address) else { return }
      #expect(dom.contains("\(shown) of \(kept + dropped) blocks</output>"), "\(address)")
      let hidden = dom.ranges(of: "hidden=\"\"").count
      #expect(hidden == kept + dropped - shown, "\(address)")
    }
  }

  @Test func `is not written where it cannot be, nor over an input`() throws {
    for (path, status) in [("pages.jsonl", Int32(1)), ("no/report.html", 1), ("r.html.gz", 64)] {
      let before = try folder.bytes("pages.jsonl")
      let run = try folder.tamis("inspect", "pages.jsonl", "--html", path)
      #expect(run.status == status, "\(path)")
      #expect(try folder.bytes("pages.jsonl") == before)
    }
    #expect(try folder.tamis("inspect", "pages.jsonl", "--id", "x", "--html", "r.html").status == 1)
    #expect(try folder.names() == ["page.txt", "pages.jsonl"])
  }
}

extension String {
  fileprivate func leftPadded(_ width: Int) -> String {
    String(repeating: " ", count: max(0, width - count)) + self
  }
}
