// SPDX-License-Identifier: Apache-2.0

import TamisKernels
import TamisPage
import Testing

@Suite struct PagePropertyTests {
  private static let lines =
    Story.bridge + Story.harvest + Story.comet + [
      "Home", "News", "Sport", "Share on Facebook", "Twitter", "Related articles", "Back to top",
      "Skip to content", "3 May 2031", "Updated 3 May 2031", "Green comet over the hill", "", "",
      "  ",
      "相关阅读", "今天下午，河上的老桥终于关闭了，工程师说它需要两年时间才能修好。", "© 2031 The Lantern", "\u{0}", "x",
    ]
  private static let breaks = [
    "\n", "\n", "\n\n", "\r\n", "\r", "\u{2028}", "\u{2029}", "\u{0C}", " \n\t",
  ]

  private static func text(_ random: inout SplitMix) -> String {
    var text = ""
    for _ in 0..<Int.random(in: 0...40, using: &random) {
      text += Self.lines.randomElement(using: &random) ?? ""
      text += Self.breaks.randomElement(using: &random) ?? ""
    }
    return Bool.random(using: &random) ? text : text + "no end"
  }

  @Test(arguments: UInt64(1)...200)
  func `the copy that a drop names is kept`(seed: UInt64) {
    var random = SplitMix(state: seed)
    let text = Self.text(&random) + "\n" + Self.text(&random)
    let page = read(text)
    let host = hostLines(of: [text, Self.text(&random), Self.text(&random), Self.text(&random)])
    for drops in [page.drops(), page.drops(host: host)] {
      let dropped = drops.map(\.block)
      for drop in drops {
        guard let kept = drop.repeats else { continue }
        #expect(!dropped.contains { $0.overlaps(kept) }, "\(drop)")
        #expect(page.blocks.contains { $0.range == kept })
      }
    }
  }

  @Test(arguments: UInt64(1)...200)
  func `drops are ascending, disjoint, and hold their blocks`(seed: UInt64) {
    var random = SplitMix(state: seed)
    let text = Self.text(&random)
    let page = read(text)
    let host = hostLines(of: [text, Self.text(&random), Self.text(&random)])
    for drops in [page.drops(), page.drops(host: host)] {
      var end = 0
      for drop in drops {
        #expect(drop.range.lowerBound >= end)
        #expect(drop.range.lowerBound <= drop.block.lowerBound)
        #expect(drop.block.upperBound <= drop.range.upperBound)
        #expect((0...1).contains(drop.confidence))
        end = drop.range.upperBound
      }
      #expect(end <= text.utf8.count)
      // What is dropped besides blocks is white space.
      let bytes = Array(text.utf8)
      for drop in drops {
        let around =
          Array(bytes[drop.range.lowerBound..<drop.block.lowerBound])
          + Array(bytes[drop.block.upperBound..<drop.range.upperBound])
        #expect(read(String(decoding: around, as: UTF8.self)).blocks.isEmpty)
      }
    }
  }

  @Test(arguments: UInt64(1)...200)
  func `what is kept keeps its blocks, and copies that are named are kept`(seed: UInt64) {
    var random = SplitMix(state: seed)
    let text = Self.text(&random)
    let page = read(text)
    let drops = page.drops()
    let dropped = Set(drops.map(\.block))
    let kept = page.blocks.filter { !dropped.contains($0.range) }
    let after = read(removing(drops, from: text)).blocks
    #expect(after.map(\.key) == kept.map(\.key))
    for drop in drops {
      if let copy = drop.repeats { #expect(!dropped.contains(copy)) }
    }
  }

  @Test(arguments: UInt64(1)...200)
  func `every line with content is in one block`(seed: UInt64) {
    var random = SplitMix(state: seed)
    let text = Self.text(&random)
    var bytes = Array(text.utf8)
    for block in read(text).blocks {
      #expect(!bytes[block.range].contains(0xFF))
      for index in block.range { bytes[index] = 0xFF }
    }
    let rest = String(decoding: bytes.map { $0 == 0xFF ? 0x20 : $0 }, as: UTF8.self)
    #expect(read(rest).blocks.isEmpty)
  }

  #if DEBUG
    private static let bigBytes = 200_000
  #else
    private static let bigBytes = 20_000_000
  #endif

  @Test(
    .timeLimit(.minutes(1)), arguments: ["x\n", "x\n\n", "x ", "x", "\n", "家", "家\n", "x.\r\n"])
  func `huge texts of one kind take linear time`(unit: String) {
    let count = Self.bigBytes / unit.utf8.count
    let bytes = Array(repeatElement(Array(unit.utf8), count: count).joined())
    let clock = ContinuousClock()
    var reader = PageReader(kernel: .scalar)
    let time = clock.measure {
      let page = reader.read(bytes.span)
      _ = page.drops(host: hostLines(of: ["x\n家", "x\n家"]))
      #expect(page.blocks.count <= 1 << 21)
    }
    #expect(time < .seconds(20))
  }
}
