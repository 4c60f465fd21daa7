// SPDX-License-Identifier: Apache-2.0

/// What is kept of a host from one run to the next: on how many pages its lines stand, and which
/// pages those were, so that none counts twice.
///
/// A page is known by its marks: 64-bit hashes of its addresses and of its texts. What is kept is
/// bounded: the ``lineLimit`` lines on the most pages, and the ``markLimit`` least marks. A host
/// that has so many marks takes every page with a greater mark as counted, which it may have been.
public struct HostChrome: Sendable, Equatable {
  /// A line and where it stands.
  public struct Line: Sendable, Equatable {
    /// The line's key, as ``LineSighting/key``.
    public let key: UInt64
    /// On how many pages it stands.
    public let count: LineCount

    /// A line that was counted.
    public init(key: UInt64, count: LineCount) {
      self.key = key
      self.count = count
    }
  }

  /// The lines that are kept of a host.
  public static let lineLimit = 1 << 14
  /// The marks that are kept of a host.
  public static let markLimit = 1 << 16
  /// The longest name, in bytes.
  public static let nameLimit = 1 << 12
  /// Lines on one page only are kept as long as a host has fewer pages than this.
  public static let singlesBelow = 10

  /// The host's name in UTF-8.
  public let name: [UInt8]
  /// Distinct pages that were counted.
  public let pages: UInt32
  /// The marks of these pages, ascending.
  public let marks: [UInt64]
  /// The lines, ascending by key.
  public let lines: [Line]

  /// Keeps what there is room for.
  ///
  /// - Parameters:
  ///   - marks: In any order, also more than once.
  ///   - lines: In any order, each once.
  /// - Complexity: O(*n* log *n*) in the marks and lines.
  public init(name: [UInt8], pages: UInt32, marks: [UInt64], lines: [Line]) {
    self.name = name
    self.pages = pages
    self.marks = Self.least(marks)
    self.lines = Self.most(pages < Self.singlesBelow ? lines : lines.filter { $0.count.pages > 1 })
      .sorted { $0.key < $1.key }
  }

  /// The least of some marks, ascending, each once, as many as are kept.
  public static func least(_ marks: [UInt64]) -> [UInt64] {
    var kept: [UInt64] = []
    for mark in marks.sorted() where mark != kept.last {
      if kept.count == markLimit { break }
      kept.append(mark)
    }
    return kept
  }

  /// The lines on the most pages, as many as are kept; of equal ones those of the least keys.
  public static func most(_ lines: [Line]) -> [Line] {
    guard lines.count > lineLimit else { return lines }
    let ordered = lines.sorted {
      ($1.count.pages, $0.key) < ($0.count.pages, $1.key)
    }
    return Array(ordered.prefix(lineLimit))
  }

  /// Whether a page with such a mark counts as one that was counted.
  /// - Complexity: O(log *n*) in the marks.
  public func knows(_ mark: UInt64) -> Bool {
    if isFull, let last = marks.last, mark > last { return true }
    var range = 0..<marks.count
    while !range.isEmpty {
      let middle = (range.lowerBound + range.upperBound) / 2
      if marks[middle] == mark { return true }
      range =
        marks[middle] < mark ? middle + 1..<range.upperBound : range.lowerBound..<middle
    }
    return false
  }

  private var isFull: Bool { marks.count == Self.markLimit }

  /// The host's lines, to judge its pages by.
  /// - Complexity: O(*n*) in the lines.
  public var hostLines: HostLines {
    var host = HostLines(pages: Int(pages))
    host.reserve(lines: lines.count)
    for line in lines { host.set(line.count, of: line.key) }
    return host
  }
}

extension HostChrome {
  /// What several models know of one host, whatever their order; nil of none.
  ///
  /// Pages that two of them have in common, as their marks tell, count once: lines count on as many
  /// pages as is certain.
  /// - Complexity: O(*n* log *n*) in the marks and lines.
  public static func merged(_ parts: [HostChrome]) -> HostChrome? {
    let ordered = parts.sorted { a, b in
      if a.pages != b.pages { return a.pages > b.pages }
      return a.body.lexicographicallyPrecedes(b.body)
    }
    guard let first = ordered.first else { return nil }
    return ordered.dropFirst().reduce(first) { $0.merged(with: $1) }
  }

  /// - Parameter other: Of the same host.
  private func merged(with other: HostChrome) -> HostChrome {
    let common = UInt32(Set(marks).intersection(other.marks).count)
    // Which pages are in both cannot be told where not all marks are kept.
    if common > 0, isFull || other.isFull { return self }
    func sum(_ a: UInt32, _ b: UInt32, less common: UInt32) -> UInt32 {
      let all = a.addingSaturated(b)
      return max(a, b, all > common ? all - common : 0)
    }
    var counts: [UInt64: LineCount] = [:]
    for line in lines { counts[line.key] = line.count }
    for line in other.lines {
      guard let count = counts[line.key] else {
        counts[line.key] = line.count
        continue
      }
      var both = LineCount(pages: sum(count.pages, line.count.pages, less: common))
      for zone in 0..<4 {
        both.zones[zone] = sum(count.zones[zone], line.count.zones[zone], less: common)
      }
      counts[line.key] = both
    }
    // A page that is in both has its address and its text in common, at most.
    return HostChrome(
      name: name, pages: sum(pages, other.pages, less: common / 2 + common % 2),
      marks: marks + other.marks, lines: counts.map { Line(key: $0.key, count: $0.value) })
  }
}
