// SPDX-License-Identifier: Apache-2.0

import TamisCluster
import TamisIO
import TamisSketch

/// Writes which records are near-duplicates of which, as clusters and as pairs.
public struct ClusterRun: Sendable {
  /// What is read, and how the run behaves.
  public var run: RunOptions
  /// What counts as a duplicate, and which record represents a cluster.
  public var duplicates: DuplicateOptions
  /// Where the clusters of two and more go: JSONL, or `-` for standard output.
  public var output: String?
  /// Where to write every verified pair.
  public var pairsOutput: String?

  private enum Slot { case clusters, pairs }

  /// Makes a run that writes clusters to `output`, pairs to `pairsOutput`, or both.
  public init(run: RunOptions, duplicates: DuplicateOptions, output: String?, pairsOutput: String?)
  {
    self.run = run
    self.duplicates = duplicates
    self.output = output
    self.pairsOutput = pairsOutput
  }

  /// Reads the inputs once, searches, and writes.
  ///
  /// - Throws: `RunError`, `TamisIOError`: sentences for the user. No output appears then.
  /// - Complexity: O(bytes); memory as the run's options allow, and disk for what does not fit.
  public func callAsFunction(observer: RunObserver = RunObserver()) async throws -> RunSummary {
    try run.checkMemory()
    return try await run.withWorkFolder(besides: output ?? pairsOutput ?? "-") { folder in
      try await callAsFunction(in: folder, observer: observer)
    }
  }

  private func callAsFunction(
    in folder: WorkFolder, observer: RunObserver
  ) async throws -> RunSummary {
    var run = run
    run.fields.extra = duplicates.keep.fieldName
    var summary = RunSummary(command: "cluster")
    let inputs = try run.openInputs(outputs: [output, pairsOutput])
    let outputs = try RunOutputs<Slot>(lines: [(.clusters, output), (.pairs, pairsOutput)])
    let reading = RecordPass(inputs: inputs, run: run, observer: observer, stage: "reading")
    var layout = RecordLayout()
    var found = try await DuplicatePass(
      pass: reading, options: duplicates, folder: folder, command: "cluster",
      wantsPairs: pairsOutput != nil
    ).run(summary: &summary, layout: &layout)
    let start = ContinuousClock.now
    try writeClusters(of: found, to: outputs, summary: &summary)
    if let pairs = found.pairs.take() { try writePairs(try pairs.sorted(), of: found, to: outputs) }
    summary.add(StageCost("writing", since: start))
    summary.add("bytes spilled", folder.spilledBytes)
    summary.isClosedByReader = outputs.isClosedByReader
    try outputs.commit()
    summary.end()
    return summary
  }

  private func writeClusters(
    of found: borrowing Duplicates, to outputs: RunOutputs<Slot>, summary: inout RunSummary
  ) throws {
    var buffer = LineBuffer(slot: Slot.clusters, outputs: outputs)
    var tally = ClusterTally()
    var names = NameReader(found.records)
    var cursor = try found.clusters()
    while let member = try cursor.next() {
      let name = try names.name(member.record)
      if member.isRepresentative {
        if tally.clusters > 0 { buffer.lines.endCluster() }
        tally.begin()
        buffer.lines.beginObject()
        buffer.lines.field("cluster", tally.clusters)
        buffer.lines.field("representative", name.id)
        buffer.lines.fields(ofPlace: name.range)
        buffer.lines.beginArray("members")
      }
      tally.countMember()
      buffer.lines.beginObject()
      buffer.lines.field("id", name.id)
      buffer.lines.fields(ofPlace: name.range)
      member.likeness.map { buffer.lines.field("similarity", $0.value) }
        ?? buffer.lines.null("similarity")
      if member.likeness?.isContained == true { buffer.lines.field("kind", "contained") }
      buffer.lines.endObject()
      try buffer.flush(atLeast: 1 << 20)
    }
    if tally.clusters > 0 { buffer.lines.endCluster() }
    try buffer.flush(atLeast: 0)
    summary.add("clusters", tally.clusters)
    let unit = duplicates.unit == .document ? "record" : duplicates.unit.rawValue
    summary.add("\(unit)s in clusters", tally.members)
    summary.add("largest cluster", tally.largest)
  }

