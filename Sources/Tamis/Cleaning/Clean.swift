// SPDX-License-Identifier: Apache-2.0

import TamisCluster
import TamisIO
public import TamisKernels
import TamisPage

/// Takes chrome and repeats out of the text of pages.
public struct Clean: Sendable {
  /// What is read, and how the run behaves.
  public var run: RunOptions
  /// The kernel of the hot loops.
  public var kernel: Kernel
  /// Where the cleaned records go: JSONL, `-` for standard output, a folder of text files, or a
  /// web archive.
  public var output: String
  /// Where to write what was dropped and why; without it the run cannot be undone.
  public var evidenceOutput: String?
  /// Whether the HTML of a JSONL record stays in its line beside the cleaned text.
  public var keepsHTML = false
  /// What counts as a near-duplicate paragraph; nil where paragraphs are not compared.
  public var paragraphs: DuplicateOptions?

  /// Makes a run that writes the cleaned records to `output`.
  public init(run: RunOptions, kernel: Kernel, output: String) {
    self.run = run
    self.kernel = kernel
    self.output = output
  }

  /// Reads the inputs twice: to count the lines of each host's pages, and to clean and write; three
  /// times where paragraphs are compared.
  ///
  /// - Throws: `RunError`, `TamisIOError`: sentences for the user. No output appears then.
  /// - Complexity: O(bytes); memory for the lines of all pages that have a host.
  public func callAsFunction(observer: RunObserver = RunObserver()) async throws -> RunSummary {
    var run = run
    run.fields.extra = "title"
    run.fields.prefersHTML = true
    run.fields.noted = PageFields.names
    var summary = RunSummary(command: "clean")
    try run.checkMemory()
    let folder = run.workFolder(besides: output)
    defer { folder.remove() }
    let inputs = try run.openInputs(outputs: [output, evidenceOutput])
    try checkCanHoldBack()
    let outputs = try RunOutputs<CleanSlot>(
      records: (.pages, output), lines: [(.evidence, evidenceOutput)])
    let counting = RecordPass(inputs: inputs, run: run, observer: observer, stage: "counting lines")
    let census = try await HostPass(pass: counting, kernel: kernel, folder: folder).run(
      summary: &summary)
    var repeats: RepeatCursor?
    if let paragraphs {
      let pass = RecordPass(inputs: inputs, run: run, observer: observer, stage: "reading")
      let search = ParagraphSearch(
        pass: pass, options: paragraphs, census: census, folder: folder)
      repeats = try await search.run(summary: &summary)
    }
    let cleaning = RecordPass(inputs: inputs, run: run, observer: observer, stage: "cleaning")
    let tally = try await write(cleaning, census, repeats, to: outputs)
    tally.describe(in: &summary, hosts: census.hosts.count, isRestorable: evidenceOutput != nil)
    try summary.judge(
      dropped: tally.droppedBytes, of: summary.textBytes, unit: "text", maximum: run.maximumDrop)
    summary.isClosedByReader = outputs.isClosedByReader
    try outputs.commit()
    summary.end()
    return summary
  }

  /// Cleans all pages and writes them.
  private func write(
    _ pass: RecordPass, _ census: Census, _ repeats: consuming RepeatCursor?,
    to outputs: RunOutputs<CleanSlot>
  ) async throws -> CleanTally {
    var (tally, batches) = (CleanTally(), 0)
    let kernel = kernel
    let renderer = PageRenderer(
      fields: pass.run.fields, dropsHTML: !keepsHTML, forms: outputs.forms)
    try await pass.forEachBatch { number in
      try repeats?.next(of: census.records(ofBatch: number)) ?? [:]
    } _: { batch, number, repeats in
      census.firstRecord(ofBatch: number, records: batch.records.count).map { first in
        let cleaned = CleanedBatch(
          batch, hosts: census.hosts, kernel: kernel, repeats: repeats)
        return (cleaned.tally, renderer.render(cleaned, firstRecord: first))
      }
    } consume: { result, _ in
      guard let result else { throw RunError.inputChanged }
      batches += 1
      tally.merge(result.0)
      try outputs.write(result.1)
    }
    guard batches == census.batches else { throw RunError.inputChanged }
    return tally
  }

