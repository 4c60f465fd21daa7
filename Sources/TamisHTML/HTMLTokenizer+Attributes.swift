// SPDX-License-Identifier: Apache-2.0

import CTamisKernels

/// Where a tag ends, and how.
struct HTMLTagEnd {
  /// Its `>`, or the text's end.
  var index: Int
  var isSelfClosing: Bool
}

extension HTMLTokenizer {
  /// Reads the attributes of a start tag, from the end of its name on.
  @inline(__always)
  mutating func readAttributes(_ html: Span<UInt8>, from: Int) -> HTMLTagEnd {
    var reader = AttributeReader(position: from)
    while true {
      var count = attributeCount
      let isFull = room.withUnsafeMutableBufferPointer { room in
        while count < room.count {
          guard reader.next(in: html) else { return false }
          room[count] = reader.attribute
          if reader.isNew(html, after: UnsafeBufferPointer(rebasing: room[..<count])) {
            count &+= 1
          }
        }
        return true
      }
      attributeCount = count
      if !isFull { return reader.end(in: html) }
      room.append(contentsOf: repeatElement(reader.attribute, count: room.count))
    }
  }

  /// Steps over the attributes of an end tag.
  @inline(never)
  static func skipAttributes(_ html: Span<UInt8>, from: Int) -> HTMLTagEnd {
    var reader = AttributeReader(position: from)
    while reader.next(in: html) {}
    return reader.end(in: html)
  }
}

/// Reads the attributes of one tag, one after another.
struct AttributeReader {
  /// After the last attribute's value; when there is none left, the `>` or the text's end.
  private(set) var position: Int
  /// The attribute read last.
  private(set) var attribute = HTMLAttribute(
    name: 0..<0, value: 0..<0, kind: .other, needsDecoding: false)

  /// The first eight bytes of its name.
  private var word: UInt64 = 0
  private var isSelfClosing = false
  /// The kinds read, by raw value, and a filter of 64 bits of the other names.
  private var kinds: UInt32 = 0
  private var filter: UInt64 = 0
  /// The names of a tag with many attributes, so that the time stays linear.
  private var names: Set<[UInt8]>?

  /// From so many attributes on there is a set of their names.
  private static let setThreshold = 32

  @inline(__always)
  init(position: Int) { self.position = position }

  @inline(__always)
  func end(in html: Span<UInt8>) -> HTMLTagEnd {
    HTMLTagEnd(index: position, isSelfClosing: isSelfClosing)
  }

  /// Reads the next attribute; false if there is none, or if the text ends within it.
  @inline(__always)
  mutating func next(in html: Span<UInt8>) -> Bool {
    var i = position
    var byte: UInt8 = 0
    var before: UInt8 = 0
    while i < html.count {
      byte = html[i]
      guard byte == 0x20 || byte == 0x2F || byte.isHTMLSpace else { break }
      before = byte
      i &+= 1
    }
    guard i < html.count, byte != 0x3E else {
      isSelfClosing = before == 0x2F
      position = i
      return false
    }
    // The first byte belongs to the name even if it is a `=`.
    let name = HTMLTokenizer.name(html, from: i, isTag: false)
    word = name.word
    attribute.kind = HTMLAttribute.Kind(named: name.range, word: word, in: html)
    attribute.name = name.range
    attribute.needsDecoding = false
    i = name.range.upperBound
    if i < html.count &- 1, html[i] == 0x3D {
      let quote = html[i &+ 1]
      if quote == 0x22 || quote == 0x27 {
        position = i &+ 2
        return readQuoted(html, quote: quote)
      }
    }
    position = i
    return readValue(html)
  }

  /// Reads what follows a name, if not a `=` and a quote at once.
  @inline(never)
  private mutating func readValue(_ html: Span<UInt8>) -> Bool {
    attribute.value = position..<position
    skipSpaces(html)
    guard position < html.count else { return false }
    guard html[position] == 0x3D else { return true }
    position &+= 1
    skipSpaces(html)
    guard position < html.count else { return false }
    let byte = html[position]
    attribute.value = position..<position
    if byte == 0x3E { return true }
    guard byte == 0x22 || byte == 0x27 else { return readUnquoted(html) }
    position &+= 1
    return readQuoted(html, quote: byte)
  }

  private mutating func skipSpaces(_ html: Span<UInt8>) {
    while position < html.count, html[position].isHTMLSpace { position &+= 1 }
  }

  /// Reads a value from after its opening quote on.
  @inline(__always)
  private mutating func readQuoted(_ html: Span<UInt8>, quote: UInt8) -> Bool {
    let start = position
    var i = start
    var encoded: UInt32 = 0
    while i < html.count {
      let bytes = html.sixteen(at: i)
      let quotes = tamis_mask_equal(bytes, quote)
      let special = tamis_mask_encoded(bytes)
      if quotes != 0 {
        encoded |= special & (quotes ^ (quotes &- 1))
        i &+= quotes.trailingZeroBitCount
        attribute.value = start..<i
        attribute.needsDecoding = encoded != 0
        position = i &+ 1
        // The tag goes on after the value, or it is none.
        return position < html.count
      }
      encoded |= special
      i &+= 16
    }
    position = html.count
    return false
  }

  /// Reads a value without quotes: up to white space or `>`.
  private mutating func readUnquoted(_ html: Span<UInt8>) -> Bool {
    let start = position
    var i = start
    while i < html.count {
      var stops = tamis_mask_value_stops(html.sixteen(at: i))
      while stops != 0 {
        position = Swift.min(i &+ stops.trailingZeroBitCount, html.count)
        if position == html.count { return false }
        let byte = html[position]
        if byte == 0x3E || byte.isHTMLSpace {
          attribute.value = start..<position
          return true
        }
        // Any other control character does no harm, but has no bit of its own.
        attribute.needsDecoding = true
        stops &= stops &- 1
      }
      i &+= 16
    }
    position = html.count
    return false
  }

  // MARK: - Repeats

  /// Whether the tag has had no attribute of the same name; `others` are those it has had.
  @inline(__always)
  mutating func isNew(
    _ html: Span<UInt8>, after others: UnsafeBufferPointer<HTMLAttribute>
  ) -> Bool {
    if attribute.kind != .other {
      let bit: UInt32 = 1 &<< UInt32(attribute.kind.rawValue)
      defer { kinds |= bit }
      return kinds & bit == 0
    }
    let hash =
      (word.asciiLowered ^ UInt64(truncatingIfNeeded: attribute.name.count))
      &* 0x9E37_79B9_7F4A_7C15
    let bit: UInt64 = 1 &<< (hash &>> 58)
    if filter & bit == 0, others.count < Self.setThreshold {
      filter |= bit
      return true
    }
    return isNewSlowly(html, after: others)
  }

  @inline(never)
  private mutating func isNewSlowly(
    _ html: Span<UInt8>, after others: UnsafeBufferPointer<HTMLAttribute>
  ) -> Bool {
    guard others.count >= Self.setThreshold else {
      return !others.contains { Self.isEqual($0.name, attribute.name, in: html) }
    }
    if names == nil { names = Set(others.map { Self.key($0.name, in: html) }) }
    return names?.insert(Self.key(attribute.name, in: html)).inserted ?? true
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
