// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Tamis
import TamisIO
import TamisKernels
import TamisPage

struct InspectCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Show what tamis clean keeps and drops of each page, and why.",
    discussion: """
      Each block is a line, and its number in the page comes first. Blocks that are kept show how \
      likely a model holds them for text; dropped ones are marked with '-', with the reason, the \
      evidence and how sure it is below. With --html a page for a browser is written instead.
      """)

  @OptionGroup var flags: InputFlags

  @Option(help: "Show only the record of this id.")
  var id: String?

  @Option(help: ArgumentHelp("Write a page for a browser, in one file.", valueName: "file"))
  var html: String?

  @Option(
    help: ArgumentHelp(
      "Start from what this file knows of hosts; may be given more than once.", valueName: "file"))
  var readChromeModel: [String] = []

  @Option(help: "Which mistake to avoid rather: precision keeps less, recall keeps more.")
  var favour = Favour.balanced

  @Option(help: "Use colours: auto (on a terminal, unless NO_COLOR is set), always or never.")
  var color = ProgressDisplay.auto

  func validate() throws {
    guard let html, Compression(path: html) != .none else { return }
    throw ValidationError(
      "A browser reads no compressed files: give --html a name without .gz or .zst.")
  }

  func run() async throws {
    try await Session(flags).run { observer in
      var inspect = Inspect(run: flags.run, kernel: try .fromEnvironment(), id: id)
      inspect.chromeModels.read = readChromeModel
      inspect.favour = favour
      inspect.output = html
      if let html { return try await write(inspect, html, observer) }
      let usesColor = color == .always || (color == .auto && Terminal.takesColor)
      return try await inspect(observer: observer) { page in
        Terminal.write(PageView(page: page, usesColor: usesColor).text)
      }
    }
  }

  /// Writes the pages as one page for a browser.
  private func write(
    _ inspect: Inspect, _ path: String, _ observer: RunObserver
  ) async throws -> RunSummary {
    var file = try OutputFile(path)
    try file.write(Array(PageReport.head.utf8))
    var number = 0
    let summary = try await inspect(observer: observer) { page in
      number += 1
      try file.write(Array(PageReport(page: page, number: number).html.utf8))
    }
    try file.write(Array(PageReport.end.utf8))
    var outputs = OutputSet()
    try outputs.finish(file)
    try outputs.commit()
    return summary
  }
}
