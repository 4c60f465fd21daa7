// SPDX-License-Identifier: Apache-2.0

/// Something wrong with a part of the input, after which reading goes on.
public struct Fault: Error, Sendable, Hashable, CustomStringConvertible {
  /// The kinds of fault, for counting.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// A line is not one valid JSON object.
    case invalidJSON = "invalid-json"
    /// A field that is needed is missing.
    case missingField = "missing-field"
    /// A row of a table is not divided as its first row, or its quotes are wrong.
    case malformedRow = "malformed-row"
    /// A field's value is of a type that cannot be used.
    case wrongType = "wrong-type"
    /// A line or file is longer than the limit.
    case tooLong = "too-long"
    /// A compressed file ends before its end.
    case truncated = "truncated"
    /// A compressed file's bytes are damaged, or the body of a page in an archive.
    case corrupt = "corrupt"
    /// A compressed file is followed by bytes that do not belong to it.
    case trailingBytes = "trailing-bytes"
    /// A compressed file expands more than the limit allows.
    case inflation = "inflation"
    /// The header of an archive's record cannot be read.
    case invalidHeader = "invalid-header"
    /// An archive's record does not end where its header says.
    case invalidLength = "invalid-length"
    /// A record is coded in a way that cannot be decoded.
    case unsupported = "unsupported"
    /// The system could not read further in the file.
    case unreadable = "unreadable"
  }

  /// What kind of fault it is.
  public let kind: Kind
  /// The file's name as the user gave it.
  public let file: String
  /// The record's number in the file (of a JSONL file its line), from 1; nil where the fault is not
  /// a record's.
  public let record: Int?
  /// The offset of the record's first byte, or of the fault, in the decompressed file; in bytes.
  public let offset: Int
  /// The offset of the gzip member or zstd frame whose first byte the record's is, in the file as
  /// it is stored: what an index of an archive (CDX) calls the offset. Nil where there is none.
  public var storedOffset: Int? = nil
  /// What is wrong: a sentence's end, with neither a capital nor a full stop.
  public let reason: String
  /// What was done about it and what to do: a sentence's end, likewise.
  public let consequence: String

  /// The whole sentence, such as "crawl.jsonl.gz: record 17 at byte 20481 is not valid JSON (a
  /// string does not end); it was skipped."
  public var description: String {
    let stored = storedOffset.map { " (\($0) of the compressed file)" } ?? ""
    let place = record.map { "record \($0) at byte \(offset)" } ?? "at byte \(offset)"
    let separator = record == nil ? ", " : " "
    return "\(file): \(place)\(stored)\(separator)\(reason); \(consequence)."
  }
}
