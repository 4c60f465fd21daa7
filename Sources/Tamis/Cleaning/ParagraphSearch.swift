// SPDX-License-Identifier: Apache-2.0

import TamisCluster
import TamisIO
import TamisKernels
import TamisPage

/// The pass of cleaning that finds near-duplicate paragraphs in what is left of the pages.
struct ParagraphSearch: Sendable {
  let pass: RecordPass
  let options: DuplicateOptions
  let census: Census
  let favour: Favour
  let folder: WorkFolder

  /// Cleans all pages and compares their paragraphs; chrome is not compared.
  ///
  /// - Throws: `RunError` where a file has changed, what reading throws.
  func run(summary: inout RunSummary) async throws -> RepeatCursor {
    let plan = JoinPlan(threshold: options.threshold, recall: options.recall)
    var search = DuplicateSearch(
      options: options, plan: plan, shares: pass.run.memoryShares, folder: folder)
    let (options, census, favour) = (options, census, favour)
    var batches = 0
    var evidence = HostEvidence.Reader(census.evidence)
    try await pass.forEachBatch {
      try evidence.next(pages: census.pages(ofBatch: $0))
    } _: { batch, number, hosts in
      census.firstRecord(ofBatch: number, records: batch.records.count).map { _ in
        let cleaned = CleanedBatch(batch, hosts: hosts, kernel: options.kernel, favour: favour)
        return Self.features(of: cleaned, options)
      }
    } consume: { (features: RecordFeatures?, _) in
      guard let features else { throw RunError.inputChanged }
      batches += 1
      try search.append(features)
    }
    guard batches == census.batches else { throw RunError.inputChanged }
    let (observer, records) = (pass.observer, census.records)
    let found = try await search.finish().search(threads: pass.run.threads) {
      observer.progress(RunProgress(stage: "paragraphs: \($0)", records: records, bytes: 0))
    }
    summary.add("paragraphs compared", found.records.count)
    summary.add("near-duplicate paragraphs", found.dropped)
    return RepeatCursor(try found.repeats(), ids: found.records.ids)
  }

  private static func features(
    of cleaned: CleanedBatch, _ options: DuplicateOptions
  ) -> RecordFeatures {
    var features = RecordFeatures()
    var extractor = FeatureExtractor(options: options)
    for (index, record) in cleaned.batch.records.enumerated() {
      extractor.append(
        record, text: cleaned.batch.text(index), units: cleaned.keptBlocks(index), to: &features)
    }
    return features
  }
}
