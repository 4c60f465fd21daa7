// SPDX-License-Identifier: Apache-2.0

extension Judge {
  /// Drops lines that are phrases of common chrome, where their class allows it.
  mutating func dropByLexicon() {
    let isDiary = hasDatesInBody
    for index in blocks.indices where verdicts[index] == nil {
      let sign = blocks[index].sign
      if sign.kind == .none { continue }
      let evidence = Detail.lexicon(sign)
      let outside = isOutside(index)
      switch sign.kind {
      case .none: break
      case .anywhere: drop(index, .lexicon, evidence, 0.98)
      case .related: if outside || endsList(index) { drop(index, .lexicon, evidence, 0.95) }
      case .shareBar: drop(index, .shareBar, evidence, 0.95)
      case .networks:
        if outside || isAmongNetworks(index) { drop(index, .shareBar, evidence, 0.9) }
      case .stamp: drop(index, .timestamp, evidence, 0.95)
      case .date:
        if outside && zones.zone(index) != .tail && !isDiary {
          drop(index, .timestamp, .words("date or time before the body"), 0.8)
        }
      case .edge: if outside || isInMenu(index) { drop(index, .lexicon, evidence, 0.9) }
      case .mostlyEdge:
        if outside { drop(index, .lexicon, .lexicon(sign, after: "mostly menu words: "), 0.8) }
      case .teaser:
        if outside { drop(index, .teaser, .lexicon(sign, after: "goes on elsewhere: "), 0.8) }
      case .notice: if outside { drop(index, .notice, evidence, 0.85) }
      }
    }
  }

  /// Whether lines of the body are dates, as in a diary, a timeline or a forum.
  private var hasDatesInBody: Bool {
    zones.body?.contains { blocks[$0].sign.kind == .date } ?? false
  }

  /// Whether the line before or after is of networks or share words too.
  private func isAmongNetworks(_ index: Int) -> Bool {
    [index - 1, index + 1].contains {
      blocks.indices.contains($0)
        && (blocks[$0].sign.kind == .networks || blocks[$0].sign.kind == .shareBar)
    }
  }

  /// Whether the line is one of three in a row that are nothing but phrases of chrome: a menu,
  /// wherever it stands.
  private func isInMenu(_ index: Int) -> Bool {
    func isEntry(_ index: Int) -> Bool {
      guard blocks.indices.contains(index) else { return false }
      switch blocks[index].sign.kind {
      case .edge, .mostlyEdge, .anywhere, .related, .networks, .shareBar: return true
      default: return false
      }
    }
    return (index - 2...index).contains { first in (first...first + 2).allSatisfy(isEntry) }
  }

  /// Whether no running text follows closely: a heading of links within the body is followed by it.
  private func endsList(_ index: Int) -> Bool {
    index + 1 >= blocks.count || !blocks[index + 1].isBody
  }
}
