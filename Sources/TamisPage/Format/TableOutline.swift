// SPDX-License-Identifier: Apache-2.0

import TamisHTML

/// The tables of a page that hold data, with the places of their cells.
///
/// A table that lays out a page is none: one of which no more than a row or column is left, with
/// headings, quotations, code or other tables in it, or with cells of much text.
struct TableOutline {
  /// Where a cell is.
  struct Cell {
    /// The element of its row.
    let row: Int32
    /// From 0.
    let column: Int
  }

  /// The most that a cell of a table of data holds.
  private static let cellBytes = 600
  private static let cellBlocks = 8
  private static let columnLimit = 64

  /// For each element the nearest table, row and cell around it or itself; -1 without one.
  private var table: [Int32] = []
  private var row: [Int32] = []
  private var cell: [Int32] = []
  /// For each cell how many stand before it in its row.
  private var column: [Int32] = []
  /// For each row how many cells it has, and whether all are `th`.
  private var cells: [Int32] = []
  private var isHeader: [Bool] = []
  /// For each table how many columns it has, and whether it lays out.
  private var columns: [Int32] = []
  private var isLayout: [Bool] = []
  /// For each table, of what is left of it, the rows, the last of them, and a bit a column.
  private var rows: [Int32] = []
  private var lastRow: [Int32] = []
  private var used: [UInt64] = []

  /// - Parameter blocks: What is left of the page.
  /// - Complexity: O(*n*) in the elements and blocks.
  init(_ page: Page, _ blocks: [KeptBlock]) {
    let elements = page.elements
    guard elements.contains(where: { $0.tag == .table }) else { return }
    let count = elements.count
    table = Array(repeating: -1, count: count)
    (row, cell, column, lastRow) = (table, table, table, table)
    used = Array(repeating: 0, count: count)
    cells = Array(repeating: 0, count: count)
    (columns, rows) = (cells, cells)
    isHeader = Array(repeating: true, count: count)
    isLayout = Array(repeating: false, count: count)
    for (index, element) in elements.enumerated() where element.parent >= 0 {
      read(index, element, page)
    }
    for kept in blocks { note(Int(page.blocks[kept.index].markup.element), elements) }
  }

  /// Notes that a block of an element is left.
  private mutating func note(_ element: Int, _ elements: [HTMLElement]) {
    guard elements.indices.contains(element), table[element] >= 0 else { return }
    let table = Int(table[element])
    guard cell[element] >= 0 else {
      if elements[element].tag != .caption { isLayout[table] = true }
      return
    }
    if lastRow[table] != row[element] { rows[table] += 1 }
    lastRow[table] = row[element]
    used[table] |= 1 << UInt64(truncatingIfNeeded: column[Int(cell[element])])
  }

  /// Whether an element is a table that holds data.
  func isData(_ element: Int) -> Bool {
    isLayout.indices.contains(element) && table[element] == element && !isLayout[element]
      && rows[element] > 1 && used[element].nonzeroBitCount > 1
      && columns[element] <= Self.columnLimit
  }

  /// How many columns a table has.
  func columns(of table: Int32) -> Int { Int(columns[Int(table)]) }

  /// Whether all cells of a row are headings.
  func isHeader(row: Int32) -> Bool { isHeader[Int(row)] }

  /// The cell that a block of a table stands in.
  func cell(of block: Block) -> Cell {
    let index = Int(block.markup.element)
    let cell = Int(self.cell[index])
    return Cell(row: row[index], column: cell < 0 ? 0 : Int(column[cell]))
  }

  private mutating func read(_ index: Int, _ element: HTMLElement, _ page: Page) {
    let parent = Int(element.parent)
    (table[index], row[index], cell[index]) = (table[parent], row[parent], cell[parent])
    switch element.tag {
    case .table:
      if table[parent] >= 0 { isLayout[Int(table[parent])] = true }
      (table[index], row[index], cell[index]) = (Int32(index), -1, -1)
    case .tr:
      (row[index], cell[index]) = (Int32(index), -1)
    case .td, .th: readCell(index, element, page)
    default:
      guard table[index] >= 0 else { return }
      let others: Landmarks = [
        .heading, .article, .navigation, .header, .footer, .aside, .main, .preformatted, .quote,
        .figure,
      ]
      if element.tag == .section || !element.landmarks.isDisjoint(with: others) {
        isLayout[Int(table[index])] = true
      }
    }
  }

  private mutating func readCell(_ index: Int, _ element: HTMLElement, _ page: Page) {
    guard table[index] >= 0 else { return }
    let table = Int(table[index])
    cell[index] = Int32(index)
    guard row[index] >= 0 else {
      isLayout[table] = true
      return
    }
    let row = Int(row[index])
    column[index] = cells[row]
    cells[row] += 1
    if element.tag == .td { isHeader[row] = false }
    columns[table] = max(columns[table], cells[row])
    let blocks = Int(element.blocks.lowerBound)..<Int(element.blocks.upperBound)
    guard let first = blocks.first, let last = blocks.last else { return }
    let bytes = page.blocks[last].range.upperBound - page.blocks[first].range.lowerBound
    let paragraphs = page.blocks[blocks].count { $0.isBody }
    if blocks.count > Self.cellBlocks || bytes > Self.cellBytes || paragraphs > 1 {
      isLayout[table] = true
    }
  }
}
