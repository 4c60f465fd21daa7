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
  /// - Complexity: O(bytes); memory for the shingles of all records.
  public func callAsFunction(observer: RunObserver = RunObserver()) async throws -> RunSummary {
    var run = run
    run.fields.extra = duplicates.keep.fieldName
    var summary = RunSummary(command: "cluster")
    let inputs = try run.openInputs(outputs: [output, pairsOutput])
    let outputs = try RunOutputs<Slot>(lines: [(.clusters, output), (.pairs, pairsOutput)])
    let reading = RecordPass(inputs: inputs, run: run, observer: observer, stage: "reading")
    let (found, _) = try await DuplicatePass(pass: reading, options: duplicates).run(
      summary: &summary)
    try writeClusters(of: found, to: outputs, summary: &summary)
    if pairsOutput != nil { try writePairs(of: found, to: outputs) }
    summary.isClosedByReader = outputs.isClosedByReader
    try outputs.commit()
    summary.end()
    return summary
  }

  private func writeClusters(
    of found: Duplicates, to outputs: RunOutputs<Slot>, summary: inout RunSummary
  ) throws {
    var buffer = LineBuffer(slot: Slot.clusters, outputs: outputs)
    var (clusters, members, largest) = (0, 0, 0)
    for groups in found.clusters {
      let size = groups.reduce(0) { $0 + found.groups[$1].count }
      largest = max(largest, size)
      guard size > 1, let first = groups.first else { continue }
      clusters += 1
      members += size
      let representative = found.groups[first][0]
      buffer.lines.beginObject()
      buffer.lines.field("cluster", clusters)
      buffer.lines.field("representative", found.ids[representative])
      buffer.lines.beginArray("members")
      for group in groups {
        let similarity = found.clustering.similarities[group]
        for record in found.groups[group] {
          buffer.lines.beginObject()
          buffer.lines.field("id", found.ids[record])
          similarity.map { buffer.lines.field("similarity", $0.value) }
            ?? buffer.lines.null("similarity")
          buffer.lines.endObject()
        }
      }
      buffer.lines.endArray()
      buffer.lines.endLine()
      try buffer.flush(atLeast: 1 << 20)
    }
    try buffer.flush(atLeast: 0)
    summary.add("clusters", clusters)
    summary.add("records in clusters", members)
    summary.add("largest cluster", largest)
  }

  /// Writes the pairs of exact copies, and each pair of groups for every two of their records.
  private func writePairs(of found: Duplicates, to outputs: RunOutputs<Slot>) throws {
    var buffer = LineBuffer(slot: Slot.pairs, outputs: outputs)
    func write(_ a: Int, _ b: Int, _ similarity: Similarity) throws {
      buffer.lines.beginObject()
      buffer.lines.field("a", found.ids[a])
      buffer.lines.field("b", found.ids[b])
      buffer.lines.field("jaccard", similarity.value)
      buffer.lines.endLine()
      try buffer.flush(atLeast: 1 << 20)
    }
    /// In a group of more than B copies only the first is paired with others.
    func paired(_ group: Int) -> ArraySlice<Int> {
      let records = found.groups[group]
      return records.count > duplicates.bucketLimit ? records.prefix(1) : records[...]
    }
    for group in found.groups where group.count > 1 {
      let firsts = group.count > duplicates.bucketLimit ? group.prefix(1) : group[...]
      for (index, first) in firsts.enumerated() {
        for second in group[(index + 1)...] { try write(first, second, .identical) }
      }
    }
    for pair in found.pairs {
      for first in paired(Int(pair.first)) {
        for second in paired(Int(pair.second)) { try write(first, second, pair.similarity) }
      }
    }
    try buffer.flush(atLeast: 0)
  }
}

/// Lines on their way to one output, compressed a chunk at a time.
private struct LineBuffer<Slot: Hashable & Sendable> {
  let slot: Slot
  let outputs: RunOutputs<Slot>
  var lines = JSONLines()

  mutating func flush(atLeast size: Int) throws {
    guard lines.bytes.count >= max(size, 1) else { return }
    var chunks = OutputChunks(forms: outputs.forms)
    chunks.add(lines.take(), to: slot)
    try outputs.write(chunks)
  }
}
