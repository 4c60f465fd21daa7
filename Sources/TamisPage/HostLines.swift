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

/// On how many distinct pages of a host each line stands, by zone.
///
/// What it answers does not depend on the order in which pages are added.
public struct HostLines: Sendable {
  /// Pages that were added.
  public private(set) var pages = 0

  /// Pages on which a line was seen.
  struct Count: Sendable, Equatable {
    /// In any zone.
    var pages: UInt32 = 0
    /// By zone.
    var zones = SIMD4<UInt32>()
  }

  private var counts: [UInt64: Count] = [:]

  /// A host of no pages.
  public init() {}

  /// Counts one distinct page: the union of the sightings of its captures.
  /// - Complexity: O(*n* log *n*) in the sightings.
  public mutating func add(page sightings: some Sequence<LineSighting>) {
    pages += 1
    var last: LineSighting?
    for sighting in sightings.sorted() where sighting != last {
      var count = counts[sighting.key] ?? Count()
      if last?.key != sighting.key { count.pages += 1 }
      count.zones[Int(sighting.zone.rawValue)] += 1
      counts[sighting.key] = count
      last = sighting
    }
  }

  /// Adds the pages of another part of the host; the parts must have no page in common.
  public mutating func merge(_ other: HostLines) {
    pages += other.pages
    counts.merge(other.counts) { Count(pages: $0.pages + $1.pages, zones: $0.zones &+ $1.zones) }
  }

  /// Forgets lines seen on one page only, which no rule asks for; call after the last page.
  public mutating func prune() {
    counts = counts.filter { $0.value.pages > 1 }
  }

  /// How many lines are held.
  public var lineCount: Int { counts.count }

  func count(of key: UInt64) -> Count { counts[key & ~3] ?? Count() }
}
