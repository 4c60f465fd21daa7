// SPDX-License-Identifier: Apache-2.0

/// A reader of a sorted run, which is merged with others.
protocol RunReading {
  var isAtEnd: Bool { get }

  /// Goes to the run's next element.
  mutating func step() throws(TamisIOError)

  /// Whether the element here comes before another's.
  func precedes(_ other: Self) -> Bool
}

/// Readers of sorted runs as a heap: the one with the least element first (Knuth, *Sorting and
/// Searching*, 5.4.1).
struct MergeHeap<Reader: RunReading> {
  private var readers: [Reader]
  /// The readers that are not at their end.
  private var heap: [Int]

  /// Readers at the beginning of their runs.
  init(_ readers: [Reader]) {
    self.readers = readers
    heap = readers.indices.filter { !readers[$0].isAtEnd }
    for index in stride(from: heap.count / 2 - 1, through: 0, by: -1) { sink(from: index) }
  }

  /// Whether all are at their end.
  @inline(__always)
  var isEmpty: Bool { heap.isEmpty }

  /// The reader with the least element.
  ///
  /// - Precondition: There is one.
  @inline(__always)
  var least: Reader {
    _read { yield readers[heap[0]] }
  }

  /// Goes to the element after the least.
  ///
  /// - Precondition: There is one.
  /// - Complexity: O(log r) for r readers.
  @inline(__always)
  mutating func step() throws(TamisIOError) {
    try readers[heap[0]].step()
    if readers[heap[0]].isAtEnd {
      heap[0] = heap[heap.count - 1]
      heap.removeLast()
    }
    sink(from: 0)
  }

  /// Moves a reader down to where it belongs.
  private mutating func sink(from start: Int) {
    var parent = start
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count {
        if readers[heap[child]].precedes(readers[heap[least]]) { least = child }
      }
      if least == parent { return }
      heap.swapAt(parent, least)
      parent = least
    }
  }
}
