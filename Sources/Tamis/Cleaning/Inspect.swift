// SPDX-License-Identifier: Apache-2.0

public import TamisHTML
import TamisIO
public import TamisKernels
public import TamisPage

/// A page with what is kept of it and what is not.
public struct InspectedPage: Sendable {
  /// A block of the page.
  public struct Block: Sendable {
    /// Its text, valid UTF-8.
    public let text: String
    /// The innermost block-level element around it; nil in plain text.
    public let tag: HTMLTag?
    /// Why it is dropped; nil if it is kept.
    public let drop: Drop?
    /// The index of the block that it repeats, and which is kept.
    public let copyOf: Int?
    /// How likely the model holds it for text, from 0 to 1; nil where it was not asked, and where
    /// another rule drops the block.
    public let likelihood: Double?
  }

  /// The record's id.
  public let id: String
  /// The page's blocks, in order.
  public let blocks: [Block]

  /// How many of them are dropped.
  public var dropped: Int { blocks.count { $0.drop != nil } }

  init(id: String, text: ArraySlice<UInt8>, page: Page, judgement: Judgement) {
    self.id = id
    let indices = Dictionary(
      page.blocks.indices.map { (page.blocks[$0].range.lowerBound, $0) }, uniquingKeysWith: { $1 })
    var drops = judgement.drops[...]
    blocks = page.blocks.enumerated().map { index, block in
      let drop = drops.first?.block == block.range ? drops.popFirst() : nil
      let bytes = text[
        text.startIndex + block.range.lowerBound..<text.startIndex + block.range.upperBound]
      let element = Int(block.markup.element)
      return Block(
        text: String(decoding: bytes, as: UTF8.self),
        tag: page.elements.indices.contains(element) ? page.elements[element].tag : nil,
        drop: drop, copyOf: drop?.repeats.flatMap { indices[$0.lowerBound] },
        likelihood: drop == nil && index < judgement.likelihoods.count
          ? judgement.likelihoods[index] : nil)
    }
  }
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
  /// A file that the caller writes of what is shown, which must be none of the inputs.
  public var output: String?

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
    let inputs = try run.openInputs(outputs: [output])
    let counting = RecordPass(inputs: inputs, run: run, observer: observer, stage: "counting lines")
    try chromeModels.check(outputs: [output])
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
      CleanedBatch(batch, hosts: hosts, kernel: kernel, favour: favour) {
        id == nil || $0 == id
      }.inspected
    } consume: { pages, _ in
      shown += pages.count
      for page in pages { try show(page) }
    }
    if let id, shown == 0 { throw RunError("No record has the id \(id).") }
    summary.end()
    return summary
  }
}
