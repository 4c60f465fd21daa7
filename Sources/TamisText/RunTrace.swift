// SPDX-License-Identifier: Apache-2.0

/// Where the units of a `MappedRun` come from: beside the run, for those who ask for places.
///
/// A character and the marks on it share one place, because mapping may compose or reorder them; so
/// do all units of a character that is mapped to several.
struct RunTrace {
  /// For each unit the first byte of what it comes from.
  private var starts: [UInt32] = []
  /// For each unit the byte after.
  private var ends: [UInt32] = []

  /// Appends a code point that stands at bytes of the text to a run.
  mutating func append(
    _ codePoint: UInt32, start: Int, end: Int, to run: inout MappedRun,
    properties: UnicodeProperties
  ) {
    let entry = properties[codePoint]
    let (start, end) = (UInt32(truncatingIfNeeded: start), UInt32(truncatingIfNeeded: end))
    guard entry.isSequence else { return appendPart(codePoint, start, end, to: &run) }
    // A mapping's own code points map to themselves.
    for part in properties.sequence(entry) { appendPart(part, start, end, to: &run) }
  }

  private mutating func appendPart(
    _ codePoint: UInt32, _ start: UInt32, _ end: UInt32, to run: inout MappedRun
  ) {
    let settled = run.settledCount
    run.append(codePoint)
    // A code point that stays where it is has settled what stands before it.
    if run.settledCount > settled { share(from: settled, to: run.settledCount) }
    while starts.count < run.count {
      starts.append(start)
      ends.append(end)
    }
  }

  /// Settles a run, whose units then have their final places.
  mutating func settle(_ run: inout MappedRun) {
    run.settle()
    share(from: run.settledCount, to: run.count)
  }

  /// Gives the units from `first` on, of which there are now other ones up to `end`, one place.
  private mutating func share(from first: Int, to end: Int) {
    guard first < starts.count, let last = ends.last else { return }
    let start = starts[first]
    starts.removeSubrange(first...)
    ends.removeSubrange(first...)
    starts.append(contentsOf: repeatElement(start, count: end - first))
    ends.append(contentsOf: repeatElement(last, count: end - first))
  }

  /// The bytes that a range of units, which is not empty, comes from.
  func place(of units: Range<Int>) -> (start: UInt32, end: UInt32) {
    (starts[units.lowerBound], ends[units.upperBound - 1])
  }

  /// Drops the first `count` units.
  mutating func removeFirst(_ count: Int) {
    starts.removeFirst(count)
    ends.removeFirst(count)
  }
}
