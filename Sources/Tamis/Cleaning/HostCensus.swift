// SPDX-License-Identifier: Apache-2.0

import TamisIO
import TamisKernels
import TamisPage

/// The group whose pages share chrome, and which page of it a record is.
struct PageIdentity: Sendable {
  /// The grouping field's value, else the host field's, else the URL's host.
  let group: String
  /// What captures of one page have in common; nil without a URL.
  let address: String?

  /// Nil for a record that belongs to no group.
  init?(_ record: Record) {
    let address = record.url.flatMap(PageAddress.init(url:))
    let host = record.host.flatMap { PageAddress.host(of: $0) } ?? address?.host
    guard let group = record.group ?? host else { return nil }
    self.group = group
    self.address = address.map { $0.host + $0.path } ?? record.url
  }
}

/// The lines of every host's distinct pages.
///
/// Pages count, never captures: exact and near copies of a page, and captures of one address, are
/// one page, whose lines are those of all its captures.
struct HostCensus: ~Copyable {
  private var search: DuplicateSearch
  private var groups: [String: Int32] = [:]
  private var names: [String] = []
  private var pages: [SeenPage] = []
  private var sightings: [LineSighting] = []

  private struct SeenPage {
    var group: Int32
    var address: String?
    var sightingsEnd: Int
  }

  /// A batch's pages that belong to a group.
  struct Part: Sendable {
    fileprivate var features = RecordFeatures()
    fileprivate var pages: [(identity: PageIdentity, sightings: [LineSighting])] = []

    /// Adds a page.
    mutating func append(
      _ record: Record, _ identity: PageIdentity, page: Page, text: ArraySlice<UInt8>,
      extractor: inout FeatureExtractor
    ) {
      extractor.append(record, text: text, to: &features)
      pages.append((identity, page.sightings))
    }
  }

  init(search: consuming DuplicateSearch) { self.search = search }

  mutating func append(_ part: Part) throws {
    try search.append(part.features)
    for (identity, lines) in part.pages {
      let group = groups[identity.group] ?? addGroup(identity.group)
      sightings += lines
      pages.append(
        SeenPage(group: group, address: identity.address, sightingsEnd: sightings.count))
    }
  }

  private mutating func addGroup(_ name: String) -> Int32 {
    let number = Int32(truncatingIfNeeded: names.count)
    groups[name] = number
    names.append(name)
    return number
  }

  /// Counts the lines of each group's distinct pages; groups of one page are left out.
  ///
  /// - Complexity: O(n log n) in the sightings, and the search for near copies.
  /// - Throws: `TamisIOError` when the disk is full or fails.
  consuming func lines(threads: Int) async throws -> [String: HostLines] {
    let (pages, sightings, names) = (pages, sightings, names)
    var distinct = DistinctPages(count: pages.count)
    var members = try await search.finish().search(threads: threads).clusters()
    // Copies on other hosts are other pages: each host has its own chrome.
    var firsts: [Int32: Int] = [:]
    while let member = try members.next() {
      if member.isRepresentative { firsts = [:] }
      let group = pages[member.record].group
      if let first = firsts[group] {
        distinct.unite(first, member.record)
      } else {
        firsts[group] = member.record
      }
    }
    var byAddress: [String: Int] = [:]
    for (number, page) in pages.enumerated() {
      guard let address = page.address else { continue }
      let key = "\(page.group) \(address)"
      if let first = byAddress[key] {
        distinct.unite(first, number)
      } else {
        byAddress[key] = number
      }
    }
    return Self.count(pages, sightings, names: names, captures: distinct.captures())
  }

  private static func count(
    _ pages: [SeenPage], _ sightings: [LineSighting], names: [String], captures: [[Int]]
  ) -> [String: HostLines] {
    var hosts = [HostLines](repeating: HostLines(), count: names.count)
    for page in captures {
      var lines: [LineSighting] = []
      for capture in page {
        let start = capture == 0 ? 0 : pages[capture - 1].sightingsEnd
        lines += sightings[start..<pages[capture].sightingsEnd]
      }
      hosts[Int(pages[page[0]].group)].add(page: lines)
    }
    var named: [String: HostLines] = [:]
    for (number, name) in names.enumerated() where hosts[number].pages > 1 {
      hosts[number].prune()
      named[name] = hosts[number]
    }
    return named
  }
}

/// Which captures are captures of the same page: union-find.
private struct DistinctPages {
  private var parents: [Int]

  init(count: Int) { parents = Array(0..<count) }

  private mutating func root(_ page: Int) -> Int {
    var at = page
    while parents[at] != at {
      parents[at] = parents[parents[at]]
      at = parents[at]
    }
    return at
  }

  mutating func unite(_ a: Int, _ b: Int) {
    let (first, second) = (root(a), root(b))
    parents[max(first, second)] = min(first, second)
  }

  /// The captures of each page, pages in the order of their first capture.
  mutating func captures() -> [[Int]] {
    var byRoot: [Int: [Int]] = [:]
    for page in parents.indices { byRoot[root(page), default: []].append(page) }
    return byRoot.keys.sorted().compactMap { byRoot[$0] }
  }
}
