// SPDX-License-Identifier: Apache-2.0

/// What a page's title field says its headline is.
package enum PageTitle {
  private static let separators: Set<Character> = [
    "|", "–", "—", "-", "·", "•", "»", "«", ":", "/",
  ]

  /// The whole title, and its parts of two words and more where signs set them off: a headline and
  /// the site's name.
  ///
  /// - Complexity: O(n).
  package static func candidates(_ title: String?) -> [String] {
    guard let title, title.utf8.count <= 4096 else { return [] }
    let words = title.split(whereSeparator: \.isWhitespace)
    let parts = words.split { $0.count == 1 && separators.contains($0[$0.startIndex]) }
    guard parts.count > 1 else { return [title] }
    return [title] + parts.filter { $0.count > 1 }.map { $0.joined(separator: " ") }
  }
}
