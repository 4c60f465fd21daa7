// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Tamis
import TamisKernels
import TamisPage

struct InspectCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Show what tamis clean keeps and drops of each page, and why.",
    discussion: "Dropped blocks are marked with '-', with the reason below; nothing is written.")

  @OptionGroup var flags: InputFlags

  @Option(help: "Show only the record of this id.")
  var id: String?

  @Option(
    help: ArgumentHelp(
      "Start from what this file knows of hosts; may be given more than once.", valueName: "file"))
  var readChromeModel: [String] = []

  @Option(help: "Which mistake to avoid rather: precision keeps less, recall keeps more.")
  var favour = Favour.balanced

  @Option(help: "Use colours: auto (on a terminal), always or never.")
  var color = ProgressDisplay.auto

  func run() async throws {
    let usesColor = color == .always || (color == .auto && Terminal.isOutput)
    try await Session(flags).run { observer in
      var inspect = Inspect(run: flags.run, kernel: try .fromEnvironment(), id: id)
      inspect.chromeModels.read = readChromeModel
      inspect.favour = favour
      return try await inspect(observer: observer) { page in
        Terminal.write(PageView(page: page, usesColor: usesColor).text)
      }
    }
  }
}

/// A page's blocks as text for a terminal.
struct PageView {
  let page: InspectedPage
  let usesColor: Bool

  private static let dropped = "\u{1B}[31m"
  private static let reason = "\u{1B}[2m"
  private static let plain = "\u{1B}[0m"

  /// The page: a heading, then each block with a mark, and the reason below those dropped.
  var text: String {
    var lines = [
      "== \(Terminal.harmless(page.id)): \(page.blocks.count) blocks, \(page.drops.count) dropped"
    ]
    var drops = page.drops[...]
    for block in page.blocks {
      while let drop = drops.first, drop.block.upperBound <= block.lowerBound {
        drops.removeFirst()
      }
      let text = shown(block)
      guard let drop = drops.first, drop.block.overlaps(block) else {
        lines.append("  " + text)
        continue
      }
      lines.append(colored("- " + text, Self.dropped))
      lines.append(colored("    " + explanation(drop), Self.reason))
    }
    return lines.joined(separator: "\n") + "\n\n"
  }

  private func shown(_ range: Range<Int>) -> String {
    Terminal.harmless(String(decoding: page.text[range], as: UTF8.self))
  }

  private func explanation(_ drop: Drop) -> String {
    let repeats = drop.repeats.map { ", repeats bytes \($0.lowerBound)..<\($0.upperBound)" } ?? ""
    let percent = Int((drop.confidence * 100).rounded())
    return
      "\(drop.reason.rawValue): \(Terminal.harmless(drop.detail))\(repeats) (\(percent) % sure)"
  }

  private func colored(_ line: String, _ color: String) -> String {
    usesColor ? color + line + Self.plain : line
  }
}
