// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// What tamis makes of the samples, to the byte. `make goldens` renews it: where a change was meant,
/// read what it did and commit that with it.
struct `What comes of the samples` {
  let folder: Scratch

  init() throws { folder = try Scratch() }

  private static let cleaned = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Samples/Cleaned")

  private static let forms = [
    ("text.txt", SampleCrawl.pages, "plain"), ("html.txt", SampleCrawl.archive, "plain"),
    ("html.md", SampleCrawl.archive, "markdown"),
  ]

  @Test(arguments: forms)
  func `is what it was`(name: String, pages: String, format: String) throws {
    let golden = try String(
      contentsOf: Self.cleaned.appendingPathComponent(name), encoding: .utf8)
    let run = try folder.tamis("clean", pages, "-o", "out.jsonl", "--text-format", format)
    #expect(run.status == 0)
    let crawl = URL(fileURLWithPath: pages).deletingLastPathComponent().path + "/"
    let found = try folder.read(PageLine.self, "out.jsonl").map { page in
      "\(page.id.replacing(crawl, with: ""))\n\(page.text)\n"
    }
    let expected = golden.split(separator: "==> ").map(String.init)
    #expect(found.count == expected.count)
    for (page, before) in zip(found, expected) where !page.utf8.elementsEqual(before.utf8) {
      let lines = zip(page.split(separator: "\n"), before.split(separator: "\n"))
      let first = lines.first { $0 != $1 }.map { "“\($0)”, not “\($1)”" } ?? "the end"
      Issue.record(
        "\(name): \(page.prefix { $0 != "\n" }) differs at \(first). See `make goldens`.")
    }
  }

  @Test func `has the same digest for the page that started it`() throws {
    guard let data = ProcessInfo.processInfo.environment["TAMIS_DATA"], !data.isEmpty else {
      return print("not run: the digest of seed/page.txt, because TAMIS_DATA is not set")
    }
    let digests = try String(
      contentsOf: Self.cleaned.appendingPathComponent("digests.tsv"), encoding: .utf8)
    #expect(digests.split(separator: "\n").count == 2)
    for line in digests.split(separator: "\n") {
      let fields = line.split(separator: "\t").map(String.init)
      try folder.tamis(
        "clean", "\(data)/\(fields[0])", "-o", "out.jsonl", "--text-format", fields[1])
      let text = try folder.read(PageLine.self, "out.jsonl")[0].text
      let digest = text.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) {
        ($0 ^ UInt64($1)) &* 0x100_0000_01B3
      }
      #expect(String(digest, radix: 16).suffix(16) == fields[2].drop { $0 == "0" }, "\(fields[1])")
    }
  }
}
