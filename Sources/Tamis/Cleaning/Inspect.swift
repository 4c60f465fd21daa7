// SPDX-License-Identifier: Apache-2.0

import TamisIO
public import TamisKernels
public import TamisPage

/// A page with what is kept of it and what is not.
public struct InspectedPage: Sendable {
  /// The record's id.
  public let id: String
  /// The page's text, valid UTF-8.
  public let text: [UInt8]
  /// The page's blocks: byte ranges of `text`, ascending.
  public let blocks: [Range<Int>]
  /// What is dropped, ascending.
  public let drops: [Drop]
}

/// Shows how pages are cleaned, without writing anything.
public struct Inspect: Sendable {
  /// What is read, and how the run behaves.
  public var run: RunOptions
  /// The kernel of the hot loops.
  public var kernel: Kernel
  /// Which mistake to avoid rather.
  public var favour = Favour.balanced
  /// The only record to show; nil shows all.
  public var id: String?
  /// The files of what is known of hosts from earlier runs.
  public var chromeModels = ChromeModelFiles()

  /// Makes a run.
  public init(run: RunOptions, kernel: Kernel, id: String? = nil) {
    self.run = run
    self.kernel = kernel
    self.id = id
  }

  /// Reads the inputs twice, as `Clean` does, and hands over each page in order.
  ///
  /// - Throws: `RunError` when no record has the id, `TamisIOError`.
  public func callAsFunction(
    observer: RunObserver = RunObserver(), show: (InspectedPage) throws -> Void
  ) async throws -> RunSummary {
    var run = run
    run.fields.extra = "title"
    run.fields.prefersHTML = true
    var summary = RunSummary(command: "inspect")
    try run.checkMemory()
    let folder = run.workFolder(besides: "-")
    defer { folder.remove() }
    let inputs = try run.openInputs(outputs: [])
    let counting = RecordPass(inputs: inputs, run: run, observer: observer, stage: "counting lines")
    try chromeModels.check(outputs: [])
    let census = try await HostPass(
      pass: counting, kernel: kernel, folder: folder, files: chromeModels
    ).run(summary: &summary)
    let reading = RecordPass(inputs: inputs, run: run, observer: observer, stage: "reading")
    let (kernel, id) = (kernel, id)
    var shown = 0
    var evidence = HostEvidence.Reader(census.evidence)
    try await reading.forEachBatch {
      try evidence.next(pages: census.pages(ofBatch: $0))
    } _: { batch, _, hosts in
      let cleaned = CleanedBatch(batch, hosts: hosts, kernel: kernel, favour: favour)
      return batch.records.indices.filter { id == nil || batch.records[$0].id == id }.map {
        cleaned.inspected($0)
      }
    } consume: { pages, _ in
      shown += pages.count
      for page in pages { try show(page) }
    }
    if let id, shown == 0 { throw RunError("No record has the id \(id).") }
    summary.end()
    return summary
  }
}
