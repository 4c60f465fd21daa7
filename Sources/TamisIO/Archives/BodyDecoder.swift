// SPDX-License-Identifier: Apache-2.0

/// Undoes the codings of an HTTP body.
struct BodyDecoder {
  /// So much may come out before the inflation ratio is looked at.
  private static let unchecked = 16 << 20

  /// So many codings of one body are undone: each may cost what the longest record does.
  static let codingLimit = 8

  private let limits: ReadLimits

  init(limits: ReadLimits) { self.limits = limits }

  /// A body without its codings.
  struct Body {
    /// The bytes; nil where they are those that were given.
    var bytes: [UInt8]?
    /// Whether it ended early, or was not coded as its header says in a later part.
    var isDamaged = false
  }

  /// Decodes a body.
  ///
  /// What is not coded at all, though its header says so, is taken as it is: crawlers that decode
  /// bodies often leave the header as it was.
  ///
  /// - Throws: `RecordFlaw` for a coding that cannot be decoded, and a body beyond the limits.
  /// - Complexity: O(bytes in and out).
  func decode(
    _ given: UnsafeRawBufferPointer, of response: HTTPResponse
  ) throws(RecordFlaw) -> Body {
    var body = Body()
    if let length = response.length, !response.transferCodings.contains("chunked") {
      body.isDamaged = given.count < length && response.contentCodings.isEmpty
    }
    let codings = response.contentCodings + response.transferCodings
    guard codings.count <= Self.codingLimit else {
      throw RecordFlaw(
        kind: .unsupported, reason: "has a body in more than \(Self.codingLimit) codings")
    }
    for name in codings.reversed() {
      let source = body.bytes
      if let source {
        let result = source.withUnsafeBytes { bytes in
          Result { () throws(RecordFlaw) in try decode(bytes, coding: name) }
        }
        body.merge(try result.get())
      } else {
        body.merge(try decode(given, coding: name))
      }
    }
    return body
  }

  private func decode(
    _ bytes: UnsafeRawBufferPointer, coding: String
  ) throws(RecordFlaw) -> Body {
    switch coding {
    case "chunked": return ChunkedBody.decode(bytes)
    case "gzip", "x-gzip":
      // Servers confuse gzip with deflate.
      guard let form = DeflateForm(wrapping: bytes) else { return Body() }
      return try inflate(bytes, as: form)
    case "deflate":
      let body = try inflate(bytes, as: DeflateForm(deflate: bytes))
      return body.bytes == nil && Self.looksLikePage(bytes) ? Body() : body
    case "zstd":
      return bytes.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) ? try decompress(bytes) : Body()
    case "br", "compress", "x-compress":
      if Self.looksLikePage(bytes) { return Body() }
      throw RecordFlaw(
        kind: .unsupported, reason: "has a body in the coding \(coding), which tamis does not read",
        advice: "decompress it with another tool first")
    default: return Body()
    }
  }

  /// Whether the bytes begin with a tag.
  private static func looksLikePage(_ bytes: UnsafeRawBufferPointer) -> Bool {
    bytes.prefix(256).first { !isWhiteSpace($0) } == UInt8(ascii: "<")
  }

  private func inflate(
    _ bytes: UnsafeRawBufferPointer, as form: DeflateForm
  ) throws(RecordFlaw) -> Body {
    let decoder = GzipDecoder(form)
    return try expand(bytes, isFurther: { form == .gzip && $0.starts(with: [0x1F, 0x8B]) }) {
      decoder.decode($0, into: $1)
    }
  }

  private func decompress(_ bytes: UnsafeRawBufferPointer) throws(RecordFlaw) -> Body {
    guard let decoder = try? ZstdDecoder() else {
      throw RecordFlaw(kind: .tooLong, reason: "has a body for which there is not enough memory")
    }
    return try expand(bytes, isFurther: { $0.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) }) {
      decoder.decode($0, into: $1)
    }
  }

  /// Runs a decoder over all of a body.
  ///
  /// - Parameter isFurther: Whether what follows a member's end is another.
  private func expand(
    _ bytes: UnsafeRawBufferPointer, isFurther: (UnsafeRawBufferPointer) -> Bool,
    step decode: (UnsafeRawBufferPointer, UnsafeMutableRawBufferPointer) -> DecodingStep
  ) throws(RecordFlaw) -> Body {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { buffer.deallocate() }
    var output: [UInt8] = []
    output.reserveCapacity(min(bytes.count * 4, limits.record))
    var rest = bytes
    while true {
      let step = decode(rest, buffer)
      rest = UnsafeRawBufferPointer(rebasing: rest[step.consumed...])
      output.append(contentsOf: UnsafeRawBufferPointer(rebasing: buffer[..<step.produced]))
      try check(output.count, from: bytes.count - rest.count)
      if step.isAtBoundary {
        guard isFurther(rest) else { return Body(bytes: output) }
      } else if step.flaw != nil || (step.consumed == 0 && step.produced == 0) {
        // Bytes of which nothing comes out are hardly coded so.
        return output.isEmpty ? Body(isDamaged: true) : Body(bytes: output, isDamaged: true)
      }
    }
  }

  private func check(_ produced: Int, from consumed: Int) throws(RecordFlaw) {
    guard produced <= limits.record else {
      throw RecordFlaw(
        kind: .tooLong, reason: "has a body longer than the limit of \(limits.record) bytes",
        advice: "--record-limit raises the limit")
    }
    guard produced > Self.unchecked, produced / limits.inflationRatio > consumed else { return }
    throw RecordFlaw(
      kind: .inflation,
      reason: "has a body that has become more than \(limits.inflationRatio) times as long as it "
        + "was (\(consumed) bytes)", advice: "--inflation-limit raises the limit")
  }
}

