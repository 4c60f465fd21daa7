// SPDX-License-Identifier: Apache-2.0

/// What a code point is to the tokeniser.
enum TokenClass: UInt32 {
  /// Stands between tokens.
  case separator = 0
  /// Part of a run that is one token.
  case word = 1
  /// A token of its own: scripts that write no spaces.
  case single = 2
}

/// What mapping makes of one code point, in 32 bits.
///
/// The class, the motion and the digit bit are those of the code point that it maps to.
struct UnicodeEntry {
  let bits: UInt32

  /// The raw value of a `TokenClass`.
  var tokenClass: UInt32 { bits & 3 }
  /// 0: stays where it is; 1: may be reordered among marks; 2: may compose with what precedes it.
  var motion: UInt32 { bits >> 2 & 3 }
  /// Whether the mapping is not exactly one code point; `delta` then indexes the sequences.
  var isSequence: Bool { bits & 16 != 0 }
  /// Whether the code point is a decimal digit.
  var isDigit: Bool { bits & 32 != 0 }
  /// What to add to the code point to map it.
  var delta: Int32 { Int32(bitPattern: bits) >> 8 }

  init(bits: UInt32) { self.bits = bits }

  init(tokenClass: UInt32, motion: UInt32, isDigit: UInt32, delta: Int32) {
    bits = tokenClass | motion << 2 | isDigit << 5 | UInt32(bitPattern: delta) << 8
  }

  init(sequenceAt index: Int) { bits = 16 | UInt32(truncatingIfNeeded: index) << 8 }
}

/// Mapping, token classes and combining classes of all code points, as two-stage tables.
///
/// The tables are made once, in about a millisecond, and live as long as the process.
/// Safety: the pointers are never written after `init` and never freed, and every index into
/// `entries` comes from `pages`, which covers all 0x110000 code points.
struct UnicodeProperties: @unchecked Sendable {
  /// For each 128 code points the number of their page.
  private let pages: UnsafePointer<UInt16>
  /// Pages of 128 entries.
  private let entries: UnsafePointer<UInt32>
  /// Canonical combining classes that are not zero.
  private let combining: [UInt32: UInt8]

  static let shared = UnicodeProperties()

  /// What mapping makes of a code point.
  ///
  /// - Precondition: `codePoint` < 0x110000.
  @inline(__always)
  subscript(codePoint: UInt32) -> UnicodeEntry {
    let page = Int(pages[Int(codePoint >> 7)])
    return UnicodeEntry(bits: entries[page << 7 | Int(codePoint & 127)])
  }

  /// The canonical combining class of a code point.
  func combiningClass(_ codePoint: UInt32) -> UInt8 { combining[codePoint] ?? 0 }

  /// The mapping of the entry's code point, as a slice of the sequence table.
  func sequence(_ entry: UnicodeEntry) -> ArraySlice<UInt32> {
    let at = Int(entry.delta)
    let table = UnicodeTables.sequences
    return table[at + 2..<at + 2 + Int(table[at + 1])]
  }

  private init() {
    var builder = PageBuilder()
    for run in UnicodeTables.runs { builder.add(run: run) }
    var index = 0
    while index < UnicodeTables.sequences.count {
      builder[UnicodeTables.sequences[index]] = UnicodeEntry(sequenceAt: index)
      index += 2 + Int(UnicodeTables.sequences[index + 1])
    }
    var classes: [UInt32: UInt8] = [:]
    for run in UnicodeTables.combiningClasses {
      let first = UInt32(run & 0x1F_FFFF)
      for offset in 0..<UInt32(run >> 21 & 0x7FF) { classes[first + offset] = UInt8(run >> 32) }
    }
    combining = classes
    pages = Self.immortal(builder.pages)
    entries = Self.immortal(builder.entries)
  }

  private static func immortal<Element>(_ elements: [Element]) -> UnsafePointer<Element> {
    let copy = UnsafeMutableBufferPointer<Element>.allocate(capacity: elements.count + 1)
    _ = copy.initialize(from: elements)
    return UnsafePointer(copy.baseAddress.unsafelyUnwrapped)  // Never empty: capacity is ≥ 1.
  }
}

/// Makes the two stages from runs; pages that are not touched share page 0.
private struct PageBuilder {
  var pages = [UInt16](repeating: 0, count: 0x11_0000 >> 7)
  var entries = [UInt32](repeating: 0, count: 128)
  private var uniform: [UInt32: UInt16] = [:]

  subscript(codePoint: UInt32) -> UnicodeEntry {
    get { UnicodeEntry(bits: entries[Int(pages[Int(codePoint >> 7)]) << 7 | Int(codePoint & 127)]) }
    set { entries[Int(ownPage(codePoint >> 7)) << 7 | Int(codePoint & 127)] = newValue.bits }
  }

  mutating func add(run: UInt64) {
    let stride = UInt32(run >> 63) + 1
    let count = UInt32(run >> 21 & 0x7FFF)
    let delta = Int32(truncatingIfNeeded: Int64(bitPattern: run << 6) >> 42)
    let entry = UnicodeEntry(
      tokenClass: UInt32(run >> 58 & 3), motion: UInt32(run >> 60 & 3),
      isDigit: UInt32(run >> 62 & 1), delta: delta)
    var codePoint = UInt32(run & 0x1F_FFFF)
    let end = codePoint + count * stride
    while codePoint < end {
      if stride == 1, codePoint & 127 == 0, codePoint + 128 <= end, pages[Int(codePoint >> 7)] == 0
      {
        pages[Int(codePoint >> 7)] = uniformPage(entry.bits)
        codePoint += 128
      } else {
        self[codePoint] = entry
        codePoint += stride
      }
    }
  }

  /// The page in which every entry is the same, shared by all who need it.
  private mutating func uniformPage(_ bits: UInt32) -> UInt16 {
    if let page = uniform[bits] { return page }
    let page = append(page: [UInt32](repeating: bits, count: 128))
    uniform[bits] = page
    return page
  }

  /// The page of 128 code points, made its own if it was shared.
  private mutating func ownPage(_ index: UInt32) -> UInt16 {
    let page = pages[Int(index)]
    guard page == 0 || uniform.values.contains(page) else { return page }
    pages[Int(index)] = append(page: Array(entries[Int(page) << 7..<(Int(page) + 1) << 7]))
    return pages[Int(index)]
  }

  private mutating func append(page: [UInt32]) -> UInt16 {
    entries += page
    return UInt16(entries.count >> 7) - 1
  }
}
