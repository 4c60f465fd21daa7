// SPDX-License-Identifier: Apache-2.0

import Fuzzer
import Tamis
import TamisHTML
import TamisKernels
import TamisPage

// Any bytes as a page of HTML, judged by itself and among the pages of a host, by the model and the
// rules, leaning either way: its blocks and elements are in order and within each other, what is
// dropped are whole blocks, and a copy of what is repeated stays. What is left comes back from
// either format. Its visible text is then judged as a page of plain text.
var html = HTMLReader()
var reader = PageReader(kernel: try .fromEnvironment())
fuzz { input in
  let page = html.read(input)
  check(page)
  precondition(html.read(input).text == page.text, "another text at the second reading")
  let isUTF8 = String(validating: input.withUnsafeBufferPointer { Array($0) }, as: UTF8.self) != nil
  precondition(!isUTF8 || isCharacters(page.text, 0..<page.text.count), "text that is not UTF-8")

  let first = page.text[page.blocks.first?.range ?? 0..<0]
  check(page.facts, url: String(decoding: first, as: UTF8.self))
  let judged = reader.read(page)
  precondition(judged.blocks.map(\.range) == page.blocks.map(\.range), "other blocks")
  let plain = reader.read(page.text.span)
  let titles = reader.key(of: first.span).map { [$0] } ?? []
  let seed = input.isEmpty ? 0 : Int(input[input.count - 1])
  let favour = Favour.allCases[seed % Favour.allCases.count]
  for one in [judged, plain] {
    let host = host(of: one, pages: seed % 9)
    for judgement in [
      one.judged(favour: favour), one.judged(host: host, titles: titles, favour: favour),
    ] {
      check(judgement.drops, of: one)
      let areCharacters = judgement.drops.allSatisfy { isCharacters(page.text, $0.range) }
      precondition(!isUTF8 || areCharacters, "a drop divides a character")
      precondition(
        judgement.likelihoods.allSatisfy { (0...1).contains($0) }, "no probability")
    }
    check(one.drops(favour: favour), one, page.text, isUTF8: isUTF8)
  }
}

/// A host whose other pages have some of a page's lines, each page others.
func host(of page: Page, pages: Int) -> HostLines {
  var host = HostLines()
  let sightings = page.sightings
  host.add(page: sightings)
  for number in 0..<pages {
    host.add(page: sightings.filter { $0.key >> UInt64(number + 2) & 3 != 0 })
  }
  return host
}

/// Checks that what is left of a page comes back from both formats, and that plain text is the same
/// but for white space.
func check(_ drops: [Drop], _ page: Page, _ text: [UInt8], isUTF8: Bool) {
  var left: [UInt8] = []
  var start = 0
  for drop in drops {
    left += text[start..<drop.range.lowerBound]
    start = drop.range.upperBound
  }
  left += text[start...]
  for format in TextFormat.allCases {
    let written = page.formatted(format, of: text[...], without: drops.map(\.range))
    let undone = TextEdit.undo(written.edits, in: written.bytes[...])
    precondition(undone == left, "a format that cannot be undone")
    precondition(written.bytes.count <= 4 * left.count + 8192, "too many marks")
    precondition(
      !isUTF8 || isCharacters(written.bytes, 0..<written.bytes.count), "a mark in a character")
    guard format == .plain else { continue }
    let words = written.bytes.split { $0 <= 0x20 }
    precondition(words == left.split { $0 <= 0x20 }, "plain text with marks")
  }
}

/// Whether bytes of a text are whole characters.
func isCharacters(_ text: [UInt8], _ range: Range<Int>) -> Bool {
  String(validating: text[range], as: UTF8.self) != nil
}

/// Checks that blocks are apart by line ends and nothing else, and within the elements around them.
func check(_ page: HTMLPage) {
  var end = 0
  for (index, block) in page.blocks.enumerated() {
    precondition(block.range.lowerBound >= end && !block.range.isEmpty, "blocks out of order")
    let between = page.text[end..<block.range.lowerBound]
    precondition(between.allSatisfy { $0 == 0x0A }, "text between blocks")
    precondition(between.isEmpty == (index == 0), "blocks that are not apart")
    precondition((0...block.range.count).contains(Int(block.linkBytes)), "bytes in links")
    let element = page.elements[Int(block.element)]
    precondition(element.blocks.contains(Int32(index)), "a block outside its element")
    end = block.range.upperBound
  }
  precondition(end == page.text.count, "text after the last block")
  for (index, element) in page.elements.enumerated() where index > 0 {
    precondition((0..<index).contains(Int(element.parent)), "an element before the one around it")
    let outer = page.elements[Int(element.parent)]
    precondition(element.blocks.clamped(to: outer.blocks) == element.blocks, "elements overlap")
  }
}

/// Checks that what a page states about itself is something, whatever its address is.
func check(_ facts: PageFacts, url: String) {
  for range in facts.statements.map(\.value) + facts.linkedData {
    precondition(!facts.bytes[range].isEmpty, "a fact of no bytes")
  }
  for url in [nil, "https://a.example/b/c?d#e", url] {
    let fields = PageFields.members(of: facts, url: url)
    let names = fields.map(\.name)
    precondition(names == PageFields.names.filter(names.contains), "fields out of order")
    precondition(fields.allSatisfy { $0.value.contains { !$0.isWhitespace } }, "a blank field")
  }
}

/// Checks that drops are of whole blocks, in order, that blocks which stay are apart, and that of
/// what is repeated one stays.
func check(_ drops: [Drop], of page: Page) {
  let dropped = Set(drops.map(\.block))
  var next = drops.makeIterator()
  var drop = next.next()
  var (end, stayed, cut) = (0, nil as Int?, 0)
  for block in page.blocks.map(\.range) {
    if let found = drop, found.block == block {
      precondition(found.range.lowerBound >= end, "drops overlap")
      precondition(block.clamped(to: found.range) == block, "a block outside its drop")
      precondition((0...1).contains(found.confidence), "confidence")
      if let copy = found.repeats { precondition(!dropped.contains(copy), "no copy stays") }
      (end, cut) = (found.range.upperBound, cut + found.range.count)
      drop = next.next()
    } else {
      precondition(block.lowerBound >= end, "a drop reaches into a block that stays")
      if let stayed { precondition(block.lowerBound - stayed > cut, "blocks run together") }
      (end, stayed, cut) = (block.upperBound, block.upperBound, 0)
    }
  }
  precondition(drop == nil, "what is dropped is no block")
  precondition(end <= page.byteCount, "a drop behind the text")
  if stayed == nil, !drops.isEmpty { precondition(cut == page.byteCount, "a rest of nothing") }
}
