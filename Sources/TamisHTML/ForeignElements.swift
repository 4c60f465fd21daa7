// SPDX-License-Identifier: Apache-2.0

/// Which of `svg`, `math` and `foreignObject` are open: as much of a tree builder as the tokeniser
/// needs to know whether `style` and `<![CDATA[` mean what they mean in HTML.
struct ForeignElements {
  /// Elements nested deeper than this are not followed: they count as closed with these.
  private static let limit = 32

  private var elements = InlineArray<32, HTMLTag>(repeating: .other)
  private var count = 0
  /// Bit by raw value: the elements opened within the foreign ones.
  private var opened: (UInt64, UInt64) = (0, 0)

  @inline(__always)
  var isEmpty: Bool { count == 0 }

  /// Whether the current element is of SVG or MathML.
  @inline(__always)
  var isForeign: Bool { count > 0 && elements[count - 1] != .foreignObject }

  /// Takes a start tag; `isHTML` says that it is one of HTML even here.
  mutating func open(_ tag: HTMLTag, isSelfClosing: Bool, isHTML: Bool) {
    if isForeign, isHTML || tag.endsForeignContent { leave() }
    let isTracked = tag == .svg || tag == .math || tag == .foreignObject && isForeign
    if isSelfClosing { return }
    if isTracked, count < Self.limit {
      if count == 0 { opened = (0, 0) }
      elements[count] = tag
      count += 1
    } else if isForeign {
      set(tag)
    }
  }

  /// Takes an end tag.
  mutating func close(_ tag: HTMLTag) {
    for i in stride(from: count - 1, through: 0, by: -1) where elements[i] == tag {
      count = i
      return
    }
    // The end of an element that was opened around the foreign ones ends them too.
    if isForeign, tag != .other, !has(tag) { leave() }
  }

  /// Closes the foreign elements up to the next `foreignObject`.
  private mutating func leave() {
    while isForeign { count -= 1 }
  }

  private mutating func set(_ tag: HTMLTag) {
    let bit: UInt64 = 1 &<< UInt64(tag.rawValue & 63)
    if tag.rawValue < 64 { opened.0 |= bit } else { opened.1 |= bit }
  }

  private func has(_ tag: HTMLTag) -> Bool {
    let bit: UInt64 = 1 &<< UInt64(tag.rawValue & 63)
    return (tag.rawValue < 64 ? opened.0 : opened.1) & bit != 0
  }
}

extension HTMLTag {
  /// Whether a start tag ends the foreign elements around it (section 13.2.6.5).
  fileprivate var endsForeignContent: Bool {
    switch self {
    case .b, .big, .blockquote, .body, .br, .center, .code, .dd, .div, .dl, .dt, .em, .embed, .h1,
      .h2, .h3, .h4, .h5, .h6, .head, .hr, .i, .img, .li, .listing, .menu, .meta, .nobr, .ol, .p,
      .pre, .ruby, .s, .small, .span, .strong, .strike, .sub, .sup, .table, .tt, .u, .ul, .var:
      true
    default: false
    }
  }
}
