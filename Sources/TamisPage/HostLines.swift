// SPDX-License-Identifier: Apache-2.0

/// A line seen in a zone of a page: what a page contributes to its host.
public struct LineSighting: Hashable, Sendable, Comparable {
  /// The upper 62 bits are the line's; the lower two are the zone.
  public let rawValue: UInt64

  /// A sighting of a line, known by its digit-folded key.
  public init(key: UInt64, zone: Zone) {
    rawValue = key & ~3 | UInt64(zone.rawValue)
  }

  /// A sighting as it was written down.
  public init(rawValue: UInt64) { self.rawValue = rawValue }

  /// The line.
  public var key: UInt64 { rawValue & ~3 }

  /// Where on the page it was seen.
  public var zone: Zone { Zone(rawValue: UInt8(rawValue & 3)) ?? .body }

  /// Orders by line, then by zone.
  public static func < (a: LineSighting, b: LineSighting) -> Bool { a.rawValue < b.rawValue }
}

/// On how many distinct pages of a host a line stands.
public struct LineCount: Sendable, Equatable {
  /// In any zone.
  public var pages: UInt32
  /// By zone, in the order of their raw values; a page may count in several.
  public var zones: SIMD4<UInt32>

  /// A line of no page, or one that was counted elsewhere.
  public init(pages: UInt32 = 0, zones: SIMD4<UInt32> = SIMD4()) {
    self.pages = pages
    self.zones = zones
  }

  /// Counts a page on which the line stands in some zones.
  ///
  /// - Parameter zones: A bit for each, by its raw value.
  public mutating func add(pageWithZones zones: UInt8) {
    pages = pages.addingSaturated(1)
    for zone in 0..<4 where zones >> zone & 1 == 1 {
      self.zones[zone] = self.zones[zone].addingSaturated(1)
    }
  }

  /// The pages of both counts, of which none may be the same.
  public func adding(_ other: LineCount) -> LineCount {
    var sum = LineCount(pages: pages.addingSaturated(other.pages))
    for zone in 0..<4 { sum.zones[zone] = zones[zone].addingSaturated(other.zones[zone]) }
    return sum
  }
}

extension UInt32 {
  /// The sum, or the largest number where that is larger.
  func addingSaturated(_ other: UInt32) -> UInt32 {
    let (sum, isOver) = addingReportingOverflow(other)
    return isOver ? .max : sum
  }
}

/// On how many distinct pages of a host each line stands, by zone.
///
/// What it answers does not depend on the order in which pages are added.
public struct HostLines: Sendable {
  /// Pages that were counted.
  public private(set) var pages: Int

  private var counts: [UInt64: LineCount] = [:]

  /// A host of which lines were counted elsewhere, or of no pages.
  public init(pages: Int = 0) { self.pages = pages }

  /// Counts one distinct page: the union of the sightings of its captures.
  /// - Complexity: O(*n* log *n*) in the sightings.
  public mutating func add(page sightings: some Sequence<LineSighting>) {
    pages += 1
    var zones: [UInt64: UInt8] = [:]
    for sighting in sightings { zones[sighting.key, default: 0] |= 1 << sighting.zone.rawValue }
    for (key, zones) in zones { counts[key, default: LineCount()].add(pageWithZones: zones) }
  }

  /// Takes over the count of a line that was counted elsewhere.
  public mutating func set(_ count: LineCount, of key: UInt64) { counts[key & ~3] = count }

  /// Makes room for so many lines.
  public mutating func reserve(lines: Int) { counts.reserveCapacity(lines) }

  /// How many lines are held.
  public var lineCount: Int { counts.count }

  /// On how many pages a line stands, by its key; none where it is not known.
  public func count(of key: UInt64) -> LineCount { counts[key & ~3] ?? LineCount() }
}
