// SPDX-License-Identifier: Apache-2.0

import Glibc
import TamisHTML
import TamisIO
import TamisKernels
import TamisPage

/// Prints how fast pages of HTML are cleaned in memory on one core, as Markdown: a row a file.
///
/// usage: clean-pages [--runs N] [--stage NAME] FILE…     files of records with a member `html`
///
/// Each stage has all that is before it in it: `blocks`, the text and its blocks; `pages`, what is
/// seen of these; `cleaned`, the cleaned text. `with-host` counts the lines of all pages, by the host in their address, and
/// then cleans each with them.
@main
struct CleanPages {
  static func main() throws {
    var files = Array(CommandLine.arguments.dropFirst())
    var runs = 7
    var stages = stages
    while files.count > 2, files[0].hasPrefix("--") {
      if files[0] == "--runs", let count = Int(files[1]), count > 0 { runs = count }
      if files[0] == "--stage" { stages.removeAll { $0.name != files[1] } }
      files.removeFirst(2)
    }
    print("Medians of \(runs) runs, processor time, MB/s; MB = 1,000,000 bytes of HTML.\n")
    print("| file | pages | bytes | \(stages.map(\.name).joined(separator: " | ")) |")
    print("| --- | --- | ---\(String(repeating: " | ---", count: stages.count)) |")
    for file in files {
      var pages = Pages(kernel: try .fromEnvironment())
      try pages.read(file)
      let speeds = stages.map { stage in "\(pages.speed(runs: runs, stage.work))" }
      print(
        "| \(file) | \(pages.all.count) | \(pages.byteCount)"
          + " | \(speeds.joined(separator: " | ")) |")
    }
  }

  /// What can be measured.
  private static let stages: [(name: String, work: @Sendable (inout Pages) -> Int)] = [
    ("blocks", { $0.readBlocks() }), ("pages", { $0.readPages() }), ("cleaned", { $0.clean() }),
    ("with-host", { $0.cleanWithHosts() }),
  ]
}

/// The HTML of a file's records, in memory, and what reads them.
struct Pages: ~Copyable {
  private(set) var all: [(html: [UInt8], address: String?, host: String)] = []
  private(set) var byteCount = 0
  private var html = HTMLReader()
  private var reader: PageReader

  init(kernel: Kernel) { reader = PageReader(kernel: kernel) }

  /// Reads a file's pages.
  mutating func read(_ file: String) throws {
    var batches = BatchReader(try Inputs([file]))
    var parser = try RecordParser()
    while let batch = try batches.next() {
      let parsed = parser.parse(batch)
      for record in parsed.records where record.content == .html {
        let host = record.url.map(Self.host(of:)) ?? record.id
        all.append((Array(parsed.text(of: record)), record.url, host))
        byteCount += all[all.count - 1].html.count
      }
    }
  }

  private static func host(of address: String) -> String {
    let parts = address.split(separator: "/", maxSplits: 2)
    return parts.count > 1 ? String(parts[1]) : address
  }

  /// The median speed of something done to all pages, in MB/s.
  mutating func speed(runs: Int, _ work: (inout Pages) -> Int) -> Int {
    var results: Set<Int> = [work(&self)]
    let times = (0..<runs).map { _ in
      let start = clock()
      results.insert(work(&self))
      return Double(clock() - start) / Double(CLOCKS_PER_SEC)
    }
    // Also keeps the work from being optimised away.
    precondition(results.count == 1, "Two runs read the same pages differently.")
    let median = times.sorted()[runs / 2]
    return median > 0 ? Int(Double(byteCount) / median / 1e6) : 0
  }

  /// Reads all pages into text and the markup's blocks.
  mutating func readBlocks() -> Int {
    var count = 0
    for page in all {
      let read = html.read(page.html.span)
      count += read.text.count + read.blocks.count
    }
    return count
  }

  /// Reads all pages into what verdicts are made of.
  mutating func readPages() -> Int {
    var count = 0
    for page in all {
      count += reader.read(html.read(page.html.span), address: page.address).blocks.count
    }
    return count
  }

  /// Cleans all pages, each by itself.
  mutating func clean() -> Int {
    var count = 0
    for page in all {
      let shown = html.read(page.html.span)
      let drops = reader.read(shown, address: page.address).drops()
      count += Self.kept(shown.text, drops).count
    }
    return count
  }

  /// Counts the lines of each host's pages, then cleans all pages with them.
  mutating func cleanWithHosts() -> Int {
    var hosts: [String: HostLines] = [:]
    var read: [(text: [UInt8], page: Page)] = []
    for page in all {
      let shown = html.read(page.html.span)
      read.append((shown.text, reader.read(shown, address: page.address)))
      hosts[page.host, default: HostLines()].add(page: read[read.count - 1].page.sightings)
    }
    var count = 0
    for (index, page) in read.enumerated() {
      count += Self.kept(page.text, page.page.drops(host: hosts[all[index].host])).count
    }
    return count
  }

  /// The text without what was dropped.
  private static func kept(_ text: [UInt8], _ drops: [Drop]) -> [UInt8] {
    var kept: [UInt8] = []
    kept.reserveCapacity(text.count)
    var start = 0
    for drop in drops {
      kept += text[start..<drop.range.lowerBound]
      start = drop.range.upperBound
    }
    return kept + text[start...]
  }
}
