// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TamisIO

/// What the decoder makes of some bytes.
func decode(
  _ bytes: [UInt8], declared: String? = nil, isHTML: Bool = true
) -> (text: String, DecodedText) {
  var output = Array("before".utf8)
  let decoded = bytes.withUnsafeBytes {
    CharsetDecoder().decode($0, declared: declared, isHTML: isHTML, into: &output)
  }
  return (String(decoding: output.dropFirst(6), as: UTF8.self), decoded)
}

/// Turns text into bytes: the decoder the other way round.
struct Encoder {
  private var bytes: [Unicode.Scalar: [UInt8]] = [:]

  init(_ encoding: CharacterEncoding) {
    let pairs = (0x81...0xFE).flatMap { lead in (0x40...0xFE).map { [UInt8(lead), UInt8($0)] } }
    for sequence in (0...255).map({ [UInt8($0)] }) + pairs {
      let scalars = decoded(sequence, encoding).text.unicodeScalars
      guard scalars.count == 1, let scalar = scalars.first, scalar != "\u{FFFD}" else { continue }
      if bytes[scalar] == nil { bytes[scalar] = sequence }
    }
  }

  func encode(_ text: String) -> [UInt8] {
    text.unicodeScalars.flatMap { bytes[$0] ?? [UInt8(ascii: "?")] }
  }
}

@Suite("Knowing an encoding")
struct DetectionTests {
  static let samples: [(encoding: CharacterEncoding, text: String)] = [
    (
      .windows1251,
      "В деревне давно ждали почту. Утром приехал старый автобус, и все вышли ему навстречу."
    ),
    (
      .koi8r,
      "В деревне давно ждали почту. Утром приехал старый автобус, и все вышли ему навстречу."
    ),
    (
      .windows1252,
      "Früher wohnten über dem Café an der Straße fünf Brüder; später zog die Familie ins Gebäude "
        + "gegenüber. Les élèves étaient déjà arrivés à l’école où la fête avait été préparée."
    ),
    (
      .windows1250,
      "Żółta łódź płynęła wzdłuż brzegu, a dzieci krzyczały, że chcą wracać. Później wszyscy jedli "
        + "świeże bułki z dżemem i pili gorącą herbatę."
    ),
    (
      .windows1253,
      "Το παλιό πλοίο έφυγε από το λιμάνι νωρίς το πρωί. Οι άνθρωποι του χωριού το κοίταζαν ώσπου "
        + "χάθηκε πίσω από το νησί."
    ),
    (
      .windows1255,
      "הספינה הישנה יצאה מן הנמל מוקדם בבוקר. אנשי הכפר הביטו בה עד שנעלמה מאחורי האי הקטן."
    ),
    (
      .windows1256,
      "غادرت السفينة القديمة الميناء في الصباح الباكر. نظر إليها أهل القرية حتى اختفت خلف الجزيرة."
    ),
    (
      .gb18030, "老船一大早就离开了港口。村里的人一直望着它，直到它消失在小岛的后面。孩子们还在岸边玩耍。"
    ),
    (
      .big5, "老船一大早就離開了港口。村裡的人一直望著它，直到它消失在小島的後面。孩子們還在岸邊玩耍。"
    ),
    (
      .shiftJIS, "古い船は朝早く港を出ました。村の人たちは、船が小さな島の向こうに消えるまで見ていました。"
    ),
    (
      .eucJP, "古い船は朝早く港を出ました。村の人たちは、船が小さな島の向こうに消えるまで見ていました。"
    ),
    (.eucKR, "낡은 배는 아침 일찍 항구를 떠났다. 마을 사람들은 배가 작은 섬 뒤로 사라질 때까지 바라보았다."),
  ]

  @Test(arguments: samples)
  func `what nothing declares is known by its bytes`(
    encoding: CharacterEncoding, text: String
  ) throws {
    let bytes = Encoder(encoding).encode(text)
    for page in [bytes, Array("<html><title>A page</title><p>".utf8) + bytes] {
      let (found, decoded) = decode(page)
      // Greek differs in one letter and some signs only.
      let isGreek = encoding == .windows1253 && decoded.encoding == .iso8859_7
      #expect(decoded.encoding == encoding || isGreek)
      #expect(decoded.source == .detected)
      #expect(decoded.replacements == 0)
      #expect(found.hasSuffix(text))
    }
    let (found, decoded) = decode(Array(text.utf8))
    #expect(found == text)
    #expect(decoded == DecodedText(encoding: .utf8, source: .detected, replacements: 0))
  }

  @Test func `one accent is Western, and so is a stray byte of an English page`() {
    #expect(decode(Array("A caf".utf8) + [0xE9]).text == "A café")
    #expect(decode(Array("It".utf8) + [0x92, 0x73]).text == "It’s")
    let page = Array("<meta charset=utf-8>It".utf8) + [0x92, 0x73]
    #expect(decode(page).text.hasSuffix("It’s"))
    #expect(decode([0x80, 0x81]).text == "€\u{81}")
    #expect(decode([]).text.isEmpty)
  }

  @Test func `UTF-16 is known without a mark`() {
    let text = "<p>Ein Maß für Größen, данные"
    let little = text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    let big = text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
    #expect(decode(little).text == text)
    #expect(decode(big).text == text)
    #expect(decode([0xFF, 0xFE] + little).text == text)
    #expect(decode([0xFE, 0xFF] + big, declared: "utf-8").text == text)
    #expect(decode([0xFE, 0xFF] + big).1.source == .byteOrderMark)
    #expect(decode(Array("a\0b".utf8)).text == "a\0b")
  }

