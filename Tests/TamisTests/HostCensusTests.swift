// SPDX-License-Identifier: Apache-2.0

import Foundation
import TamisIO
import TamisKernels
import TamisPage
import Testing

@testable import Tamis

/// What pages are told of their hosts, against counts in dictionaries.
struct `The census of hosts` {
  /// A page as it is written, and what is expected of it.
  private struct Line: Codable, Hashable {
    var id: String
    var host: String?
    var url: String?
    var text: String
  }

  /// Pages of a few hosts: lines of their own, and lines that their host's pages share more or
  /// less; many are captures, of one address or of one text. Some have no host.
  private static func pages(_ count: Int, hosts: Int, seed: UInt64) -> [Line] {
    var random = SplitMix(state: seed)
    func number(_ range: Range<Int>) -> Int { Int.random(in: range, using: &random) }
    var lines: [Line] = []
    for page in 0..<count {
      let host = number(0..<hosts) * number(0..<2)
      var text = (0..<12).map { "own \(seed)x\(page)x\($0) of page \(page) and host \(host)a" }
      for line in 0..<10 where number(0..<10) > line {
        text.insert("shared line \(line) v\(number(0..<3)) of \(host)", at: number(0..<5))
      }
      if number(0..<3) == 0 { text.append("Copyright 20\(number(10..<30))") }
      var url = "https://\(host).test/\(seed)/\(number(0..<10) < 2 ? number(0..<20) : 1000 + page)"
      var joined = text.joined(separator: "\n\n")
      if number(0..<10) < 2, let other = lines.randomElement(using: &random) {
        joined = other.text
        if number(0..<2) == 0 { url = other.url ?? url }
      }
      // A name is any bytes, zeros and accents in two forms among them.
      let names = ["a\u{0}b", "a", "a\u{0}", "\u{E9}", "e\u{301}"]
      let name = host < names.count ? names[host] : "\(host).test"
      let isAlone = number(0..<20) == 0
      lines.append(
        Line(
          id: "\(seed)-\(page)", host: isAlone ? nil : name,
          url: isAlone || number(0..<10) == 0 ? nil : url, text: joined))
    }
    return lines
  }

  /// On how many pages of each host each line stands, counted the simple way.
  private struct Counts: Equatable {
    var pages = 0
    var lines: [UInt64: LineCount] = [:]
  }

  private static func group(_ line: Line) -> [UInt8]? {
    line.host.flatMap { PageAddress.host(of: $0) }.map { Array($0.utf8) }
  }

  private static func counts(_ lines: [Line]) -> [[UInt8]: Counts] {
    var reader = PageReader(kernel: .scalar)
    let groups = lines.map(group)
    var roots = Array(lines.indices)
    func root(_ page: Int) -> Int { roots[page] == page ? page : root(roots[page]) }
    for (second, line) in lines.enumerated() {
      for (first, other) in lines[..<second].enumerated() where groups[first] == groups[second] {
        if line.text == other.text || (line.url != nil && line.url == other.url) {
          roots[root(second)] = root(first)
        }
      }
    }
    var pages: [Int: Set<LineSighting>] = [:]
    for (page, line) in lines.enumerated() where line.host != nil {
      pages[root(page), default: []].formUnion(reader.read(line.text.utf8.span).sightings)
    }
    var hosts: [[UInt8]: Counts] = [:]
    for (page, sightings) in pages {
      guard let name = group(lines[page]) else { continue }
      hosts[name, default: Counts()].pages += 1
      for (key, found) in Dictionary(grouping: sightings, by: \.key) {
        let zones = found.reduce(UInt8(0)) { $0 | 1 << $1.zone.rawValue }
        hosts[name, default: Counts()].lines[key, default: LineCount()].add(pageWithZones: zones)
      }
    }
    return hosts
  }

  /// A folder with an input, removed with its owner.
  private final class Folder {
    let path: String

    init() throws {
      path = NSTemporaryDirectory() + "tamis-census-\(UUID().uuidString)"
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
  }

  /// What a run has found out.
  private struct Found {
    var hosts: [HostLines?] = []
    var model: [UInt8] = []
    var spilled = 0
  }

  private func census(
    _ lines: [Line], memory: Int?, threads: Int, models: [[UInt8]] = []
  ) async throws -> Found {
    let folder = try Folder()
    let encoder = JSONEncoder()
    var bytes = Data()
    for line in lines { bytes += try encoder.encode(line) + [0x0A] }
    try bytes.write(to: URL(fileURLWithPath: folder.path + "/in.jsonl"))
    var run = RunOptions(inputs: [folder.path + "/in.jsonl"])
    run.threads = threads
    run.dividedMemory = memory
    run.limits.batch = 1 << 14
    var files = ChromeModelFiles()
    for (number, model) in models.enumerated() {
      files.read.append("\(folder.path)/\(number).chrome")
      try Data(model).write(to: URL(fileURLWithPath: files.read[number]))
    }
    files.saved = folder.path + "/saved.chrome"
    let work = WorkFolder(folder.path + "/work")
    defer { work.remove() }
    let pass = RecordPass(
      inputs: try run.openInputs(outputs: []), run: run, observer: RunObserver(), stage: "")
    var summary = RunSummary(command: "test")
    var found = Found()
    let model = Bytes()
    let census = try await HostPass(pass: pass, kernel: .scalar, folder: work, files: files)
      .run(summary: &summary, learned: LearnedChrome { model.bytes += $0 })
    found.model = model.bytes
    var reader = HostEvidence.Reader(census.evidence)
    for batch in 0..<census.batches {
      var evidence = try reader.next(pages: census.pages(ofBatch: batch))
      for record in census.records(ofBatch: batch) {
        found.hosts.append(Self.group(lines[record]) == nil ? nil : evidence.next())
      }
    }
    found.spilled = work.spilledBytes
    return found
  }

