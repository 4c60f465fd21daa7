// SPDX-License-Identifier: Apache-2.0

import TamisCluster
import TamisIO
import TamisStory

/// Writes which records are about one event, as clusters.
///
/// Near-duplicates are collapsed first, so that a text which was copied fifty times counts once; of
/// each set of them the record that stays is compared with others by its terms.
public struct StoryRun: Sendable {
  /// What is read, and how the run behaves.
  public var run: RunOptions
  /// What counts as a near-duplicate, and which record represents it.
  public var duplicates: DuplicateOptions
  /// Where the clusters of two and more records go: JSONL, or `-` for standard output.
  public var output: String
  /// The field that holds a record's title; an HTML page's own title counts as well.
  public var titleField = "title"
  /// What is known of terms beside the input.
  public var background = StoryBackground()
  /// How many documents are compared with each other as they come, oldest first; nil where all are
  /// compared with all.
  public var window: Int?

  /// The usual number of documents in a window.
  public static let defaultWindow = StoryStream.window

  enum Slot { case clusters, background }

  /// Makes a run that writes clusters to `output`.
  public init(run: RunOptions, duplicates: DuplicateOptions, output: String) {
    self.run = run
    self.duplicates = duplicates
    self.output = output
  }

  /// Reads the inputs twice, compares, and writes.
  ///
  /// - Throws: `RunError`, `TamisIOError`: sentences for the user. No output appears then.
  /// - Complexity: O(bytes); memory: 3 KiB a record that is no near-duplicate, of a stream those of
  ///   its window and 32 bytes for each other, and disk for what does not fit.
  public func callAsFunction(observer: RunObserver = RunObserver()) async throws -> RunSummary {
    try run.checkMemory()
    return try await run.withWorkFolder(besides: output) { folder in
      try await callAsFunction(in: folder, observer: observer)
    }
  }

  private func callAsFunction(
    in folder: WorkFolder, observer: RunObserver
  ) async throws -> RunSummary {
    var run = run
    run.fields.extra = duplicates.keep.fieldName
    run.fields.group = titleField
    var summary = RunSummary(command: "cluster")
    try background.check(outputs: [output, background.saved])
    let known = try background.counts()
    let inputs = try run.openInputs(outputs: [output, background.saved])
    let outputs = try RunOutputs<Slot>(
      lines: [(.clusters, output), (.background, background.saved)])
    let reading = RecordPass(inputs: inputs, run: run, observer: observer, stage: "reading")
    var layout = RecordLayout()
    let found = try await DuplicatePass(
      pass: reading, options: duplicates, folder: folder, command: "cluster --related",
      wantsPairs: false
    ).run(summary: &summary, layout: &layout)
    let (records, bytes) = (summary.records, summary.textBytes)
    var clock = StageClock {
      observer.progress(RunProgress(stage: $0, records: records, bytes: bytes))
    }
    clock.begin("reading terms")
    let pass = TermPass(
      pass: RecordPass(inputs: inputs, run: run, observer: observer, stage: "reading terms"),
      kernel: duplicates.kernel, folder: folder, background: known?.background ?? .shipped)
    let documents = try await pass.run(found)
    clock.begin("joining stories")
    let stories = try await join(documents, run)
    clock.begin("writing")
    var writer = StoryWriter(
      documents: documents, buffer: LineBuffer(slot: Slot.clusters, outputs: outputs), found: found)
    try writer.write(stories, of: found, summary: &summary)
    try save(documents.weights.learned, known, outputs)
    for cost in clock.end() { summary.add(cost) }
    summary.add("bytes spilled", folder.spilledBytes)
    summary.isClosedByReader = outputs.isClosedByReader
    try outputs.commit()
    summary.end()
    return summary
  }

  /// Writes the background that is saved, if one is.
  private func save(
    _ learned: @autoclosure () -> TermCounts, _ known: TermCounts?, _ outputs: RunOutputs<Slot>
  ) throws {
    guard background.saved != nil else { return }
    var counts = learned()
    if let known { counts.add(known) }
    var chunks = OutputChunks(forms: outputs.forms)
    chunks.add(counts.bytes, to: .background)
    try outputs.write(chunks)
  }

  /// The story of each document.
  private func join(_ documents: StoryDocuments, _ run: RunOptions) async throws -> [Int] {
    if let window { return try StreamedStories(documents, window: window).stories() }
    return try await JoinedStories(documents, run: run).stories()
  }
}
