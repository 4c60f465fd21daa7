// SPDX-License-Identifier: Apache-2.0

import TamisCluster
import TamisIO
import TamisSketch

/// What the result of a search depends on, and what it has to be resumed with.
struct SearchParameters: Sendable {
  /// Options and inputs, in words for the user; nil where an input cannot be read by another run.
  let entries: [Checkpoint.Entry]?

  init(_ pass: RecordPass, _ options: DuplicateOptions, command: String, wantsPairs: Bool) {
    let entries = [
      Checkpoint.Entry("the command", command),
      Checkpoint.Entry("--passages", "not given"),
      Checkpoint.Entry("--unit", options.unit.rawValue),
      Checkpoint.Entry("--min-tokens", "\(options.leastTokens)"),
      Checkpoint.Entry("--threshold", "\(options.threshold.value)"),
      Checkpoint.Entry("--recall", "\(options.recall)"),
      Checkpoint.Entry("--ngram", "\(options.ngram)"),
      Checkpoint.Entry("--contained", options.contained.map { "\($0.value)" } ?? "not given"),
      Checkpoint.Entry("--keep", "\(options.keep)"),
      Checkpoint.Entry("--components", options.usesComponents ? "given" : "not given"),
      Checkpoint.Entry("--bucket-limit", "\(options.bucketLimit)"),
      Checkpoint.Entry("--pairs", wantsPairs ? "given" : "not given"),
    ]
    self.init(entries, pass.inputs, pass.run)
  }

  init(_ pass: PassagePass) {
    let entries = [
      Checkpoint.Entry("the command", "dedup"),
      Checkpoint.Entry("--passages", "\(pass.options.tokens)"),
      Checkpoint.Entry("--keep", "\(pass.options.keep)"),
    ]
    self.init(entries, pass.inputs, pass.run)
  }

  private init(_ options: [Checkpoint.Entry], _ inputs: Inputs, _ run: RunOptions) {
    var entries = options
    entries += [
      Checkpoint.Entry("--input-format", run.format.map { "\($0)" } ?? "not given"),
      Checkpoint.Entry("the names of the fields", "\(run.fields)"),
      Checkpoint.Entry("what reading may cost", "\(run.limits)"),
      Checkpoint.Entry("the number of files", "\(inputs.files.count)"),
    ]
    var isResumable = true
    for file in inputs.files {
      guard let state = file.state else {
        isResumable = false
        break
      }
      entries.append(Checkpoint.Entry("the input \(file.path)", state))
    }
    self.entries = isResumable ? entries : nil
  }

  /// The checkpoint that an earlier run of the same parameters has left; nil if there is none.
  ///
  /// - Throws: ``TamisIOError`` where it is of other parameters, or no run can be resumed.
  func resume(from folder: WorkFolder) throws(TamisIOError) -> Checkpoint? {
    guard let entries else {
      throw TamisIOError(
        .checkpoint,
        "--resume needs inputs that can be read again, and standard input cannot. Save it to a "
          + "file and give that.")
    }
    guard let checkpoint = try folder.resume() else { return nil }
    guard let difference = checkpoint.difference(to: entries) else { return checkpoint }
    throw TamisIOError(
      .checkpoint,
      "The run in \(folder.path) cannot be resumed, because \(difference). Run without --resume to "
        + "begin anew.")
  }
}

extension RunSummary {
  private static let skippedPrefix = "skipped "

  /// What the first pass has counted.
  fileprivate var counts: [String: Int] {
    var counts = [
      "files": files, "records": records, "faults": faults, "text bytes": textBytes,
      "replacements": replacements, "damaged bodies": damagedBodies,
      "decoded": decoded,
    ]
    for (type, count) in skipped { counts[Self.skippedPrefix + type] = count }
    return counts
  }

  fileprivate mutating func restore(_ counts: [String: Int]) {
    files = counts["files"] ?? 0
    records = counts["records"] ?? 0
    faults = counts["faults"] ?? 0
    textBytes = counts["text bytes"] ?? 0
    replacements = counts["replacements"] ?? 0
    damagedBodies = counts["damaged bodies"] ?? 0
    decoded = counts["decoded"] ?? 0
    for (name, count) in counts where name.hasPrefix(Self.skippedPrefix) {
      skipped[String(name.dropFirst(Self.skippedPrefix.count))] = count
    }
  }
}

/// What checkpoints of all stages have: where the records are, and what was counted.
struct StoredLayout {
  static let name = "layout"

  static func save(
    _ layout: RecordLayout, _ summary: RunSummary, in folder: WorkFolder,
    to checkpoint: inout Checkpoint
  ) throws(TamisIOError) {
    var writer = StashWriter(name, memory: 0, folder: folder)
    try writer.append(layout.words.span)
    checkpoint.files.append(try writer.finish().stored(name, in: folder))
    checkpoint.values.merge(summary.counts) { $1 }
  }

