// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TamisIO

/// Text in an encoding, as a string.
func decoded(_ bytes: [UInt8], _ encoding: CharacterEncoding) -> (text: String, DecodingTally) {
  var output: [UInt8] = []
  let tally = bytes.withUnsafeBytes { CharsetDecoder.append($0, encoding, to: &output) }
  return (String(decoding: output, as: UTF8.self), tally)
}

@Suite("Encodings")
struct EncodingTableTests {
  @Test func `the table of labels is whole`() {
    #expect(CharacterEncoding.byLabel.count == 228)
    #expect(
      CharacterEncoding.labels.reduce(0) { $0 + $1.labels.split(separator: " ").count } == 228)
    #expect(Set(CharacterEncoding.byLabel.values) == Set(CharacterEncoding.allCases))
    #expect(CharacterEncoding.allCases.count == 40)
    for (encoding, labels) in CharacterEncoding.labels {
      #expect(CharacterEncoding(label: encoding.rawValue) == encoding)
      for label in labels.split(separator: " ") {
        #expect(CharacterEncoding(label: "\t \u{C}" + label.uppercased() + " \r\n") == encoding)
        #expect(CharacterEncoding(label: label + "x") == nil)
      }
    }
  }

  @Test(arguments: [
    ("latin1", "windows-1252"), ("US-ASCII", "windows-1252"), ("iso-8859-9", "windows-1254"),
    ("tis-620", "windows-874"), ("gb2312", "GBK"), ("x-sjis", "Shift_JIS"),
    ("ks_c_5601-1987", "EUC-KR"),
    ("utf-16", "UTF-16LE"), ("hz-gb-2312", "replacement"), ("logical", "ISO-8859-8-I"),
    ("koi8-ru", "KOI8-U"), ("big5-hkscs", "Big5"),
  ])
  func `labels mean what browsers take them for`(label: String, name: String) {
    #expect(CharacterEncoding(label: label)?.rawValue == name)
  }

  @Test(arguments: [
    "", " ", "utf 8", "utf-8;", "\u{A0}utf-8", "utf-7", "iso-8859-8 -i", "ｕｔｆ-8", "ascii\0",
  ])
  func `what is no label names nothing`(label: String) {
    #expect(CharacterEncoding(label: label) == nil)
  }

  @Test func `a label of a million bytes is none`() {
    #expect(CharacterEncoding(label: String(repeating: "x", count: 1 << 20)) == nil)
    #expect(CharacterEncoding(label: String(repeating: " ", count: 1 << 20) + "utf-8") == .utf8)
  }

  // Digests of what another decoder gives for the sequences of `Sequences`: encoding_rs 0.8.31
  // (that of Firefox), with the 18 characters of gb18030 that the standard has moved since.
  static let digests: [(label: String, digest: UInt64)] = [
    ("big5", 0xBE61_FA3D_6AF6_7E71),
    ("euc-jp", 0xD499_2BC3_C01E_A3E4),
    ("euc-kr", 0xC6D9_6C80_58F1_1CEC),
    ("gb18030", 0x9AF6_8CB5_FCA1_94DF),
    ("gbk", 0x9AF6_8CB5_FCA1_94DF),
    ("ibm866", 0xFD0F_5D69_1286_138A),
    ("iso-2022-jp", 0x5A0E_A3AD_7820_928C),
    ("iso-8859-10", 0x8484_B8B8_307D_1429),
    ("iso-8859-13", 0xAC2A_06C3_868A_9317),
    ("iso-8859-14", 0x9E02_21E6_4786_0406),
    ("iso-8859-15", 0x7E41_0FBA_5536_0CAC),
    ("iso-8859-16", 0xDDED_8847_EC43_D29D),
    ("iso-8859-2", 0x88E1_B713_5A3F_DF82),
    ("iso-8859-3", 0x976C_082D_6588_7F28),
    ("iso-8859-4", 0x0B50_66F3_7BDC_591E),
    ("iso-8859-5", 0x36C7_E4DB_330E_BFDD),
    ("iso-8859-6", 0x0683_3B52_7E92_7526),
    ("iso-8859-7", 0x3600_4C4B_319F_868F),
    ("iso-8859-8", 0xDE43_DB1C_89A9_E142),
    ("iso-8859-8-i", 0xDE43_DB1C_89A9_E142),
    ("koi8-r", 0x5A69_1B91_781C_3CCA),
    ("koi8-u", 0x1052_0E74_6425_703B),
    ("macintosh", 0xD26A_4C07_FB55_A97D),
    ("shift_jis", 0x39C3_2E14_E44C_1E82),
    ("utf-16be", 0x9A83_57C8_9B4C_5DBA),
    ("utf-16le", 0x3D2D_4F63_76C9_6D49),
    ("windows-1250", 0x8B21_4168_E341_8773),
    ("windows-1251", 0xA02F_89CB_C81C_73FC),
    ("windows-1252", 0x392D_412A_3EBF_1F91),
    ("windows-1253", 0xF6C0_18EA_AACC_7FD2),
    ("windows-1254", 0x3681_D1B0_782F_5E39),
    ("windows-1255", 0xF7FE_9052_98BF_9F9D),
    ("windows-1256", 0xF961_E602_67F1_B51A),
    ("windows-1257", 0x8B97_5B32_212B_FB3E),
    ("windows-1258", 0x6202_AFE8_7121_2210),
    ("windows-874", 0x0587_B943_8912_7F10),
    ("x-mac-cyrillic", 0xCF23_1397_7B9F_2491),
    ("x-user-defined", 0x6AC6_7A12_E3B1_8ED4),
  ]

  @Test(arguments: digests)
  func `every byte and pair and random bytes decode as the standard says`(
    label: String, digest: UInt64
  ) throws {
    let encoding = try #require(CharacterEncoding(label: label))
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for sequence in Sequences.all(of: encoding) {
      var output: [UInt8] = []
      _ = sequence.withUnsafeBytes { CharsetDecoder.append($0, encoding, to: &output) }
      for byte in output + [0x0A] { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    }
    #expect(hash == digest)
  }

  @Test func `nothing escapes from an encoding that is refused`() {
    #expect(decoded([], .replacement) == ("", DecodingTally()))
    let text = decoded(Array("<script>".utf8), .replacement)
    #expect(text == ("\u{FFFD}", DecodingTally(characters: 0, replacements: 1)))
  }

  @Test(arguments: CharacterEncoding.allCases)
  func `text cut at any byte loses no more than its last character`(encoding: CharacterEncoding) {
    let sample = Samples.bytes(in: encoding)
    let whole = decoded(sample, encoding).text
    #expect(!sample.isEmpty)
    #expect(encoding == .replacement || !whole.contains("\u{FFFD}"))
    for end in sample.indices {
      let (text, tally) = decoded(Array(sample[..<end]), encoding)
      // An escape of ISO-2022-JP that is cut is an error, and two bytes of ASCII.
      #expect(tally.replacements <= (encoding == .iso2022JP ? 2 : 1))
      let kept = text.unicodeScalars.prefix { $0 != "\u{FFFD}" }
      #expect(whole.unicodeScalars.starts(with: kept))
      #expect(text.unicodeScalars.count - kept.count <= (encoding == .iso2022JP ? 3 : 1))
    }
  }

  @Test func `what is not UTF-8 is replaced as in a text file, and counted`() {
    for (bytes, parts) in EncodingTests.cases {
      let (text, tally) = decoded(bytes, .utf8)
      #expect(text == String(decoding: bytes, as: UTF8.self))
      #expect(tally.replacements == parts.count)
      #expect(tally.isCutOff == (parts.last ?? 0 > 1 && text.hasSuffix("\u{FFFD}")))
    }
  }
}

