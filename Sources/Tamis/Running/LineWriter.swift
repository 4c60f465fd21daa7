// SPDX-License-Identifier: Apache-2.0

import TamisIO

/// An output of lines that workers have compressed, chunk by chunk.
///
/// One task at a time writes: the one that takes the results in order.
final class LineWriter {
  private var file: OutputFile?

  /// Creates the output.
  ///
  /// - Throws: `TamisIOError` when that fails.
  init(_ path: String) throws(TamisIOError) { file = try OutputFile(path) }

  /// Whether the reader of a pipe has gone.
  var isClosedByReader: Bool { file?.isClosedByReader ?? false }

  /// Writes a chunk that is compressed as the path asks for.
  func write(_ chunk: [UInt8]) throws(TamisIOError) { try file?.write(chunk) }

  /// Finishes the file; it gets its name when the set is committed.
  func finish(into outputs: inout OutputSet) throws(TamisIOError) {
    if let file = file.take() { try outputs.finish(file) }
  }
}

/// The outputs of a run, by what they hold; those that were not asked for are left out.
///
/// `Slot` names them. Workers make a chunk a slot; the chunks of a batch are written together.
struct LineWriters<Slot: Hashable & Sendable> {
  private var writers: [(slot: Slot, writer: LineWriter)] = []
  /// How each output is compressed, for the workers.
  private(set) var compressions: [Slot: Compression] = [:]

  init(_ paths: [(Slot, String?)]) throws(TamisIOError) {
    for (slot, path) in paths {
      guard let path else { continue }
      writers.append((slot, try LineWriter(path)))
      compressions[slot] = Compression(path: path)
    }
  }

  /// Whether the reader of standard output has gone.
  var isClosedByReader: Bool { writers.contains { $0.writer.isClosedByReader } }

  /// Writes the chunks of one batch.
  func write(_ chunks: LineChunks<Slot>) throws {
    for (slot, writer) in writers {
      if let chunk = try chunks.compressed[slot]?.get() { try writer.write(chunk) }
    }
  }

  /// Finishes all outputs and gives them their names.
  func commit() throws(TamisIOError) {
    var outputs = OutputSet()
    for (_, writer) in writers { try writer.finish(into: &outputs) }
    try outputs.commit()
  }
}

/// The lines that a worker has made for each output, compressed.
struct LineChunks<Slot: Hashable & Sendable>: Sendable {
  fileprivate var compressed: [Slot: Result<[UInt8], TamisIOError>] = [:]

  /// Compresses lines for those outputs that were asked for.
  init(_ lines: [Slot: [UInt8]], compressions: [Slot: Compression]) {
    for (slot, bytes) in lines where !bytes.isEmpty {
      guard let compression = compressions[slot] else { continue }
      compressed[slot] = Result { () throws(TamisIOError) in try compression.compress(bytes) }
    }
  }
}
