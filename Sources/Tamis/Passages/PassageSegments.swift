// SPDX-License-Identifier: Apache-2.0

/// Tokens that repeat tokens as many places earlier, for all runs of N tokens that do so together.
struct Segment: Equatable, Sendable {
  /// The first token that goes.
  let start: UInt64
  /// The one after the last.
  let end: UInt64
  /// How far back the source is.
  let shift: UInt64

  /// Whether it ends later than another, or its source is earlier.
  fileprivate func reachesFarther(than other: Segment?) -> Bool {
    other.map { (end, shift) > ($0.end, $0.shift) } ?? true
  }

  /// The words of a row; rows are sorted by where segments begin.
  var row: InlineArray<3, UInt64> { [start, end, shift] }
}

/// Joins repeats that follow each other as their sources do to segments.
struct SegmentJoiner: Sendable {
  private let tokens: UInt64
  private var first: UInt64 = 0
  private var last: UInt64 = 0
  /// How far back the sources are; 0 before the first repeat.
  private var shift: UInt64 = 0

  /// Joins repeats of so many tokens.
  init(tokens: UInt64) { self.tokens = tokens }

  /// Takes the next repeat, by its first token and its source's.
  ///
  /// - Returns: The segment that has ended with the repeat before it, if one has.
  mutating func append(_ repeated: UInt64, source: UInt64) -> Segment? {
    var ended: Segment?
    if repeated - source != shift || repeated != last + 1 {
      ended = end()
      (first, shift) = (repeated, repeated - source)
    }
    last = repeated
    return ended
  }

  /// Ends the segment of the last repeat.
  mutating func end() -> Segment? {
    guard shift > 0 else { return nil }
    // What the source is made of stays, where the repeat overlaps with it.
    let start = first + (tokens > shift ? tokens - shift : 0)
    defer { shift = 0 }
    return Segment(start: start, end: last + tokens, shift: shift)
  }
}

/// Tokens to take out that repeat tokens as many places earlier.
struct Stretch: Equatable {
  let first: UInt64
  var length: UInt64
  let shift: UInt64
}

/// Goes along overlapping segments and covers their tokens with as few stretches as there can be.
///
/// Where a stretch ends, the segment that reaches farthest goes on. Of tokens that both have, those
/// are taken from whose source is earlier, if the other has N tokens without them: what is earlier
/// is the likelier to stay.
struct SegmentSweep {
  private let tokens: UInt64
  private var current: Segment?
  /// Where the stretch of the current segment begins.
  private var first: UInt64 = 0
  /// Of the segments that overlap with the current one that which reaches farthest beyond it.
  private var next: Segment?

  /// Sweeps over segments of runs of so many tokens.
  init(tokens: UInt64) { self.tokens = tokens }

  /// Adds a segment that begins where the sweep is.
  mutating func add(_ segment: Segment) {
    guard let current else { return begin(segment) }
    if segment.start == first, segment.end >= current.end {
      // It has all of the current one, and of two that are the same the source is the earlier.
      self.current = segment
    } else if segment.end > current.end, segment.reachesFarther(than: next) {
      next = segment
    }
  }

  /// Goes on to where the next segment begins, and calls `body` with the stretches that have ended.
  mutating func advance(to limit: UInt64, _ body: (Stretch) -> Void) {
    while let current, current.end < limit {
      var end = current.end
      if let next, next.shift > current.shift, next.start - first >= tokens { end = next.start }
      body(Stretch(first: first, length: end - first, shift: current.shift))
      guard let next else {
        self.current = nil
        return
      }
      begin(next)
      first = end
    }
  }

  /// Goes to the end.
  mutating func finish(_ body: (Stretch) -> Void) { advance(to: .max, body) }

  private mutating func begin(_ segment: Segment) {
    (current, first, next) = (segment, segment.start, nil)
  }
}
