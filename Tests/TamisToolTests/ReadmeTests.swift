// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// The commands that README.md shows.
struct `The README` {
  let folder: Scratch

  init() throws { folder = try Scratch() }

  private static let path = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("README.md").path

  /// Lines of the README that are commands, in order.
  private static func commands() throws -> [String] {
    try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
      .filter { $0.hasPrefix("    tamis ") }.map { String($0.dropFirst(4)) }
  }

  @Test func `shows commands that work, one after the other`() throws {
    var generator = PageGenerator(seed: 11)
    let pages = (0..<20).map { PageLine(id: "page-\($0)", text: generator.paragraphs(3)) }
    try folder.write("crawl.jsonl", pages: pages + [PageLine(id: "some-page", text: "Home\n\nNo.")])
    try folder.write("pages.csv", bytes: Array("id,body\n1,\"A \"\"page\"\", and more.\"\n".utf8))
    let prepare =
      "mkdir crawl && \"$TAMIS\" dedup crawl.jsonl -o crawl.jsonl.zst -q"
      + " && cp '\(SampleCrawl.archive)' crawl.warc.gz && cp crawl.warc.gz crawl/"
      + " && cp crawl.jsonl all-notices.jsonl && cp crawl.jsonl today.jsonl"
    #expect(try folder.shell(prepare).status == 0)
    let commands = try Self.commands()
    #expect(commands.count >= 5)
    for command in commands {
      let run = try folder.shell("tamis() { \"$TAMIS\" \"$@\"; }; " + command)
      #expect(run.status == 0, "\(command): \(run.errors)")
    }
  }
}
