// SPDX-License-Identifier: Apache-2.0

import TamisCluster
import TamisKernels
import TamisPage

/// The lines of every host's distinct pages, in memory.
///
/// Pages count, never captures: exact and near copies of a page on a host, and captures of one
/// address, are one page, whose lines are those of all its captures, as in `tamis clean`.
struct HostCounts {
  private struct Capture {
    let host: Int
    let address: ContentHash?
    let content: ContentHash
    let sightings: Range<Int>
  }

  private let search: Search
  private var captures: [Capture] = []
  private var sightings: [UInt64] = []
  /// The hosts' names as bytes, which tell apart what is one string to Unicode.
  private var hosts: [[UInt8]: Int] = [:]

  init() throws(Failure) { search = Search(try SearchOptions()) }

  /// Counts a page.
  mutating func append(_ page: ReadPage, _ identity: PageIdentity) {
    let name = Array(identity.group.utf8)
    let host = hosts[name] ?? hosts.count
    hosts[name] = host
    let start = sightings.count
    for sighting in page.page.sightings where sighting.key > 1 {
      sightings.append(sighting.rawValue)
    }
    let text = page.text.withUnsafeBufferPointer { ValidText($0).array }
    search.append(.repaired(text))
    captures.append(
      Capture(
        host: host, address: identity.addressHash, content: search.content(search.count - 1),
        sightings: start..<sightings.count))
  }

  /// Counts the lines of each host, together with what models know.
  ///
  /// - Complexity: O(n log n) in the sightings, and the search for near copies.
  func learned(from model: ChromeModel) throws(Failure) -> LearnedHosts {
    let roots = self.roots(clusters: try search.run().clusters)
    var members = [[Int]](repeating: [], count: hosts.count)
    for (number, capture) in captures.enumerated() { members[capture.host].append(number) }
    var learned = LearnedHosts(model: model)
    for (name, host) in hosts {
      let known = model.host(name)
      learned.add(counts(members[host], roots: roots, known: known), of: name, known: known)
    }
    return learned
  }

  /// For each capture the page that it is one of.
  private func roots(clusters: [Int]) -> [Int] {
    struct Address: Hashable {
      let host: Int
      let hash: ContentHash
    }
    struct Copy: Hashable {
      let host: Int
      let cluster: Int
    }
    var components = Components(count: captures.count)
    var addresses: [Address: Int] = [:]
    var copies: [Copy: Int] = [:]
    for (number, capture) in captures.enumerated() {
      if let hash = capture.address {
        let address = Address(host: capture.host, hash: hash)
        components.unite(addresses[address] ?? number, number)
        addresses[address] = addresses[address] ?? number
      }
      if clusters[number] >= 0 {
        let copy = Copy(host: capture.host, cluster: clusters[number])
        components.unite(copies[copy] ?? number, number)
        copies[copy] = copies[copy] ?? number
      }
    }
    return captures.indices.map { components.representative($0) }
  }

  /// Counts the pages and lines of one host that a model has not counted.
  private func counts(_ members: [Int], roots: [Int], known: HostChrome?) -> NewCounts {
    var counts = NewCounts()
    var counted: Set<Int> = []
    for number in members {
      let capture = captures[number]
      for mark in [capture.address?.high ?? 0, capture.content.low] where mark != 0 {
        counts.marks.append(mark)
        if known?.knows(mark) ?? false { counted.insert(roots[number]) }
      }
    }
    counts.pages = UInt32(clamping: Set(members.map { roots[$0] }).subtracting(counted).count)
    // A line and the page that it was seen on.
    var rows: [SIMD2<UInt64>] = []
    for number in members {
      for sighting in sightings[captures[number].sightings] {
        rows.append([sighting, UInt64(roots[number])])
      }
    }
    rows.sort { ($0.x >> 2, $0.y, $0.x) < ($1.x >> 2, $1.y, $1.x) }
    var place = 0
    while place < rows.count {
      let key = rows[place].x & ~3
      var count = LineCount()
      while place < rows.count, rows[place].x & ~3 == key {
        let root = rows[place].y
        var zones: UInt8 = 0
        while place < rows.count, rows[place].x & ~3 == key, rows[place].y == root {
          zones |= 1 << UInt8(rows[place].x & 3)
          place += 1
        }
        if !counted.contains(Int(root)) { count.add(pageWithZones: zones) }
      }
      counts.lines.append(HostChrome.Line(key: key, count: count))
    }
    return counts
  }
}

/// What was counted of one host.
struct NewCounts {
  /// Pages that no model had counted.
  var pages: UInt32 = 0
  /// The lines of all pages, ascending by key, with the pages that no model had counted.
  var lines: [HostChrome.Line] = []
  /// The marks of all pages.
  var marks: [UInt64] = []
}

/// What is known of hosts.
struct LearnedHosts {
  private let model: ChromeModel
  private var lines: [[UInt8]: HostLines] = [:]
  private var grown: [HostChrome] = []

  init(model: ChromeModel) { self.model = model }

  /// Adds what was counted of a host to what was known of it.
  mutating func add(_ counts: NewCounts, of name: [UInt8], known: HostChrome?) {
    let (sum, isOver) = (known?.pages ?? 0).addingReportingOverflow(counts.pages)
    let pages = isOver ? UInt32.max : sum
    var host = HostLines(pages: Int(pages))
    var all: [HostChrome.Line] = []
    var rest = (known?.lines ?? [])[...]
    for line in counts.lines {
      while let next = rest.first, next.key < line.key {
        all.append(next)
        rest.removeFirst()
      }
      var count = line.count
      if let next = rest.first, next.key == line.key {
        count = next.count.adding(count)
        rest.removeFirst()
      }
      // What stands on one page says nothing of the host.
      if count.pages > 1 { host.set(count, of: line.key) }
      if count.pages > 0 { all.append(HostChrome.Line(key: line.key, count: count)) }
    }
    lines[name] = host
    grown.append(
      HostChrome(
        name: name, pages: pages, marks: (known?.marks ?? []) + counts.marks, lines: all + rest))
  }

  /// Says what is known of a host.
  mutating func set(_ host: HostLines, of name: [UInt8]) { lines[name] = host }

  /// What is known of a host's lines; nil where it has no other page.
  mutating func lines(of name: [UInt8]) -> HostLines? {
    if lines[name] == nil, let known = model.host(name) {
      var host = HostLines(pages: Int(known.pages))
      for line in known.lines where line.count.pages > 1 { host.set(line.count, of: line.key) }
      lines[name] = host
    }
    return lines[name].flatMap { $0.pages > 1 ? $0 : nil }
  }

  /// All that is known, as it is kept.
  var chrome: ChromeModel {
    let names = Set(grown.map(\.name))
    let kept = (grown + model.hosts.filter { !names.contains($0.name) })
      .filter { $0.pages > 0 && $0.name.count <= HostChrome.nameLimit }
    return ChromeModel(hosts: kept)
  }
}