  private func checkCanHoldBack() throws {
    guard run.maximumDrop == nil || (output != "-" && !output.hasPrefix("/dev/")) else {
      throw RunError(
        "--max-drop cannot hold back what goes to \(output == "-" ? "standard output" : output) "
          + "as it is cleaned. Name a file or a folder.")
    }
  }
}

/// What the first pass of cleaning has learned.
struct Census: Sendable {
  /// The lines of each host's distinct pages, for hosts of more than one.
  var hosts: [String: HostLines] = [:]
  /// How many records there are before each batch, and at the end of the last how many in all.
  private var recordsBefore = [0]

  /// How many batches there are.
  var batches: Int { recordsBefore.count - 1 }

  /// How many records there are.
  var records: Int { recordsBefore[recordsBefore.count - 1] }

  /// The records of a batch, counted from 0; none where there was no such batch.
  func records(ofBatch number: Int) -> Range<Int> {
    guard number + 1 < recordsBefore.count else { return 0..<0 }
    return recordsBefore[number]..<recordsBefore[number + 1]
  }

  /// Counts the records of the next batch.
  mutating func append(records: Int) {
    recordsBefore.append(recordsBefore[recordsBefore.count - 1] + records)
  }

  /// The number of a batch's first record, from 1; nil if the batch was not the same before.
  func firstRecord(ofBatch number: Int, records: Int) -> Int? {
    guard number + 1 < recordsBefore.count,
      recordsBefore[number + 1] - recordsBefore[number] == records
    else { return nil }
    return recordsBefore[number] + 1
  }
}

/// Counts the lines of each host's distinct pages.
struct HostPass: Sendable {
  let pass: RecordPass
  let kernel: Kernel
  let folder: WorkFolder

  func run(summary: inout RunSummary) async throws -> Census {
    let options = DuplicateOptions(kernel: kernel)
    let plan = JoinPlan(threshold: options.threshold, recall: options.recall)
    var census = HostCensus(
      search: DuplicateSearch(
        options: options, plan: plan, shares: pass.run.memoryShares, folder: folder))
    var result = Census()
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
      result.append(records: count)
    }
    result.hosts = try await census.lines(threads: pass.run.threads)
    return result
  }
}

/// What was dropped, counted.
struct CleanTally: Sendable {
  private(set) var droppedBytes = 0
  private(set) var blocks: [String: Int] = [:]
  private(set) var emptied = 0

  mutating func count(_ removals: [Removal], textBytes: Int) {
    let dropped = removals.reduce(0) { $0 + $1.range.count }
    droppedBytes += dropped
    if dropped == textBytes, textBytes > 0 { emptied += 1 }
    for removal in removals { blocks[removal.reason, default: 0] += 1 }
  }

  mutating func merge(_ other: CleanTally) {
    droppedBytes += other.droppedBytes
    emptied += other.emptied
    blocks.merge(other.blocks, uniquingKeysWith: +)
  }

  func describe(in summary: inout RunSummary, hosts: Int, isRestorable: Bool) {
    summary.add("hosts with several pages", hosts)
    summary.add("dropped bytes", droppedBytes)
    summary.add("dropped blocks", blocks.values.reduce(0, +))
    for reason in Reason.allCases.map(\.rawValue) + [RepeatKind.paragraph.rawValue] {
      if let count = blocks[reason] { summary.add("dropped as \(reason)", count) }
    }
    summary.add("emptied records", emptied)
    if !isRestorable, droppedBytes + summary.replacements + summary.decoded > 0 {
      summary.warnings.append("Not restorable: no evidence was written (--evidence FILE).")
    }
  }
}
