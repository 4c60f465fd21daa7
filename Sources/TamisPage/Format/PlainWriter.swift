// SPDX-License-Identifier: Apache-2.0

/// Writes the blocks of HTML as plain text: nothing but white space changes.
struct PlainWriter {
  let page: Page
  let outline: PageOutline

  /// - Complexity: O(*n*) in the blocks.
  func write(_ blocks: [KeptBlock], to draft: inout FormatDraft) {
    var last: (place: PageOutline.Place, cell: TableOutline.Cell?)?
    for kept in blocks where !draft.isTooLong {
      let block = page.blocks[kept.index]
      let place = outline.place(of: block)
      let cell = place.kind == .table ? outline.tables.cell(of: block) : nil
      if let cell {
        let before = last?.place.unit == place.unit ? last?.cell : nil
        if before?.row == cell.row {
          let tabs = cell.column - (before?.column ?? 0)
          draft.replace(
            to: kept.range.lowerBound,
            with: tabs > 0 ? Array(repeating: 0x09, count: tabs) : [0x20])
        } else {
          if before != nil { draft.replace(to: kept.range.lowerBound, with: [0x0A]) }
          draft.copy(to: kept.range.lowerBound)
          draft.put(indentation(place) + Array(repeating: 0x09, count: cell.column))
        }
      } else {
        draft.copy(to: kept.range.lowerBound)
        if place.kind != .preformatted { draft.put(indentation(place)) }
      }
      draft.copy(to: kept.range.upperBound)
      last = (place, cell)
    }
  }

  /// Two spaces for each quotation around it, and for each list but the outermost.
  private func indentation(_ place: PageOutline.Place) -> [UInt8] {
    var depth = 0
    var items = 0
    var container = place.container
    while container >= 0 {
      let outer = outline.containers[Int(container)]
      if outer.kind == .quote { depth += 1 } else { items += 1 }
      container = outer.parent
    }
    return Array(repeating: 0x20, count: 2 * (depth + max(0, items - 1)))
  }
}
