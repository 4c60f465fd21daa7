// SPDX-License-Identifier: Apache-2.0

/// The encodings of the WHATWG Encoding standard, by its names.
public enum CharacterEncoding: String, Sendable, Hashable, CaseIterable {
  case utf8 = "UTF-8"
  case ibm866 = "IBM866"
  case iso8859_2 = "ISO-8859-2"
  case iso8859_3 = "ISO-8859-3"
  case iso8859_4 = "ISO-8859-4"
  case iso8859_5 = "ISO-8859-5"
  case iso8859_6 = "ISO-8859-6"
  case iso8859_7 = "ISO-8859-7"
  case iso8859_8 = "ISO-8859-8"
  case iso8859_8I = "ISO-8859-8-I"
  case iso8859_10 = "ISO-8859-10"
  case iso8859_13 = "ISO-8859-13"
  case iso8859_14 = "ISO-8859-14"
  case iso8859_15 = "ISO-8859-15"
  case iso8859_16 = "ISO-8859-16"
  case koi8r = "KOI8-R"
  case koi8u = "KOI8-U"
  case macintosh = "macintosh"
  case windows874 = "windows-874"
  case windows1250 = "windows-1250"
  case windows1251 = "windows-1251"
  case windows1252 = "windows-1252"
  case windows1253 = "windows-1253"
  case windows1254 = "windows-1254"
  case windows1255 = "windows-1255"
  case windows1256 = "windows-1256"
  case windows1257 = "windows-1257"
  case windows1258 = "windows-1258"
  case macCyrillic = "x-mac-cyrillic"
  case gbk = "GBK"
  case gb18030 = "gb18030"
  case big5 = "Big5"
  case eucJP = "EUC-JP"
  case iso2022JP = "ISO-2022-JP"
  case shiftJIS = "Shift_JIS"
  case eucKR = "EUC-KR"
  case replacement = "replacement"
  case utf16BE = "UTF-16BE"
  case utf16LE = "UTF-16LE"
  case userDefined = "x-user-defined"

  /// The encoding that a label stands for ("get an encoding", Encoding standard, section 4.2);
  /// nil for a label that the standard does not know.
  ///
  /// White space around the label and its letters' case do not matter.
  public init?(label: some Sequence<UInt8>) {
    var name: [UInt8] = []
    for byte in label {
      // No label is longer than 19 bytes; what surrounds it may be.
      if name.isEmpty && isHTMLSpace(byte) { continue }
      if name.count > 64 { break }
      name.append(lowercased(byte))
    }
    while let last = name.last, isHTMLSpace(last) { name.removeLast() }
    guard let encoding = Self.byLabel[String(decoding: name, as: UTF8.self)] else { return nil }
    self = encoding
  }

  /// The encoding that a label stands for.
  public init?(label: String) { self.init(label: label.utf8) }

  /// Whether ASCII bytes are always themselves, and every other character is of other bytes only.
  var isSingleByte: Bool { SingleByteTables.table(of: self) != nil }
}

/// ASCII white space as HTML has it: tab, newline, form feed, carriage return and space.
func isHTMLSpace(_ byte: UInt8) -> Bool {
  byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0C || byte == 0x0D
}

/// A letter of ASCII in lower case; other bytes as they are.
func lowercased(_ byte: UInt8) -> UInt8 {
  byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
}