  static func restore(
    _ layout: inout RecordLayout, _ summary: inout RunSummary, from checkpoint: Checkpoint,
    in folder: WorkFolder
  ) throws(TamisIOError) {
    summary.restore(checkpoint.values)
    let stash = try Stash(name, of: checkpoint, in: folder)
    var reader = StashReader(stash)
    var words: [UInt64] = []
    try reader.append(words: 0..<stash.words, to: &words)
    layout = RecordLayout(words: words)
  }
}

extension ReadRecords {
  static let stage = "read"
  private static let prefixName = "prefix-counts"

  /// Writes a checkpoint from which a run can go on that need not read the input again.
  mutating func save(
    _ layout: RecordLayout, _ summary: RunSummary, _ parameters: [Checkpoint.Entry]
  ) throws(TamisIOError) {
    var checkpoint = Checkpoint(stage: Self.stage, parameters: parameters)
    checkpoint.values["count"] = records.count
    checkpoint.files = try records.stored(withSets: true, in: folder) + texts.stored()
    let counts = prefixes.state
    var writer = StashWriter(Self.prefixName, memory: 0, folder: folder)
    let words = stride(from: 0, to: counts.count, by: 2).map {
      UInt64(counts[$0]) << 32 | UInt64(counts[$0 + 1])
    }
    try writer.append(words.span)
    checkpoint.files.append(try writer.finish().stored(Self.prefixName, in: folder))
    try StoredLayout.save(layout, summary, in: folder, to: &checkpoint)
    try folder.save(checkpoint)
  }

  /// Goes on from a checkpoint.
  init(
    _ checkpoint: Checkpoint, options: DuplicateOptions, plan: JoinPlan, shares: MemoryShares,
    folder: WorkFolder, layout: inout RecordLayout, summary: inout RunSummary
  ) throws(TamisIOError) {
    try StoredLayout.restore(&layout, &summary, from: checkpoint, in: folder)
    let stash = try Stash(Self.prefixName, of: checkpoint, in: folder)
    var reader = StashReader(stash)
    var words: [UInt64] = []
    try reader.append(words: 0..<stash.words, to: &words)
    let counts = words.flatMap { [UInt32($0 >> 32), UInt32(truncatingIfNeeded: $0)] }
    let records = try RecordStore(checkpoint, hasSets: true, in: folder)
    var texts = ExactCopySorter(options: options, shares: shares, folder: folder)
    try texts.restore(checkpoint)
    self.init(
      options: options, plan: plan, shares: shares, folder: folder,
      prefixes: PrefixFilter(threshold: plan.threshold, state: counts), records: records,
      texts: texts)
  }
}

extension Duplicates {
  static let stage = "compared"

  /// Writes a checkpoint from which a run can go on that has only to write its outputs.
  mutating func save(
    _ layout: RecordLayout, _ summary: RunSummary, _ parameters: [Checkpoint.Entry]
  ) throws(TamisIOError) {
    var checkpoint = Checkpoint(stage: Self.stage, parameters: parameters)
    checkpoint.values = [
      "count": records.count, "groups": copies.count, "verified": settlement.pairs,
      "compared": figures.compared, "false": figures.falseCandidates,
      "large": figures.largeBuckets, "not compared": figures.notCompared,
      "compared for containment": figures.comparedForContainment, "contained": figures.contained,
      "not looked up": figures.containmentCuts.notLookedUp,
      "look-ups cut short": figures.containmentCuts.cutShort,
    ]
    checkpoint.files = try records.stored(withSets: false, in: folder)
    checkpoint.files += try copies.stored(in: folder)
    checkpoint.files.append(try settlement.rows.stored(Settlement.name, in: folder))
    if let files = try pairs?.stored() { checkpoint.files += files }
    try StoredLayout.save(layout, summary, in: folder, to: &checkpoint)
    try folder.save(checkpoint)
  }

  /// Goes on from a checkpoint.
  init(
    _ checkpoint: Checkpoint, wantsPairs: Bool, shares: MemoryShares, folder: WorkFolder,
    layout: inout RecordLayout, summary: inout RunSummary
  ) throws(TamisIOError) {
    try StoredLayout.restore(&layout, &summary, from: checkpoint, in: folder)
    let values = checkpoint.values
    var figures = Figures()
    figures.compared = values["compared"] ?? 0
    figures.falseCandidates = values["false"] ?? 0
    figures.largeBuckets = values["large"] ?? 0
    figures.notCompared = values["not compared"] ?? 0
    figures.comparedForContainment = values["compared for containment"] ?? 0
    figures.contained = values["contained"] ?? 0
    figures.containmentCuts.notLookedUp = values["not looked up"] ?? 0
    figures.containmentCuts.cutShort = values["look-ups cut short"] ?? 0
    var pairs: RowSorter?
    if wantsPairs {
      var sorter = PairVerification.pairSorter(shares: shares, folder: folder)
      try sorter.restore(checkpoint)
      pairs = consume sorter
    }
    self.init(
      records: try RecordStore(checkpoint, hasSets: false, in: folder),
      copies: try CopyStore(checkpoint, in: folder),
      settlement: Settlement(
        rows: try Stash(Settlement.name, of: checkpoint, in: folder),
        pairs: values["verified"] ?? 0),
      pairs: pairs, figures: figures, shares: shares, folder: folder)
  }
}
