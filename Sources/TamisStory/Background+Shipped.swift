// SPDX-License-Identifier: Apache-2.0

extension Background {
  /// What comes with Tamis: terms of news and web pages in six languages that one in a hundred
  /// texts has; of each term the share in the kind of text that has most of it.
  public static let shipped = Background(packed: BackgroundBytes.table)

  /// Unpacks base64 without padding, of five bytes a term: the term, and its share in 255ths.
  private init(packed text: StaticString) {
    var shares: [UInt32: Double] = [:]
    var (bits, count): (UInt32, Int) = (0, 0)
    var entry: [UInt8] = []
    text.withUTF8Buffer { text in
      for byte in text {
        guard let value = Self.value(byte) else { continue }
        bits = bits << 6 | value
        count += 6
        guard count >= 8 else { continue }
        count -= 8
        entry.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
        guard entry.count == 5 else { continue }
        let term = entry.prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        shares[term] = Double(entry[4]) / 255
        entry.removeAll(keepingCapacity: true)
      }
    }
    self.init(shares: shares)
  }

  /// The six bits of a character of base64; nil for what stands between lines.
  private static func value(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte) - 65
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte) - 97 + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte) - 48 + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
