// SPDX-License-Identifier: Apache-2.0

import TamisCluster
import TamisIO
import TamisKernels
import TamisPage

/// What the first pass of cleaning has learned.
struct Census: Sendable {
  /// What the host's other pages say of each page's lines.
  let evidence: HostEvidence
  /// Hosts of which more than one page is known.
  let hosts: Int
  private let counts: BatchCounts

  fileprivate init(_ result: HostCensus.Result, _ counts: BatchCounts) {
    evidence = result.evidence
    hosts = result.hosts
    self.counts = counts
  }

  /// How many batches there are.
  var batches: Int { counts.recordsBefore.count - 1 }

  /// How many records there are.
  var records: Int { counts.recordsBefore[batches] }

  /// The records of a batch, counted from 0; none where there was no such batch.
  func records(ofBatch number: Int) -> Range<Int> {
    guard number < batches else { return 0..<0 }
    return counts.recordsBefore[number]..<counts.recordsBefore[number + 1]
  }

  /// How many records of a batch belong to a host.
  func pages(ofBatch number: Int) -> Int {
    guard number < batches else { return 0 }
    return counts.pagesBefore[number + 1] - counts.pagesBefore[number]
  }

  /// The number of a batch's first record, from 1; nil if the batch was not the same before.
  func firstRecord(ofBatch number: Int, records: Int) -> Int? {
    let range = self.records(ofBatch: number)
    return number < batches && range.count == records ? range.lowerBound + 1 : nil
  }
}

/// How many records and pages there are before each batch, and at the end of the last how many in
/// all.
private struct BatchCounts: Sendable {
  private(set) var recordsBefore = [0]
  private(set) var pagesBefore = [0]

  /// Counts the records of the next batch, and those that belong to a host.
  mutating func append(records: Int, pages: Int) {
    recordsBefore.append(recordsBefore[recordsBefore.count - 1] + records)
    pagesBefore.append(pagesBefore[pagesBefore.count - 1] + pages)
  }
}

/// Counts the lines of each host's distinct pages.
struct HostPass: Sendable {
  let pass: RecordPass
  let kernel: Kernel
  let folder: WorkFolder
  var files = ChromeModelFiles()

  /// - Parameter learned: What takes all that is known then, if it is kept.
  func run(summary: inout RunSummary, learned: LearnedChrome? = nil) async throws -> Census {
    let options = DuplicateOptions(kernel: kernel)
    let plan = JoinPlan(threshold: options.threshold, recall: options.recall)
    let shares = pass.run.memoryShares
    var census = HostCensus(
      search: DuplicateSearch(options: options, plan: plan, shares: shares, folder: folder),
      usesMarks: files.areUsed, shares: shares, folder: folder)
    var counts = BatchCounts()
    let kernel = kernel
    try await pass.forEachBatch(counting: &summary) { batch in
      var part = HostCensus.Part()
      var reader = PageReader(kernel: kernel)
      var extractor = FeatureExtractor(options: options)
      for (index, record) in batch.records.enumerated() {
        guard let identity = PageIdentity(record) else { continue }
        part.append(
          record, identity, page: batch.page(index, by: &reader), text: batch.text(index),
          extractor: &extractor)
      }
      return (part, batch.records.count)
    } consume: { part, count in
      try census.append(part)
      counts.append(records: count, pages: part.count)
    }
    let result = try await census.count(
      threads: pass.run.threads, models: try files.models(), learned: learned)
    if files.areUsed { summary.add("pages known before", result.pagesCounted) }
    if let learned { summary.add("hosts in the chrome model", learned.hosts) }
    return Census(result, counts)
  }
}
