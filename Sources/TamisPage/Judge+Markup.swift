// SPDX-License-Identifier: Apache-2.0

import TamisHTML

extension Judge {
  /// Drops what the markup says is not the page's body: of an article all that is outside it or
  /// made of links, of other pages what stands in elements such as `nav`.
  mutating func dropByMarkup() {
    guard let markup else { return }
    for index in blocks.indices where verdicts[index] == nil {
      if !markup.isArticle {
        dropByElement(index, markup)
      } else if let body = markup.body, body.contains(index) {
        dropInBody(index, markup)
      } else if markup.container.contains(index) {
        dropInContainer(index, markup)
      } else {
        drop(index, .outside, "outside the elements that hold the body", 0.8)
      }
    }
  }

  private mutating func dropInBody(_ index: Int, _ markup: MarkupZones) {
    if isBodyText(index, markup) { return }
    dropByElement(index, markup)
    dropAsLinks(index)
  }

  private mutating func dropInContainer(_ index: Int, _ markup: MarkupZones) {
    if isBodyText(index, markup) { return }
    dropByElement(index, markup)
    dropAsLinks(index)
    if !blocks[index].isSentence && !blocks[index].isStructure {
      drop(index, .outside, "a short line beside the body", 0.7)
    }
  }

  /// Whether the block is running text that nothing speaks against.
  private func isBodyText(_ index: Int, _ markup: MarkupZones) -> Bool {
    let block = blocks[index]
    return block.isGoodText && !markup.against[Int(block.markup.element)].isAgainstText
  }

  private mutating func dropByElement(_ index: Int, _ markup: MarkupZones) {
    let evidence = markup.against[Int(blocks[index].markup.element)]
    guard !evidence.isEmpty else { return }
    drop(index, .landmark, evidence.description, evidence.landmarks.isEmpty ? 0.8 : 0.9)
  }

  private mutating func dropAsLinks(_ index: Int) {
    let density = blocks[index].markup.linkDensity
    guard density >= (blocks[index].isSentence ? Markup.linkedSentence : Markup.linked) else {
      return
    }
    drop(index, .links, "\(Int(density * 100)) % of it are links", 0.8)
  }
}

extension MarkupZones.Evidence: CustomStringConvertible {
  /// What the elements are, in words.
  var description: String {
    var parts: [String] = []
    if !landmarks.isEmpty { parts.append("in \(landmarks)") }
    if !hints.isEmpty { parts.append("class or id says \(hints)") }
    return parts.joined(separator: "; ")
  }
}
