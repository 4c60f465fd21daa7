// SPDX-License-Identifier: Apache-2.0

import Testing

/// Lines with both HTML and text.
struct `Text beside HTML` {
  let folder: Scratch

  init() throws { folder = try Scratch() }

  @Test(arguments: [
    (#""html":"<p>Seen</p>""#, "Seen"), (#""html":"""#, "The \u{E9} text"),
    (#""html":"<div id=app></div><script>x</script>""#, "The \u{E9} text"),
    (#""html":" \n""#, "The \u{E9} text"), (#""html":null"#, "The \u{E9} text"),
  ])
  func `counts where the HTML shows nothing`(member: String, expected: String) throws {
    try folder.write("in.jsonl", #"{"id":"a",\#(member),"text":"The \u00e9 text"}"# + "\n")
    let run = try folder.tamis("clean", "in.jsonl", "-o", "out.jsonl", "--evidence", "ev.jsonl")
    #expect(run.status == 0, "\(run.errors)")
    #expect(try folder.lines("out.jsonl") == [#"{"id":"a","text":"\#(expected)"}"#])
    let back = try folder.tamis(
      "restore", "out.jsonl", "--evidence", "ev.jsonl", "-o", "back.jsonl")
    #expect(back.status == 0, "\(back.errors)")
    #expect(try folder.lines("back.jsonl") == [#"{"id":"a","text":"\#(expected)"}"#])
  }
}
