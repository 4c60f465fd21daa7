// SPDX-License-Identifier: Apache-2.0

/// One file while it is read: cuts its bytes into batches.
struct OpenInput: ~Copyable {
  let file: InputFile
  private let index: Int
  let limits: ReadLimits
  let format: InputFormat
  var window: ByteWindow
  /// The number of the window's first line.
  var number = 1
  var isDone = false
  /// How many records of an archive said a length beyond the limit that was not true.
  var disproved = 0
  /// The offset of the record that is known not to be as long as it says.
  var disbelieved: Int?
  /// Of a table.
  var cutter: RowCutter
  var header: TableHeader?
  /// Of a table; nil while all is ASCII.
  var encoding: CharacterEncoding?
  /// What is to be said with the next batch.
  var notes: [String] = []

  init(_ file: InputFile, index: Int, limits: ReadLimits) throws(TamisIOError) {
    let stream = try ByteStream(file, limits: limits)
    var window = ByteWindow(stream, size: file.size, limits: limits)
    self.file = file
    self.index = index
    self.limits = limits
    if let asked = file.format {
      format = asked
    } else {
      format = window.format(name: file.path)
    }
    self.window = window
    cutter = RowCutter(delimiter: format.delimiter)
  }

  /// The next batch, nil at the end.
  mutating func next() -> Batch? {
    if isDone { return nil }
    switch format {
    case .text, .html: return wholeText()
    case .jsonl: return nextLines()
    case .csv, .tsv: return nextRows()
    case .warc: return nextRecords(.warc)
    case .arc: return nextRecords(.arc)
    }
  }

  private mutating func wholeText() -> Batch {
    isDone = true
    while !window.hasEnded && window.count <= limits.record { window.grow() }
    if window.count > limits.record {
      return batch(upTo: 0, lines: [], faults: [tooLong(1, offset: 0, size: nil)])
    }
    if let failure = window.failure {
      return batch(upTo: 0, lines: [], faults: [fault(failure, unfinished: 1)])
    }
    let count = window.count
    // Nothing on standard input is no record: it is what a pipe gives whose start had nothing.
    if count == 0 && file.path == "-" { return batch(upTo: 0, lines: [], faults: []) }
    return batch(upTo: count, lines: [0..<count], faults: [])
  }

  private mutating func nextLines() -> Batch? {
    window.fill()
    while true {
      if window.hasEnded && window.failure == nil {
        isDone = true
        return window.count > 0 ? batchOfLines(upTo: window.count) : nil
      }
      if let end = window.endOfLastLine { return batchOfLines(upTo: end) }
      if window.count > limits.record { return skippedLine() }
      if let failure = window.failure {
        isDone = true
        let unfinished = window.count > 0 ? number : nil
        return batch(upTo: 0, lines: [], faults: [fault(failure, unfinished: unfinished)])
      }
      window.grow()
    }
  }

  private mutating func batchOfLines(upTo end: Int) -> Batch {
    var lines = window.lines(upTo: end)
    var faults: [Fault] = []
    for (index, line) in lines.enumerated() where line.count > limits.record {
      faults.append(
        tooLong(number + index, offset: window.offset + line.lowerBound, size: line.count))
      lines[index] = line.lowerBound..<line.lowerBound
    }
    return batch(upTo: end, lines: lines, faults: faults)
  }

  /// Passes over a line that is too long to be kept.
  private mutating func skippedLine() -> Batch {
    let start = window.offset
    let size = window.skipLine()
    return batch(upTo: 0, lines: [0..<0], faults: [tooLong(number, offset: start, size: size)])
  }

  mutating func batch(upTo end: Int, lines: [Range<Int>], faults: [Fault]) -> Batch {
    let offset = window.offset
    let firstNumber = number
    number += lines.count
    defer { notes = [] }
    let members = Array(window.members.within(offset..<(offset + end)))
    return Batch(
      fileIndex: index, file: file, format: format, bytes: window.take(end), lines: lines,
      firstNumber: firstNumber, offset: offset, members: members, faults: faults, header: header,
      encoding: encoding == .utf8 ? nil : encoding, notes: notes)
  }

  func tooLong(_ number: Int, offset: Int, size: Int?) -> Fault {
    let size = size.map { "is \($0) bytes long, more than" } ?? "is longer than"
    return Fault(
      kind: .tooLong, file: file.path, record: number, offset: offset,
      reason: "\(size) the limit of \(limits.record) bytes",
      consequence: "it was skipped; --record-limit raises the limit")
  }

  func fault(_ failure: StreamFailure, unfinished: Int?) -> Fault {
    let unfinished = unfinished.map { "; record \($0), which is incomplete, was not used" } ?? ""
    return Fault(
      kind: failure.kind, file: file.path, record: nil, offset: window.offset + window.count,
      reason: failure.reason, consequence: "what comes before was read" + unfinished)
  }
}
