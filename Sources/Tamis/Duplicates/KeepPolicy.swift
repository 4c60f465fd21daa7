// SPDX-License-Identifier: Apache-2.0

/// Which record of a set of duplicates is kept.
///
/// Ties are settled by the content hash and then by the id, so that the choice does not depend on
/// the order of the input (`first` aside, which is about order).
public enum KeepPolicy: Hashable, Sendable {
  /// The one with the longest text, in bytes.
  case longest
  /// The one that was read first.
  case first
  /// The one with the earliest date; records without a date that can be read come last.
  case earliest
  /// The one with the shortest URL, in bytes; records without a URL come last.
  case shortestURL
  /// The one whose field has the value that stands first in a list; other values come last.
  case field(name: String, values: [String])

  /// Reads `longest`, `first`, `earliest`, `shortest-url` or `FIELD=a,b,c`; nil for anything else.
  public init?(_ text: String) {
    switch text {
    case "longest": self = .longest
    case "first": self = .first
    case "earliest": self = .earliest
    case "shortest-url": self = .shortestURL
    default:
      guard let equals = text.firstIndex(of: "="), equals != text.startIndex else { return nil }
      let values = text[text.index(after: equals)...].split(separator: ",").map(String.init)
      guard !values.isEmpty else { return nil }
      self = .field(name: String(text[..<equals]), values: values)
    }
  }

  /// Whether the policy is about a field's values; cleaning takes none of these.
  public var isOfField: Bool { fieldName != nil }

  /// The field that the policy needs of a record beyond those always read.
  var fieldName: String? {
    if case .field(let name, _) = self { name } else { nil }
  }

  /// What a record is sorted by, the kept one first.
  func key(_ candidate: KeepCandidate) -> Int {
    switch self {
    case .longest: -candidate.length
    case .first: candidate.position
    case .earliest: candidate.date.flatMap(DateField.seconds) ?? .max
    case .shortestURL: candidate.urlLength ?? .max
    case .field(_, let values):
      candidate.fieldValue.flatMap { values.firstIndex(of: $0) } ?? values.count
    }
  }
}

/// What a keep policy looks at.
struct KeepCandidate {
  /// Bytes of text.
  var length: Int
  /// Records read before this one.
  var position: Int
  var date: String?
  var urlLength: Int?
  var fieldValue: String?
}
