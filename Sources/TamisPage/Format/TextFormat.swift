// SPDX-License-Identifier: Apache-2.0

/// How the text of a cleaned page is written.
public enum TextFormat: String, Sendable, CaseIterable {
  /// The text alone, of which nothing but white space is changed: rows of tables become lines with
  /// tabs between their cells, and nested lists and quotations are indented.
  case plain
  /// CommonMark with GitHub's tables.
  case markdown
}

/// A cleaned text in a format, with what leads back to the text as it was.
public struct FormattedText: Sendable {
  /// The text as it is written; valid UTF-8 where the page's text is.
  public internal(set) var bytes: [UInt8]
  /// What was changed, ascending; nothing where the text is the page's.
  public internal(set) var edits: [TextEdit]
}

/// One change of a text's format.
public struct TextEdit: Sendable, Equatable {
  /// How many bytes since the edit before are those of the page.
  public var kept: Int
  /// How many bytes then were put in.
  public var put: Int
  /// The bytes of the page that stood in their place.
  public var was: [UInt8]

  /// An edit.
  public init(kept: Int, put: Int, was: [UInt8]) {
    self.kept = kept
    self.put = put
    self.was = was
  }

  /// A formatted text without its format.
  ///
  /// - Returns: The text that was formatted; nil where the edits reach beyond the text.
  /// - Complexity: O(*n*) in the bytes of both.
  public static func undo(_ edits: [TextEdit], in text: ArraySlice<UInt8>) -> [UInt8]? {
    var undone: [UInt8] = []
    var rest = text
    for edit in edits {
      guard edit.kept >= 0, edit.put >= 0, edit.kept <= rest.count,
        edit.put <= rest.count - edit.kept
      else { return nil }
      undone += rest.prefix(edit.kept)
      undone += edit.was
      rest = rest.dropFirst(edit.kept + edit.put)
    }
    return undone + rest
  }
}

extension Page {
  /// The page's text without what goes, in a format.
  ///
  /// Of plain text, which has no tags, the format `plain` is the text as it is, and `markdown` its
  /// blocks. A text that would get more than four times as long stays as it is.
  ///
  /// - Parameters:
  ///   - text: The text that the page was read from.
  ///   - cuts: What goes of it, ascending and disjoint.
  /// - Complexity: O(*n*) in the bytes, blocks and elements.
  public func formatted(
    _ format: TextFormat, of text: ArraySlice<UInt8>, without cuts: [Range<Int>]
  ) -> FormattedText {
    let kept = KeptBlocks(of: self, text, without: cuts)
    var draft = FormatDraft(kept.text)
    switch format {
    case .plain:
      guard isHTML else { break }
      PlainWriter(page: self, outline: PageOutline(self, kept.blocks)).write(
        kept.blocks, to: &draft)
    case .markdown:
      var writer = MarkdownWriter(page: self, outline: PageOutline(self, kept.blocks))
      writer.write(kept.blocks, to: &draft)
    }
    return draft.finish()
  }
}

/// A block, or what is left of it, in the text that is left.
struct KeptBlock {
  /// The block's index in the page.
  var index: Int
  /// Its bytes in the text that is left.
  var range: Range<Int>
}

/// What is left of a page.
struct KeptBlocks {
  private(set) var text: [UInt8] = []
  private(set) var blocks: [KeptBlock] = []

  init(of page: Page, _ text: ArraySlice<UInt8>, without cuts: [Range<Int>]) {
    self.text.reserveCapacity(text.count)
    var copied = 0
    for cut in cuts {
      self.text += text[(text.startIndex + copied)..<(text.startIndex + cut.lowerBound)]
      copied = cut.upperBound
    }
    self.text += text[(text.startIndex + copied)...]
    var places = CutPlaces(cuts[...])
    for (index, block) in page.blocks.enumerated() {
      let start = places.position(block.range.lowerBound)
      let end = places.position(block.range.upperBound)
      if start < end { blocks.append(KeptBlock(index: index, range: start..<end)) }
    }
  }

  /// Turns positions of a text into positions of what is left of it; they are asked in order.
  private struct CutPlaces {
    private var cuts: ArraySlice<Range<Int>>
    private var removed = 0

    init(_ cuts: ArraySlice<Range<Int>>) { self.cuts = cuts }

    mutating func position(_ position: Int) -> Int {
      while let cut = cuts.first, cut.upperBound <= position {
        removed += cut.count
        cuts.removeFirst()
      }
      let within = cuts.first.map { max(0, position - $0.lowerBound) } ?? 0
      return position - removed - within
    }
  }
}
