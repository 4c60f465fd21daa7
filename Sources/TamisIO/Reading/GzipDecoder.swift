// SPDX-License-Identifier: Apache-2.0

internal import CISAL

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

  /// What the library wants to be told, so that it reads the trailer and checks the sum; the header
  /// too, but for that of gzip.
  fileprivate var flag: UInt32 {
    switch self {
    case .gzip: UInt32(ISAL_GZIP_NO_HDR_VER)
    case .zlib: UInt32(ISAL_ZLIB)
    case .bare: UInt32(ISAL_DEFLATE)
    }
  }
}

/// Inflates gzip members, or streams in another wrapping, by ISA-L: twice as fast as zlib.
///
/// Where the library meets damage on its fast path it counts up to 258 bytes as output that it has
/// not written, and leaves wrong what it says of the input. It is right with input of one byte,
/// which is too little for that path. So after damage the call is repeated from the state that it
/// began with, byte by byte. And where it reads gzip's header itself, it forgets between two calls
/// what the header has still to come, so that it is given the place to remember that.
struct GzipDecoder: ~Copyable {
  // The state holds tables and a window, about 80 KiB.
  private let state: UnsafeMutablePointer<inflate_state>
  /// The state before the last call; it was not kept where a member began with that call.
  private let before: UnsafeMutablePointer<inflate_state>
  private let progress: UnsafeMutablePointer<Progress>
  private let form: DeflateForm

  private struct Progress {
    /// What is known of a gzip member's header.
    var header = isal_gzip_header()
    /// Whether all of it was read.
    var hasHeader = false
    /// Whether nothing of a member's deflated bytes was read.
    var isAtStart = true
    /// Whether this member is damaged further on, so that it is read byte by byte.
    var isCareful = false
    /// The status of damage that lies behind bytes which are still to be handed over; else 0.
    var damage: Int32 = 0
  }

  init(_ form: DeflateForm = .gzip) {
    state = .allocate(capacity: 1)
    before = .allocate(capacity: 1)
    progress = .allocate(capacity: 1)
    progress.initialize(to: Progress())
    self.form = form
    isal_inflate_init(state)
    state.pointee.crc_flag = form.flag
  }

  deinit {
    state.deallocate()
    before.deallocate()
    progress.deallocate()
  }

  /// Inflates until the input is used up, the output is full or a member ends; after a member's end
  /// the next is begun.
  func decode(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) -> DecodingStep {
    if progress.pointee.damage != 0 { return handOver(into: output) }
    guard form == .gzip, !progress.pointee.hasHeader else { return decode(input, output) }
    let header = readHeader(input)
    guard progress.pointee.hasHeader, header.consumed < input.count else { return header }
    var step = decode(UnsafeRawBufferPointer(rebasing: input[header.consumed...]), output)
    step.consumed += header.consumed
    return step
  }

  /// Reads a gzip member's header, as far as it is there.
  private func readHeader(_ input: UnsafeRawBufferPointer) -> DecodingStep {
    let given = take(input)
    let status = isal_read_gzip_header(state, &progress.pointee.header)
    let consumed = given - Int(state.pointee.avail_in)
    if status == ISAL_DECOMP_OK {
      progress.pointee.hasHeader = true
      isal_inflate_reset(state)
    }
    return DecodingStep(
      consumed: consumed, produced: 0, isAtBoundary: false,
      flaw: status < 0 ? Self.flaw(status) : nil)
  }

  /// Gives the library bytes to read; returns how many.
  private func take(_ input: UnsafeRawBufferPointer) -> Int {
    let given = UInt32(clamping: input.count)
    state.pointee.next_in = UnsafeMutablePointer(
      mutating: input.bindMemory(to: UInt8.self).baseAddress)
    state.pointee.avail_in = given
    return Int(given)
  }

