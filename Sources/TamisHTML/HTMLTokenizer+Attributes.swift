// SPDX-License-Identifier: Apache-2.0

import CTamisKernels

/// Where a tag ends, and how.
struct HTMLTagEnd {
  /// Its `>`, or the text's end.
  var index: Int
  var isSelfClosing = false
}

extension HTMLTokenizer {
  /// Reads the attributes of a start tag, from the end of its name on.
  @inline(__always)
  mutating func readAttributes(_ html: Span<UInt8>, from: Int) -> HTMLTagEnd {
    var position = from
    var seen = SeenAttributes()
    while true {
      var count = attributeCount
      let end: HTMLTagEnd? = room.withUnsafeMutableBufferPointer { room in
        // In locals, which stay in registers.
        var i = position
        defer { position = i }
        while count < room.count {
          let gap = AttributeGap(html, from: i)
          if gap.isTagEnd { return gap.tagEnd }
          let name = Self.name(html, from: gap.end, isTag: false)
          let kind = HTMLAttribute.Kind(named: name, in: html)
          let value = AttributeValue(html, after: name.range.upperBound)
          i = value.end
          guard i < html.count else { return HTMLTagEnd(index: html.count) }
          room[count] = HTMLAttribute(
            name: name.range, value: value.range, kind: kind, needsDecoding: value.needsDecoding)
          let others = UnsafeBufferPointer(rebasing: room[..<count])
          if seen.insert(name, kind, html, after: others) { count &+= 1 }
        }
        return nil
      }
      attributeCount = count
      if let end { return end }
      if count >= Self.attributeLimit { return Self.skipAttributes(html, from: position) }
      room.append(contentsOf: repeatElement(room[0], count: room.count))
    }
  }

  /// Steps over the attributes of an end tag.
  @inline(never)
  static func skipAttributes(_ html: Span<UInt8>, from: Int) -> HTMLTagEnd {
    var i = from
    while i < html.count {
      let gap = AttributeGap(html, from: i)
      if gap.isTagEnd { return gap.tagEnd }
      i = AttributeValue(html, after: name(html, from: gap.end, isTag: false).range.upperBound).end
    }
    return HTMLTagEnd(index: html.count)
  }
}

/// What is between the attributes of a tag, or after the last of them.
struct AttributeGap {
  /// Where the next name begins, or the `>`, or the text's end.
  private(set) var end: Int
  /// Whether the tag ends, or the text.
  let isTagEnd: Bool
  private let isAfterSlash: Bool

  @inline(__always)
  init(_ html: Span<UInt8>, from: Int) {
    end = from
    var byte: UInt8 = 0x3E
    var before: UInt8 = 0
    while end < html.count {
      byte = html[end]
      guard byte == 0x20 || byte == 0x2F || byte.isHTMLSpace else { break }
      before = byte
      end &+= 1
    }
    isTagEnd = byte == 0x3E || end >= html.count
    isAfterSlash = before == 0x2F
  }

  @inline(__always)
  var tagEnd: HTMLTagEnd { HTMLTagEnd(index: end, isSelfClosing: isAfterSlash) }
}

/// The value of an attribute.
struct AttributeValue {
  /// Without its quotes; empty if there is none.
  var range: Range<Int>
  var needsDecoding = false
  /// Where the tag goes on, or the text's end.
  var end: Int

  /// Reads what follows a name.
  @inline(__always)
  init(_ html: Span<UInt8>, after name: Int) {
    if name < html.count &- 33, html[name] == 0x3D {
      let quote = html[name &+ 1]
      if quote == 0x22 || quote == 0x27 {
        self.init(html, from: name &+ 2, quote: quote)
        return
      }
    }
    self = Self.slowly(html, after: name)
  }

  private init(range: Range<Int>, end: Int) {
    self.range = range
    self.end = end
  }

  /// Reads a value from after its opening quote on.
  @inline(__always)
  private init(_ html: Span<UInt8>, from start: Int, quote: UInt8) {
    var i = start
    var encoded: UInt32 = 0
    // Most values are shorter than this, and the first step is the last.
    while i <= html.count &- 32 {
      let bytes = html.thirtyTwo(at: i)
      let low = bytes.lowHalf
      let high = bytes.highHalf
      let quotes = tamis_mask_equal(low, quote) | tamis_mask_equal(high, quote) &<< 16
      let special = tamis_mask_encoded(low) | tamis_mask_encoded(high) &<< 16
      if quotes != 0 {
        encoded |= special & (quotes ^ (quotes &- 1))
        i &+= quotes.trailingZeroBitCount
        range = start..<i
        needsDecoding = encoded != 0
        end = i &+ 1
        return
      }
      encoded |= special
      i &+= 32
    }
    self = Self.last(html, start, from: i, quote: quote, needsDecoding: encoded != 0)
  }

