// SPDX-License-Identifier: Apache-2.0

import Foundation
import TamisHTML
import TamisKernels
import TamisPage
import Testing

/// What other pages of a host are worth beside a model that has seen none of them.
struct `Pages of hosts that the model has not seen, beside each other` {
  private struct Read {
    var text: [UInt8]
    var page: Page
    var titles: [UInt64]
    var model: BlockModel
    var wanted: String
    var host: String
  }

  @Test func `come out better the more there are`() throws {
    guard let data = ProcessInfo.processInfo.environment["TAMIS_DATA"], !data.isEmpty else {
      return print("not run: daniel-dev with its hosts, because TAMIS_DATA is not set")
    }
    let folds = try Folds("\(data)/pages/daniel-dev")
    guard folds.digest == "15b19c77b109978d" else {
      return print("not run: daniel-dev with its hosts, because its gold has another digest")
    }
    let pages = try Self.read(folds)
    let hosts = Dictionary(grouping: pages.indices) { pages[$0].host }
    var all = Mean()
    var chrome = (words: 0, harmless: 0)
    for members in hosts.values {
      let lines = Self.lines(members.map { pages[$0] })
      for index in members {
        let page = pages[index]
        let drops = page.page.drops(host: lines, titles: page.titles, model: page.model)
        all.add(WordScore(page.text, drops, page.wanted))
        let found = Self.harmless(page, drops)
        chrome = (chrome.words + found.words, chrome.harmless + found.harmless)
      }
    }
    let share = Double(chrome.harmless) / Double(max(1, chrome.words))
    print("daniel-dev: word F1 \(all) with all pages of each host")
    print("daniel-dev: \(chrome.words) words go only for other pages, \(share) of them of chrome")
    #expect(all.f1 >= 0.94)
    #expect(share >= 0.98)
    let curve = [1, 2, 3, 5, 10].map { Self.mean(of: pages, hosts, count: $0) }
    print("daniel-dev: word F1 \(curve.map(\.description)) with 1, 2, 3, 5, 10 pages a host")
    #expect(curve[4].f1 > curve[0].f1)
  }

  private static func read(_ folds: Folds) throws -> [Read] {
    var pages = PageReader(kernel: try .fromEnvironment())
    var reader = HTMLReader()
    return folds.pages.map { record, wanted in
      let shown = reader.read(Array(record.html.utf8).span)
      return Read(
        text: shown.text, page: pages.read(shown, address: record.url),
        titles: Folds.titles(of: shown, &pages), model: folds.html[record.fold], wanted: wanted,
        host: record.host ?? record.id)
    }
  }

  private static func lines(_ pages: [Read]) -> HostLines {
    var lines = HostLines()
    for page in pages { lines.add(page: page.page.sightings) }
    return lines
  }

  /// The score of every page of a host that has ten, with so many pages of it, drawn by a seed.
  private static func mean(of pages: [Read], _ hosts: [String: [Int]], count: Int) -> Mean {
    var mean = Mean()
    for members in hosts.values where members.count >= 10 {
      for index in members {
        var random = SplitMix(state: UInt64(index))
        let others = members.filter { $0 != index }.shuffled(using: &random).prefix(count - 1)
        let host = lines(([index] + others).map { pages[$0] })
        let page = pages[index]
        let drops = page.page.drops(host: host, titles: page.titles, model: page.model)
        mean.add(WordScore(page.text, drops, page.wanted))
      }
    }
    return mean
  }

  /// The words of the blocks that go only because of the host's other pages, and those of them in
  /// blocks that match less than a fifth of the gold.
  private static func harmless(_ page: Read, _ drops: [Drop]) -> (words: Int, harmless: Int) {
    let alone = Set(page.page.drops(titles: page.titles, model: page.model).map(\.block))
    let blocks = drops.map(\.block).filter { !alone.contains($0) }
    guard !blocks.isEmpty else { return (0, 0) }
    var (words, ranges): ([String], [Range<Int>: Range<Int>]) = ([], [:])
    for block in page.page.blocks {
      let start = words.count
      words += WordScore.words(String(decoding: page.text[block.range], as: UTF8.self))
      ranges[block.range] = start..<words.count
    }
    let covered = Tiles(words, WordScore.words(page.wanted)).covered
    var sums = (words: 0, harmless: 0)
    for block in blocks {
      guard let range = ranges[block], !range.isEmpty else { continue }
      sums.words += range.count
      if 5 * range.count(where: { covered[$0] }) < range.count { sums.harmless += range.count }
    }
    return sums
  }
}
