// SPDX-License-Identifier: Apache-2.0

/// Mapped code points of a stretch of text, kept in Normalization Form C while it grows.
///
/// Safety: `base` has room for `capacity` units, of which `count` are initialised; all writing goes
/// through `append`, which makes room first, and `removeFirst`.
struct MappedRun: ~Copyable {
  private var base: UnsafeMutablePointer<UInt32>
  private var capacity = 256
  /// How many units there are.
  private(set) var count = 0
  /// Where the last code point stands that nothing after it can change, except by composing.
  private var boundary = 0
  /// Whether what follows `boundary` may not be in Normalization Form C.
  private var isUnsettled = false
  private let properties: UnicodeProperties

  init(properties: UnicodeProperties) {
    self.properties = properties
    base = .allocate(capacity: 256)
  }

  deinit { base.deallocate() }

  /// Code points in the low 24 bits, the token class in bits 24 and 25, the digit bit in bit 26;
  /// valid until something is appended.
  var units: UnsafeBufferPointer<UInt32> { UnsafeBufferPointer(start: base, count: count) }

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
      boundary = count
      append(unit: Self.unit(codePoint &+ UInt32(bitPattern: entry.delta), entry))
    } else {
      appendMovable(codePoint, entry)
    }
  }

  /// Brings the end of the run into Normalization Form C: nothing that follows can change it now.
  mutating func settle() {
    guard isUnsettled else { return }
    isUnsettled = false
    let tail = Composition.shared.composed(units[boundary...].map(Self.codePoint)[...])
    count = boundary
    for codePoint in tail { append(unit: Self.unit(codePoint, properties[codePoint])) }
  }

  /// Drops the first units.
  mutating func removeFirst(_ dropped: Int) {
    precondition(dropped >= 0 && dropped <= count)
    base.update(from: base + dropped, count: count - dropped)
    count -= dropped
    boundary = max(0, boundary - dropped)
  }

  @inline(__always)
  private mutating func append(unit: UInt32) {
    if count == capacity { grow() }
    base[count] = unit
    count &+= 1
  }

  private mutating func grow() {
    let larger = UnsafeMutablePointer<UInt32>.allocate(capacity: 2 * capacity)
    larger.update(from: base, count: count)
    base.deallocate()
    base = larger
    capacity *= 2
  }

  private mutating func appendMovable(_ codePoint: UInt32, _ entry: UnicodeEntry) {
    guard !entry.isSequence else {
      // A mapping's own code points map to themselves.
      for part in properties.sequence(entry) { append(part) }
      return
    }
    let mapped = codePoint &+ UInt32(bitPattern: entry.delta)
    if entry.motion == 2 || !follows(properties.combiningClass(mapped)) { isUnsettled = true }
    append(unit: Self.unit(mapped, entry))
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