  /// The rest of a value in quotes that reaches into the last bytes of the text.
  @inline(never)
  private static func last(
    _ html: Span<UInt8>, _ start: Int, from: Int, quote: UInt8, needsDecoding: Bool
  ) -> AttributeValue {
    let end = html.first(quote, from: from)
    var value = AttributeValue(range: start..<end, end: Swift.min(end &+ 1, html.count))
    value.needsDecoding = needsDecoding || html.firstEncoded(in: from..<end) < end
    return value
  }

  /// Reads what follows a name, if not a `=` and a quote at once.
  @inline(never)
  private static func slowly(_ html: Span<UInt8>, after name: Int) -> AttributeValue {
    var i = skipSpaces(html, from: name)
    guard i < html.count, html[i] == 0x3D else { return AttributeValue(range: name..<name, end: i) }
    i = skipSpaces(html, from: i &+ 1)
    guard i < html.count, html[i] != 0x3E else { return AttributeValue(range: i..<i, end: i) }
    let byte = html[i]
    guard byte == 0x22 || byte == 0x27 else { return unquoted(html, from: i) }
    return last(html, i &+ 1, from: i &+ 1, quote: byte, needsDecoding: false)
  }

  private static func skipSpaces(_ html: Span<UInt8>, from: Int) -> Int {
    var i = from
    while i < html.count, html[i].isHTMLSpace { i &+= 1 }
    return i
  }

  /// A value without quotes: up to white space or `>`.
  private static func unquoted(_ html: Span<UInt8>, from start: Int) -> AttributeValue {
    var value = AttributeValue(range: start..<start, end: html.count)
    var i = start
    while i < html.count {
      var stops = tamis_mask_value_stops(html.sixteen(at: i))
      while stops != 0 {
        let index = i &+ stops.trailingZeroBitCount
        guard index < html.count else { return value }
        if html[index] == 0x3E || html[index].isHTMLSpace {
          value.range = start..<index
          value.end = index
          return value
        }
        // Any other control character does no harm, but has no bit of its own.
        value.needsDecoding = true
        stops &= stops &- 1
      }
      i &+= 16
    }
    return value
  }
}

/// Tells whether a tag has had an attribute of the same name.
struct SeenAttributes {
  /// The kinds, by raw value, and a filter of the other names: one bit each, of a hash.
  private var kinds: UInt32 = 0
  private var filter: UInt64 = 0
  /// The names of a tag with many attributes, so that the time stays linear.
  private var names: Set<[UInt8]>?

  /// From so many attributes on there is a set of their names.
  private static let setThreshold = 32

  @inline(__always)
  init() {}

  /// Takes a name; false if it is among the others, which are those taken before.
  @inline(__always)
  mutating func insert(
    _ name: HTMLName, _ kind: HTMLAttribute.Kind, _ html: Span<UInt8>,
    after others: UnsafeBufferPointer<HTMLAttribute>
  ) -> Bool {
    if kind != .other {
      let bit: UInt32 = 1 &<< UInt32(kind.rawValue)
      defer { kinds |= bit }
      return kinds & bit == 0
    }
    // The product is the one that the kind was found by. Long names often begin alike.
    let hash = name.hash(HTMLAttributeNames.multiplier) &>> HTMLAttributeNames.shift
    let bit: UInt64 = 1 &<< (hash &+ UInt64(truncatingIfNeeded: name.range.count))
    if filter & bit == 0, others.count < Self.setThreshold {
      filter |= bit
      return true
    }
    return insertSlowly(name.range, html, after: others)
  }

  @inline(never)
  private mutating func insertSlowly(
    _ name: Range<Int>, _ html: Span<UInt8>, after others: UnsafeBufferPointer<HTMLAttribute>
  ) -> Bool {
    guard others.count >= Self.setThreshold else {
      return !others.contains { Self.isEqual($0.name, name, in: html) }
    }
    if names == nil { names = Set(others.map { Self.key($0.name, in: html) }) }
    return names?.insert(Self.key(name, in: html)).inserted ?? true
  }

  private static func isEqual(_ a: Range<Int>, _ b: Range<Int>, in html: Span<UInt8>) -> Bool {
    guard a.count == b.count else { return false }
    for i in 0..<a.count
    where html[a.lowerBound + i].asciiLowered != html[b.lowerBound + i].asciiLowered {
      return false
    }
    return true
  }

  /// The name as it is compared.
  private static func key(_ name: Range<Int>, in html: Span<UInt8>) -> [UInt8] {
    name.map { html[$0].asciiLowered }
  }
}
