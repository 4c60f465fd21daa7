// SPDX-License-Identifier: Apache-2.0

import TamisIO
import TamisKernels
import TamisPage

/// The lines of every host's distinct pages, in bounded memory.
///
/// Pages count, never captures: exact and near copies of a page, and captures of one address, are
/// one page, whose lines are those of all its captures. What is counted is told to each page with
/// these lines, so that nothing has to be looked up by host later.
struct HostCensus: ~Copyable {
  private var search: DuplicateSearch
  private var identities: StringSorter
  private var lines: StashWriter
  private var marks: StashWriter
  private var pages = 0
  private let usesMarks: Bool
  private let shares: MemoryShares
  private let folder: WorkFolder

  /// A batch's pages that belong to a group.
  struct Part: Sendable {
    fileprivate var features = RecordFeatures()
    fileprivate var identities: [[UInt8]] = []
    fileprivate var lines: [UInt64] = []
    fileprivate var addressMarks: [UInt64] = []

    /// How many pages there are.
    var count: Int { identities.count }

    /// Adds a page.
    mutating func append(
      _ record: Record, _ identity: PageIdentity, page: Page, text: ArraySlice<UInt8>,
      extractor: inout FeatureExtractor
    ) {
      extractor.append(record, text: text, to: &features)
      identities.append(identity.sortKey)
      addressMarks.append(identity.addressHash?.high ?? 0)
      let sightings = page.sightings
      lines.append(UInt64(sightings.count))
      for sighting in sightings { lines.append(sighting.rawValue) }
    }
  }

  /// - Parameter usesMarks: Whether pages are to be known from one run to the next.
  init(
    search: consuming DuplicateSearch, usesMarks: Bool, shares: MemoryShares, folder: WorkFolder
  ) {
    self.search = search
    self.usesMarks = usesMarks
    self.shares = shares
    self.folder = folder
    identities = StringSorter(memory: shares.pages, name: "identities", folder: folder)
    lines = StashWriter("page-lines", memory: shares.pages, folder: folder)
    marks = StashWriter("page-marks", memory: shares.pages, folder: folder)
  }

  mutating func append(_ part: Part) throws(TamisIOError) {
    try search.append(part.features)
    try lines.append(part.lines.span)
    for (index, identity) in part.identities.enumerated() {
      try identities.append(identity.span, number: UInt64(pages + index))
      guard usesMarks else { continue }
      // A text and an address are told apart, should their hashes be the same.
      let content = part.features.contents[index].low
      let words: InlineArray<2, UInt64> = [part.addressMarks[index], content]
      try marks.append(words.span)
    }
    pages += part.count
  }

  /// What was counted.
  struct Result {
    let evidence: HostEvidence
    /// Hosts of the input of which more than one page is known.
    let hosts: Int
    /// Pages of the input that the models had counted.
    let pagesCounted: Int
  }

  /// Counts the lines of each host's distinct pages.
  ///
  /// - Parameters:
  ///   - models: What is known of hosts.
  ///   - learned: What takes all that is known then, if it is kept.
  /// - Complexity: O(n log n) in the sightings, and the search for near copies.
  /// - Throws: `TamisIOError` when the disk is full or fails.
  consuming func count(
    threads: Int, models: consuming ChromeModels, learned: LearnedChrome?
  ) async throws -> Result {
    let (shares, folder, pages) = (shares, folder, pages)
    let found = PageLines(count: pages, lines: try lines.finish(), marks: try marks.finish())
    let clusters = try await search.finish().search(threads: threads).clusters()
    let captures = try PageCaptures(
      identities: try identities.sorted(), clusters: clusters, shares: shares, folder: folder)
    var census = try LineCensus(
      captures, pages: found, models: models, learned: learned, shares: shares, folder: folder)
    try census.count()
    let (hosts, pagesCounted) = (census.hosts, census.pagesCounted)
    let evidence = try HostEvidence(
      try census.rows(), pages: pages, shares: shares, folder: folder)
    for stash in [found.lines, found.marks] { stash.remove() }
    return Result(evidence: evidence, hosts: hosts, pagesCounted: pagesCounted)
  }
}
