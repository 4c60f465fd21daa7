// SPDX-License-Identifier: Apache-2.0

extension RecordParser {
  /// One row of a CSV or TSV file.
  static func appendRow(
    _ bytes: UnsafeRawBufferPointer, _ place: RecordPlace, to parsed: inout ParsedBatch
  ) throws(RecordFlaw) {
  }
}
