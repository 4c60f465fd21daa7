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
    try await forEachBatch(with: { $0 }, transform, consume: consume)
  }

  /// Parses every batch and transforms it with what there is for its number, from 0; calls `consume`
  /// with the results in order.
  ///
  /// - Parameter part: Called with the numbers in order, before the batch is worked on.
  /// - Throws: `TamisIOError` where reading cannot go on, and what `part` and `consume` throw.
  func forEachBatch<Part: Sendable, Output: Sendable>(
    with part: (_ number: Int) throws -> Part,
    _ transform: @escaping @Sendable (_ batch: RecordBatch, Part) -> Output,
    consume: (Output, BatchTally) throws -> Void
  ) async throws {
    var reader = BatchReader(inputs, limits: run.limits)
    let (fields, limits) = (run.fields, run.limits)
    _ = try RecordParser(fields: fields, limits: limits)  // Refuses bad options before any work.
    var (records, bytes, batches) = (0, 0, 0)
    try await inOrder(
      next: { () throws -> (Part, Batch)? in
        guard let batch = try reader.next() else { return nil }
        defer { batches += 1 }
        return (try part(batches), batch)
      }, threads: run.threads,
      { (part: Part, batch: Batch) -> Result<(Output, BatchTally, Int), TamisIOError> in
        Result { () throws(TamisIOError) in
          var parser = try RecordParser(fields: fields, limits: limits)
          let read = RecordBatch(parser.parse(batch))
          return (transform(read, part), BatchTally(read), batch.lines.last?.upperBound ?? 0)
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
