// SPDX-License-Identifier: Apache-2.0

/// Chooses some of a text's shingles, so that texts that share a run of shingles share a chosen
/// one.
///
/// Of every window of consecutive hashes the least is chosen (Schleimer, Wilkerson and Aiken 2003,
/// *Winnowing: Local Algorithms for Document Fingerprinting*). What is chosen of a window depends on
/// the window alone: two texts that share an unbroken run of as many hashes as a window has share a
/// chosen hash, wherever the run lies in them. Of random hashes 2 of window + 1 are chosen.
public struct Winnowing: Sendable {
  /// Hashes of a window, at least 1.
  public let window: Int

  /// Makes a winnowing; a window of less than 1 counts as 1.
  public init(window: Int) { self.window = max(1, window) }

  /// Appends the places of the hashes that are chosen, ascending, each once.
  ///
  /// Of equal hashes in a window that one is taken which the window before has taken, or else the
  /// last. Fewer hashes than a window has are one window.
  ///
  /// - Parameter hashes: The shingles of a text, in its order.
  /// - Complexity: O(n) for random hashes, O(n · window) for any; at most n places.
  public func append(placesOf hashes: Span<UInt64>, to places: inout [Int]) {
    guard !hashes.isEmpty else { return }
    let first = min(window, hashes.count)
    var least = Self.lastOfLeast(hashes, 0..<first)
    places.append(least)
    for place in first..<hashes.count {
      let start = place &- window &+ 1
      if hashes[place] < hashes[least] {
        least = place
      } else if least < start {
        least = Self.lastOfLeast(hashes, start..<place + 1)
      } else {
        continue
      }
      places.append(least)
    }
  }

  private static func lastOfLeast(_ hashes: Span<UInt64>, _ range: Range<Int>) -> Int {
    var least = range.lowerBound
    for place in range where hashes[place] <= hashes[least] { least = place }
    return least
  }
}
