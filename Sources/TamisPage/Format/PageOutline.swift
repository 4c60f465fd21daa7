// SPDX-License-Identifier: Apache-2.0

import TamisHTML

/// What the elements of a page make of its blocks: headings, lists, quotations, tables.
///
/// Plain text has no elements, and its blocks are paragraphs.
struct PageOutline {
  /// What a block is.
  enum Kind: Equatable {
    case paragraph
    case heading(level: Int)
    case caption
    case preformatted
    case table
  }

  /// What a block in an element is.
  struct Place {
    var kind = Kind.paragraph
    /// The element that makes it so; blocks of the same unit belong together.
    var unit: Int32 = -1
    /// The innermost quotation or list item around it, in `containers`; -1 without one.
    var container: Int32 = -1
  }

  /// A quotation or an item of a list.
  struct Container {
    enum Kind: Equatable {
      case quote
      case bullet
      case number(Int)
    }

    let kind: Kind
    /// The container around it; -1 without one.
    let parent: Int32
    /// How many there are, this one included.
    let depth: Int
    /// The element of the list.
    let list: Int32
  }

  /// Containers that are nested deeper belong to the one around.
  static let depthLimit = 8

  private(set) var containers: [Container] = []
  private(set) var places: [Place] = []
  let tables: TableOutline

  /// - Parameter blocks: What is left of the page.
  /// - Complexity: O(*n*) in the elements and blocks.
  init(_ page: Page, _ blocks: [KeptBlock]) {
    tables = TableOutline(page, blocks)
    guard page.isHTML else { return }
    let holdsSections = Self.holdersOfSections(page.elements)
    var lists = [Int32](repeating: -1, count: page.elements.count)
    var items = [Int](repeating: 0, count: page.elements.count)
    places.reserveCapacity(page.elements.count)
    for (index, element) in page.elements.enumerated() {
      let parent = Int(element.parent)
      let around = parent < 0 ? Place() : places[parent]
      var place = Self.place(of: index, element, in: around, tables)
      if parent >= 0 { lists[index] = lists[parent] }
      if Self.isList(element.tag) { lists[index] = Int32(index) }
      if around.kind != .table, around.kind != .preformatted {
        let list = parent < 0 ? -1 : lists[parent]
        if element.tag == .li, list >= 0 { items[Int(list)] += 1 }
        let number = list < 0 ? 0 : items[Int(list)]
        if let kind = containerKind(element, list, number, page, holdsSections[index]) {
          place.container = add(kind, in: place.container, list)
        }
      }
      places.append(place)
    }
  }

  /// What a block is.
  func place(of block: Block) -> Place {
    let element = Int(block.markup.element)
    return places.indices.contains(element) ? places[element] : Place()
  }

  /// The numbers of the containers around a place, outermost first.
  func path(_ place: Place) -> [Int32] {
    var path: [Int32] = []
    var container = place.container
    while container >= 0 {
      path.append(container)
      container = containers[Int(container)].parent
    }
    path.reverse()
    return path
  }

  private mutating func add(_ kind: Container.Kind, in parent: Int32, _ list: Int32) -> Int32 {
    let depth = parent < 0 ? 1 : containers[Int(parent)].depth + 1
    guard depth <= Self.depthLimit else { return parent }
    containers.append(Container(kind: kind, parent: parent, depth: depth, list: list))
    return Int32(containers.count - 1)
  }

  /// Whether an element is a quotation or an item of a list; a list whose items hold headings or
  /// sections is a grid of cards or a thread, and none that a reader sees.
  private func containerKind(
    _ element: HTMLElement, _ list: Int32, _ number: Int, _ page: Page, _ holdsSections: Bool
  ) -> Container.Kind? {
    switch element.tag {
    case .blockquote: .quote
    case .li where !holdsSections:
      list >= 0 && page.elements[Int(list)].tag == .ol ? .number(number) : .bullet
    case .dd where !holdsSections: .bullet
    default: nil
    }
  }

  private static func place(
    of index: Int, _ element: HTMLElement, in around: Place, _ tables: TableOutline
  ) -> Place {
    var place = around
    func set(_ kind: Kind) { (place.kind, place.unit) = (kind, Int32(index)) }
    if around.kind == .preformatted { return place }
    if around.kind == .table {
      if element.tag == .caption { set(.caption) }
    } else if element.landmarks.contains(.preformatted) {
      set(.preformatted)
    } else if tables.isData(index) {
      set(.table)
    } else if element.landmarks.contains(.heading) {
      set(.heading(level: level(element.tag)))
    } else if element.landmarks.contains(.caption) {
      set(.caption)
    } else if around.kind == .paragraph {
      set(.paragraph)
    }
    return place
  }

  /// A heading's level; of a role without one it is 2, as ARIA has it.
  private static func level(_ tag: HTMLTag) -> Int {
    switch tag {
    case .h1: 1
    case .h3: 3
    case .h4: 4
    case .h5: 5
    case .h6: 6
    default: 2
    }
  }

  private static func isList(_ tag: HTMLTag) -> Bool {
    [.ul, .ol, .dl, .menu, .dir].contains(tag)
  }

  /// Whether each element holds headings or sections.
  private static func holdersOfSections(_ elements: [HTMLElement]) -> [Bool] {
    let sections: Landmarks = [
      .heading, .article, .navigation, .header, .footer, .aside, .main, .dialog,
    ]
    var holds = [Bool](repeating: false, count: elements.count)
    for (index, element) in elements.enumerated().reversed() where element.parent >= 0 {
      if holds[index] || element.tag == .section
        || !element.landmarks.isDisjoint(with: sections)
      {
        holds[Int(element.parent)] = true
      }
    }
    return holds
  }
}
