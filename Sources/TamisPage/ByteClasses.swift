// SPDX-License-Identifier: Apache-2.0

/// What each byte is to the shape of a block: most bytes are nothing to it.
struct ByteClasses: ~Copyable {
  enum Kind: UInt8 {
    case plain, digit, capital, comma, codeSign, currency
    /// Ends a sentence, if its neighbours say so.
    case stop
    /// Begins a character of several bytes that may count as something.
    case wide
  }

  private let kinds: UnsafeMutablePointer<Kind>

  init() {
    kinds = .allocate(capacity: 256)
    for byte in 0..<256 { (kinds + byte).initialize(to: Self.kind(of: UInt8(byte))) }
  }

  deinit { kinds.deallocate() }

  subscript(byte: UInt8) -> Kind {
    @inline(__always) get { kinds[Int(byte)] }
  }

  private static func kind(of byte: UInt8) -> Kind {
    switch byte {
    case 0x30...0x39: .digit
    case 0x41...0x5A: .capital
    case UInt8(ascii: ","): .comma
    case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"): .stop
    case UInt8(ascii: "$"): .currency
    case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: ";"), UInt8(ascii: "="),
      UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\\"), UInt8(ascii: "_"),
      UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "`"):
      .codeSign
    // Of two bytes only signs of Latin-1 and the Arabic comma count as something.
    case 0xC2, 0xD8, 0xE0...0xFF: .wide
    default: .plain
    }
  }
}
