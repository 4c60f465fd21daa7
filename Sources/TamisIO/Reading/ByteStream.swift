// SPDX-License-Identifier: Apache-2.0

/// Why a file's bytes ended early.
struct StreamFailure: Error {
  let kind: Fault.Kind
  let reason: String
}

/// The decompressed bytes of one file, in order.
struct ByteStream: ~Copyable {
  private var source: StoredBytes

  /// Opens a file and finds out how it is compressed.
  init(_ file: InputFile, limits: ReadLimits) throws(TamisIOError) {
    let source = try StoredBytes(file)
    self.source = source
  }

  /// Puts further bytes at the start of a buffer that is not empty; 0 is the end.
  mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(StreamFailure) -> Int {
    try source.read(into: buffer)
  }
}