/// Bytes to be decoded one by one.
enum Sequences {
  static func all(of encoding: CharacterEncoding) -> [[UInt8]] {
    var sequences = (0...255).map { [UInt8($0)] }
    sequences += pairs(0x80...0xFF, 0...255, after: [])
    if encoding == .eucJP { sequences += pairs(0xA0...0xFF, 0xA0...0xFF, after: [0x8F]) }
    if encoding == .gbk || encoding == .gb18030 { sequences += fours }
    return sequences + random
  }

  private static func pairs(
    _ leads: ClosedRange<UInt8>, _ trails: ClosedRange<UInt8>, after prefix: [UInt8]
  ) -> [[UInt8]] {
    leads.flatMap { lead in trails.map { prefix + [lead, $0] } }
  }

  private static let fours = (0..<50_400).map { pointer in
    let (lead, second) = (0x81 + pointer / 12_600, 0x30 + pointer / 1260 % 10)
    let (third, last) = (0x81 + pointer / 10 % 126, 0x30 + pointer % 10)
    return [lead, second, third, last].map { UInt8($0) }
  }

  /// Up to 12 bytes each, those that begin and continue characters more often.
  private static let random: [[UInt8]] = {
    let high = Array(0x80...0xFF as ClosedRange<UInt8>)
    var pool = Array(0...0xFF as ClosedRange<UInt8>) + high + high
    for _ in 0..<20 { pool += Array("0123456789".utf8) }
    pool += Array(repeating: 0x1B, count: 60)
    for _ in 0..<40 { pool += Array("($".utf8) }
    for _ in 0..<20 { pool += Array("BJI@".utf8) }
    var state: UInt64 = 1
    func next(below bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    return (0..<20_000).map { _ in
      let count = next(below: 12) + 1
      return (0..<count).map { _ in pool[next(below: pool.count)] }
    }
  }()
}

/// Short texts in each encoding, made by hand or by what the encoding's bytes are.
enum Samples {
  static func bytes(in encoding: CharacterEncoding) -> [UInt8] {
    switch encoding {
    case .utf8: Array("aé漢\u{1F600}z".utf8)
    case .utf16LE: "aé漢\u{1F600}z".utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    case .utf16BE: "aé漢\u{1F600}z".utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
    case .gbk, .gb18030:
      [0x61, 0xBA, 0xBA, 0x84, 0x31, 0xA4, 0x39, 0x80, 0x95, 0x32, 0x82, 0x36, 0x7A]
    case .big5: [0x61, 0xBA, 0x7E, 0x88, 0x62, 0xA4, 0xA4, 0x7A]
    case .eucJP: [0x61, 0xB4, 0xC1, 0x8E, 0xB1, 0x8F, 0xB0, 0xA1, 0x7A]
    case .iso2022JP: [0x61, 0x1B, 0x24, 0x42, 0x34, 0x41, 0x3B, 0x7A, 0x1B, 0x28, 0x42, 0x7A]
    case .shiftJIS: [0x61, 0x8A, 0xBF, 0xB1, 0x83, 0x5C, 0x7A]
    case .eucKR: [0x61, 0xC7, 0xD1, 0xB1, 0xDB, 0x81, 0x41, 0x7A]
    default: [0x61, 0xE1, 0xE4, 0xF2, 0x7A]
    }
  }
}
