// SPDX-License-Identifier: Apache-2.0

/// A generator of numbers that a seed repeats (SplitMix64).
struct Seeded: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }
}

/// Writes JSON in all the ways in which it may be written.
struct RandomJSON {
  var random: Seeded

  init(seed: UInt64) { random = Seeded(seed) }

  mutating func chance(_ one: Int) -> Bool { Int.random(in: 0..<one, using: &random) == 0 }

  /// Some text with all that is hard in it.
  mutating func text() -> String {
    var text = ""
    for _ in 0..<Int.random(in: 0...30, using: &random) {
      let scalar: UInt32 =
        switch Int.random(in: 0..<6, using: &random) {
        case 0: .random(in: 0..<0x20, using: &random)
        case 1: [0x22, 0x5C, 0x2F, 0x7B, 0x7D, 0x2C, 0x3A].randomElement(using: &random) ?? 0x22
        case 2: .random(in: 0x80..<0x800, using: &random)
        case 3: .random(in: 0x800..<0xD800, using: &random)
        case 4: .random(in: 0x10000..<0x110000, using: &random)
        default: .random(in: 0x20..<0x7F, using: &random)
        }
      if let scalar = Unicode.Scalar(scalar) { text.unicodeScalars.append(scalar) }
    }
    return text
  }

  mutating func space() -> String {
    chance(3)
      ? String((0..<3).map { _ in [" ", "\t", "\r"][Int(random.next() % 3)] }.joined()) : ""
  }

  /// A JSON string of a text, each character in one of its forms.
  mutating func string(_ text: String) -> String {
    let short: [Unicode.Scalar: String] = [
      "\"": "\\\"", "\\": "\\\\", "/": "\\/", "\u{8}": "\\b", "\u{C}": "\\f", "\n": "\\n",
      "\r": "\\r", "\t": "\\t",
    ]
    var json = "\""
    for scalar in text.unicodeScalars {
      let mustEscape = scalar.value < 0x20 || scalar == "\"" || scalar == "\\"
      if let form = short[scalar], mustEscape ? !chance(3) : chance(2) {
        json += form
      } else if mustEscape || chance(4) {
        for unit in String(scalar).utf16 { json += "\\u" + hexadecimal(unit) }
      } else {
        json.unicodeScalars.append(scalar)
      }
    }
    return json + "\""
  }

  private mutating func hexadecimal(_ unit: UInt16) -> String {
    let digits = String(unit, radix: 16, uppercase: chance(2))
    return String(repeating: "0", count: 4 - digits.count) + digits
  }

  /// Any value.
  mutating func value(depth: Int) -> String {
    switch Int.random(in: 0..<(depth > 0 ? 8 : 6), using: &random) {
    case 0: return "null"
    case 1: return chance(2) ? "true" : "false"
    case 2:
      return ["0", "-0", "-0.5e+10", "1E400", "12345678901234567890", "1.0"]
        .randomElement(using: &random) ?? "0"
    case 3, 4, 5:
      let text = text()
      return string(text)
    case 6:
      let values = (0..<Int.random(in: 0...3, using: &random)).map { _ in
        space() + value(depth: depth - 1) + space()
      }
      return "[" + (values.isEmpty ? space() : values.joined(separator: ",")) + "]"
    default:
      return object(fields: [], depth: depth - 1)
    }
  }

  /// An object with the given fields in order, and others between them.
  mutating func object(fields: [(String, String)], depth: Int) -> String {
    var all = fields
    for _ in 0..<Int.random(in: 0...3, using: &random) {
      let place = Int.random(in: 0...all.count, using: &random)
      // No wanted name begins so.
      let name = "+" + text()
      all.insert((name, value(depth: depth)), at: place)
    }
    let parts = all.map { space() + string($0.0) + space() + ":" + space() + $0.1 + space() }
    return "{" + (parts.isEmpty ? space() : parts.joined(separator: ",")) + "}"
  }
}

/// Whether bytes are one JSON object: RFC 8259's grammar written down again, one byte at a time.
struct NaiveJSON {
  private let bytes: [UInt8]
  private var index = 0

  static func isObject(_ bytes: [UInt8]) -> Bool {
    guard String(validating: bytes, as: UTF8.self) != nil else { return false }
    var json = NaiveJSON(bytes: bytes)
    json.space()
    guard json.peek == UInt8(ascii: "{"), json.value() else { return false }
    json.space()
    return json.index == bytes.count
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private var peek: UInt8 { index < bytes.count ? bytes[index] : 0 }

  private mutating func take(_ byte: Character) -> Bool {
    guard index < bytes.count, peek == byte.asciiValue else { return false }
    index += 1
    return true
  }

  private mutating func space() {
    while take(" ") || take("\t") || take("\r") || take("\n") {}
  }

  private mutating func word(_ word: String) -> Bool { word.allSatisfy { take($0) } }

  private mutating func digits() -> Bool {
    let start = index
    while index < bytes.count, (48...57).contains(peek) { index += 1 }
    return index > start
  }

  private mutating func value() -> Bool {
    switch peek {
    case UInt8(ascii: "{"): return list("{", "}", isObject: true)
    case UInt8(ascii: "["): return list("[", "]", isObject: false)
    case UInt8(ascii: "\""): return string()
    case UInt8(ascii: "t"): return word("true")
    case UInt8(ascii: "f"): return word("false")
    case UInt8(ascii: "n"): return word("null")
    default: return number()
    }
  }

  private mutating func number() -> Bool {
    _ = take("-")
    if !take("0") && !digits() { return false }
    if take("."), !digits() { return false }
    if take("e") || take("E") {
      _ = take("+") || take("-")
      return digits()
    }
    return true
  }

  private mutating func list(_ open: Character, _ close: Character, isObject: Bool) -> Bool {
    _ = take(open)
    space()
    if take(close) { return true }
    repeat {
      space()
      if isObject {
        guard string() else { return false }
        space()
        guard take(":") else { return false }
        space()
      }
      guard value() else { return false }
      space()
    } while take(",")
    return take(close)
  }

  private mutating func string() -> Bool {
    guard take("\"") else { return false }
    while index < bytes.count {
      if take("\"") { return true }
      if peek < 0x20 { return false }
      if take("\\") {
        if take("u") {
          for _ in 0..<4 {
            guard index < bytes.count, Character(Unicode.Scalar(peek)).isHexDigit, peek < 0x80
            else { return false }
            index += 1
          }
          continue
        }
        guard "\"\\/bfnrt".utf8.contains(peek) else { return false }
      }
      index += 1
    }
    return false
  }
}
