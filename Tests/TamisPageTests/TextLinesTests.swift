// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TamisPage

struct `Lines cut out of a text` {
  private func without(_ cuts: [Range<Int>], _ text: [UInt8]) -> [UInt8] {
    var rest: [UInt8] = []
    var place = 0
    for cut in cuts {
      rest += text[place..<cut.lowerBound]
      place = cut.upperBound
    }
    return rest + text[place...]
  }

  private func lines(_ text: [UInt8]) -> [[UInt8]] {
    TextLines.lines(of: text.span).map { Array(text[$0]) }
  }

  @Test func `leave the other lines, each in a line of its own`() {
    let breaks = ["\n", "\n\n", "\r\n", "\r\n\r\n", " \n\t", "\n \n  ", "\u{2028}", "\u{A0}\n"]
    var random = SplitMix(state: 12)
    for _ in 0..<4000 {
      var text = Bool.random(using: &random) ? "" : breaks.randomElement(using: &random) ?? ""
      let count = Int.random(in: 1...7, using: &random)
      for number in 0..<count {
        text += number % 3 == 2 ? "Zeile ä\(number) ü" : "line \(number)"
        if number < count - 1 || Bool.random(using: &random) {
          text += breaks.randomElement(using: &random) ?? ""
        }
      }
      let bytes = Array(text.utf8)
      let all = TextLines.lines(of: bytes.span)
      #expect(all.count == count)
      let gone = all.indices.filter { _ in Bool.random(using: &random) }
      let cuts = TextLines.cuts(of: gone.map { all[$0] }, in: bytes.span)
      #expect(cuts.count == gone.count)
      for (cut, index) in zip(cuts, gone) { #expect(cut.clamped(to: all[index]) == all[index]) }
      #expect(zip(cuts, cuts.dropFirst()).allSatisfy { $0.upperBound <= $1.lowerBound })
      let kept = all.indices.filter { !gone.contains($0) }.map { Array(bytes[all[$0]]) }
      #expect(lines(without(cuts, bytes)) == kept)
    }
  }

  @Test(arguments: [
    ("a\n\nb\nc", 1, "a\n\nc"), ("a\nb\n\nc", 1, "a\n\nc"), ("a\nb\nc\n", 2, "a\nb\n"),
    ("a\n\nb\n", 0, "b\n"), ("\na\nb", 0, "\nb"), ("a\n", 0, ""), ("a", 0, ""),
  ])
  func `leave the strongest break`(text: String, line: Int, rest: String) {
    let bytes = Array(text.utf8)
    let cuts = TextLines.cuts(of: [TextLines.lines(of: bytes.span)[line]], in: bytes.span)
    #expect(String(decoding: without(cuts, bytes), as: UTF8.self) == rest)
  }
}
