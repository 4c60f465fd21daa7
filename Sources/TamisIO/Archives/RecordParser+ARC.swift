// SPDX-License-Identifier: Apache-2.0

extension RecordParser {
  /// One record of an ARC file.
  static func appendARC(
    _ bytes: UnsafeRawBufferPointer, _ place: RecordPlace, to parsed: inout ParsedBatch
  ) throws(RecordFlaw) {
  }
}
