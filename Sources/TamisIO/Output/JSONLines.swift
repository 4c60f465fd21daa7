// SPDX-License-Identifier: Apache-2.0

/// Builds JSON, a line an object.
///
/// Commas are put where they belong; that brackets match and names come once is the caller's part.
/// ```swift
/// var lines = JSONLines()
/// lines.beginObject()
/// lines.field("id", "a.jsonl:17")
/// lines.field("similarity", 0.84)
/// lines.endLine()
/// ```
public struct JSONLines: Sendable {
  /// What has been built.
  public private(set) var bytes: [UInt8] = []

  /// Nothing yet.
  public init() {}

  /// Gives away what has been built and starts anew.
  public mutating func take() -> [UInt8] {
    defer { bytes = [] }
    return bytes
  }

  /// Gives away what has been built but for the last byte, which decides about the next comma; for
  /// lines that are too long to be held whole.
  public mutating func takeButLast() -> [UInt8] {
    guard let last = bytes.popLast() else { return [] }
    defer { bytes = [last] }
    return bytes
  }

  /// `{`, as a line or an array's element.
  public mutating func beginObject() {
    separate()
    bytes.append(UInt8(ascii: "{"))
  }

  /// `"name":{`
  public mutating func beginObject(_ name: String) {
    key(name)
    bytes.append(UInt8(ascii: "{"))
  }

  /// `}`
  public mutating func endObject() { bytes.append(UInt8(ascii: "}")) }

  /// `}` and the line's end.
  public mutating func endLine() {
    bytes.append(UInt8(ascii: "}"))
    bytes.append(0x0A)
  }

  /// `"name":[`
  public mutating func beginArray(_ name: String) {
    key(name)
    bytes.append(UInt8(ascii: "["))
  }

  /// `]`
  public mutating func endArray() { bytes.append(UInt8(ascii: "]")) }

  /// A string as an array's element.
  public mutating func element(_ value: String) {
    separate()
    Self.appendString(value.utf8, to: &bytes)
  }

  /// An integer as an array's element.
  public mutating func element(_ value: Int) {
    separate()
    bytes.append(contentsOf: String(value).utf8)
  }

  /// A field with a string.
  public mutating func field(_ name: String, _ value: String) {
    key(name)
    Self.appendString(value.utf8, to: &bytes)
  }

  /// A field with a string, given as valid UTF-8.
  public mutating func field(_ name: String, utf8 value: ArraySlice<UInt8>) {
    key(name)
    Self.appendString(value, to: &bytes)
  }

  /// Fields that are JSON already, with commas between; nothing for none.
  public mutating func members(_ members: ArraySlice<UInt8>) {
    guard !members.isEmpty else { return }
    separate()
    bytes.append(contentsOf: members)
  }

  /// A field with an integer.
  public mutating func field(_ name: String, _ value: Int) {
    key(name)
    bytes.append(contentsOf: String(value).utf8)
  }

  /// A field with the shortest number that reads back as the same double; null if it is not finite.
  public mutating func field(_ name: String, _ value: Double) {
    key(name)
    bytes.append(contentsOf: (value.isFinite ? "\(value)" : "null").utf8)
  }

  /// A field with true or false.
  public mutating func field(_ name: String, _ value: Bool) {
    key(name)
    bytes.append(contentsOf: (value ? "true" : "false").utf8)
  }

  /// A field with null.
  public mutating func null(_ name: String) {
    key(name)
    bytes.append(contentsOf: "null".utf8)
  }

  /// A field whose value is JSON already.
  public mutating func field(_ name: String, json: ArraySlice<UInt8>) {
    key(name)
    bytes.append(contentsOf: json)
  }

  /// A field with any bytes in base64 (RFC 4648, with padding).
  public mutating func field(_ name: String, base64 value: ArraySlice<UInt8>) {
    key(name)
    bytes.append(UInt8(ascii: "\""))
    Base64.append(value, to: &bytes)
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func key(_ name: String) {
    separate()
    Self.appendString(name.utf8, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
  }

  private mutating func separate() {
    switch bytes.last {
    case nil, 0x0A, UInt8(ascii: "{"), UInt8(ascii: "["): break
    default: bytes.append(UInt8(ascii: ","))
    }
  }
}
