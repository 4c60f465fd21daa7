// SPDX-License-Identifier: Apache-2.0

internal import CZstd

/// Decompresses zstd frames (RFC 8878), skippable ones included.
struct ZstdDecoder: ~Copyable {
  /// Frames that need a larger window than 2 to the power of this are refused: 128 MiB.
  private static let windowLog: Int32 = 27

  private let context: OpaquePointer

  /// A decoder with the dictionary that frames may need; empty for none.
  init(dictionary: [UInt8] = []) throws(TamisIOError) {
    guard let context = ZSTD_createDStream() else {
      throw TamisIOError(.memory, "There is not enough memory to read zstd files.")
    }
    ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, Self.windowLog)
    // One that is damaged is noticed where a frame needs it.
    if !dictionary.isEmpty { ZSTD_DCtx_loadDictionary(context, dictionary, dictionary.count) }
    self.context = context
  }

  deinit { ZSTD_freeDStream(context) }

  /// Forgets what has begun: the next input is the start of a frame.
  func reset() { ZSTD_DCtx_reset(context, ZSTD_reset_session_only) }

  /// Decompresses until the input is used up, the output is full or a frame ends; after a frame's
  /// end the next is begun.
  func decode(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) -> DecodingStep {
    var from = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
    var to = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
    let status = ZSTD_decompressStream(context, &to, &from)
    var step = DecodingStep(
      consumed: from.pos, produced: to.pos, isAtBoundary: status == 0, flaw: nil)
    if ZSTD_isError(status) != 0 {
      let needsDictionary = ZSTD_getErrorCode(status) == ZSTD_error_dictionary_wrong
      step.flaw =
        needsDictionary
        ? "it needs a dictionary that the file does not begin with"
        : String(cString: ZSTD_getErrorName(status))
    }
    return step
  }
}
