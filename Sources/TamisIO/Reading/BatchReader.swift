// SPDX-License-Identifier: Apache-2.0

/// Reads the inputs one after the other, in batches of whole records.
///
/// One owner reads; batches may be parsed elsewhere, each by its own ``RecordParser``. Make another
/// reader of the same inputs for a second pass: it gives the same batches, unless a file has
/// changed, which is an error.
///
/// Memory in use is that of one batch, and at most twice the record limit for a longer record.
public struct BatchReader: ~Copyable {
  private let inputs: Inputs
  private let limits: ReadLimits
  private var nextIndex = 0
  private var current: OpenInput?

  /// A reader at the start of the inputs.
  public init(_ inputs: Inputs, limits: ReadLimits = ReadLimits()) {
    self.inputs = inputs
    self.limits = limits.clamped
  }

  /// The next batch, or nil at the end of the last file.
  ///
  /// A batch may hold faults and no record at all.
  ///
  /// - Complexity: O(bytes of the batch).
  /// - Throws: ``TamisIOError`` when a file is gone or has changed since the inputs were made, or
  ///   memory is short.
  public mutating func next() throws(TamisIOError) -> Batch? {
    while true {
      if let batch = current?.next() { return batch }
      guard nextIndex < inputs.files.count else { return nil }
      current = try OpenInput(inputs.files[nextIndex], index: nextIndex, limits: limits)
      nextIndex += 1
    }
  }
}
