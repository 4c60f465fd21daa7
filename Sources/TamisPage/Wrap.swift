// SPDX-License-Identifier: Apache-2.0

/// Whether, and at which column, the lines of a paragraph are hard-wrapped prose.
struct Wrap {
  /// A line at least this wide goes on in the next; `Int32.max` where nothing is wrapped.
  private var goesOn = Int32.max

  /// - Complexity: O(*n*) in the lines.
  init(of lines: [Line]) {
    guard lines.count > 1 else { return }
    var width: Int32 = 0
    var unspaced = 0
    var characters = 0
    for line in lines {
      width = max(width, line.shape.characterCount)
      unspaced += Int(line.shape.unspacedCount)
      characters += Int(line.shape.characterCount)
    }
    if 2 * unspaced > characters {
      if Self.isUnspacedProse(lines, width: width) { goesOn = width - 2 }
    } else if Limits.wrapColumns.contains(Int(width)) {
      // A word that did not fit leaves at most a long word's room at the line's end.
      let full = width - max(14, width / 4)
      if Self.goesOnInLowerCase(lines, full: full) { goesOn = full }
    }
  }

  /// Whether the second line continues the first.
  func joins(_ line: Line, _ next: Line) -> Bool { line.shape.characterCount >= goesOn }

  /// Whether a third of the full lines go on in lower case, and few in capitals without a stop.
  private static func goesOnInLowerCase(_ lines: [Line], full: Int32) -> Bool {
    var breaks = 0
    var lower = 0
    var odd = 0
    for index in 1..<lines.count where lines[index - 1].shape.characterCount >= full {
      breaks += 1
      let open = !lines[index - 1].shape.endsSentence
      if lines[index].shape.startsLower && open { lower += 1 }
      if lines[index].shape.startsLower && !open { odd += 1 }
    }
    // Prose fills its lines; a list has but a few full ones.
    return lower > 0 && 3 * lower >= breaks && odd <= lower && 2 * breaks >= lines.count - 1
  }

  /// Whether all lines but the last are full, as in wrapped text of a script without spaces.
  private static func isUnspacedProse(_ lines: [Line], width: Int32) -> Bool {
    guard lines.count > 2, Limits.unspacedWrapColumns.contains(Int(width)) else { return false }
    var stops = 0
    var inner = 0
    for line in lines.dropLast() {
      if line.shape.characterCount < width - 2 { return false }
      if line.shape.endsSentence { stops += 1 }
      inner += Int(line.shape.innerSentences)
    }
    // A list of headlines of one length has no sentence's end within its lines.
    return 2 * stops < lines.count && inner > stops
  }
}
