// SPDX-License-Identifier: Apache-2.0

/// Selects some of a text's k-grams so that equal passages have equal ones selected.
///
/// Of each window of t k-grams, which is one run of N = t + k − 1 tokens, the least is selected,
/// the last of several: so two equal runs select the same k-gram at the same place in them. On
/// average 2 of t + 1 k-grams are selected (Schleimer, Wilkerson and Aiken, *Winnowing*, 2003).
///
/// Their other rule, to stay with what was selected before where several are least, would select
/// less in monotonous text, but not the same in equal runs that overlap.
struct GramSelection: Sendable {
  /// Tokens a k-gram, k.
  let gram: Int
  /// k-grams a window, t.
  let window: Int

  /// Selects for runs of N tokens, at least 4.
  ///
  /// Shorter k-grams leave longer windows and so fewer that are selected, but more that are there
  /// twice by chance. On English newswire the sum of what comes of both was
  /// within a few percent of its least for this k, with N from 8 to 50.
  init(tokens: Int) {
    gram = min(tokens, tokens / 4 + 3)
    window = tokens - gram + 1
  }

  /// Calls `body` with each window, by its first k-gram, and the k-gram that it selects.
  ///
  /// The selected k-grams never descend.
  ///
  /// - Parameters:
  ///   - grams: The hashes of the k-grams.
  ///   - room: Memory to work in.
  /// - Complexity: O(n): k-grams go by blocks of a window's length, and a window is the end of one
  ///   block and the beginning of the next (van Herk 1992).
  @inline(__always)
  func forEachWindow(
    of grams: [UInt64], room: inout [Int], _ body: (_ window: Int, _ selected: Int) -> Void
  ) {
    if room.count < window { room = [Int](repeating: 0, count: window) }
    let windows = grams.count - window + 1
    var block = 0
    while block < windows {
      // For each place of the block the least from there to its end.
      var least = block + window - 1
      for place in stride(from: block + window - 1, through: block, by: -1) {
        if grams[place] < grams[least] { least = place }
        room[place - block] = least
      }
      // The least from the beginning of the next block to the window's end.
      var next: Int?
      for start in block..<min(block + window, windows) {
        let end = start + window - 1
        if start > block { next = next.map { grams[end] <= grams[$0] ? end : $0 } ?? end }
        let own = room[start - block]
        body(start, next.map { grams[$0] <= grams[own] ? $0 : own } ?? own)
      }
      block += window
    }
  }
}
