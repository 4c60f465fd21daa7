// SPDX-License-Identifier: Apache-2.0

extension RecordParser {
  /// One HTML file.
  static func appendHTML(
    _ bytes: UnsafeRawBufferPointer, _ place: RecordPlace, to parsed: inout ParsedBatch
  ) {
  }
}
