// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TamisIO

@Suite("Writing JSON")
struct JSONLinesTests {
  @Test func `fields, arrays and lines`() {
    var lines = JSONLines()
    lines.beginObject()
    lines.field("id", "a\"b")
    lines.field("n", -5)
    lines.field("x", 0.1)
    lines.field("y", 1e300 * 1e300)
    lines.field("ok", true)
    lines.null("none")
    lines.beginArray("m")
    lines.beginObject()
    lines.field("b", base64: [0xFF, 0xFE])
    lines.endObject()
    lines.element("s")
    lines.element(7)
    lines.endArray()
    lines.beginObject("o")
    lines.endObject()
    lines.field("raw", json: Array("[1]".utf8)[...])
    lines.endLine()
    lines.beginObject()
    lines.endLine()
    let expected =
      #"{"id":"a\"b","n":-5,"x":0.1,"y":null,"ok":true,"none":null,"#
      + #""m":[{"b":"//4="},"s",7],"o":{},"raw":[1]}"# + "\n{}\n"
    #expect(String(decoding: lines.take(), as: UTF8.self) == expected)
    #expect(lines.bytes.isEmpty)
  }

  @Test(arguments: 1...4)
  func `what is written is read back`(seed: UInt64) throws {
    var random = RandomJSON(seed: seed)
    var lines = JSONLines()
    let texts = (0..<300).map { _ in random.text() + "\u{2028}" }
    for text in texts {
      lines.beginObject()
      lines.field("+" + random.text(), random.text())
      lines.field("text", utf8: Array(text.utf8)[...])
      lines.field("id", text)
      lines.endLine()
    }
    try withScratch { scratch in
      let reading = try Reading([try scratch.file("a.jsonl", lines.take())])
      #expect(reading.faults.isEmpty)
      #expect(reading.texts == texts)
      #expect(reading.items.map(\.id) == texts)
    }
  }

  @Test func `doubles are read back as they were`() throws {
    var random = Seeded(1)
    for _ in 0..<2000 {
      let value = Double(bitPattern: random.next())
      var lines = JSONLines()
      lines.beginObject()
      lines.field("x", value)
      lines.endObject()
      #expect(NaiveJSON.isObject(lines.bytes))
      let text = String(decoding: lines.bytes.dropFirst(5).dropLast(), as: UTF8.self)
      #expect(value.isFinite ? Double(text) == value : text == "null")
    }
  }

  @Test func `base64 by the RFC's examples, and back`() {
    let cases = ["": "", "f": "Zg==", "fo": "Zm8=", "foo": "Zm9v", "foobar": "Zm9vYmFy"]
    for (plain, encoded) in cases {
      var bytes: [UInt8] = []
      Base64.append(Array(plain.utf8)[...], to: &bytes)
      #expect(bytes == Array(encoded.utf8))
      #expect(Base64.decode(encoded.utf8) == Array(plain.utf8))
    }
    for wrong in ["Zg=", "Z", "Z===", "Zg=v", "Zm9*", "===="] {
      #expect(Base64.decode(wrong.utf8) == nil)
    }
  }

  @Test func `a line gets another text or id and keeps the rest`() throws {
    try withScratch { scratch in
      let lines = [
        #" { "x" : 1.50 , "text" : "a\/b" , "id" : 7 }"#, #"{"text":"a","z":[ ]}"#,
        #"{"id":null,"text":"a"}"#,
      ]
      let path = try scratch.file("a.jsonl", lines.joined(separator: "\r\n"))
      var reader = BatchReader(try Inputs([path]))
      var parser = try RecordParser()
      let parsed = parser.parse(try #require(try reader.next()))
      func edited(_ text: String?, id: String?) -> [String] {
        parsed.records.map { record in
          var output: [UInt8] = []
          let text = text.map { Array($0.utf8)[...] }
          parsed.appendLine(of: record, text: text, id: id, to: &output)
          return String(decoding: output, as: UTF8.self)
        }
      }
      #expect(edited(nil, id: nil) == [lines[0] + "\r\n", lines[1] + "\r\n", lines[2] + "\n"])
      #expect(
        edited("\"", id: "n") == [
          #" { "x" : 1.50 , "text" : "\"" , "id" : "n" }"# + "\r\n",
          #"{"id":"n","text":"\"","z":[ ]}"# + "\r\n", #"{"id":"n","text":"\""}"# + "\n",
        ])
    }
  }
}
