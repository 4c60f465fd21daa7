// SPDX-License-Identifier: Apache-2.0

import CTamisKernels

extension HTMLTokenizer {
  /// The next attribute of a tag. If there is none, moves `i` to the `>`, or to the text's end.
  @inline(__always)
  static func nextAttribute(_ html: Span<UInt8>, from i: inout Int) -> HTMLAttribute? {
    while i < html.count, html[i].isHTMLSpace || html[i] == 0x2F { i &+= 1 }
    guard i < html.count, html[i] != 0x3E else { return nil }
    // The first byte belongs to the name even if it is a `=`.
    let name = i..<endOfName(html, from: i &+ 1, isTag: false)
    let kind = HTMLAttribute.Kind(named: name, in: html)
    i = name.upperBound
    skipSpaces(html, &i)
    guard i < html.count else { return nil }
    var attribute = HTMLAttribute(
      kind: kind, name: name, value: name.upperBound..<name.upperBound, needsDecoding: false)
    guard html[i] == 0x3D else { return attribute }
    i &+= 1
    skipSpaces(html, &i)
    guard i < html.count else { return nil }
    let byte = html[i]
    if byte == 0x22 || byte == 0x27 {
      readQuoted(html, &i, quote: byte, &attribute)
    } else if byte != 0x3E {
      readUnquoted(html, &i, &attribute)
    } else {
      attribute.value = i..<i
    }
    return i < html.count ? attribute : nil
  }

  @inline(__always)
  private static func skipSpaces(_ html: Span<UInt8>, _ i: inout Int) {
    while i < html.count, html[i].isHTMLSpace { i &+= 1 }
  }

  /// Reads a value from its opening quote on; moves `i` after the closing one.
  @inline(__always)
  private static func readQuoted(
    _ html: Span<UInt8>, _ i: inout Int, quote: UInt8, _ attribute: inout HTMLAttribute
  ) {
    let start = i &+ 1
    var encoded: UInt32 = 0
    i = start
    while i < html.count {
      let bytes = html.sixteen(at: i)
      let quotes = tamis_mask_equal(bytes, quote)
      let special = tamis_mask_encoded(bytes)
      if quotes != 0 {
        encoded |= special & (quotes ^ (quotes &- 1))
        i &+= quotes.trailingZeroBitCount
        attribute.value = start..<i
        attribute.needsDecoding = encoded != 0
        i &+= 1
        return
      }
      encoded |= special
      i &+= 16
    }
  }

  /// Reads a value without quotes; moves `i` to the white space or `>` after it.
  @inline(__always)
  private static func readUnquoted(
    _ html: Span<UInt8>, _ i: inout Int, _ attribute: inout HTMLAttribute
  ) {
    let start = i
    while i < html.count {
      var stops = tamis_mask_value_stops(html.sixteen(at: i))
      while stops != 0 {
        let index = i &+ stops.trailingZeroBitCount
        guard index < html.count else { break }
        let byte = html[index]
        if byte == 0x3E || byte.isHTMLSpace {
          i = index
          attribute.value = start..<index
          return
        }
        // A control character does no harm, but has no bit of its own.
        attribute.needsDecoding = true
        stops &= stops &- 1
      }
      i &+= 16
    }
    i = html.count
  }
}

/// Tells whether a tag has had an attribute of the same name.
///
/// A filter of 64 bits says for most names that they are new; a tag with many attributes has a set,
/// so that the time stays linear.
struct SeenAttributes {
  private var filter: UInt64 = 0
  private var names: Set<[UInt8]> = []

  /// From so many attributes on there is a set.
  private static let setThreshold = 32

  @inline(__always)
  mutating func insert(
    _ attribute: HTMLAttribute, in html: Span<UInt8>, after others: borrowing [HTMLAttribute]
  ) -> Bool {
    let word = html.word(attribute.name).asciiLowered &+ UInt64(attribute.name.count)
    let bit: UInt64 = 1 &<< ((word &* 0x9E37_79B9_7F4A_7C15) &>> 58)
    if filter & bit == 0, others.count < Self.setThreshold {
      filter |= bit
      return true
    }
    return insertSlowly(attribute, in: html, after: others)
  }

  @inline(never)
  private mutating func insertSlowly(
    _ attribute: HTMLAttribute, in html: Span<UInt8>, after others: [HTMLAttribute]
  ) -> Bool {
    let name = Self.key(attribute, in: html)
    guard others.count >= Self.setThreshold else {
      return !others.contains { Self.key($0, in: html) == name }
    }
    if names.isEmpty { for other in others { names.insert(Self.key(other, in: html)) } }
    return names.insert(name).inserted
  }

  /// The name as it is compared.
  private static func key(_ attribute: HTMLAttribute, in html: Span<UInt8>) -> [UInt8] {
    var key: [UInt8] = []
    HTMLDecoding.raw.append(attribute.name, of: html, to: &key)
    for i in key.indices { key[i] = key[i].asciiLowered }
    return key
  }
}
