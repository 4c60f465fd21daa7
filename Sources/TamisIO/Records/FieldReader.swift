// SPDX-License-Identifier: Apache-2.0

/// Where a record is.
struct RecordPlace {
  let number: Int
  let offset: Int
  let range: Range<Int>
}

/// Why a line gives no record.
struct RecordFlaw: Error {
  let kind: Fault.Kind
  let reason: String
  let advice: String?

  init(kind: Fault.Kind, reason: String, advice: String? = nil) {
    self.kind = kind
    self.reason = reason
    self.advice = advice
  }

  init(_ flaw: JSONFlaw) {
    let place = flaw.position.map { ", at byte \($0) of the line" } ?? ""
    self.init(kind: .invalidJSON, reason: "is not valid JSON (\(flaw.reason)\(place))")
  }

  func fault(in place: RecordPlace, of file: String) -> Fault {
    Fault(
      kind: kind, file: file, record: place.number, offset: place.offset, reason: reason,
      consequence: "it was skipped" + (advice.map { "; " + $0 } ?? ""))
  }
}

/// Decodes the fields of one line that has been scanned.
struct FieldReader {
  private let line: UnsafeRawBufferPointer
  /// What was replaced in the line to make it valid UTF-8, by position.
  private let repairs: [Replacement]
  /// What was replaced in the text.
  private(set) var replacements: [Replacement] = []
  /// How many lone surrogates were replaced in other fields.
  private var surrogatesElsewhere = 0
  /// How many repairs lie in the text.
  private var repairsInText = 0

  init(line: UnsafeRawBufferPointer, repairs: [Replacement]) {
    self.line = line
    self.repairs = repairs
  }

  /// How many replacements were made outside the text.
  var replacementsElsewhere: Int { repairs.count - repairsInText + surrogatesElsewhere }

  /// A string's or number's value; nil for a field that is missing or null.
  mutating func scalar(_ token: JSONToken?, name: String) throws(RecordFlaw) -> String? {
    guard let token else { return nil }
    switch token.kind {
    case .null: return nil
    case .number: return String(decoding: line[token.range], as: UTF8.self)
    case .string:
      let content = content(of: token)
      guard content.firstIndex(of: UInt8(ascii: "\\"), from: 0) != nil else {
        return String(decoding: content, as: UTF8.self)
      }
      var value: [UInt8] = []
      surrogatesElsewhere += JSONString.unescape(content, into: &value).count
      return String(decoding: value, as: UTF8.self)
    case .boolean, .object, .array:
      throw wrongType(token, name: name, expected: "a string or a number")
    }
  }

  /// A field that has to be a string; nil where it is missing or null.
  func string(_ token: JSONToken?, name: String) throws(RecordFlaw) -> JSONToken? {
    guard let token, token.kind != .null else { return nil }
    guard token.kind == .string else { throw wrongType(token, name: name, expected: "a string") }
    return token
  }

  /// Appends the text, a string's value.
  mutating func append(_ token: JSONToken, to texts: inout [UInt8]) {
    replacements = JSONString.unescape(
      content(of: token), into: &texts, repairs: repairs.isEmpty ? [] : repairs(inside: token))
  }

  /// The repairs in a token, with their positions after its first quote.
  private mutating func repairs(inside token: JSONToken) -> [Replacement] {
    let start = token.range.lowerBound + 1
    let inside = repairs[partition(start)..<partition(token.range.upperBound)]
    repairsInText = inside.count
    return inside.map { Replacement(position: $0.position - start, bytes: $0.bytes) }
  }

  private func content(of token: JSONToken) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(
      rebasing: line[(token.range.lowerBound + 1)..<(token.range.upperBound - 1)])
  }

  /// The number of repairs before a position in the line.
  private func partition(_ position: Int) -> Int {
    var low = 0
    var high = repairs.count
    while low < high {
      let middle = (low + high) / 2
      if repairs[middle].position < position { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func wrongType(_ token: JSONToken, name: String, expected: String) -> RecordFlaw {
    let article = token.kind == .object || token.kind == .array ? "an" : "a"
    return RecordFlaw(
      kind: .wrongType,
      reason: "has \(article) \(token.kind.rawValue) in field \"\(name)\" where \(expected) belongs"
    )
  }
}