  private final class Bytes {
    var bytes: [UInt8] = []
  }

  /// Whether what each page was told is what was counted.
  private func check(_ found: Found, _ lines: [Line], _ expected: [[UInt8]: Counts]) {
    var reader = PageReader(kernel: .scalar)
    #expect(found.hosts.count == lines.count)
    for (line, host) in zip(lines, found.hosts) {
      guard let counts = Self.group(line).flatMap({ expected[$0] }), counts.pages > 1 else {
        #expect(host == nil)
        continue
      }
      #expect(host?.pages == counts.pages)
      let keys = Set(reader.read(line.text.utf8.span).sightings.map(\.key))
      for key in keys {
        let count = counts.lines[key] ?? LineCount()
        #expect(host?.count(of: key) == (count.pages > 1 ? count : LineCount()))
      }
      #expect(host?.lineCount == keys.filter { (counts.lines[$0]?.pages ?? 0) > 1 }.count)
    }
  }

  @Test(arguments: 0..<4) func `counts what dictionaries count`(seed: Int) async throws {
    let lines = Self.pages(500, hosts: 3 + 20 * seed, seed: UInt64(seed))
    let expected = Self.counts(lines)
    #expect(expected.values.contains { $0.pages > 20 })
    check(try await census(lines, memory: nil, threads: 2), lines, expected)
  }

  @Test func `tells the same whatever the memory, the threads and the order`() async throws {
    let lines = Self.pages(1_500, hosts: 12, seed: 9)
    let whole = try await census(lines, memory: nil, threads: 1)
    #expect(whole.spilled == 0)
    #expect(whole.model.count > 20_000)
    var reader = PageReader(kernel: .scalar)
    let keys = lines.map { reader.read($0.text.utf8.span).sightings.map(\.key) }
    func words(_ host: HostLines?, _ line: Int) -> [UInt32] {
      [UInt32(host?.pages ?? 0)] + keys[line].map { host?.count(of: $0).pages ?? 0 }
    }
    for (memory, threads) in [(1 << 20, 1), (2 << 20, 3)] {
      let found = try await census(lines, memory: memory, threads: threads)
      #expect(found.model == whole.model)
      #expect(found.spilled > 1 << 20)
      for index in lines.indices {
        #expect(words(found.hosts[index], index) == words(whole.hosts[index], index))
      }
    }
    let backward = try await census(lines.reversed(), memory: 1 << 20, threads: 2)
    #expect(backward.model == whole.model)
    for index in lines.indices {
      let other = backward.hosts[lines.count - 1 - index]
      #expect(words(other, index) == words(whole.hosts[index], index))
    }
  }

  @Test func `goes on from models as if their pages were there`() async throws {
    let (first, second) = (
      Self.pages(60, hosts: 20, seed: 3), Self.pages(40, hosts: 20, seed: 4)
    )
    let third = Self.pages(30, hosts: 25, seed: 5)
    var models: [[UInt8]] = []
    for part in [first, second] {
      models.append(try await census(part, memory: nil, threads: 1).model)
    }
    // Hosts of few pages: there lines on one page are kept.
    let all = Self.counts(first + second + third)
    let few = third.filter { Self.group($0).map { (all[$0]?.pages ?? 0) < 10 } ?? true }
    #expect(few.count > 10)
    let found = try await census(few, memory: 1 << 20, threads: 2, models: models)
    check(found, few, Self.counts(first + second + few))
    #expect(
      try await census(few, memory: nil, threads: 1, models: models.reversed()).model
        == found.model)
    let merged = ChromeModel(merging: try models.map { try ChromeModel(bytes: $0) })
    #expect(try await census([], memory: nil, threads: 1, models: models).model == merged.bytes)
  }

  @Test func `counts no page again that a model has counted`() async throws {
    let lines = Self.pages(300, hosts: 8, seed: 6)
    let once = try await census(lines, memory: nil, threads: 1)
    let again = try await census(lines, memory: nil, threads: 1, models: [once.model])
    #expect(again.model == once.model)
    // The same texts at other addresses, and other texts at the same addresses.
    var moved = lines.filter { $0.host != nil }
    for index in moved.indices { moved[index].url = moved[index].url.map { $0 + "?again" } }
    var changed = lines.filter { $0.url != nil }
    for index in changed.indices { changed[index].text = "Nothing but this line \(index) is left" }
    for pages in [moved, changed] {
      let found = try await census(pages, memory: nil, threads: 1, models: [once.model])
      let (before, after) = (
        try ChromeModel(bytes: once.model), try ChromeModel(bytes: found.model)
      )
      #expect(before.hosts.map(\.pages) == after.hosts.map(\.pages))
      #expect(before.hosts.map(\.lines) == after.hosts.map(\.lines))
    }
  }
}
