// SPDX-License-Identifier: Apache-2.0

/// Makes UTF-8 of bytes in any encoding of the Encoding standard.
///
/// The encoding is that of a byte order mark, or else what the HTTP header says, or else what the
/// page's markup says, or else what the bytes look like. Real pages often declare what they are
/// not, so that two declarations are not believed, other than in browsers: one of another encoding
/// when the bytes are UTF-8 of more than ASCII (hardly any text in another encoding is, by chance),
/// and one under which most of what is not ASCII cannot be decoded.
public struct CharsetDecoder: Sendable {
  /// A decoder, ready for any encoding.
  public init() {}

  /// Appends the text of some bytes as valid UTF-8, without a byte order mark.
  ///
  /// - Parameters:
  ///   - declared: The label of the encoding by what came with the bytes, such as the charset of
  ///     HTTP's `Content-Type` (see ``charset(inContentType:)``); nil where there is none.
  ///   - isHTML: Whether the bytes are markup that may name its encoding.
  /// - Complexity: O(bytes).
  public func decode(
    _ bytes: UnsafeRawBufferPointer, declared: String?, isHTML: Bool, into output: inout [UInt8]
  ) -> DecodedText {
    if let (encoding, length) = Self.byteOrderMark(of: bytes) {
      let text = UnsafeRawBufferPointer(rebasing: bytes[length...])
      let tally = Self.append(text, encoding, to: &output)
      return DecodedText(
        encoding: encoding, source: .byteOrderMark, replacements: tally.replacements)
    }
    let isUTF8 = UTF8Repair.isValid(bytes)
    if isUTF8, let declared, CharacterEncoding(label: declared) == .utf8 {
      // What the markup says would change nothing, and takes long to read.
      output.append(contentsOf: bytes)
      return DecodedText(encoding: .utf8, source: .http, replacements: 0)
    }
    let declarations = Self.declarations(declared, isHTML: isHTML, bytes: bytes)
    if isUTF8, let text = appendUTF8(bytes, declarations, to: &output) { return text }
    let start = output.count
    for (encoding, source) in declarations {
      let tally = Self.append(bytes, encoding, to: &output)
      if tally.isPlausible {
        return DecodedText(encoding: encoding, source: source, replacements: tally.replacements)
      }
      output.removeLast(output.count - start)
    }
    let encoding = EncodingDetector.encoding(of: bytes)
    let tally = Self.append(bytes, encoding, to: &output)
    return DecodedText(encoding: encoding, source: .detected, replacements: tally.replacements)
  }

  /// The label after `charset=` in a `Content-Type` header's value; nil where there is none.
  public static func charset(inContentType value: String) -> String? {
    var value = value
    return value.withUTF8 { EncodingPrescan.label(inContent: UnsafeRawBufferPointer($0)) }
      .map { String(decoding: $0, as: UTF8.self) }
  }

  static func byteOrderMark(
    of bytes: UnsafeRawBufferPointer
  ) -> (CharacterEncoding, length: Int)? {
    if bytes.starts(with: TamisIO.byteOrderMark) { return (.utf8, 3) }
    if bytes.starts(with: [0xFE, 0xFF]) { return (.utf16BE, 2) }
    if bytes.starts(with: [0xFF, 0xFE]) { return (.utf16LE, 2) }
    return nil
  }

  /// What the bytes are said to be, the strongest first.
  private static func declarations(
    _ declared: String?, isHTML: Bool, bytes: UnsafeRawBufferPointer
  ) -> [(CharacterEncoding, DecodedText.Source)] {
    var declarations: [(CharacterEncoding, DecodedText.Source)] = []
    if let encoding = declared.flatMap({ CharacterEncoding(label: $0) }) {
      declarations.append((encoding, .http))
    }
    if isHTML, let encoding = meta(in: bytes) { declarations.append((encoding, .meta)) }
    return declarations
  }

  /// What the markup names: in its first 1024 bytes, or further on, where a browser finds it too
  /// (while it parses) and begins anew.
  static func meta(in bytes: UnsafeRawBufferPointer) -> CharacterEncoding? {
    for count in [1024, 1 << 16] {
      let start = UnsafeRawBufferPointer(rebasing: bytes.prefix(count))
      if let encoding = EncodingPrescan.encoding(in: start) { return encoding }
      if bytes.count <= count { return nil }
    }
    return nil
  }

  /// Appends bytes that are valid UTF-8 as they are, unless they are rather what is declared.
  private func appendUTF8(
    _ bytes: UnsafeRawBufferPointer,
    _ declarations: [(encoding: CharacterEncoding, source: DecodedText.Source)],
    to output: inout [UInt8]
  ) -> DecodedText? {
    let isUTF8 =
      switch declarations.first?.encoding {
      case .utf8?: true
      case let encoding?: EncodingDetector.isSurelyUTF8(bytes, not: encoding)
      case nil: EncodingDetector.utf16(bytes) == nil && !EncodingDetector.isISO2022JP(bytes)
      }
    guard isUTF8 else { return nil }
    output.append(contentsOf: bytes)
    let source = declarations.first { $0.encoding == .utf8 }?.source
    return DecodedText(encoding: .utf8, source: source ?? .detected, replacements: 0)
  }

  static func append(
    _ bytes: UnsafeRawBufferPointer, _ encoding: CharacterEncoding, to output: inout [UInt8]
  ) -> DecodingTally {
    if let table = SingleByteTables.table(of: encoding) {
      return SingleByteDecoder.append(bytes, table: table, to: &output)
    }
    switch encoding {
    case .utf8: return UTF8Repair.appendCounting(bytes, to: &output)
    case .utf16LE, .utf16BE:
      return UTF16Decoder.append(bytes, isBigEndian: encoding == .utf16BE, to: &output)
    case .userDefined:
      return SingleByteDecoder.append(bytes, table: SingleByteDecoder.userDefined, to: &output)
    case .replacement:
      if !bytes.isEmpty { output.append(contentsOf: [0xEF, 0xBF, 0xBD]) }
      return DecodingTally(characters: 0, replacements: bytes.isEmpty ? 0 : 1)
    default: return MultiByteDecoder.append(bytes, encoding, to: &output)
    }
  }
}
