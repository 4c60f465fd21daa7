// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Text as Markdown, and back.
struct `Text as Markdown` {
  let folder: Scratch

  private static let story = """
    <h1>The keeper of the rocks</h1>
    <p>The lighthouse keeper wrote down the weather every evening, and once a week he rowed over to \
    the village with his notes, whether anybody had asked for them or not.</p>
    <blockquote><p>I have been asked twice in thirty years, and both times it was about the tide.</p>
    </blockquote>
    <ol><li>He wrote about the wind, which came from the west on most days of the year.</li>
    <li>He wrote about the *sea*, which came from everywhere at once in the winter months.</li></ol>
    <pre>wind  7\n  sea 5</pre>
    <p>When the new light was built they asked him for his books, and he gave them forty-one of them.</p>
    """

  private static let markdown = """
    # The keeper of the rocks

    The lighthouse keeper wrote down the weather every evening, and once a week he rowed over to \
    the village with his notes, whether anybody had asked for them or not.

    > I have been asked twice in thirty years, and both times it was about the tide.

    1. He wrote about the wind, which came from the west on most days of the year.
    2. He wrote about the \\*sea\\*, which came from everywhere at once in the winter months.

    ```
    wind  7
      sea 5
    ```

    When the new light was built they asked him for his books, and he gave them forty-one of them.
    """

  init() throws {
    folder = try Scratch()
    try folder.write("page.html", "<nav><a href=/>Home</a></nav><main>\(Self.story)</main>")
    try folder.write("page.txt", "Skip to content\n\n* One star\n\n\u{00E9}\u{00E8}\n")
    try folder.write("bad.txt", bytes: Array("Skip to content\n\n* One ".utf8) + [0xFF, 0x0A])
  }

  @Test func `has headings, lists, quotations and code`() throws {
    let run = try folder.tamis("clean", "page.html", "-o", "out.jsonl", "--text-format", "markdown")
    #expect(run.status == 0)
    #expect(run.errors.contains("Not restorable"))
    #expect(try folder.read(PageLine.self, "out.jsonl").map(\.text) == [Self.markdown])
  }

  @Test(arguments: ["out.jsonl", "out.warc.gz", "out"])
  func `comes back from the evidence, whatever the output`(output: String) throws {
    let plain = ["clean", "page.html", "page.txt", "bad.txt", "--evidence", "e.jsonl", "-o"]
    try folder.tamis(plain + ["plain.jsonl"])
    try folder.tamis("restore", "plain.jsonl", "--evidence", "e.jsonl", "-o", "visible.jsonl")
    let visible = try folder.read(PageLine.self, "visible.jsonl").map(\.text)
    #expect(try folder.tamis(plain + [output, "--text-format", "markdown"]).status == 0)
    let run = try folder.tamis("restore", output, "--evidence", "e.jsonl", "-o", "back.jsonl")
    #expect(run.status == 0, "\(run.errors)")
    let back = try folder.read(PageLine.self, "back.jsonl")
    // A folder is read in the order of its names.
    #expect(Set(back.map(\.text)) == Set(visible))
    #expect(back.count == 3 && visible[0].hasPrefix("Home\n\nThe keeper of the rocks"))
    #expect(visible[1] == "Skip to content\n\n* One star\n\n\u{00E9}\u{00E8}\n")
  }

  @Test func `comes back byte for byte from one text file`() throws {
    for name in ["page.txt", "bad.txt"] {
      try folder.tamis(
        "clean", name, "-o", "out.jsonl", "--evidence", "e.jsonl", "--text-format", "markdown")
      #expect(try folder.read(PageLine.self, "out.jsonl")[0].text.hasPrefix("\\* One"))
      let run = try folder.tamis("restore", "out.jsonl", "--evidence", "e.jsonl")
      #expect([UInt8](run.output) == (try folder.bytes(name)))
    }
  }

  @Test func `comes back of all samples, with paragraphs that stand elsewhere gone too`() throws {
    try folder.tamis(
      "clean", SampleCrawl.archive, "-o", "plain.jsonl", "--evidence", "pe.jsonl")
    try folder.tamis("restore", "plain.jsonl", "--evidence", "pe.jsonl", "-o", "visible.jsonl")
    try folder.tamis(
      "clean", SampleCrawl.archive, "-o", "out.jsonl", "--evidence", "e.jsonl", "--text-format",
      "markdown", "--paragraphs")
    let run = try folder.tamis("restore", "out.jsonl", "--evidence", "e.jsonl", "-o", "back.jsonl")
    #expect(run.status == 0, "\(run.errors)")
    #expect(try folder.texts("back.jsonl") == folder.texts("visible.jsonl"))
    #expect(try folder.text("e.jsonl").contains(#""reason":"text-format","detail":"markdown""#))
  }

  @Test(arguments: [
    #""edits":[1,2]"#, #""edits":["a",2,""]"#, #""edits":[-1,2,""]"#, #""edits":[9,2,""]"#,
  ])
  func `evidence that does not fit is refused`(edits: String) throws {
    try folder.write("clean.jsonl", lines: [#"{"id":"x","text":"one"}"#])
    let line = #"{"id":"x","record":1,"start":0,"end":0,"text":"","reason":"text-format","#
    try folder.write("evidence.jsonl", lines: [line + edits + "}"])
    let run = try folder.tamis("restore", "clean.jsonl", "--evidence", "evidence.jsonl")
    #expect(run.status == 1)
    #expect(run.errors.contains("evidence"))
    #expect(run.output.isEmpty)
  }
}
