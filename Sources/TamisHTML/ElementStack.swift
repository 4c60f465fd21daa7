// SPDX-License-Identifier: Apache-2.0

/// The open block-level elements of a page, and all that there were.
struct ElementStack {
  /// What a search for an open element does not look past.
  enum Barrier {
    case none
    /// Lists, and what `cell` does not look past.
    case list
    /// Cells, captions and buttons, and tables.
    case cell
    /// Tables.
    case table
  }

  struct Entry {
    var element: Int32
    var tag: HTMLTag
    var isPreformatted: Bool
  }

  /// Elements that are nested deeper are not noted: what is in them belongs to those around.
  static let depthLimit = 512
  /// Beyond so many elements no further ones are noted.
  static let elementLimit = 1 << 20

  private(set) var elements: [HTMLElement] = []
  private var entries: [Entry] = []
  private var openCounts = [Int32](repeating: 0, count: 256)
  /// How many elements beyond a limit have no end tag yet, by tag.
  private var refusedCounts = [Int32](repeating: 0, count: 256)
  private var hasRefused = false

  /// How many elements are open, the page included.
  var depth: Int { entries.count }

  /// The index of the innermost open element.
  var top: Int32 { entries.last?.element ?? 0 }

  var isTopPreformatted: Bool { entries.last?.isPreformatted ?? false }

  /// What the innermost open element is itself.
  var topLandmarks: Landmarks { elements.isEmpty ? [] : elements[Int(top)].landmarks }

  /// Starts another page.
  mutating func reset() {
    elements.removeAll(keepingCapacity: true)
    entries.removeAll(keepingCapacity: true)
    for index in openCounts.indices { (openCounts[index], refusedCounts[index]) = (0, 0) }
    push(HTMLElement(.html, []), block: 0)
  }

  func isOpen(_ tag: HTMLTag) -> Bool { openCounts[Int(tag.rawValue)] > 0 }

  /// Opens an element in the innermost one, before the block of a number; false if that would be
  /// beyond a limit.
  @discardableResult
  mutating func push(_ element: HTMLElement, block: Int32) -> Bool {
    guard entries.count < Self.depthLimit, elements.count < Self.elementLimit else {
      refusedCounts[Int(element.tag.rawValue)] += 1
      hasRefused = true
      return false
    }
    var element = element
    element.blocks = block..<block
    if let parent = entries.last?.element {
      element.parent = parent
    }
    let isPreformatted = element.landmarks.contains(.preformatted)
    entries.append(
      Entry(
        element: Int32(truncatingIfNeeded: elements.count), tag: element.tag,
        isPreformatted: isPreformatted))
    openCounts[Int(element.tag.rawValue)] += 1
    elements.append(element)
    return true
  }

  /// Whether an end tag is of an element beyond a limit, which then is closed.
  mutating func closeRefused(_ tag: HTMLTag) -> Bool {
    guard hasRefused, refusedCounts[Int(tag.rawValue)] > 0 else { return false }
    refusedCounts[Int(tag.rawValue)] -= 1
    return true
  }

  /// Closes the innermost element, before the block of a number; the page stays.
  mutating func pop(block: Int32) {
    guard entries.count > 1, let entry = entries.popLast() else { return }
    openCounts[Int(entry.tag.rawValue)] -= 1
    // Those beyond a limit were in it.
    if hasRefused {
      for index in refusedCounts.indices { refusedCounts[index] = 0 }
      hasRefused = false
    }
    end(entry, block)
  }

  /// Closes all elements, and the page.
  mutating func closeAll(block: Int32) {
    while let entry = entries.popLast() { end(entry, block) }
  }

  private mutating func end(_ entry: Entry, _ block: Int32) {
    let index = Int(entry.element)
    elements[index].blocks = elements[index].blocks.lowerBound..<block
  }

  /// The depth of the innermost open element of a tag, from 1; nil if none is within the barrier.
  /// - Complexity: O(1) where none is open, else O(depth), which is limited.
  func innermost(_ tag: HTMLTag, within barrier: Barrier) -> Int? {
    guard isOpen(tag) else { return nil }
    var index = entries.count - 1
    while index > 0 {
      let open = entries[index].tag
      if open == tag { return index }
      if Self.stops(open, barrier) { return nil }
      index -= 1
    }
    return nil
  }

  private static func stops(_ tag: HTMLTag, _ barrier: Barrier) -> Bool {
    switch tag {
    case .table: barrier != .none
    case .td, .th, .caption, .button: barrier == .cell || barrier == .list
    case .ul, .ol, .menu, .dir, .dl: barrier == .list
    default: false
    }
  }
}
