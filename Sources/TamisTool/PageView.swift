// SPDX-License-Identifier: Apache-2.0

import Tamis
import TamisPage

/// A page's blocks as text for a terminal.
struct PageView {
  let page: InspectedPage
  let usesColor: Bool

  private enum Color: String {
    case kept = "\u{1B}[32m"
    case dropped = "\u{1B}[31m"
    case aside = "\u{1B}[2m"
  }

  private static let plain = "\u{1B}[0m"

  /// The page: a heading, then each block with its number, and below those dropped the reason.
  var text: String {
    let heading =
      "== \(Terminal.harmless(page.id)): \(page.blocks.count) blocks, \(page.dropped) dropped"
    var lines = [heading]
    let width = max(3, String(page.blocks.count).count)
    let margin = String(repeating: " ", count: width)
    for (index, block) in page.blocks.enumerated() {
      let number = colored((margin + "\(index + 1)").suffix(width), .aside)
      let text = Terminal.harmless(block.text)
      guard let drop = block.drop else {
        let share = block.likelihood.map { PageView.percent($0) } ?? ""
        lines.append("\(number) \(colored((margin + share).suffix(5), .kept))   \(text)")
        continue
      }
      lines.append("\(number)       \(colored("- " + text, .dropped))")
      lines.append("\(margin)         \(colored(explanation(drop, block), .aside))")
    }
    return lines.joined(separator: "\n") + "\n\n"
  }

  private func explanation(_ drop: Drop, _ block: InspectedPage.Block) -> String {
    let repeats = block.copyOf.map { ", repeats block \($0 + 1)" } ?? ""
    let sure = PageView.percent(drop.confidence)
    return "\(drop.reason.rawValue): \(Terminal.harmless(drop.detail))\(repeats) (\(sure) sure)"
  }

  /// A share in percent.
  static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }

  private func colored(_ text: some StringProtocol, _ color: Color) -> String {
    usesColor ? color.rawValue + text + Self.plain : String(text)
  }
}
