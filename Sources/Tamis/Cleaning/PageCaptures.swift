// SPDX-License-Identifier: Apache-2.0

import TamisCluster
import TamisIO

/// Of each page its host, and the page that stands for it and its captures.
///
/// Captures are exact and near copies on one host, and what was captured at one address. Hosts are
/// numbered in the order of their names, pages in the order of the input.
struct PageCaptures {
  /// The names of the hosts as ``GroupKey`` has them, one after the other.
  let names: Stash
  /// For each host where its name ends.
  let nameEnds: Stash
  /// For each page its host.
  private let hosts: Stash
  /// Rows of a page and the one that stands for it, of pages that do not stand for themselves.
  private let roots: Stash

  /// How many hosts there are.
  var hostCount: Int { nameEnds.words }

  /// Finds the captures.
  ///
  /// - Parameters:
  ///   - identities: Sort keys of all pages' identities, with their numbers.
  ///   - clusters: The clusters of their texts.
  /// - Throws: ``TamisIOError`` when the disk fails, `RunError` where a host has too many captures
  ///   for the memory.
  /// - Complexity: O(n log n) for n pages.
  init(
    identities: consuming SortedStrings, clusters: consuming ClusterCursor, shares: MemoryShares,
    folder: WorkFolder
  ) throws {
    var edges = RowSorter(width: 3, memory: shares.smallSorter, name: "captures", folder: folder)
    var copies = RowSorter(
      width: 2, memory: shares.smallSorter, name: "page-copies", folder: folder)
    var number: UInt64 = 0
    while let member = try clusters.next() {
      if member.isRepresentative { number += 1 }
      let row: InlineArray<2, UInt64> = [UInt64(member.record), number]
      try copies.append(row.span)
    }
    let groups = try Groups.numbered(identities, edges: &edges, shares: shares, folder: folder)
    names = groups.names
    nameEnds = groups.nameEnds
    hosts = try Self.hosts(
      of: groups.pages, copies: try copies.sorted(), edges: &edges, shares: shares, folder: folder)
    roots = try Self.roots(try edges.sorted(), shares: shares, folder: folder)
  }

  /// Writes down each page's host, and joins copies of one host to the first of them.
  private static func hosts(
    of pages: consuming SortedRows, copies: consuming SortedRows, edges: inout RowSorter,
    shares: MemoryShares, folder: WorkFolder
  ) throws(TamisIOError) -> Stash {
    var pages = RowCursor(pages)
    var copies = RowCursor(copies)
    var hosts = StashWriter("page-hosts", memory: shares.pages, folder: folder)
    var onHosts = RowSorter(
      width: 3, memory: shares.smallSorter, name: "copies-on-hosts", folder: folder)
    while let page = try pages.word(0), let host = try pages.word(1) {
      let word: InlineArray<1, UInt64> = [host]
      try hosts.append(word.span)
      pages.step()
      guard try copies.word(0) == page, let cluster = try copies.word(1) else { continue }
      let row: InlineArray<3, UInt64> = [cluster, host, page]
      try onHosts.append(row.span)
      copies.step()
    }
    var sorted = RowCursor(try onHosts.sorted())
    var first: InlineArray<3, UInt64> = [0, 0, 0]
    while let cluster = try sorted.word(0), let host = try sorted.word(1),
      let page = try sorted.word(2)
    {
      if first[0] == cluster, first[1] == host {
        let edge: InlineArray<3, UInt64> = [host, first[2], page]
        try edges.append(edge.span)
      } else {
        first = [cluster, host, page]
      }
      sorted.step()
    }
    return try hosts.finish()
  }

