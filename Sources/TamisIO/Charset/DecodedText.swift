// SPDX-License-Identifier: Apache-2.0

/// How a text was decoded.
public struct DecodedText: Sendable, Hashable {
  /// What the encoding was known from.
  public enum Source: String, Sendable, Hashable, CaseIterable {
    /// A byte order mark.
    case byteOrderMark = "byte-order-mark"
    /// What the caller gave: the charset of an HTTP header.
    case http
    /// The page's own markup.
    case meta
    /// The bytes themselves.
    case detected
  }

  /// The encoding that the bytes were decoded from.
  public let encoding: CharacterEncoding
  /// What it was known from.
  public let source: Source
  /// How many U+FFFD stand for bytes that could not be decoded.
  public let replacements: Int
}
