// SPDX-License-Identifier: Apache-2.0

/// Some whole records of one file, not yet parsed.
///
/// Of a JSONL file these are lines, of a table rows, of an archive each record's header and block;
/// of a text or HTML file it is all of it.
public struct Batch: Sendable {
  /// The file's index in ``Inputs/files``.
  public let fileIndex: Int
  /// The file.
  public let file: InputFile
  /// How the bytes are divided into records.
  public let format: InputFormat
  /// The decompressed bytes, and after the last line at least 64 more of no meaning.
  public let bytes: [UInt8]
  /// The records' places in `bytes`, in order, without the newline but with a carriage return;
  /// lines that are blank are there too, so that the numbers hold.
  public let lines: [Range<Int>]
  /// The number of the first line in its file, from 1.
  public let firstNumber: Int
  /// The offset of the first byte of `bytes` in the decompressed file.
  public let offset: Int
  /// The compressed members that begin in these bytes.
  let members: [StoredMember]
  /// What was found wrong while reading. It belongs after the records.
  public let faults: [Fault]
  /// The first row of a table.
  public var header: TableHeader?
  /// The encoding of a table's values; nil where it is UTF-8.
  public var encoding: CharacterEncoding?
  /// What is to be known of the file, although nothing of it is lost: whole sentences.
  public var notes: [String] = []
}