  /// Writes the pairs of exact copies, and each pair of groups for every two of their records.
  private func writePairs(
    _ verified: consuming SortedRows, of found: borrowing Duplicates, to outputs: RunOutputs<Slot>
  ) throws {
    var writer = PairWriter(
      buffer: LineBuffer(slot: Slot.pairs, outputs: outputs), found: found,
      bucketLimit: duplicates.bucketLimit)
    for group in 0..<found.copies.count { try writer.writeCopies(of: group) }
    while let rows = try verified.next() {
      for row in stride(from: 0, to: rows.count, by: 4) {
        guard let likeness = Likeness(words: (rows[row + 2], rows[row + 3])) else { continue }
        try writer.write(Int(rows[row]), Int(rows[row + 1]), likeness)
      }
    }
    try writer.buffer.flush(atLeast: 0)
  }
}

/// What clusters there are.
struct ClusterTally {
  private(set) var clusters = 0
  private(set) var members = 0
  private(set) var largest = 0
  private var size = 0

  mutating func begin() {
    clusters += 1
    size = 0
  }

  mutating func countMember() {
    members += 1
    size += 1
    largest = max(largest, size)
  }
}

extension JSONLines {
  mutating func endCluster() {
    endArray()
    endLine()
  }

  /// Appends where in its record a unit stands; nothing of one that is a record.
  fileprivate mutating func fields(ofPlace range: Range<Int>?) {
    guard let range else { return }
    field("start", range.lowerBound)
    field("end", range.upperBound)
  }
}

/// Writes pairs of records.
private struct PairWriter<Slot: Hashable & Sendable>: ~Copyable {
  var buffer: LineBuffer<Slot>
  private var names: NameReader
  private var otherNames: NameReader
  private var copies: CopyReader
  private let bucketLimit: Int

  init(buffer: LineBuffer<Slot>, found: borrowing Duplicates, bucketLimit: Int) {
    self.buffer = buffer
    names = NameReader(found.records)
    otherNames = NameReader(found.records)
    copies = CopyReader(found.copies)
    self.bucketLimit = bucketLimit
  }

  /// Writes the pairs of exact copies; in a group of more than B those with the first alone.
  mutating func writeCopies(of group: Int) throws {
    let others = try copies.copies(of: group)
    guard !others.isEmpty else { return }
    let first = try copies.first(group)
    for number in others { try writePair(first, try copies.copy(number), .identical) }
    guard others.count < bucketLimit else { return }
    for number in others {
      let first = try copies.copy(number)
      for other in others where other > number {
        try writePair(first, try copies.copy(other), .identical)
      }
    }
  }

  /// Writes the pairs of two groups' records.
  mutating func write(_ a: Int, _ b: Int, _ likeness: Likeness) throws {
    let seconds = try paired(b)
    for first in try paired(a) {
      for second in seconds { try writePair(first, second, likeness) }
    }
  }

  /// The records of a group; of more than B copies only the first is paired with others.
  private mutating func paired(_ group: Int) throws -> [Int] {
    var records = [try copies.first(group)]
    let others = try copies.copies(of: group)
    guard others.count < bucketLimit else { return records }
    for number in others { records.append(try copies.copy(number)) }
    return records
  }

  private mutating func writePair(_ a: Int, _ b: Int, _ likeness: Likeness) throws {
    buffer.lines.beginObject()
    let (a, b) = (try names.name(a), try otherNames.name(b))
    buffer.lines.field("a", a.id)
    buffer.lines.field("b", b.id)
    for (side, range) in [("a", a.range), ("b", b.range)] {
      guard let range else { continue }
      buffer.lines.field("\(side)Start", range.lowerBound)
      buffer.lines.field("\(side)End", range.upperBound)
    }
    buffer.lines.field("jaccard", likeness.similarity.value)
    if let share = likeness.containment { buffer.lines.field("containment", share) }
    buffer.lines.endLine()
    try buffer.flush(atLeast: 1 << 20)
  }
}

/// Lines on their way to one output, compressed a chunk at a time.
struct LineBuffer<Slot: Hashable & Sendable> {
  let slot: Slot
  let outputs: RunOutputs<Slot>
  var lines = JSONLines()

  /// Writes what there is, be it a part of a line, if it is much.
  mutating func flush(atLeast size: Int) throws {
    guard lines.bytes.count >= max(size, 1) else { return }
    var chunks = OutputChunks(forms: outputs.forms)
    chunks.add(size == 0 ? lines.take() : lines.takeButLast(), to: slot)
    try outputs.write(chunks)
  }
}
