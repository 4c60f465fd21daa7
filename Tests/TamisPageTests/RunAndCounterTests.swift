// SPDX-License-Identifier: Apache-2.0

import TamisPage
import Testing

@Suite struct RunAndCounterTests {
  @Test func `a menu that stands twice is kept once, a chorus as often as it is sung`() {
    let entries = (1...9).map { "Tools of the trade, drawer \(["a", "b", "c"][$0 % 3]) \($0)" }
    let menu = entries.joined(separator: "\n")
    let bridge = Story.text(Story.bridge)
    let text = "\(bridge)\n\n\(menu)\n\nIn between\n\n\(menu)\n\n\(Story.text(Story.harvest))"
    let left = cleaned(text)
    for entry in entries { #expect(left.components(of: entry) == 1, "\(entry)") }
    let chorus = [
      "Row the boat over,", "row the boat home,", "lantern and clover,", "never alone.",
      "Bells in the water,", "bells on the hill,", "miller's young daughter,",
      "stand and be still.",
    ].joined(separator: "\n")
    let song = "\(bridge)\n\n\(chorus)\n\nA verse of its own\n\n\(chorus)"
    #expect(cleaned(song) == song)
  }

  @Test(arguments: [65_535, 65_536, 65_537])
  func `rows of as many digits as a counter holds are still two rows`(digits: Int) {
    let rows = ["1", "2"].map { String(repeating: $0, count: digits - 9) + " 123456789" }
    let text = "\(Story.text(Story.bridge))\n\n\(rows[0])\n\n\(rows[1])\n"
    #expect(cleaned(text) == text)
  }

  @Test func `a size is no share bar`() {
    let bridge = Story.text(Story.bridge)
    let text = "\(bridge)\n\n10.3 x 7.2 in.\n\n\(Story.text(Story.harvest))"
    #expect(cleaned(text) == text)
  }

  @Test func `a caption that stands four times is kept once`() {
    let caption = "Masons lift the last stone of the old pier on to a barge on Tuesday morning."
    let parts = [Story.bridge, Story.harvest, Story.comet].map(Story.text)
    let text = parts.map { "\($0)\n\n\(caption)" }.joined(separator: "\n\n") + "\n\n\(caption)"
    #expect(cleaned(text).components(of: caption) == 1)
  }

  @Test func `prices in the body of a shop's pages are each page's own`() {
    let pages = (1...6).map { page in
      let story = [Story.bridge, Story.harvest, Story.comet][page % 3]
      return
        "Kettles and pots\n\n\(story[0])\n\nCosts \(page * 7) crowns\n\n\(story[1]) Number \(page)."
    }
    let host = hostLines(of: pages)
    for (index, page) in pages.enumerated() {
      #expect(cleaned(page, host: host).contains("Costs \((index + 1) * 7) crowns"))
    }
  }
}

extension String {
  /// How often a line stands in the text.
  fileprivate func components(of line: String) -> Int {
    split(separator: "\n").count { $0 == line }
  }
}
