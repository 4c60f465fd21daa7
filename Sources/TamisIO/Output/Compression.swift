// SPDX-License-Identifier: Apache-2.0

internal import CZlib
internal import CZstd

/// How an output is compressed.
public enum Compression: String, Sendable, Hashable, CaseIterable {
  /// Not at all.
  case none
  /// gzip (RFC 1952), by zlib.
  case gzip
  /// Zstandard (RFC 8878), by libzstd.
  case zstd

  /// The compression that a path's ending asks for: `.gz`, `.zst`, else none.
  public init(path: String) {
    let path = path.lowercased()
    self = path.hasSuffix(".gz") ? .gzip : path.hasSuffix(".zst") ? .zstd : .none
  }

  /// The levels that make sense; 0...0 for no compression.
  public var levels: ClosedRange<Int> {
    switch self {
    case .none: 0...0
    case .gzip: 1...9
    case .zstd: 1...19
    }
  }

  /// The level that is taken when none is given.
  public var defaultLevel: Int {
    switch self {
    case .none: 0
    case .gzip: 6
    case .zstd: 3
    }
  }

  /// Compresses a chunk as a whole: one gzip member or one zstd frame.
  ///
  /// Such members may follow one another in a file, so that chunks can be compressed in parallel.
  /// The same chunk, level and library give the same bytes: neither time nor system is written. An
  /// empty chunk gives an empty member.
  ///
  /// - Parameter level: A level of ``levels``; others are moved to the nearest.
  /// - Throws: ``TamisIOError`` when memory is short.
  public func compress(_ chunk: [UInt8], level: Int? = nil) throws(TamisIOError) -> [UInt8] {
    let level = min(max(level ?? defaultLevel, levels.lowerBound), levels.upperBound)
    let compressed: [UInt8]?
    switch self {
    case .none: return chunk
    case .gzip: compressed = Self.gzip(chunk, level: Int32(level))
    case .zstd: compressed = Self.zstd(chunk, level: Int32(level))
    }
    guard let compressed else {
      throw TamisIOError(
        .memory, "There is not enough memory to compress \(chunk.count) bytes of output.")
    }
    return compressed
  }

  private static func gzip(_ chunk: [UInt8], level: Int32) -> [UInt8]? {
    guard chunk.count < Int(UInt32.max) else { return gzipParts(chunk, level: level) }
    // The library's state points back at the stream: neither may move.
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    let header = UnsafeMutablePointer<gz_header>.allocate(capacity: 1)
    stream.initialize(to: z_stream())
    header.initialize(to: gz_header())
    defer {
      deflateEnd(stream)
      stream.deallocate()
      header.deallocate()
    }
    // 255: the system is unknown, so that all systems write the same bytes.
    header.pointee.os = 255
    // 31: the largest window, with a gzip header and trailer.
    let status = deflateInit2_(
      stream, level, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK, deflateSetHeader(stream, header) == Z_OK else { return nil }
    let bound = Int(deflateBound(stream, uLong(chunk.count)))
    return chunk.withUnsafeBufferPointer { input in
      [UInt8](unsafeUninitializedCapacity: bound) { output, count in
        stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        stream.pointee.avail_in = UInt32(input.count)
        stream.pointee.next_out = output.baseAddress
        stream.pointee.avail_out = UInt32(clamping: output.count)
        let isComplete = deflate(stream, Z_FINISH) == Z_STREAM_END
        count = isComplete ? output.count - Int(stream.pointee.avail_out) : 0
      }
    }.nonEmpty
  }

  /// zlib counts in 32 bits: a longer chunk becomes several members.
  private static func gzipParts(_ chunk: [UInt8], level: Int32) -> [UInt8]? {
    let part = 1 << 30
    var result: [UInt8] = []
    for start in stride(from: 0, to: chunk.count, by: part) {
      let end = min(start + part, chunk.count)
      guard let member = gzip(Array(chunk[start..<end]), level: level) else { return nil }
      result += member
    }
    return result
  }

  private static func zstd(_ chunk: [UInt8], level: Int32) -> [UInt8]? {
    guard let context = ZSTD_createCCtx() else { return nil }
    defer { ZSTD_freeCCtx(context) }
    ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, level)
    ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)
    return [UInt8](unsafeUninitializedCapacity: ZSTD_compressBound(chunk.count)) { output, count in
      let written = chunk.withUnsafeBytes {
        ZSTD_compress2(context, output.baseAddress, output.count, $0.baseAddress, $0.count)
      }
      count = ZSTD_isError(written) == 0 ? written : 0
    }.nonEmpty
  }
}

extension [UInt8] {
  /// No compressed form is empty: empty stands for failure.
  fileprivate var nonEmpty: [UInt8]? { isEmpty ? nil : self }
}
