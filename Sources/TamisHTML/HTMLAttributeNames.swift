// SPDX-License-Identifier: Apache-2.0
// Written by generate_tables.py. Do not edit.

/// The names of `HTMLAttribute.Kind`, by a perfect hash.
enum HTMLAttributeNames {
  /// Makes a slot of the first eight bytes of a name, each with the bit 0x20 set.
  static let multiplier: UInt64 = 0x91B7584A2265B1F5
  static let shift: UInt64 = 58

  /// The first eight bytes of the name in each slot, zero where there is none.
  static let words: [UInt64] = [
    0x0000000000000000, 0x0000000000000000, 0x0000000000000000, 0x0000000000000000,
    0x0000000000000000, 0x0000000000000000, 0x0000000066657268, 0x0000000000000000,
    0x0074657372616863, 0x0000000000000000, 0x0000000000000000, 0x0000000000000000,
    0x0000000000000000, 0x6469682D61697261, 0x0000000000000000, 0x0000000000000000,
    0x0000000000000000, 0x0000000000000000, 0x0000000000000000, 0x0000000000000000,
    0x0000000000000000, 0x0000000000000000, 0x0000000000000000, 0x656D697465746164,
    0x0000000000000000, 0x0000000000000000, 0x79747265706F7270, 0x0000000000000000,
    0x0000000065707974, 0x0000000000000000, 0x0000000000000000, 0x0000007373616C63,
    0x0000000000000000, 0x0000000000000000, 0x0000000000000000, 0x0000000000000000,
    0x0000000000006469, 0x00000000676E616C, 0x0000000000000000, 0x00000000006C6572,
    0x0000000000000000, 0x0000000000000000, 0x0000000000000000, 0x0000000000000000,
    0x000000656C797473, 0x0000000000000000, 0x0000000000000000, 0x0000000000000000,
    0x00000000656C6F72, 0x0000000000000000, 0x0000000000000000, 0x00000000656D616E,
    0x0000000000000000, 0x0000000000000000, 0x0000000000000000, 0x0000000000000000,
    0x0000000000000000, 0x0000000000000000, 0x00746E65746E6F63, 0x706F72706D657469,
    0x0000000000000000, 0x0000000000000000, 0x00006E6564646968, 0x0000000000000000,
  ]

  /// What the name in each slot is of.
  static let cases: [HTMLAttribute.Kind] = [
    .other, .other, .other, .other, .other, .other,
    .href, .other, .charset, .other, .other, .other,
    .other, .ariaHidden, .other, .other, .other, .other,
    .other, .other, .other, .other, .other, .datetime,
    .other, .other, .property, .other, .type, .other,
    .other, .class, .other, .other, .other, .other,
    .id, .lang, .other, .rel, .other, .other,
    .other, .other, .style, .other, .other, .other,
    .role, .other, .other, .name, .other, .other,
    .other, .other, .other, .other, .content, .itemprop,
    .other, .other, .hidden, .other,
  ]

  /// What follows the first eight bytes of a longer name, zero if nothing.
  static func rest(of word: UInt64) -> UInt64 {
    switch word {
    case 0x6469682D61697261: 0x6E6564  // aria-hidden
    default: 0
    }
  }
}
