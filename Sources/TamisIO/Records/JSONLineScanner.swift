// SPDX-License-Identifier: Apache-2.0

internal import CSimdJSON

/// What is wrong with a line that should be a JSON object.
struct JSONFlaw: Error, Equatable {
  enum Kind { case invalidUTF8, syntax }

  let kind: Kind
  /// In words, such as "a string does not end".
  let reason: String
  /// The offset in the line, where it is known.
  let position: Int?

  static func syntax(_ reason: String, at position: Int? = nil) -> JSONFlaw {
    JSONFlaw(kind: .syntax, reason: reason, position: position)
  }
}

/// A value in a line, not yet decoded.
struct JSONToken: Equatable {
  enum Kind: String { case string, number, null, boolean, object, array }

  let kind: Kind
  /// Its bytes in the line, a string's quotes included; of objects and arrays only the bracket.
  let range: Range<Int>

  var isScalar: Bool { kind == .string || kind == .number }
}

/// Checks that a line is one JSON object, by RFC 8259, and finds the fields that are wanted.
///
/// The whole line is checked, since it may be passed on. Of fields that come twice the last counts.
struct JSONLineScanner: ~Copyable {
  private let indexer: OpaquePointer
  private let wanted: [[UInt8]]
  /// The wanted field of which all members are listed.
  private let listed: Int?
  private let nesting: Int
  /// For each open bracket whether it is an object's.
  private var open: [Bool] = []
  /// The value of each wanted field after a scan.
  private(set) var values: [JSONToken?]
  /// The places of all members with the listed name whose value is a string or null, from the
  /// name's first quote to the value's end.
  private(set) var members: [Range<Int>] = []

  /// A scanner for fields of the given names; one name may be wanted twice.
  init(_ wanted: [String], listing listed: Int? = nil, nesting: Int) throws(TamisIOError) {
    guard let indexer = tamis_json_indexer_create() else {
      throw TamisIOError(.memory, "There is not enough memory for a JSON parser.")
    }
    self.indexer = indexer
    self.wanted = wanted.map { Array($0.utf8) }
    self.nesting = nesting
    self.listed = listed
    values = Array(repeating: nil, count: wanted.count)
  }

  deinit { tamis_json_indexer_destroy(indexer) }

  /// Scans one line, which needs `ByteWindow.padding` readable bytes after it.
  ///
  /// - Complexity: O(bytes).
  mutating func scan(_ line: UnsafeRawBufferPointer) throws(JSONFlaw) {
    for index in values.indices { values[index] = nil }
    members.removeAll(keepingCapacity: true)
    var positions: UnsafePointer<UInt32>?
    var count = 0
    let bytes = line.bindMemory(to: UInt8.self)
    let status = tamis_json_index(indexer, bytes.baseAddress, bytes.count, &positions, &count)
    if let flaw = Self.flaw(status) { throw flaw }
    let tokens = UnsafeBufferPointer(start: positions, count: count)
    try walk(JSONTokens(line: bytes, positions: tokens))
  }

  private static func flaw(_ status: tamis_json_status) -> JSONFlaw? {
    switch status {
    case TAMIS_JSON_OK: nil
    case TAMIS_JSON_EMPTY: .syntax("it is empty")
    case TAMIS_JSON_INVALID_UTF8:
      JSONFlaw(kind: .invalidUTF8, reason: "its bytes are not valid UTF-8", position: nil)
    case TAMIS_JSON_UNCLOSED_STRING: .syntax("a string does not end")
    case TAMIS_JSON_CONTROL_CHARACTER: .syntax("a string holds a bare control character")
    case TAMIS_JSON_TOO_LONG: .syntax("it is longer than 4 GiB")
    case TAMIS_JSON_OUT_OF_MEMORY: .syntax("there is not enough memory to read it")
    default: .syntax("it cannot be read")
    }
  }

  /// Where the walk is in the innermost open bracket.
  private enum Place { case start, item, next }

  private mutating func walk(_ tokens: JSONTokens) throws(JSONFlaw) {
    guard tokens.byte(0) == UInt8(ascii: "{") else {
      throw .syntax("it is not an object", at: tokens.position(0))
    }
    open.removeAll(keepingCapacity: true)
    open.append(true)
    var index = 1
    var place = Place.start
    while let isObject = open.last {
      let closing = isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")
      switch place {
      case .start where tokens.byte(index) == closing, .next where tokens.byte(index) == closing:
        open.removeLast()
        index += 1
        place = .next
      case .start, .item:
        guard index < tokens.count else { throw tokens.missing(closing, index) }
        place = try item(tokens, &index, isField: isObject)
      case .next:
        guard tokens.byte(index) == UInt8(ascii: ",") else { throw tokens.missing(closing, index) }
        index += 1
        place = .item
      }
    }
    guard index == tokens.count else {
      throw .syntax("something follows the object", at: tokens.position(index))
    }
  }

  /// An element or a field with its key; an opening bracket is only entered.
  private mutating func item(
    _ tokens: JSONTokens, _ index: inout Int, isField: Bool
  ) throws(JSONFlaw) -> Place {
    var key = 0..<0
    if isField {
      guard tokens.byte(index) == UInt8(ascii: "\"") else {
        throw .syntax("a field's name is missing", at: tokens.position(index))
      }
      key = try tokens.string(index)
      guard tokens.byte(index + 1) == UInt8(ascii: ":") else {
        throw .syntax("a colon is missing", at: tokens.position(index + 1))
      }
      index += 2
    }
    let token = try tokens.value(index)
    if isField && open.count == 1 { keep(token, key: key, of: tokens.line) }
    index += 1
    guard token.kind == .object || token.kind == .array else { return .next }
    guard open.count < nesting else {
      throw .syntax("it is nested deeper than \(nesting) levels", at: token.range.lowerBound)
    }
    open.append(token.kind == .object)
    return .start
  }

  private mutating func keep(
    _ token: JSONToken, key: Range<Int>, of line: UnsafeBufferPointer<UInt8>
  ) {
    let name = UnsafeRawBufferPointer(
      rebasing: UnsafeRawBufferPointer(line)[(key.lowerBound + 1)..<(key.upperBound - 1)])
    if name.firstIndex(of: UInt8(ascii: "\\"), from: 0) != nil {
      var unescaped: [UInt8] = []
      JSONString.unescape(name, into: &unescaped)
      for slot in wanted.indices where wanted[slot] == unescaped { keep(token, slot, key: key) }
    } else {
      for slot in wanted.indices where name.equals(wanted[slot]) { keep(token, slot, key: key) }
    }
  }

  private mutating func keep(_ token: JSONToken, _ slot: Int, key: Range<Int>) {
    values[slot] = token
    if slot == listed, token.kind == .string || token.kind == .null {
      members.append(key.lowerBound..<token.range.upperBound)
    }
  }
}
