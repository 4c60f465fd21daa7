// SPDX-License-Identifier: Apache-2.0

internal import CZlib

/// What one call of a decoder did.
struct DecodingStep {
  var consumed: Int
  var produced: Int
  /// Whether a gzip member or zstd frame ended here.
  var isAtBoundary: Bool
  /// What is wrong with the bytes that come next, in the library's words.
  var flaw: String?
}

/// What deflated bytes are wrapped in.
enum DeflateForm: Sendable {
  /// A gzip member (RFC 1952).
  case gzip
  /// What zlib writes (RFC 1950).
  case zlib
  /// Nothing (RFC 1951).
  case bare

  /// What zlib wants to be told: any window, in this wrapping.
  fileprivate var windowBits: Int32 {
    switch self {
    case .gzip: 31
    case .zlib: 15
    case .bare: -15
    }
  }
}

/// Inflates gzip members, or streams in another wrapping.
struct GzipDecoder: ~Copyable {
  // zlib's state points back at the stream: it may not move.
  private let stream: UnsafeMutablePointer<z_stream>

  init(_ form: DeflateForm = .gzip) throws(TamisIOError) {
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let status = inflateInit2_(
      stream, form.windowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK else {
      stream.deallocate()
      throw TamisIOError(.memory, "There is not enough memory to read gzip files.")
    }
    self.stream = stream
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// Inflates until the input is used up, the output is full or a member ends; after a member's end
  /// the next is begun.
  func decode(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) -> DecodingStep {
    let room = UInt32(clamping: output.count)
    let given = UInt32(clamping: input.count)
    stream.pointee.next_in = UnsafeMutablePointer(
      mutating: input.bindMemory(to: UInt8.self).baseAddress)
    stream.pointee.avail_in = given
    stream.pointee.next_out = output.bindMemory(to: UInt8.self).baseAddress
    stream.pointee.avail_out = room
    let status = inflate(stream, Z_NO_FLUSH)
    var step = DecodingStep(
      consumed: Int(given - stream.pointee.avail_in),
      produced: Int(room - stream.pointee.avail_out), isAtBoundary: false, flaw: nil)
    switch status {
    // No progress is possible: the caller knows whether that is the end.
    case Z_OK, Z_BUF_ERROR: break
    case Z_STREAM_END:
      step.isAtBoundary = true
      inflateReset(stream)
    case Z_NEED_DICT: step.flaw = "it needs a dictionary"
    case Z_MEM_ERROR: step.flaw = "there is not enough memory"
    default: step.flaw = stream.pointee.msg.map { String(cString: $0) } ?? "error \(status)"
    }
    return step
  }
}
