// SPDX-License-Identifier: Apache-2.0

import Tamis
import TamisPage

/// A page's blocks as HTML; with a head and an end they make one file that needs no other.
struct PageReport {
  let page: InspectedPage
  /// The page's number in the file, from 1.
  let number: Int

  /// The page, as a section.
  var html: String {
    var html = """
      <section aria-labelledby="p\(number)">
      <h2 id="p\(number)"><bdi>\(Self.escaped(page.id))</bdi></h2>
      <p>\(page.blocks.count) blocks, \(page.dropped) dropped</p>
      <ol>

      """
    for (index, block) in page.blocks.enumerated() { html += item(index, block) }
    return html + "</ol>\n</section>\n"
  }

  private func item(_ index: Int, _ block: InspectedPage.Block) -> String {
    let id = "p\(number)b\(index + 1)"
    let tag = block.tag.map { " <code>\(Self.escaped("\($0)"))</code>" } ?? ""
    let text = Self.escaped(block.text)
    guard let drop = block.drop else {
      let share = block.likelihood.map { ": text, \(PageView.percent($0)) sure" } ?? ""
      return """
        <li id="\(id)" class="kept"><p class="note"><b>Kept</b>\(tag)\(share)</p>
        <p class="text" dir="auto">\(text)</p></li>

        """
    }
    let reason = Self.escaped(drop.reason.rawValue)
    let repeats = block.copyOf.map {
      ", repeats <a href=\"#p\(number)b\($0 + 1)\">block \($0 + 1)</a>"
    }
    return """
      <li id="\(id)" class="dropped" data-reason="\(reason)"><p class="note"><b>Dropped</b>\(tag): \
      \(reason), \(PageView.percent(drop.confidence)) sure</p>
      <p class="text" dir="auto"><del>\(text)</del></p>
      <p class="note">\(Self.escaped(drop.detail))\(repeats ?? "")</p></li>

      """
  }

  /// Text that is nothing but text between tags and in quoted attributes.
  private static func escaped(_ text: String) -> String {
    var escaped = ""
    escaped.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      case "\n", "\t": escaped.unicodeScalars.append(scalar)
      default:
        // What HTML forbids, and what shows nothing.
        let isControl = scalar.properties.generalCategory == .control
        escaped.unicodeScalars.append(isControl ? "\u{FFFD}" : scalar)
      }
    }
    return escaped
  }
}
