// SPDX-License-Identifier: Apache-2.0

import Foundation
import TamisKernels
import Testing

@testable import TamisText

/// SplitMix64: random texts that are the same on every run.
struct Generator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ bits >> 30) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
    return bits ^ bits >> 31
  }
}

/// Tokens found the slow way, by the properties that the standard library knows.
///
/// Only for text that lower-casing and Normalization Form C map as NFKC_Casefold does: the letters
/// used here have no compatibility mapping and no folding besides lower case.
enum TokenOracle {
  static func tokens(_ text: [UInt8], digits: Tokenizer.Digits = .kept) -> [[UInt8]] {
    var mapped = String.UnicodeScalarView()
    for scalar in String(decoding: text, as: UTF8.self).unicodeScalars
    where !scalar.properties.isDefaultIgnorableCodePoint {
      mapped.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
    }
    var tokens: [String.UnicodeScalarView] = [.init()]
    for scalar in String(mapped).precomposedStringWithCanonicalMapping.unicodeScalars {
      switch tokenClass(scalar) {
      case .separator: tokens.append(.init())
      case .single: tokens += [.init([scalar]), .init()]
      case .word: tokens[tokens.count - 1].append(scalar)
      }
    }
    return tokens.filter { !$0.isEmpty }.map { token in
      Array(String(digits == .kept ? token : folded(token)).utf8)
    }
  }

  private static func tokenClass(_ scalar: Unicode.Scalar) -> TokenClass {
    switch scalar.value {
    case 0x3041...0x3096, 0x4E00...0x9FFF: return .single
    default: break
    }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .otherNumber,
      .connectorPunctuation:
      return .word
    default: return .separator
    }
  }

  private static func folded(_ token: String.UnicodeScalarView) -> String.UnicodeScalarView {
    var out = String.UnicodeScalarView()
    var wasDigit = false
    for scalar in token {
      let isDigit = scalar.properties.generalCategory == .decimalNumber
      if !(isDigit && wasDigit) { out.append(isDigit ? "0" : scalar) }
      wasDigit = isDigit
    }
    return out
  }

  /// The hash of a token, written out anew from the specification.
  static func hash(_ token: [UInt8]) -> UInt64 {
    func part(_ at: Int) -> UInt64 {
      token.dropFirst(at).prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
    func mix(_ a: UInt64, _ b: UInt64) -> UInt64 {
      let product = a.multipliedFullWidth(by: b)
      return product.high ^ product.low
    }
    let length = UInt64(token.count)
    var hash = mix(part(0) ^ 0x9E37_79B9_7F4A_7C15, part(8) ^ (0xD6E8_FEB8_6659_FD93 &+ length))
    for at in stride(from: 16, to: token.count, by: 8) {
      hash = mix(hash ^ part(at), 0xA076_1D64_78BD_642F)
    }
    return hash
  }

  /// How many bytes of a text are not UTF-8, told from what decoding keeps.
  static func invalidBytes(_ text: [UInt8]) -> Int {
    let scalars = String(decoding: text, as: UTF8.self).unicodeScalars
    let kept = scalars.reduce(0) { $0 + ($1 == "\u{FFFD}" ? 0 : String($1).utf8.count) }
    let genuine = text.indices.count { text[$0...].starts(with: [0xEF, 0xBF, 0xBD]) }
    return text.count - kept - genuine * 3
  }
}

/// Holds every kernel's tokens, hashes and count of invalid bytes against the oracle.
func expectTokens(
  of text: [UInt8], _ what: @autoclosure () -> String = "",
  digits: Tokenizer.Digits = .kept, at location: SourceLocation = #_sourceLocation
) {
  let expected = TokenOracle.tokens(text, digits: digits)
  let expectedHashes = expected.map(TokenOracle.hash)
  let invalid = TokenOracle.invalidBytes(text)
  for kernel in Kernel.available {
    var tokenizer = Tokenizer(kernel: kernel, digits: digits)
    let tokens = tokenizer.tokens(of: text.span)
    let isRight =
      tokens == expected && tokenizer.invalidBytes == invalid
      && hashes(text, kernel: kernel, digits: digits) == expectedHashes
    #expect(isRight, "\(kernel.name) \(what())", sourceLocation: location)
  }
}
