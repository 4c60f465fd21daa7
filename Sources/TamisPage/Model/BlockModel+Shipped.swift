// SPDX-License-Identifier: Apache-2.0

extension BlockModel {
  /// The model of pages that were HTML.
  public static let html = shipped(BlockModelBytes.html)
  /// The model of pages of plain text.
  public static let text = shipped(BlockModelBytes.text)

  private static func shipped(_ text: StaticString) -> BlockModel {
    do {
      return try BlockModel(decoded(text))
    } catch {
      // Made by train.py, and a test reads both: no input reaches this.
      preconditionFailure("The model that comes with Tamis cannot be read. \(error)")
    }
  }

  /// The bytes of base64 without padding.
  static func decoded(_ text: StaticString) -> [UInt8] {
    var bytes: [UInt8] = []
    var (bits, count): (UInt32, UInt32) = (0, 0)
    text.withUTF8Buffer { digits in
      for digit in digits {
        guard let value = value(of: digit) else { continue }
        bits = bits << 6 | value
        count += 6
        if count >= 8 {
          count -= 8
          bytes.append(UInt8(truncatingIfNeeded: bits >> count))
        }
      }
    }
    return bytes
  }

  private static func value(of digit: UInt8) -> UInt32? {
    switch digit {
    case 0x41...0x5A: UInt32(digit - 0x41)
    case 0x61...0x7A: UInt32(digit - 0x61) + 26
    case 0x30...0x39: UInt32(digit - 0x30) + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
