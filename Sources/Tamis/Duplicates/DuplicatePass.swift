// SPDX-License-Identifier: Apache-2.0

import TamisCluster
import TamisIO
import TamisKernels
import TamisSketch

/// Where the records of each batch are, so that a second pass need not parse them again.
struct RecordLayout: Sendable {
  /// For each batch the lines that are records, by their index in the batch.
  private(set) var lines: [[Int32]] = []
  /// For each batch how many lines it has.
  private(set) var lineCounts: [Int] = []

  mutating func append(_ lines: [Int32], of lineCount: Int) {
    self.lines.append(lines)
    lineCounts.append(lineCount)
  }
}

/// Reads the inputs once and finds the duplicates among the records.
struct DuplicatePass: Sendable {
  let pass: RecordPass
  let options: DuplicateOptions

  /// Collects features and searches.
  ///
  /// - Throws: What reading throws.
  func run(summary: inout RunSummary) async throws -> (Duplicates, RecordLayout) {
    let plan = JoinPlan(threshold: options.threshold, recall: options.recall)
    var search = DuplicateSearch(options: options, plan: plan)
    var layout = RecordLayout()
    let options = options
    try await pass.forEachBatch(counting: &summary) { batch in
      var extractor = FeatureExtractor(options: options, plan: plan)
      var features = RecordFeatures()
      for (index, record) in batch.records.enumerated() {
        extractor.append(record, text: batch.text(index), to: &features)
      }
      let lines = batch.records.map {
        Int32(truncatingIfNeeded: $0.number - batch.parsed.batch.firstNumber)
      }
      return (features, lines, batch.parsed.batch.lines.count)
    } consume: { features, lines, lineCount in
      search.append(features)
      layout.append(lines, of: lineCount)
    }
    pass.observer.progress(
      RunProgress(stage: "comparing", records: summary.records, bytes: summary.textBytes))
    let duplicates = await search.run(threads: pass.run.threads)
    plan.describe(in: &summary, options: options)
    duplicates.describe(in: &summary)
    return (duplicates, layout)
  }
}

extension JoinPlan {
  /// Adds what was looked for and what can be expected of it.
  func describe(in summary: inout RunSummary, options: DuplicateOptions) {
    summary.add("kernel", options.kernel.name.rawValue)
    summary.add("threshold", threshold.value)
    summary.add("shingle tokens", options.ngram)
    summary.add("bands", banding.bands)
    summary.add("rows", banding.rows)
    summary.add("recall at threshold", banding.detection(at: threshold.value))
    summary.add(
      "recall at threshold plus .05", banding.detection(at: min(1, threshold.value + 0.05)))
    summary.add("recall is 1 up to shingles", longestShort)
    guard banding.detection(at: threshold.value) < options.recall else { return }
    summary.warnings.append(
      "At this threshold no sketch reaches the recall that was asked for; see the figures below.")
  }
}

extension Duplicates {
  /// Adds what was found.
  func describe(in summary: inout RunSummary) {
    summary.add("exact copies", ids.count - groups.count)
    summary.add("pairs compared", compared)
    summary.add("pairs verified", pairs.count)
    summary.add("pairs not compared", notCompared)
    guard largeBuckets > 0 else { return }
    let subject = largeBuckets == 1 ? "1 bucket" : "\(largeBuckets) buckets"
    summary.warnings.append(
      """
      \(subject) held more records than --bucket-limit: these were compared with up to \
      \(CentreVerifier.centresPerBucket) centres each, and pairs among them may be missing; \
      a larger --bucket-limit would find them, at a cost in time and memory that grows with the \
      square of the bucket.
      """)
  }
}
