// SPDX-License-Identifier: Apache-2.0

/// A place where the input's bytes were no character, and U+FFFD stands instead.
public struct Replacement: Sendable, Hashable {
  /// The offset of the U+FFFD (three bytes long) in the record's text.
  public let position: Int
  /// The bytes that it stands for: one to three. A surrogate that a JSON string escapes alone
  /// (`\ud800`) is given as the three bytes of UTF-8's scheme.
  public let bytes: [UInt8]
}
