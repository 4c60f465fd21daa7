// SPDX-License-Identifier: Apache-2.0

import TamisIO

/// Transforms elements on several tasks and hands the results over in the order of the elements.
///
/// Few elements are in work at a time, so memory is bounded, and one thread means one.
func inOrder<Element: Sendable, Output: Sendable>(
  _ elements: [Element], threads: Int,
  _ transform: @escaping @Sendable (Element) -> Output, consume: (Output) -> Void
) async {
  var rest = elements[...]
  // Neither closure throws, and neither does the pool of its own accord.
  try? await inOrder(next: { rest.popFirst() }, threads: threads, transform, consume: consume)
}

/// Transforms what `next` gives until it gives nil, and hands the results over in order.
///
/// One element more than there are threads is in work, so that no thread waits for the next one to
/// be read; so many results again may wait for an earlier one.
///
/// - Throws: What `next` or `consume` throws, after the tasks in work have ended.
func inOrder<Element: Sendable, Output: Sendable>(
  next: () throws -> Element?, threads: Int,
  _ transform: @escaping @Sendable (Element) -> Output, consume: (Output) throws -> Void
) async throws {
  let most = threads > 1 ? threads + 1 : 1
  try await withThrowingTaskGroup(of: (Int, Output).self) { group in
    var waiting: [Int: Output] = [:]
    var (started, finished, consumed) = (0, 0, 0)
    func take(_ result: (Int, Output)) throws {
      finished += 1
      waiting[result.0] = result.1
      while let output = waiting.removeValue(forKey: consumed) {
        try consume(output)
        consumed += 1
      }
    }
    while let element = try next() {
      let number = started
      group.addTask { (number, transform(element)) }
      started += 1
      while started - finished >= most || started - consumed >= 2 * most,
        let result = try await group.next()
      {
        try take(result)
      }
    }
    while let result = try await group.next() { try take(result) }
  }
}
