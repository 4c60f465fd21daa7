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

  /// What the library wants to be told, so that it reads header and trailer, and checks the sum.
  fileprivate var flag: UInt32 {
    switch self {
    case .gzip: UInt32(ISAL_GZIP)
    case .zlib: UInt32(ISAL_ZLIB)
    case .bare: UInt32(ISAL_DEFLATE)
    }
  }
}

/// Inflates gzip members, or streams in another wrapping, by ISA-L: twice as fast as zlib.
struct GzipDecoder: ~Copyable {
  // The state holds tables and a window, about 80 KiB.
  private let state: UnsafeMutablePointer<inflate_state>
  private let form: DeflateForm
  /// The status of damage that lies behind bytes which are still to be handed over; else 0.
  private let damage: UnsafeMutablePointer<Int32>

  init(_ form: DeflateForm = .gzip) {
    state = .allocate(capacity: 1)
    self.form = form
    damage = .allocate(capacity: 1)
    damage.initialize(to: 0)
    isal_inflate_init(state)
    state.pointee.crc_flag = form.flag
  }

  deinit {
    state.deallocate()
    damage.deallocate()
  }

  /// Inflates until the input is used up, the output is full or a member ends; after a member's end
  /// the next is begun.
  func decode(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) -> DecodingStep {
    if damage.pointee != 0 { return handOver(into: output) }
    let room = UInt32(clamping: output.count)
    let given = UInt32(clamping: input.count)
    state.pointee.next_in = UnsafeMutablePointer(
      mutating: input.bindMemory(to: UInt8.self).baseAddress)
    state.pointee.avail_in = given
    state.pointee.next_out = output.bindMemory(to: UInt8.self).baseAddress
    state.pointee.avail_out = room
    let status = isal_inflate(state)
    var step = DecodingStep(
      consumed: Int(given) - Int(state.pointee.avail_in),
      produced: Int(room) - Int(state.pointee.avail_out), isAtBoundary: false, flaw: nil)
    if status < 0 || status == ISAL_NEED_DICT {
      // The library inflates more than there is room for, and forgets that when it meets damage.
      if held > 0 { damage.pointee = status } else { step.flaw = Self.flaw(status) }
    } else if state.pointee.block_state == ISAL_BLOCK_FINISH {
      step.isAtBoundary = true
      isal_inflate_reset(state)
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
    let flaw = count == 0 ? Self.flaw(damage.pointee) : nil
    return DecodingStep(consumed: 0, produced: count, isAtBoundary: false, flaw: flaw)
  }

  /// Forgets what has begun: the next input is the start of a member.
  func reset() {
    isal_inflate_reset(state)
    damage.pointee = 0
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
