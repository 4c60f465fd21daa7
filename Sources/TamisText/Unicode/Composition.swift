// SPDX-License-Identifier: Apache-2.0

/// Canonical decomposition, ordering and composition of a few code points (Unicode chapter 3.11).
///
/// It runs only where a combining mark may change what precedes it, so it favours being short.
struct Composition: Sendable {
  private let decompositions: [UInt32: (UInt32, UInt32)]
  private let compositions: [UInt64: UInt32]
  private let properties: UnicodeProperties

  static let shared = Composition(properties: .shared)

  private init(properties: UnicodeProperties) {
    self.properties = properties
    var down: [UInt32: (UInt32, UInt32)] = [:]
    var up: [UInt64: UInt32] = [:]
    let table = UnicodeTables.canonical
    for row in stride(from: 0, to: table.count, by: 3) {
      let codePoint = table[row] & 0x7FFF_FFFF
      down[codePoint] = (table[row + 1], table[row + 2])
      if table[row] == codePoint {
        up[UInt64(table[row + 1]) << 32 | UInt64(table[row + 2])] = codePoint
      }
    }
    decompositions = down
    compositions = up
  }

  /// The code points in Normalization Form C.
  ///
  /// - Complexity: O(n log n), n the length of the longest run of marks.
  func composed(_ codePoints: ArraySlice<UInt32>) -> [UInt32] {
    var parts: [UInt32] = []
    parts.reserveCapacity(codePoints.count * 2)
    for codePoint in codePoints { decompose(codePoint, into: &parts) }
    order(&parts)
    return compose(parts)
  }

  private func decompose(_ codePoint: UInt32, into parts: inout [UInt32]) {
    if Hangul.isSyllable(codePoint) {
      parts += Hangul.decomposition(codePoint)
    } else if let (first, second) = decompositions[codePoint] {
      decompose(first, into: &parts)
      if second != 0 { parts.append(second) }
    } else {
      parts.append(codePoint)
    }
  }

  /// Sorts each run of marks by combining class; marks of one class keep their order.
  private func order(_ parts: inout [UInt32]) {
    var start = 0
    while start < parts.count {
      guard properties.combiningClass(parts[start]) != 0 else {
        start += 1
        continue
      }
      var end = start
      while end < parts.count, properties.combiningClass(parts[end]) != 0 { end += 1 }
      sort(&parts, start..<end)
      start = end
    }
  }

  private func sort(_ parts: inout [UInt32], _ range: Range<Int>) {
    let isSorted = range.dropFirst().allSatisfy {
      properties.combiningClass(parts[$0 - 1]) <= properties.combiningClass(parts[$0])
    }
    guard !isSorted else { return }
    let marks = parts[range].enumerated().map {
      (properties.combiningClass($0.element), $0.offset, $0.element)
    }
    let ordered = marks.sorted { ($0.0, $0.1) < ($1.0, $1.1) }
    for (index, mark) in ordered.enumerated() { parts[range.lowerBound + index] = mark.2 }
  }

  private func compose(_ parts: [UInt32]) -> [UInt32] {
    var out: [UInt32] = []
    out.reserveCapacity(parts.count)
    var starter: Int?
    var previousClass: UInt8 = 0
    for part in parts {
      let partClass = properties.combiningClass(part)
      if let at = starter {
        // Blocked by a mark of the same or a higher class, or by another starter, in between.
        let adjacent = at == out.count - 1
        if adjacent || (previousClass != 0 && previousClass < partClass),
          let whole = composition(out[at], part)
        {
          out[at] = whole
          continue
        }
      }
      if partClass == 0 { starter = out.count }
      previousClass = partClass
      out.append(part)
    }
    return out
  }

  private func composition(_ first: UInt32, _ second: UInt32) -> UInt32? {
    Hangul.composition(first, second) ?? compositions[UInt64(first) << 32 | UInt64(second)]
  }
}

/// Hangul syllables, which are composed by arithmetic (Unicode chapter 3.12).
enum Hangul {
  private static let base: UInt32 = 0xAC00
  private static let leading: UInt32 = 0x1100
  private static let vowel: UInt32 = 0x1161
  private static let trailing: UInt32 = 0x11A7
  private static let vowels: UInt32 = 21
  private static let trailings: UInt32 = 28
  private static let count: UInt32 = 19 * 21 * 28

  static func isSyllable(_ codePoint: UInt32) -> Bool { codePoint &- base < count }

  static func decomposition(_ codePoint: UInt32) -> [UInt32] {
    let index = codePoint - base
    let lead = leading + index / (vowels * trailings)
    let middle = vowel + index % (vowels * trailings) / trailings
    let tail = trailing + index % trailings
    return tail == trailing ? [lead, middle] : [lead, middle, tail]
  }

  static func composition(_ first: UInt32, _ second: UInt32) -> UInt32? {
    if first &- leading < 19, second &- vowel < vowels {
      return base + ((first - leading) * vowels + second - vowel) * trailings
    }
    let isOpen = isSyllable(first) && (first - base) % trailings == 0
    if isOpen, second > trailing, second < trailing + trailings { return first + second - trailing }
    return nil
  }
}
