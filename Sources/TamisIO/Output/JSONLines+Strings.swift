// SPDX-License-Identifier: Apache-2.0

extension JSONLines {
  /// Appends a JSON string with its quotes; the value must be valid UTF-8.
  ///
  /// - Complexity: O(bytes).
  public static func appendString(_ value: some Collection<UInt8>, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    let isDone: Void? = value.withContiguousStorageIfAvailable { appendEscaped($0, to: &bytes) }
    if isDone == nil { Array(value).withUnsafeBufferPointer { appendEscaped($0, to: &bytes) } }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func appendEscaped(_ value: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
    var copied = 0
    for index in value.indices {
      let byte = value[index]
      if byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\") { continue }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: value[copied..<index]))
      appendEscape(byte, to: &bytes)
      copied = index + 1
    }
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: value[copied...]))
  }

  private static func appendEscape(_ byte: UInt8, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\\"))
    switch byte {
    case 0x08: bytes.append(UInt8(ascii: "b"))
    case 0x09: bytes.append(UInt8(ascii: "t"))
    case 0x0A: bytes.append(UInt8(ascii: "n"))
    case 0x0C: bytes.append(UInt8(ascii: "f"))
    case 0x0D: bytes.append(UInt8(ascii: "r"))
    case 0x20...: bytes.append(byte)
    default:
      let digits = Array("0123456789abcdef".utf8)
      bytes.append(contentsOf: "u00".utf8)
      bytes.append(digits[Int(byte >> 4)])
      bytes.append(digits[Int(byte & 15)])
    }
  }
}

/// Bytes as text (RFC 4648, section 4).
public enum Base64 {
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// Appends the base64 form, with padding.
  ///
  /// - Complexity: O(bytes).
  public static func append(_ value: ArraySlice<UInt8>, to bytes: inout [UInt8]) {
    bytes.reserveCapacity(bytes.count + (value.count + 2) / 3 * 4)
    var rest = value
    while !rest.isEmpty {
      let group = rest.prefix(3)
      rest = rest.dropFirst(3)
      let word = group.reduce(0) { $0 << 8 | UInt32($1) } << (8 * UInt32(3 - group.count))
      for place in 0..<4 {
        let index = Int(word >> (18 - 6 * UInt32(place)) & 63)
        bytes.append(place <= group.count ? alphabet[index] : UInt8(ascii: "="))
      }
    }
  }

  /// The bytes of a base64 form with padding; nil when it is none.
  ///
  /// - Complexity: O(bytes).
  public static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
    guard text.count % 4 == 0 else { return nil }
    let padding = text.suffix(2).count { $0 == UInt8(ascii: "=") }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count / 4 * 3)
    var word: UInt32 = 0
    var count = 0
    for byte in text.dropLast(padding) {
      guard let value = value(of: byte) else { return nil }
      word = word << 6 | value
      count += 1
      guard count % 4 == 0 else { continue }
      bytes.append(contentsOf: [UInt8(truncatingIfNeeded: word >> 16)])
      bytes.append(UInt8(truncatingIfNeeded: word >> 8))
      bytes.append(UInt8(truncatingIfNeeded: word))
    }
    if padding == 1 { bytes.append(contentsOf: [UInt8(word >> 10 & 255), UInt8(word >> 2 & 255)]) }
    if padding == 2 { bytes.append(UInt8(word >> 4 & 255)) }
    return bytes
  }

  private static func value(of byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte - UInt8(ascii: "A"))
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte - UInt8(ascii: "a")) + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0")) + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
