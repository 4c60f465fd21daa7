// SPDX-License-Identifier: Apache-2.0

/// Collects UTF-8 in a small buffer on its way to an array: appending byte by byte takes several
/// times as long as decoding does.
struct UTF8Writer {
  /// How well it goes.
  var tally = DecodingTally()
  private let buffer: UnsafeMutableRawBufferPointer
  private var count = 0

  /// Gives a writer to `body` and appends what it has written.
  static func append(
    to output: inout [UInt8], _ body: (inout UTF8Writer, inout [UInt8]) -> Void
  ) -> DecodingTally {
    withUnsafeTemporaryAllocation(byteCount: 1 << 13, alignment: 8) { buffer in
      var writer = UTF8Writer(buffer: buffer)
      body(&writer, &output)
      writer.flush(to: &output)
      return writer.tally
    }
  }

  private init(buffer: UnsafeMutableRawBufferPointer) { self.buffer = buffer }

  private mutating func flush(to output: inout [UInt8]) {
    output.append(contentsOf: UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    count = 0
  }

  /// Writes bytes that are ASCII, and are not counted.
  @inline(__always)
  mutating func write(
    _ range: Range<Int>, of bytes: UnsafeRawBufferPointer, to output: inout [UInt8]
  ) {
    if range.isEmpty { return }
    if range.count > buffer.count - count { flush(to: &output) }
    let run = UnsafeRawBufferPointer(rebasing: bytes[range])
    if range.count > buffer.count { return output.append(contentsOf: run) }
    UnsafeMutableRawBufferPointer(rebasing: buffer[count...]).copyMemory(from: run)
    count += range.count
  }

  /// Writes what an index gives (two scalars, as in ``MultiByteIndex``), or U+FFFD for 0, and
  /// counts it.
  @inline(__always)
  mutating func write(indexed scalar: UInt32, to output: inout [UInt8]) {
    if scalar == 0 {
      tally.replacements += 1
      return write(0xFFFD, to: &output)
    }
    tally.characters += 1
    if scalar > 0x10_FFFF {
      write(scalar & 0xFFFF, to: &output)
      write(scalar >> 16, to: &output)
    } else {
      write(scalar, to: &output)
    }
  }

  /// Writes a scalar, or U+FFFD for what is none; it is not counted.
  @inline(__always)
  mutating func write(_ scalar: UInt32, to output: inout [UInt8]) {
    if buffer.count - count < 4 { flush(to: &output) }
    switch scalar {
    case ..<0x80: put(scalar)
    case ..<0x800:
      put(0xC0 | scalar >> 6)
      put(0x80 | scalar & 0x3F)
    case 0xD800...0xDFFF, 0x11_0000...: writeReplacement()
    case ..<0x1_0000:
      put(0xE0 | scalar >> 12)
      put(0x80 | scalar >> 6 & 0x3F)
      put(0x80 | scalar & 0x3F)
    default:
      put(0xF0 | scalar >> 18)
      put(0x80 | scalar >> 12 & 0x3F)
      put(0x80 | scalar >> 6 & 0x3F)
      put(0x80 | scalar & 0x3F)
    }
  }

  private mutating func writeReplacement() {
    put(0xEF)
    put(0xBF)
    put(0xBD)
  }

  @inline(__always)
  private mutating func put(_ byte: UInt32) {
    buffer[count] = UInt8(truncatingIfNeeded: byte)
    count += 1
  }
}
