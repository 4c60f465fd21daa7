// SPDX-License-Identifier: Apache-2.0

extension MarkdownWriter {
  /// Writes preformatted text between fences, each line as it is.
  func writeCode(_ group: ArraySlice<KeptBlock>, _ draft: inout FormatDraft) {
    let indentation = indentation(path[...])
    let fence = Array(repeating: UInt8(ascii: "`"), count: fenceLength(group, draft.text))
    draft.put(fence + [0x0A])
    for kept in group {
      draft.copy(to: kept.range.lowerBound)
      draft.put(indentation)
      var index = kept.range.lowerBound
      while index < kept.range.upperBound, !indentation.isEmpty, !draft.isTooLong {
        let byte = draft.text[index]
        index += 1
        let isCRLF = byte == 0x0D && index < kept.range.upperBound && draft.text[index] == 0x0A
        guard byte == 0x0A || (byte == 0x0D && !isCRLF) else { continue }
        draft.copy(to: index)
        draft.put(indentation)
      }
      draft.copy(to: kept.range.upperBound)
    }
    draft.put([0x0A] + indentation + fence)
  }

  /// More backticks than the text has anywhere in a row, and at least three.
  private func fenceLength(_ group: ArraySlice<KeptBlock>, _ text: [UInt8]) -> Int {
    var (longest, run) = (0, 0)
    for kept in group {
      for index in kept.range {
        run = text[index] == UInt8(ascii: "`") ? run + 1 : 0
        longest = max(longest, run)
      }
    }
    return max(3, longest + 1)
  }

  /// Writes a table: its first row as its head where all its cells are `th`, else an empty head.
  func writeTable(
    _ group: ArraySlice<KeptBlock>, _ table: Int32, _ draft: inout FormatDraft
  ) {
    let columns = outline.tables.columns(of: table)
    let lineEnd = [0x0A] + indentation(path[...])
    let rule = lineEnd + Array(("|" + String(repeating: " --- |", count: columns)).utf8)
    var last: TableOutline.Cell?
    var isHeadOpen = false
    for kept in group {
      let cell = outline.tables.cell(of: page.blocks[kept.index])
      var mark: [UInt8] = []
      if let before = last, before.row == cell.row {
        mark = before.column == cell.column ? Array("<br>".utf8) : []
        if before.column < cell.column {
          mark = Array((" |" + Self.empty(cell.column - before.column - 1) + " ").utf8)
        }
      } else {
        if let before = last {
          mark = Self.ending(before, isHeadOpen ? columns : 0)
          if isHeadOpen { mark += rule }
          mark += lineEnd
        } else if !outline.tables.isHeader(row: cell.row) {
          mark = Array(("|" + Self.empty(columns)).utf8) + rule + lineEnd
        }
        isHeadOpen = last == nil && outline.tables.isHeader(row: cell.row)
        mark += Array(("|" + Self.empty(cell.column) + " ").utf8)
      }
      draft.replace(to: kept.range.lowerBound, with: mark)
      let context = MarkdownEscapes.Context(beginsLine: false, isCell: true)
      writeText(kept.range, &draft, context, join: [0x20])
      last = cell
    }
    guard let last else { return }
    draft.put(Self.ending(last, isHeadOpen ? columns : 0) + (isHeadOpen ? rule : []))
  }

  /// As many empty cells.
  private static func empty(_ cells: Int) -> String {
    String(repeating: "  |", count: max(0, cells))
  }

  /// The end of a row behind a cell; with empty cells up to a number of columns.
  private static func ending(_ last: TableOutline.Cell, _ columns: Int) -> [UInt8] {
    Array((" |" + empty(columns - last.column - 1)).utf8)
  }
}
