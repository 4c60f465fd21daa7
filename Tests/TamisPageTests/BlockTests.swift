// SPDX-License-Identifier: Apache-2.0

import TamisKernels
import Testing

@testable import TamisPage

@Suite struct BlockTests {
  private func contents(_ text: String) -> [String] {
    let bytes = Array(text.utf8)
    return read(text).blocks.map { String(decoding: bytes[$0.range], as: UTF8.self) }
  }

  @Test(arguments: ["", "\n", "\r\n \t\r\n", "\u{2028}\u{2029}\u{0C}", " \u{A0}\u{3000}\n"])
  func `a text without content has no blocks`(text: String) {
    #expect(read(text).blocks.isEmpty)
    #expect(read(text).drops().isEmpty)
  }

  @Test(
    arguments: [
      "a b\nc", "a b\r\nc\r\n", "a b\rc", "a b\u{2028}c", "a b\u{2029}c", "a b\u{0C}c",
      "a b\u{0B}c", "a b\u{85}c", "\n\na b\n\n c \n", "a b\u{A0}\n\u{3000}c",
    ])
  func `every kind of line end splits, and white space is outside`(text: String) {
    #expect(contents(text) == ["a b", "c"])
  }

  @Test func `blank lines, form feeds and paragraph separators end paragraphs`() {
    #expect(
      read("a\nb\n\nc\r\n\r\nd\u{2029}e\u{0C}f\u{2028}g").blocks.map(\.paragraph) == [
        0, 0, 1, 2, 3, 4, 4,
      ])
  }

  @Test func `a NUL and bytes that are not UTF-8 are no trap`() {
    let bytes: [UInt8] = [0, 0x61, 0, 0x62, 0x0A, 0xFF, 0xE3, 0x80, 0x0A, 0xE2, 0x80]
    var reader = PageReader(kernel: .scalar)
    let page = reader.read(bytes.span)
    #expect(page.blocks.map(\.range) == [1..<4, 5..<8, 9..<11])
  }

  @Test func `wrapped prose is one block, and a list of the same width is not`() {
    let prose = """
      The ferry that crosses the sound twice a day was late again this morning,
      because its captain had waited for a doctor who was needed on the island.
      She came by the first train, with two bags and a dog, and thanked
      everyone on board for their patience.
      """
    #expect(contents(prose).count == 1)
    let list = """
      Ferry to the island is late again as captain waits for a country doctor
      Harbour master asks for a second crane before the herring season begins
      Old lighthouse to be sold by auction with its garden and a rowing boat
      Council wants lamps along the sea wall from the church to the fish hall
      """
    #expect(contents(list).count == 4)
  }

  @Test(
    arguments: [
      "It is late.", "“It is late.”", "Is it late?)", "很晚了。", "「もう遅い。」", "क्या देर है।",
      "هل تأخر الوقت؟", "It is late…", "(It is late!)",
    ])
  func `a sentence's end is seen behind quotes and brackets`(text: String) {
    #expect(read(text).blocks.first?.endsSentence == true)
  }

  @Test(arguments: ["Late news", "Late:", "“Late”", "12", "晚间新闻", "a.b"])
  func `other lines end no sentence`(text: String) {
    #expect(read(text).blocks.first?.endsSentence == false)
  }

  @Test func `keys fold case, spaces and punctuation; one of them digits too`() {
    let blocks = read("12 Comments!\n12  comments\n7 comments\n12 comments more").blocks
    #expect(blocks[0].key == blocks[1].key)
    #expect(blocks[0].key != blocks[2].key)
    #expect(blocks[0].digitFoldedKey == blocks[2].digitFoldedKey)
    #expect(blocks[0].digitFoldedKey != blocks[3].digitFoldedKey)
  }

  @Test func `lines that differ in digits of any script have different keys`() {
    let blocks = read("الصفحة ١\nالصفحة ٢\n第1页\n第2页").blocks
    #expect(Set(blocks.map(\.key)).count == 4)
  }

  @Test func `a long line has the key of its tokens, whatever the pieces it is hashed in`() {
    let words = (0..<40_000).map { "word\($0 % 977)" }
    let blocks = read(words.joined(separator: " ") + "\n" + words.joined(separator: "   ")).blocks
    #expect(blocks.count == 2)
    #expect(blocks[0].tokenCount == 40_000)
    #expect(blocks[0].key == blocks[1].key)
  }

  @Test func `two characters of Han count as one word`() {
    let block = read("今天下午三点").blocks[0]
    #expect(block.tokenCount == 6)
    #expect(block.wordCount == 3)
  }
}
