// SPDX-License-Identifier: Apache-2.0

import TamisCluster
import TamisIO
public import TamisKernels
public import TamisPage

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
  /// Which mistake to avoid rather.
  public var favour = Favour.balanced
  /// How the text is written.
  public var textFormat = TextFormat.plain
  /// The files of what is known of hosts from earlier runs.
  public var chromeModels = ChromeModelFiles()
  /// Whether a page that carries several stories becomes a record for each.
  public var splitsStories = false
  /// What counts as a near-duplicate paragraph; nil where paragraphs are not compared.
  public var paragraphs: DuplicateOptions?

  /// Makes a run that writes the cleaned records to `output`.
  public init(run: RunOptions, kernel: Kernel, output: String) {
    self.run = run
    self.kernel = kernel
    self.output = output
  }

  /// Reads the inputs twice: to count the lines of each host's pages, and to clean and write; once
  /// more where paragraphs are compared, and where pages are divided.
  ///
  /// - Throws: `RunError`, `TamisIOError`: sentences for the user. No output appears then.
  /// - Complexity: O(bytes), and the sorting of the lines of pages that have a host.
  public func callAsFunction(observer: RunObserver = RunObserver()) async throws -> RunSummary {
    var run = run
    run.fields.extra = "title"
    run.fields.prefersHTML = true
    run.fields.noted = PageFields.names
    var summary = RunSummary(command: "clean")
    try run.checkMemory()
    let folder = run.workFolder(besides: output)
    defer { folder.remove() }
    let inputs = try run.openInputs(outputs: [output, evidenceOutput, chromeModels.saved])
    try checkCanHoldBack()
    try chromeModels.check(outputs: [output, evidenceOutput, chromeModels.saved])
    let outputs = try RunOutputs<CleanSlot>(
      records: (.pages, output),
      lines: [(.evidence, evidenceOutput), (.chromeModel, chromeModels.saved)])
    let counting = RecordPass(inputs: inputs, run: run, observer: observer, stage: "counting lines")
    let census = try await HostPass(
      pass: counting, kernel: kernel, folder: folder, files: chromeModels
    ).run(summary: &summary, learned: learned(outputs))
    var repeats: RepeatCursor?
    if let paragraphs {
      let pass = RecordPass(inputs: inputs, run: run, observer: observer, stage: "reading")
      let search = ParagraphSearch(
        pass: pass, options: paragraphs, census: census, favour: favour, folder: folder)
      repeats = try await search.run(summary: &summary)
    }
    let cleaning = RecordPass(inputs: inputs, run: run, observer: observer, stage: "cleaning")
    let tally = try await write(cleaning, census, repeats, to: outputs)
    tally.describe(in: &summary, hosts: census.hosts, isRestorable: evidenceOutput != nil)
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
    let words = splitsStories ? try await countWords(pass) : nil
    let renderer = PageRenderer(
      fields: pass.run.fields, dropsHTML: !keepsHTML, forms: outputs.forms,
      format: textFormat)
    var evidence = HostEvidence.Reader(census.evidence)
    try await pass.forEachBatch { number in
      (
        try evidence.next(pages: census.pages(ofBatch: number)),
        try repeats?.next(of: census.records(ofBatch: number)) ?? [:]
      )
    } _: { batch, number, known in
      census.firstRecord(ofBatch: number, records: batch.records.count).map { first in
        let cleaned = CleanedBatch(
          batch, hosts: known.0, kernel: kernel, favour: favour, repeats: known.1,
          storyWords: words, format: textFormat)
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

  /// Counts in how many of the texts each word is.
  private func countWords(_ cleaning: RecordPass) async throws -> WordCounts {
    let pass = RecordPass(
      inputs: cleaning.inputs, run: cleaning.run, observer: cleaning.observer,
      stage: "counting words")
    let kernel = kernel
    var counts = WordCounts()
    try await pass.forEachBatch { batch, _ in
      var reader = WordReader(kernel: kernel)
      var words: [UInt32] = []
      for index in batch.records.indices {
        reader.append(wordsOf: batch.text(index).span, to: &words)
      }
      return words
    } consume: { words, _ in
      counts.add(words)
    }
    return counts
  }

  /// What writes the chrome model, if it is kept.
  private func learned(_ outputs: RunOutputs<CleanSlot>) -> LearnedChrome? {
    guard chromeModels.saved != nil else { return nil }
    return LearnedChrome { bytes in
      var chunks = OutputChunks(forms: outputs.forms)
      chunks.add(bytes, to: .chromeModel)
      try outputs.write(chunks)
    }
  }

  private func checkCanHoldBack() throws {
    guard run.maximumDrop == nil || (output != "-" && !output.hasPrefix("/dev/")) else {
      throw RunError(
        "--max-drop cannot hold back what goes to \(output == "-" ? "standard output" : output) "
          + "as it is cleaned. Name a file or a folder.")
    }
  }
}

/// What was dropped, counted.
struct CleanTally: Sendable {
  private(set) var droppedBytes = 0
  private(set) var blocks: [String: Int] = [:]
  private(set) var emptied = 0
  /// Records whose text is not what is left of it.
  var formatted = 0
  /// Pages that were divided, and the stories that they became.
  private(set) var divided = 0
  private(set) var stories = 0

  mutating func count(_ stories: [Story]) {
    guard stories.count > 1 else { return }
    divided += 1
    self.stories += stories.count
  }

  mutating func count(_ removals: [Removal], textBytes: Int) {
    let dropped = removals.reduce(0) { $0 + $1.range.count }
    droppedBytes += dropped
    if dropped == textBytes, textBytes > 0 { emptied += 1 }
    for removal in removals { blocks[removal.reason, default: 0] += 1 }
  }

  mutating func merge(_ other: CleanTally) {
    droppedBytes += other.droppedBytes
    emptied += other.emptied
    formatted += other.formatted
    divided += other.divided
    stories += other.stories
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
    if divided > 0 {
      summary.add("pages of several stories", divided)
      summary.add("stories of these", stories)
    }
    let changed = droppedBytes + formatted + divided + summary.replacements + summary.decoded
    if !isRestorable, changed > 0 {
      summary.warnings.append("Not restorable: no evidence was written (--evidence FILE).")
    }
  }
}
