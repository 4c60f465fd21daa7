// SPDX-License-Identifier: Apache-2.0

import Fuzzer
import TamisIO

// Any bytes as a table, in batches of two sizes: the same records come of both, texts and members
// are valid UTF-8, and rows are in order and apart.
let file = InputFile(ending: ".csv")
fuzz { input in
  file.write(input)
  let format = input.count % 2 == 0 ? InputFormat.csv : .tsv
  let small = records(in: file.path, format, batch: 1 + (input.isEmpty ? 0 : Int(input[0]) % 32))
  precondition(small == records(in: file.path, format, batch: 1 << 12), "records by the batch")
}

/// What a table gives, as text.
func records(in path: String, _ format: InputFormat, batch: Int) -> [String] {
  var limits = ReadLimits()
  limits.batch = batch
  limits.record = 1 << 12
  var fields = FieldNames()
  (fields.id, fields.text, fields.html, fields.extra) = ("i", "t", "h", "e")
  guard let inputs = try? Inputs([path], format: format),
    var parser = try? RecordParser(fields: fields, limits: limits)
  else { return [] }
  var reader = BatchReader(inputs, limits: limits)
  var records: [String] = []
  var end = 0
  while let batch = try? reader.next() {
    let parsed = parser.parse(batch)
    precondition(String(validating: parsed.texts, as: UTF8.self) != nil, "text that is not UTF-8")
    precondition(String(validating: parsed.members, as: UTF8.self) != nil, "members not UTF-8")
    for record in parsed.records {
      precondition(record.offset >= end, "rows that overlap")
      end = record.offset + parsed.rawLine(of: record).count
      let text = String(decoding: parsed.text(of: record), as: UTF8.self)
      let members = String(decoding: parsed.members[record.members], as: UTF8.self)
      records.append("\(record.number) \(record.id) \(text) \(members)")
    }
  }
  return records
}
