// SPDX-License-Identifier: Apache-2.0

import CTamisKernels

/// Writes visible text: collapses white space, and sets blocks off from each other.
struct VisibleText: ~Copyable {
  /// A break between two blocks; the larger one wins.
  enum Break: UInt8, Comparable {
    case none, line, paragraph

    static func < (a: Break, b: Break) -> Bool { a.rawValue < b.rawValue }
  }

  private(set) var text: [UInt8] = []
  /// Where the open block starts; nil where none is open.
  private(set) var blockStart: Int?
  /// Whether the open or next block starts a paragraph.
  private(set) var startsParagraph = true
  private var pendingBreak = Break.paragraph
  private var pendingSpace = false

  init() {}

  /// Starts another page, of so many bytes of HTML.
  mutating func reset(capacity: Int) {
    text = []
    text.reserveCapacity(capacity)
    blockStart = nil
    startsParagraph = true
    pendingBreak = .paragraph
    pendingSpace = false
  }

  /// Appends characters with their white space collapsed, and returns how many bytes were written.
  /// - Complexity: O(*n*) in the bytes.
  mutating func append(_ source: Span<UInt8>, _ range: Range<Int>) -> Int {
    let before = text.count
    let end = range.upperBound
    var index = range.lowerBound
    while index < end {
      if Self.isSpace(source[index]) {
        pendingSpace = true
        index = Self.endOfSpaces(source, index..<end)
        continue
      }
      let run = index
      index = Self.endOfRun(source, index..<end)
      begin()
      source.extracting(run..<index).withUnsafeBufferPointer { text.append(contentsOf: $0) }
    }
    return text.count &- before
  }

  /// Appends characters as they are, and returns how many bytes were written.
  mutating func append(preformatted source: Span<UInt8>, _ range: Range<Int>) -> Int {
    let before = text.count
    var start = range.lowerBound
    if blockStart == nil {
      // Blank lines before the block's first line.
      var index = start
      while index < range.upperBound && Self.isSpace(source[index]) {
        if source[index] == 0x0A { start = index &+ 1 }
        index &+= 1
      }
      if index == range.upperBound { return 0 }
      pendingSpace = false
    }
    guard start < range.upperBound else { return 0 }
    begin()
    source.extracting(start..<range.upperBound).withUnsafeBufferPointer {
      text.append(contentsOf: $0)
    }
    return text.count &- before
  }

  /// Appends a line end within a block.
  mutating func appendLineEnd() {
    if blockStart != nil { text.append(0x0A) }
    pendingSpace = false
  }

  /// Hands over the text.
  mutating func take() -> [UInt8] {
    defer { text = [] }
    return text
  }

  /// Ends the open block, and returns its range; nil if none is open or it has no content.
  mutating func end(_ kind: Break) -> Range<Int>? {
    pendingSpace = false
    pendingBreak = max(pendingBreak, kind)
    guard let start = blockStart else { return nil }
    while text.count > start, Self.isSpace(text[text.count &- 1]) { text.removeLast() }
    blockStart = nil
    if isBlank(from: start) {
      // The break before it stands for the one after it too.
      text.removeLast(text.count &- start)
      let breaks = start == 0 ? 0 : startsParagraph ? 2 : 1
      text.removeLast(breaks)
      pendingBreak = max(pendingBreak, startsParagraph ? .paragraph : .line)
      return nil
    }
    pendingBreak = kind
    return start..<text.count
  }

  /// Opens a block if none is, or writes the space that is due.
  private mutating func begin() {
    if blockStart != nil {
      if pendingSpace { text.append(0x20) }
      pendingSpace = false
      return
    }
    startsParagraph = pendingBreak == .paragraph || text.isEmpty
    if !text.isEmpty {
      text.append(0x0A)
      if startsParagraph { text.append(0x0A) }
    }
    pendingBreak = .none
    pendingSpace = false
    blockStart = text.count
  }

  /// Whether what was written from here on is spaces of Unicode only.
  private func isBlank(from start: Int) -> Bool {
    var index = start
    while index < text.count {
      let byte = text[index]
      if byte <= 0x20 {
        index &+= 1
      } else if byte == 0xC2, index &+ 1 < text.count, text[index &+ 1] == 0xA0 {
        index &+= 2
      } else if index &+ 2 < text.count, Self.isWideBlank(byte, text[index &+ 1], text[index &+ 2])
      {
        index &+= 3
      } else {
        return false
      }
    }
    return true
  }

  /// U+2000–U+200F, U+2028, U+2029, U+202F, U+205F, U+2060, U+3000, U+FEFF.
  private static func isWideBlank(_ a: UInt8, _ b: UInt8, _ c: UInt8) -> Bool {
    switch (a, b) {
    case (0xE2, 0x80): c <= 0x8F || c == 0xAF || c == 0xA8 || c == 0xA9
    case (0xE2, 0x81): c == 0x9F || c == 0xA0
    case (0xE3, 0x80): c == 0x80
    case (0xEF, 0xBB): c == 0xBF
    default: false
    }
  }

  /// HTML's white space, and the controls that show nothing.
  static func isSpace(_ byte: UInt8) -> Bool { byte <= 0x20 }

  /// Where white space ends, or the range.
  @inline(__always)
  private static func endOfSpaces(_ source: Span<UInt8>, _ range: Range<Int>) -> Int {
    var index = range.lowerBound
    while index < range.upperBound {
      let others = ~tamis_mask_blank(source.sixteen(at: index)) & 0xFFFF
      index &+= others == 0 ? 16 : others.trailingZeroBitCount
      if others != 0 { break }
    }
    return min(index, range.upperBound)
  }

  /// Where text ends that can be copied as it is: before white space other than a single space
  /// between two characters.
  @inline(__always)
  private static func endOfRun(_ source: Span<UInt8>, _ range: Range<Int>) -> Int {
    var index = range.lowerBound
    while index < range.upperBound {
      let left = range.upperBound &- index
      let bytes = source.sixteen(at: index)
      // What is beyond the range counts as white space, but not as a space.
      let beyond: UInt32 = left < 16 ? ~0 &<< UInt32(truncatingIfNeeded: left) : 0
      let blank = tamis_mask_blank(bytes) | beyond
      let spaces = tamis_mask_equal(bytes, 0x20) & ~beyond
      let ends = blank & (~spaces | blank &>> 1) & 0xFFFF
      if ends != 0 { return index &+ ends.trailingZeroBitCount }
      // A space at the end of the sixteen has to be seen together with what follows.
      index &+= spaces & 0x8000 == 0 ? 16 : 15
    }
    return range.upperBound
  }
}
