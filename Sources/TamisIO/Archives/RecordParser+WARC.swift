// SPDX-License-Identifier: Apache-2.0

extension RecordParser {
  /// One record of a WARC file: its header and its block.
  static func appendWARC(
    _ bytes: UnsafeRawBufferPointer, _ place: RecordPlace, to parsed: inout ParsedBatch
  ) throws(RecordFlaw) {
  }
}
