// SPDX-License-Identifier: Apache-2.0

import TamisCluster
import TamisIO
import TamisKernels
import TamisSketch

/// Reads the inputs once and finds the duplicates among the records.
struct DuplicatePass: Sendable {
  let pass: RecordPass
  let options: DuplicateOptions
  let folder: WorkFolder
  /// The command that asks, to which a checkpoint belongs.
  let command: String
  /// Whether the verified pairs are asked for.
  let wantsPairs: Bool

  /// Collects features and searches; notes where the records are. Goes on where an earlier run has
  /// ended, if that was asked for.
  ///
  /// - Throws: What reading throws, ``TamisIOError`` when the disk is full or fails.
  func run(
    summary: inout RunSummary, layout: inout RecordLayout
  ) async throws -> Duplicates {
    let plan = JoinPlan(threshold: options.threshold, recall: options.recall)
    let parameters = SearchParameters(pass, options, command: command, wantsPairs: wantsPairs)
    let checkpoint = pass.run.resumes ? try parameters.resume(from: folder) : nil
    var duplicates: Duplicates
    if let checkpoint, checkpoint.stage == Duplicates.stage {
      duplicates = try Duplicates(
        checkpoint, wantsPairs: wantsPairs, shares: pass.run.memoryShares, folder: folder,
        layout: &layout, summary: &summary)
    } else {
      let read = try await read(
        plan, from: checkpoint, saving: parameters.entries, summary: &summary, layout: &layout)
      let (records, bytes) = (summary.records, summary.textBytes)
      duplicates = try await read.search(threads: pass.run.threads, wantsPairs: wantsPairs) {
        pass.observer.progress(RunProgress(stage: $0, records: records, bytes: bytes))
      }
      if folder.isOpen, let entries = parameters.entries {
        try duplicates.save(layout, summary, entries)
      }
    }
    if options.unit != .document {
      summary.add("unit", options.unit.rawValue)
      summary.add("\(options.unit.rawValue)s compared", duplicates.records.count)
    }
    if options.unit == .line {
      summary.add("kernel", options.kernel.name.rawValue)
    } else {
      plan.describe(in: &summary, options: options)
    }
    duplicates.describe(in: &summary, options: options)
    return duplicates
  }

  /// Reads the inputs, or what a checkpoint has of them.
  private func read(
    _ plan: JoinPlan, from checkpoint: Checkpoint?, saving parameters: [Checkpoint.Entry]?,
    summary: inout RunSummary, layout: inout RecordLayout
  ) async throws -> ReadRecords {
    let shares = pass.run.memoryShares
    if let checkpoint {
      return try ReadRecords(
        checkpoint, options: options, plan: plan, shares: shares, folder: folder, layout: &layout,
        summary: &summary)
    }
    let start = ContinuousClock.now
    var search = DuplicateSearch(options: options, plan: plan, shares: shares, folder: folder)
    let options = options
    try await pass.forEachBatch(counting: &summary) { batch in
      var extractor = FeatureExtractor(options: options)
      var units = UnitReader(options: options)
      var features = RecordFeatures(textBytes: batch.parsed.texts.count)
      for (index, record) in batch.records.enumerated() {
        let parts = units.units(of: batch, index)
        extractor.append(record, text: batch.text(index), units: parts, to: &features)
      }
      let lines = batch.records.map {
        Int32(truncatingIfNeeded: $0.number - batch.parsed.batch.firstNumber)
      }
      return (features, lines, batch.parsed.batch.lines.count)
    } consume: { features, lines, lineCount in
      try search.append(features)
      layout.append(lines, of: lineCount)
    }
    var read = try search.finish()
    // What fits in memory is done again sooner than it would be written.
    if folder.isOpen, let parameters { try read.save(layout, summary, parameters) }
    summary.add(StageCost("reading", since: start))
    return read
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
  func describe(in summary: inout RunSummary, options: DuplicateOptions) {
    summary.add("exact copies", copies.copies.words)
    summary.add("pairs compared", figures.compared)
    summary.add("pairs verified", settlement.pairs)
    summary.add("false candidates", figures.falseCandidates)
    summary.add("pairs not compared", figures.notCompared)
    if let contained = options.contained {
      summary.add("contained share", contained.value)
      summary.add("contained pairs", figures.contained)
      summary.add("pairs compared for containment", figures.comparedForContainment)
      summary.add("look-ups cut short", figures.containmentCuts.cutShort)
      summary.add("fingerprints not looked up", figures.containmentCuts.notLookedUp)
    }
    for cost in figures.costs { summary.add(cost) }
    guard figures.largeBuckets > 0 else { return }
    let subject = figures.largeBuckets == 1 ? "1 bucket" : "\(figures.largeBuckets) buckets"
    summary.warnings.append(
      """
      \(subject) held more records than --bucket-limit: these were compared with up to \
      \(CentreVerifier.centresPerBucket) centres each, and pairs among them may be missing; \
      a larger --bucket-limit would find them, at a cost in time and memory that grows with the \
      square of the bucket.
      """)
  }
}
