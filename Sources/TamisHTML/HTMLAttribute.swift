// SPDX-License-Identifier: Apache-2.0

/// One attribute of a start tag.
public struct HTMLAttribute: Sendable {
  /// The attributes that are looked at; every other is `other`.
  public enum Kind: UInt8, Sendable, CaseIterable {
    case other, ariaHidden, charset, `class`, content, datetime, hidden, href, id, itemprop, lang,
      name, property, rel, role, style, type
  }

  /// The raw name.
  public var name: Range<Int>
  /// The raw value, without quotes; empty where there is none.
  public var value: Range<Int>
  /// Which attribute it is, if one that matters here.
  public var kind: Kind
  /// Whether the value has character references, carriage returns or NULs, and is to be decoded by
  /// `HTMLDecoding.attribute`.
  public var needsDecoding: Bool
}
