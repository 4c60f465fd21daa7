// SPDX-License-Identifier: Apache-2.0

import Fuzzer
import TamisIO

// Any bytes as lines, in batches of any size: texts are valid UTF-8 and within the batch's, and a
// line with its text and id written anew reads back as just that.
let file = InputFile(ending: ".jsonl")
fuzz { input in
  file.write(input)
  var limits = ReadLimits()
  limits.batch = 1 + (input.isEmpty ? 0 : Int(input[0]))
  limits.record = 1 << 12
  limits.nesting = 8
  var fields = FieldNames()
  fields.prefersHTML = input.count % 2 == 0
  (fields.extra, fields.group) = ("title", "url")
  guard let inputs = try? Inputs([file.path], format: .jsonl),
    var parser = try? RecordParser(fields: fields, limits: limits)
  else { return }
  var reader = BatchReader(inputs, limits: limits)
  var output: [UInt8] = []
  var count = 0
  while let batch = try? reader.next() {
    let parsed = parser.parse(batch)
    precondition(String(validating: parsed.texts, as: UTF8.self) != nil, "text that is not UTF-8")
    for record in parsed.records {
      precondition(parsed.text(of: record).count <= parsed.texts.count, "text outside")
      precondition(String(validating: parsed.line(of: record), as: UTF8.self) != nil, "a bad line")
      for replacement in record.replacements {
        let place = parsed.text(of: record).startIndex + replacement.position
        let mark = parsed.texts[place..<(place + 3)]
        precondition(mark.elementsEqual([0xEF, 0xBF, 0xBD]), "no mark")
      }
      parsed.appendLine(
        of: record, text: Array("new \"text\"".utf8)[...], id: record.hasID ? nil : "new",
        dropsHTML: count % 2 == 0, to: &output)
      count += 1
    }
  }
  file.write(output.span)
  checkWritten(file.path, count: count)
}

/// Checks that lines that were written can be read, each with its new text.
func checkWritten(_ path: String, count: Int) {
  var fields = FieldNames()
  fields.prefersHTML = false
  guard let inputs = try? Inputs([path], format: .jsonl),
    var parser = try? RecordParser(fields: fields)
  else { return }
  var reader = BatchReader(inputs)
  var read = 0
  while let batch = try? reader.next() {
    let parsed = parser.parse(batch)
    precondition(parsed.faults.isEmpty, "a written line is bad")
    for record in parsed.records {
      precondition(parsed.text(of: record).elementsEqual("new \"text\"".utf8), "another text")
      read += 1
    }
  }
  precondition(read == count, "a written line is lost")
}
