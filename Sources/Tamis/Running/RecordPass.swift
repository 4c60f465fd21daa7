// SPDX-License-Identifier: Apache-2.0

import TamisIO

/// One pass over the records of the inputs: read in order, worked on in parallel, taken in order.
struct RecordPass: Sendable {
  let inputs: Inputs
  let run: RunOptions
  let observer: RunObserver
  /// What the pass is called in progress reports.
  let stage: String

  /// Parses every batch and transforms it with its number, from 0; calls `consume` with the results
  /// in order.
  ///
  /// - Throws: `TamisIOError` where reading cannot go on, and what `consume` throws.
  func forEachBatch<Output: Sendable>(
    _ transform: @escaping @Sendable (_ batch: RecordBatch, _ number: Int) -> Output,
    consume: (Output, BatchTally) throws -> Void
  ) async throws {
    try await forEachBatch(with: { _ in () }, { batch, number, _ in transform(batch, number) }) {
      try consume($0, $1)
    }
  }

  /// As `forEachBatch`, with what is known of each batch beside it: `known` is asked in order.
  func forEachBatch<Known: Sendable, Output: Sendable>(
    with known: (_ number: Int) throws -> Known,
    _ transform: @escaping @Sendable (_ batch: RecordBatch, _ number: Int, Known) -> Output,
    consume: (Output, BatchTally) throws -> Void
  ) async throws {
    var reader = BatchReader(inputs, limits: run.limits)
    let (fields, limits) = (run.fields, run.limits)
    _ = try RecordParser(fields: fields, limits: limits)  // Refuses bad options before any work.
    var (records, bytes, batches) = (0, 0, 0)
    try await inOrder(
      next: { () throws -> (Int, Batch, Known)? in
        guard let batch = try reader.next() else { return nil }
        defer { batches += 1 }
        return (batches, batch, try known(batches))
      }, threads: run.threads,
      { (next: (Int, Batch, Known)) -> Result<(Output, BatchTally, Int), TamisIOError> in
        Result { () throws(TamisIOError) in
          let (number, batch, known) = next
          var parser = try RecordParser(fields: fields, limits: limits)
          let read = RecordBatch(parser.parse(batch))
          let bytes = batch.lines.last?.upperBound ?? 0
          return (transform(read, number, known), BatchTally(read), bytes)
        }
      },
      consume: { result in
        let (output, tally, count) = try result.get()
        try consume(output, tally)
        records += tally.records
        bytes += count
        observer.progress(RunProgress(stage: stage, records: records, bytes: bytes))
      })
  }

  /// As `forEachBatch`, and reports what is wrong with the input; for the first pass.
  ///
  /// - Throws: `RunError` at the first bad record of a strict run.
  func forEachBatch<Output: Sendable>(
    counting summary: inout RunSummary,
    _ transform: @escaping @Sendable (RecordBatch) -> Output,
    consume: (Output) throws -> Void
  ) async throws {
    summary.files = inputs.files.count
    try await forEachBatch({ batch, _ in transform(batch) }) { output, tally in
      for fault in tally.faults {
        observer.fault(fault)
        if run.isStrict { throw RunError("The run was ended by --strict. \(fault)") }
      }
      summary.count(tally)
      try consume(output)
    }
  }
}