extension BodyDecoder.Body {
  fileprivate mutating func merge(_ other: BodyDecoder.Body) {
    if let decoded = other.bytes { bytes = decoded }
    isDamaged = isDamaged || other.isDamaged
  }
}

extension DeflateForm {
  /// The form of a body in the coding `deflate`: what zlib writes, or as some servers have it the
  /// bare stream, or gzip.
  fileprivate init(deflate bytes: UnsafeRawBufferPointer) {
    let isWrapped =
      bytes.count > 1 && bytes[0] & 0x0F == 8 && (Int(bytes[0]) << 8 | Int(bytes[1])) % 31 == 0
    self = Self(wrapping: bytes) ?? (isWrapped ? .zlib : .bare)
  }

  /// The form by the first bytes of gzip, or of zlib with its largest window; nil for other bytes.
  fileprivate init?(wrapping bytes: UnsafeRawBufferPointer) {
    if bytes.starts(with: [0x1F, 0x8B]) {
      self = .gzip
    } else if bytes.count > 1, bytes[0] == 0x78, [0x01, 0x5E, 0x9C, 0xDA].contains(bytes[1]) {
      self = .zlib
    } else {
      return nil
    }
  }
}

/// The chunked transfer coding (RFC 9112, section 7.1).
enum ChunkedBody {
  /// Joins the chunks; what is not a chunk where one should begin is taken as it is, with all that
  /// follows.
  static func decode(_ bytes: UnsafeRawBufferPointer) -> BodyDecoder.Body {
    var output: [UInt8] = []
    var place = 0
    while place < bytes.count {
      guard let chunk = size(in: bytes, at: place) else {
        if place == 0 { return BodyDecoder.Body() }
        let rest = UnsafeRawBufferPointer(rebasing: bytes[place...])
        if !isCutOffSize(rest) { output.append(contentsOf: rest) }
        return BodyDecoder.Body(bytes: output, isDamaged: true)
      }
      if chunk.size == 0 { return BodyDecoder.Body(bytes: output) }
      if output.isEmpty { output.reserveCapacity(bytes.count) }
      let end = chunk.start + min(chunk.size, bytes.count - chunk.start)
      output.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[chunk.start..<end]))
      place = end
      if place < bytes.count && bytes[place] == 0x0D { place += 1 }
      if place < bytes.count && bytes[place] == 0x0A { place += 1 }
    }
    // The last chunk, which is empty, is missing.
    return BodyDecoder.Body(bytes: output, isDamaged: true)
  }

  /// The size of the chunk whose line is at `place`, and where its bytes start; nil for no such
  /// line.
  private static func size(
    in bytes: UnsafeRawBufferPointer, at place: Int
  ) -> (size: Int, start: Int)? {
    let line = bytes[place...].prefix(1 << 10)
    guard let newline = line.firstIndex(of: 0x0A) else { return nil }
    let number = digits(line[..<newline])
    guard !number.isEmpty else { return nil }
    var size = 0
    for byte in number {
      guard let digit = hexDigit(byte) else { return nil }
      size = min(size << 4 | digit, Int.max >> 8)
    }
    return (size, newline + 1)
  }

  /// Whether these last bytes are the beginning of a chunk's line.
  private static func isCutOffSize(_ bytes: UnsafeRawBufferPointer) -> Bool {
    bytes.count < 32 && !bytes.contains(0x0A)
      && digits(bytes[...]).allSatisfy { hexDigit($0) != nil }
  }

  /// What stands in a chunk's line before an extension.
  private static func digits(_ line: Slice<UnsafeRawBufferPointer>) -> UnsafeRawBufferPointer {
    ASCII.trimmed(UnsafeRawBufferPointer(rebasing: line.prefix { $0 != UInt8(ascii: ";") }))
  }

  private static func hexDigit(_ byte: UInt8) -> Int? {
    switch ASCII.lowercased(byte) {
    case 0x30...0x39: Int(byte) - 0x30
    case 0x61...0x66: Int(ASCII.lowercased(byte)) - 0x57
    default: nil
    }
  }
}
