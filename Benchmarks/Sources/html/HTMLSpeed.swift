// SPDX-License-Identifier: Apache-2.0

import Glibc
import TamisHTML
import TamisIO

/// Prints how fast HTML is read on one core, as Markdown: a row a file.
///
/// usage: html [--runs N] FILE…     files of records with a member `html`, such as pages.jsonl.gz
@main
struct HTMLSpeed {
  static func main() throws {
    var files = Array(CommandLine.arguments.dropFirst())
    var runs = 7
    if files.count > 1, files[0] == "--runs", let count = Int(files[1]), count > 0 {
      runs = count
      files.removeFirst(2)
    }
    print("Medians of \(runs) runs, processor time, MB = 1,000,000 bytes.\n")
    print("| file | pages | bytes | tokens MB/s | blocks MB/s |")
    print("| --- | --- | --- | --- | --- |")
    for file in files {
      let pages = try Pages(of: file)
      let tokens = pages.speed(runs: runs, pages.readTokens)
      let blocks = pages.speed(runs: runs, pages.readBlocks)
      print("| \(file) | \(pages.all.count) | \(pages.byteCount) | \(tokens) | \(blocks) |")
    }
  }
}

/// The HTML of a file's records, in memory.
struct Pages {
  private(set) var all: [[UInt8]] = []
  private(set) var byteCount = 0

  init(of file: String) throws {
    var reader = BatchReader(try Inputs([file]))
    var parser = try RecordParser()
    while let batch = try reader.next() {
      let parsed = parser.parse(batch)
      for record in parsed.records where record.content == .html {
        all.append(Array(parsed.text(of: record)))
        byteCount += all[all.count - 1].count
      }
    }
  }

  /// The median speed of something done to all pages, in MB/s.
  func speed(runs: Int, _ work: () -> Int) -> Int {
    var results: Set<Int> = [work()]
    let times = (0..<runs).map { _ in
      let start = clock()
      results.insert(work())
      return Double(clock() - start) / Double(CLOCKS_PER_SEC)
    }
    // Also keeps the work from being optimised away.
    precondition(results.count == 1, "Two runs read the same pages differently.")
    let median = times.sorted()[runs / 2]
    return median > 0 ? Int(Double(byteCount) / median / 1e6) : 0
  }

  /// Reads all pages into tokens, and returns a number that depends on them.
  func readTokens() -> Int {
    var tokenizer = HTMLTokenizer()
    var count = 0
    for page in all {
      tokenizer.reset()
      let html = page.span
      while true {
        let token = tokenizer.next(in: html)
        if token.kind == .end { break }
        count += token.kind == .startTag ? 1 + tokenizer.attributeCount : 1
      }
    }
    return count
  }

  /// Reads all pages into text, blocks and facts, and returns a number that depends on them.
  func readBlocks() -> Int {
    var reader = HTMLReader()
    var count = 0
    for page in all {
      let page = reader.read(page.span)
      count += page.text.count + page.blocks.count + page.elements.count
      count += page.facts.statements.count
    }
    return count
  }
}
