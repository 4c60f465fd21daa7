// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TamisPage

@Suite struct `Shapes of lines` {
  private static let alphabet: [String] = [
    "a", "b", "z", " ", " ", "A", "Z", "7", "0", "1999", "12:30", "3.4.2024", ",", ".", "!", "?",
    ". ", "$", "{", "=", "\\", "`", "é", "Ж", "ж", "北", "か", "。", "，", "、", "،", "ก", "€", "£", "©",
    "😀",
    "·", "\u{A0}", "—", "-", ":",
  ]

  /// Against counting characters one by one, for lines of every length around sixteen bytes.
  @Test(arguments: 0..<200)
  func `count what characters are`(seed: UInt64) {
    var random = SplitMix(state: seed)
    let classes = ByteClasses()
    for length in 1...40 {
      let parts = (0..<length).map { _ in Self.alphabet.randomElement(using: &random) ?? "a" }
      // What stands around the line must make no difference.
      let line = parts.joined()
      let before = String(repeating: "9", count: Int(random.next() % 3))
      let text = Array((before + line + "99.A,").utf8)
      let shape = BlockShape(
        measuring: text.span, before.utf8.count..<before.utf8.count + line.utf8.count, classes)
      let scalars = Array(line.unicodeScalars)
      func count(_ members: String) -> Int {
        scalars.count { members.unicodeScalars.contains($0) }
      }
      #expect(Int(shape.characterCount) == scalars.count, "\(line)")
      #expect(Int(shape.digits) == count("0123456789"), "\(line)")
      #expect(Int(shape.capitals) == count("AZ"), "\(line)")
      #expect(Int(shape.commas) == count(",，、،"), "\(line)")
      #expect(Int(shape.currencies) == count("$€£"), "\(line)")
      #expect(Int(shape.codeSigns) == count("${=\\`"), "\(line)")
      #expect(Int(shape.unspacedCount) == count("北かก"), "\(line)")
      #expect(shape.hasCopyrightSign == line.contains("©"), "\(line)")
      #expect(shape.isSoutheastAsian == line.contains("ก"), "\(line)")
      #expect(Int(shape.innerSentences) == Self.innerSentences(scalars), "\(line)")
      #expect(shape.hasDate == Self.hasDate(line), "\(line)")
    }
  }

  /// Stops before a space and after a small letter, a digit, another script's letter or sign, a
  /// closing bracket or quote; and full stops of scripts without spaces.
  private static func innerSentences(_ scalars: [Unicode.Scalar]) -> Int {
    scalars.indices.count { index in
      if scalars[index] == "。" { return true }
      guard ".!?".unicodeScalars.contains(scalars[index]), index > 0, index + 1 < scalars.count,
        scalars[index + 1] == " "
      else { return false }
      let last = scalars[index - 1]
      return last.value >= 0x80 || ("a"..."z").contains(last) || ("0"..."9").contains(last)
    }
  }

  /// A year, a time of day, or two digits at the end of three numbers joined by one sign.
  private static func hasDate(_ line: String) -> Bool {
    var found = false
    var (digits, joined) = ("", 0)
    var (separator, last): (Character?, Character?) = (nil, nil)
    for sign in Array(line) + [" "] {
      if sign.isASCII && sign.isNumber {
        if digits.isEmpty && last != separator { joined = 0 }
        digits.append(sign)
      } else if !digits.isEmpty {
        let isYear = digits.count == 4 && (digits.hasPrefix("19") || digits.hasPrefix("20"))
        let isClock = joined == 1 && separator == ":" && digits.count == 2
        let isTriple = joined == 2 && separator != ":" && digits.count == 2
        found = found || isYear || isClock || isTriple
        if "./-:".contains(sign) {
          joined =
            !(digits.count <= 2 || isYear) ? 0 : separator == sign && joined > 0 ? joined + 1 : 1
          separator = sign
        } else {
          (joined, separator) = (0, nil)
        }
        digits = ""
      }
      last = sign
    }
    return found
  }
}
