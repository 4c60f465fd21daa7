// SPDX-License-Identifier: Apache-2.0

/// Mapped code points of a stretch of text, kept in Normalization Form C while it grows.
struct MappedRun {
  /// Code points in the low 24 bits, the token class in bits 24 and 25, the digit bit in bit 26.
  private(set) var units: [UInt32] = []
  /// Where the last code point stands that nothing after it can change, except by composing.
  private var boundary = 0
  /// Whether what follows `boundary` may not be in Normalization Form C.
  private var isUnsettled = false
  private let properties: UnicodeProperties

  init(properties: UnicodeProperties) { self.properties = properties }

  var count: Int { units.count }

  /// How many units, from the first, nothing that follows can change.
  var settledCount: Int { boundary }

  static func codePoint(_ unit: UInt32) -> UInt32 { unit & 0xFF_FFFF }
  static func tokenClass(_ unit: UInt32) -> UInt32 { unit >> 24 & 3 }
  static func isDigit(_ unit: UInt32) -> Bool { unit & 1 << 26 != 0 }

  /// Maps a code point and appends what comes of it.
  @inline(__always)
  mutating func append(_ codePoint: UInt32) {
    let entry = properties[codePoint]
    if entry.bits & 0b1_1100 == 0 {  // One code point that stays where it is: nearly all are.
      if isUnsettled { settle() }
      boundary = units.count
      units.append(Self.unit(codePoint &+ UInt32(bitPattern: entry.delta), entry))
    } else {
      appendMovable(codePoint, entry)
    }
  }

  /// Brings the end of the run into Normalization Form C: nothing that follows can change it now.
  mutating func settle() {
    guard isUnsettled else { return }
    isUnsettled = false
    let tail = Composition.shared.composed(units[boundary...].map(Self.codePoint)[...])
    units.removeSubrange(boundary...)
    for codePoint in tail { units.append(Self.unit(codePoint, properties[codePoint])) }
  }

  /// Drops the first `count` units.
  mutating func removeFirst(_ count: Int) {
    units.removeSubrange(..<count)
    boundary = max(0, boundary - count)
  }

  private mutating func appendMovable(_ codePoint: UInt32, _ entry: UnicodeEntry) {
    guard !entry.isSequence else {
      // A mapping's own code points map to themselves.
      for part in properties.sequence(entry) { append(part) }
      return
    }
    let mapped = codePoint &+ UInt32(bitPattern: entry.delta)
    if entry.motion == 2 || !follows(properties.combiningClass(mapped)) { isUnsettled = true }
    units.append(Self.unit(mapped, entry))
  }

  /// Whether a mark of this combining class may stand after the last code point.
  private func follows(_ combiningClass: UInt8) -> Bool {
    guard let last = units.last else { return true }
    return properties.combiningClass(Self.codePoint(last)) <= combiningClass
  }

  @inline(__always)
  private static func unit(_ codePoint: UInt32, _ entry: UnicodeEntry) -> UInt32 {
    codePoint | entry.tokenClass << 24 | (entry.bits & 32) << 21
  }
}