  /// Text as ISO-2022-JP.
  private static func iso2022JP(_ text: String) -> [UInt8] {
    let characters = Encoder(.eucJP).encode(text).map { $0 & 0x7F }
    return [0x1B, 0x24, 0x42] + characters + [0x1B, 0x28, 0x42]
  }

  @Test func `ISO-2022-JP is known, though all its bytes are those of ASCII`() {
    let text = "古い船は朝早く港を出ました。"
    let page = Array("<title>A page</title>\u{1B}[1m".utf8) + Self.iso2022JP(text) + Array("!".utf8)
    for isHTML in [true, false] {
      let (found, decoded) = decode(page, isHTML: isHTML)
      #expect(found.hasSuffix(text + "!"))
      #expect(
        decoded.encoding == .iso2022JP && decoded.source == .detected)
    }
    // A long page of which only the start of what follows the escape is looked at.
    let long = String(repeating: text, count: 2000)
    for cut in 0...2 {
      let bytes = Array(repeating: UInt8(ascii: "a"), count: cut) + Self.iso2022JP(long)
      #expect(decode(bytes).text == String(repeating: "a", count: cut) + long)
    }
    for other in [
      "\u{1B}$B", "\u{1B}(B text", "\u{1B}[31mred", "\u{1B}$B\u{1B}(B", "$B", "\u{1B}$",
    ] {
      #expect(decode(Array(other.utf8)).1.encoding == .utf8)
    }
    let mixed = Array("é ".utf8) + Self.iso2022JP(text)
    #expect(decode(mixed).1.encoding == .utf8)
    #expect(decode(Self.iso2022JP(text), declared: "utf-8").1.encoding == .utf8)
  }

  @Test func `one damaged character before many that are not makes no other encoding`() {
    let spaces = Array(repeating: UInt8(ascii: " "), count: 1 << 15)
    let (text, decoded) = decode([0xFF] + spaces + Array("слово и дело".utf8))
    #expect(text.hasSuffix("слово и дело"))
    #expect(decoded == DecodedText(encoding: .utf8, source: .detected, replacements: 1))
  }

  // MARK: Who is believed

  private static let russian = Array("слово и дело".utf8)
  private static let russian1251 = Encoder(.windows1251).encode("слово и дело")

  @Test func `a mark goes before a header, and a header before the markup`() {
    let meta = Array("<meta charset=koi8-r>".utf8)
    let bytes = meta + Self.russian1251
    #expect(decode(bytes, declared: "windows-1251").text.hasSuffix("слово и дело"))
    #expect(decode(bytes, declared: "windows-1251").1.source == .http)
    #expect(decode(bytes).1.encoding == .koi8r)
    #expect(decode(bytes).1.source == .meta)
    #expect(decode(bytes, isHTML: false).1.source == .detected)
    #expect(decode(bytes, declared: "no-such-thing").1.source == .meta)
    let marked = [0xEF, 0xBB, 0xBF] + Self.russian
    let (text, decoded) = decode(marked, declared: "koi8-r")
    #expect(text == "слово и дело")
    #expect(decoded == DecodedText(encoding: .utf8, source: .byteOrderMark, replacements: 0))
  }

  @Test func `UTF-8 is known whatever is said of it`() {
    for label in ["windows-1251", "iso-8859-1", "gbk", "utf-16", "x-user-defined", "hz-gb-2312"] {
      let (text, decoded) = decode(Self.russian, declared: label)
      #expect(text == "слово и дело")
      #expect(decoded == DecodedText(encoding: .utf8, source: .detected, replacements: 0))
    }
    let page = Array("<meta charset=utf-8>".utf8) + Self.russian
    #expect(decode(page, declared: "windows-1251").1.source == .meta)
  }

  @Test func `a few characters that could be both are what is declared`() {
    // Two characters of GBK that are valid UTF-8 by chance.
    let both: [UInt8] = [0xC4, 0xA3, 0xCA, 0xBD]
    #expect(decode(both, declared: "gbk").text == "模式")
    #expect(decode(both).text == "ģʽ")
  }

  @Test func `a declaration that fails badly is not believed, one that fails a little is`() {
    let wrong = decode(Self.russian1251 + Array(" text".utf8), declared: "utf-8")
    #expect(wrong.1.source == .detected)
    #expect(
      decode(Array("<meta charset=windows-1251>".utf8) + Self.russian1251, declared: "utf-8").1
        .source == .meta)
    #expect(decode([0x61, 0xD0], declared: "utf-8").1.source == .http)
    let (text, decoded) = decode(Self.russian + [0xFF], declared: "utf-8")
    #expect(text == "слово и дело\u{FFFD}")
    #expect(decoded == DecodedText(encoding: .utf8, source: .http, replacements: 1))
  }

  @Test func `a declaration beyond the first kilobyte is found, one far beyond is not sought`() {
    let meta = Array("<meta charset=koi8-r>".utf8) + [0xC1]
    let spaces = [UInt8](repeating: 0x20, count: 2000)
    #expect(decode(spaces + meta).text.hasSuffix("а"))
    #expect(decode([UInt8](repeating: 0x20, count: 1 << 17) + meta).1.source == .detected)
  }

  @Test(arguments: ["utf-8", "gb18030", "iso-2022-jp", "utf-16le", "windows-1252", nil])
  func `random bytes of any length give valid UTF-8`(declared: String?) {
    var random = Seeded(11)
    for length in Array(0...70) + [1000, 5000] {
      let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
      var output: [UInt8] = []
      _ = bytes.withUnsafeBytes {
        CharsetDecoder().decode($0, declared: declared, isHTML: true, into: &output)
      }
      #expect(UTF8Repair.isValid(output))
    }
  }
}