  /// Unites the pages of each host along the edges, which come by host.
  private static func roots(
    _ edges: consuming SortedRows, shares: MemoryShares, folder: WorkFolder
  ) throws -> Stash {
    var edges = RowCursor(edges)
    var roots = RowSorter(width: 2, memory: shares.largeSorter, name: "roots", folder: folder)
    while let host = try edges.word(0) {
      var ends: [UInt64] = []
      while try edges.word(0) == host, let a = try edges.word(1), let b = try edges.word(2) {
        ends.append(a)
        ends.append(b)
        edges.step()
        // Both ends, their pages in order, and for each page another.
        guard ends.count <= shares.clustering / 32 else {
          throw RunError(
            "More than \(ends.count / 2) captures of pages of one host are too many for the "
              + "memory. Raise --memory, or take captures out with tamis dedup before.")
        }
      }
      for (page, root) in components(ends) {
        let row: InlineArray<2, UInt64> = [page, root]
        try roots.append(row.span)
      }
    }
    var sorted = try roots.sorted()
    var stash = StashWriter("page-roots", memory: shares.pages, folder: folder)
    while let rows = try sorted.next() { try stash.append(rows.span) }
    return try stash.finish()
  }

  /// Goes through the pages in the order of the input.
  struct Reader: ~Copyable {
    private var hosts: StashReader
    private var roots: StashReader
    private let rootWords: Int
    private var page = 0
    private var place = 0

    init(_ captures: PageCaptures) {
      hosts = StashReader(captures.hosts)
      roots = StashReader(captures.roots)
      rootWords = captures.roots.words
    }

    /// The next page's host, and the page that stands for it.
    mutating func next() throws(TamisIOError) -> (host: UInt64, root: UInt64) {
      defer { page += 1 }
      let host = try hosts.word(page)
      guard place < rootWords, try roots.word(place) == UInt64(page) else {
        return (host, UInt64(page))
      }
      defer { place += 2 }
      return (host, try roots.word(place + 1))
    }
  }
}

/// The hosts of pages, numbered by name.
private struct Groups: ~Copyable {
  let names: Stash
  let nameEnds: Stash
  /// Rows of a page and its host, by page.
  var pages: SortedRows

  /// Numbers the hosts, and joins pages of one address to the first of them.
  static func numbered(
    _ identities: consuming SortedStrings, edges: inout RowSorter, shares: MemoryShares,
    folder: WorkFolder
  ) throws(TamisIOError) -> Groups {
    var names = StashWriter("host-names", memory: shares.pages, folder: folder)
    var ends = StashWriter("host-name-ends", memory: shares.pages, folder: folder)
    var pages = RowSorter(width: 2, memory: shares.largeSorter, name: "hosts", folder: folder)
    var group: [UInt8]?
    var host: UInt64 = 0
    var (before, first): ([UInt8], UInt64) = ([], 0)
    while try identities.next() {
      let (key, page) = (identities.string, identities.number)
      let parts = GroupKey(key)
      if !parts.group.elementsEqual(group ?? []) {
        host = UInt64(ends.count / 8)
        group = Array(parts.group)
        try names.append(parts.group.span)
        let end: InlineArray<1, UInt64> = [UInt64(names.count)]
        try ends.append(end.span)
      }
      let row: InlineArray<2, UInt64> = [page, host]
      try pages.append(row.span)
      guard parts.hasAddress, key == before else {
        (before, first) = (key, page)
        continue
      }
      let edge: InlineArray<3, UInt64> = [host, first, page]
      try edges.append(edge.span)
    }
    return Groups(
      names: try names.finish(), nameEnds: try ends.finish(), pages: try pages.sorted())
  }
}

extension PageCaptures {
  /// Of pages that edges join, given as ends in pairs, those that are not the first of their
  /// component, with the first.
  private static func components(_ ends: [UInt64]) -> [(page: UInt64, root: UInt64)] {
    var pages: [UInt64] = []
    for page in ends.sorted() where page != pages.last { pages.append(page) }
    func place(_ page: UInt64) -> Int {
      var range = 0..<pages.count
      while range.count > 1 {
        let middle = (range.lowerBound + range.upperBound) / 2
        range = pages[middle] <= page ? middle..<range.upperBound : range.lowerBound..<middle
      }
      return range.lowerBound
    }
    var components = Components(count: pages.count)
    for edge in stride(from: 0, to: ends.count, by: 2) {
      components.unite(place(ends[edge]), place(ends[edge + 1]))
    }
    return pages.indices.compactMap { place in
      let root = components.representative(place)
      return root == place ? nil : (pages[place], pages[root])
    }
  }
}