  private func decode(
    _ input: UnsafeRawBufferPointer, _ output: UnsafeMutableRawBufferPointer
  ) -> DecodingStep {
    if progress.pointee.isCareful { return decodeByBytes(input, into: output) }
    let isAtStart = progress.pointee.isAtStart
    if !isAtStart { Self.copy(state, to: before) }
    let (step, status) = inflate(input, into: output)
    guard [ISAL_INVALID_LOOKBACK, ISAL_INVALID_SYMBOL, ISAL_INVALID_BLOCK].contains(status) else {
      return finished(step, status)
    }
    if isAtStart { isal_inflate_reset(state) } else { Self.copy(before, to: state) }
    progress.pointee.isCareful = true
    return decodeByBytes(input, into: output)
  }

  private static func copy(
    _ state: UnsafeMutablePointer<inflate_state>, to other: UnsafeMutablePointer<inflate_state>
  ) {
    UnsafeMutableRawPointer(other).copyMemory(
      from: state, byteCount: MemoryLayout<inflate_state>.size)
  }

  private func decodeByBytes(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) -> DecodingStep {
    var whole = DecodingStep(consumed: 0, produced: 0, isAtBoundary: false, flaw: nil)
    while whole.produced < output.count {
      let byte = UnsafeRawBufferPointer(rebasing: input[whole.consumed...].prefix(1))
      let room = UnsafeMutableRawBufferPointer(rebasing: output[whole.produced...])
      let (inflated, status) = inflate(byte, into: room)
      let step = finished(inflated, status)
      whole.consumed += step.consumed
      whole.produced += step.produced
      whole.isAtBoundary = step.isAtBoundary
      whole.flaw = step.flaw
      if step.isAtBoundary || step.flaw != nil || progress.pointee.damage != 0 { break }
      if step.consumed == 0 && step.produced == 0 { break }
    }
    return whole
  }

  /// Calls the library.
  private func inflate(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) -> (DecodingStep, status: Int32) {
    let room = UInt32(clamping: output.count)
    let given = take(input)
    state.pointee.next_out = output.bindMemory(to: UInt8.self).baseAddress
    state.pointee.avail_out = room
    let status = isal_inflate(state)
    let step = DecodingStep(
      consumed: given - Int(state.pointee.avail_in),
      produced: Int(room) - Int(state.pointee.avail_out), isAtBoundary: false, flaw: nil)
    return (step, status)
  }

  /// A step with what the library's status says.
  private func finished(_ step: DecodingStep, _ status: Int32) -> DecodingStep {
    var step = step
    progress.pointee.isAtStart = false
    if status < 0 || status == ISAL_NEED_DICT {
      // The library inflates more than there is room for, and forgets that when it meets damage.
      if held > 0 { progress.pointee.damage = status } else { step.flaw = Self.flaw(status) }
    } else if state.pointee.block_state == ISAL_BLOCK_FINISH {
      step.isAtBoundary = true
      reset()
    }
    return step
  }

  /// How many bytes were inflated and not handed over.
  private var held: Int { Int(state.pointee.tmp_out_valid) - Int(state.pointee.tmp_out_processed) }

  /// Hands over the bytes before the damage, then says what it is.
  private func handOver(into output: UnsafeMutableRawBufferPointer) -> DecodingStep {
    let count = min(held, output.count)
    output.copyMemory(from: UnsafeRawBufferPointer(start: tamis_isal_held(state), count: count))
    state.pointee.tmp_out_processed += Int32(truncatingIfNeeded: count)
    let flaw = count == 0 ? Self.flaw(progress.pointee.damage) : nil
    return DecodingStep(consumed: 0, produced: count, isAtBoundary: false, flaw: flaw)
  }

  /// Forgets what has begun: the next input is the start of a member.
  func reset() {
    isal_inflate_reset(state)
    progress.pointee = Progress()
  }

  private static func flaw(_ status: Int32) -> String {
    switch status {
    case ISAL_INVALID_BLOCK: "invalid block"
    case ISAL_INVALID_SYMBOL: "invalid code"
    case ISAL_INVALID_LOOKBACK: "invalid distance"
    case ISAL_INVALID_WRAPPER: "invalid header"
    case ISAL_UNSUPPORTED_METHOD: "unknown compression method"
    case ISAL_INCORRECT_CHECKSUM: "the checksum does not match"
    case ISAL_NEED_DICT: "it needs a dictionary"
    default: "error \(status)"
    }
  }
}
