// SPDX-License-Identifier: Apache-2.0

extension OpenInput {
  /// Bytes that are looked at for a table's encoding, from the first that is not ASCII on.
  private static let encodingSample = 1 << 16

  /// The next rows of a table, nil at the end.
  mutating func nextRows() -> Batch? {
    window.fill()
    if window.offset == 0, let fault = startOfTable() {
      isDone = true
      return batch(upTo: 0, lines: [], faults: [fault])
    }
    while true {
      let hasAll = window.hasEnded && window.failure == nil
      cutRows(toEnd: hasAll)
      if !cutter.rows.isEmpty {
        isDone = hasAll
        return batchOfRows()
      }
      if hasAll { return endOfTable() }
      if window.hasEnded || window.count > limits.record {
        if endStrayQuote() { return batchOfRows() }
        return window.hasEnded ? endOfTable() : skippedRow()
      }
      window.grow()
    }
  }

  /// Passes over a byte order mark; what is wrong where the bytes are in UTF-16.
  private mutating func startOfTable() -> Fault? {
    while window.count < byteOrderMark.count && !window.hasEnded { window.grow() }
    if window.starts(with: byteOrderMark) { cutter.skip(byteOrderMark.count) }
    guard window.starts(with: [0xFF, 0xFE]) || window.starts(with: [0xFE, 0xFF]) else {
      findNewline()
      return nil
    }
    return Fault(
      kind: .malformedRow, file: file.path, record: nil, offset: 0,
      reason: "the table is in UTF-16", consequence: "it was skipped; save it as CSV in UTF-8")
  }

  private mutating func findNewline() {
    var cutter = cutter
    while true {
      let isKnown = window.withBytes { cutter.findNewline($0, isWhole: window.hasEnded) }
      if isKnown || window.hasEnded || window.count > limits.record { break }
      window.grow()
    }
    self.cutter = cutter
  }

  /// Ends a row that is too long, or that damage cuts off, at its first line, where its quote was a
  /// stray one: where the lines after it are rows of the table, and not lines of a long value.
  private mutating func endStrayQuote() -> Bool {
    guard let header else { return false }
    let delimiter = format.delimiter
    var cutter = cutter
    let isStray = window.withBytes { bytes in
      let lines = cutter.linesInRow(bytes, atMost: 1000)
      let rows = lines.count { line in
        let delimiters = bytes[line].count { $0 == delimiter }
        return delimiters + 1 == header.names.count
      }
      return 2 * rows > lines.count && cutter.endOpenRow(bytes)
    }
    self.cutter = cutter
    return isStray
  }

  private mutating func cutRows(toEnd isEnd: Bool) {
    var cutter = cutter
    window.withBytes { isEnd ? cutter.finish($0) : cutter.scan($0) }
    self.cutter = cutter
  }

  private mutating func endOfTable() -> Batch? {
    isDone = true
    guard let failure = window.failure else { return nil }
    let unfinished = window.count > 0 ? number : nil
    return batch(upTo: 0, lines: [], faults: [fault(failure, unfinished: unfinished)])
  }

  private mutating func batchOfRows() -> Batch {
    var rows = cutter.rows
    let end = min(cutter.rest, window.count)
    cutter.takeRows()
    findEncoding(in: rows)
    if header == nil, let first = rows.firstIndex(where: { !window.isBlankRow($0) }) {
      let row = rows[first]
      rows.removeFirst(first + 1)
      if let flaw = readHeader(row) {
        isDone = true
        return batch(upTo: 0, lines: [], faults: [flaw])
      }
    }
    var faults: [Fault] = []
    for (index, row) in rows.enumerated() {
      if window.isBlankRow(row) { rows[index] = row.lowerBound..<row.lowerBound }
      guard row.count > limits.record else { continue }
      faults.append(
        tooLong(number + index, offset: window.offset + row.lowerBound, size: row.count))
      rows[index] = row.lowerBound..<row.lowerBound
    }
    return batch(upTo: end, lines: header == nil ? [] : rows, faults: faults)
  }

  /// Decides on the table's encoding with the first row that holds more than ASCII and what follows
  /// it, as many bytes whatever the size of a batch.
  private mutating func findEncoding(in rows: [Range<Int>]) {
    guard encoding == nil else { return }
    let limit = limits.record
    let found = window.withBytes { bytes in
      rows.lazy.filter { $0.count <= limit }.compactMap { row in
        UnsafeRawBufferPointer(rebasing: bytes[row]).firstNonASCII(from: 0).map {
          (row.lowerBound, row.lowerBound + $0)
        }
      }.first
    }
    guard let (start, first) = found else { return }
    var end = first + Self.encodingSample
    window.fill(to: end + 1)
    encoding = window.withBytes { bytes in
      end = min(end, bytes.count)
      // No character is cut.
      while end > first, end < bytes.count, bytes[end] & 0xC0 == 0x80 { end -= 1 }
      let sample = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
      if UTF8Repair.isValid(sample) { return .utf8 }
      let found = EncodingDetector.encoding(of: sample)
      return found.isUTF16 ? .utf8 : found
    }
    if let encoding, encoding != .utf8 {
      notes.append(
        "\(file.path) is not in UTF-8 but looks like \(encoding.rawValue) and was read as that.")
    }
  }

  private mutating func readHeader(_ row: Range<Int>) -> Fault? {
    let (delimiter, encoding) = (format.delimiter, encoding ?? .utf8)
    let result = window.withBytes { bytes in
      Result { () throws(RecordFlaw) in
        try TableHeader(
          UnsafeRawBufferPointer(rebasing: bytes[row]), delimiter: delimiter, encoding: encoding)
      }
    }
    switch result {
    case .success(let header):
      self.header = header
      if !header.renamed.isEmpty {
        let names = header.renamed.prefix(20).map {
          "\"\($0.name.prefix(60))\" as \"\($0.newName.suffix(60))\""
        }
        let others = header.renamed.count - names.count
        notes.append(
          "\(file.path) names columns more than once; the later ones are taken under other names: "
            + names.joined(separator: ", ") + (others == 0 ? "." : " and \(others) more."))
      }
      return nil
    case .failure(let flaw):
      return Fault(
        kind: flaw.kind, file: file.path, record: nil, offset: window.offset + row.lowerBound,
        reason: "the first row, which names the columns, \(flaw.reason)",
        consequence: "the table was skipped")
    }
  }

  /// Passes over a row that is too long to be kept.
  private mutating func skippedRow() -> Batch {
    let start = window.offset
    while cutter.rows.isEmpty && !window.hasEnded {
      window.drop(window.count)
      cutter.forget()
      window.fill()
      cutRows(toEnd: window.hasEnded)
    }
    let end = min(cutter.rows.first.map { $0.upperBound } ?? window.count, window.count)
    let size = window.offset + end - start
    window.drop(min(end + 1, window.count))
    cutter.restart()
    guard header == nil else {
      return batch(upTo: 0, lines: [0..<0], faults: [tooLong(number, offset: start, size: size)])
    }
    isDone = true
    let fault = tooLong(number, offset: start, size: size)
    return batch(
      upTo: 0, lines: [],
      faults: [
        Fault(
          kind: .tooLong, file: file.path, record: nil, offset: start,
          reason: "the first row, which names the columns, \(fault.reason)",
          consequence: "the table was skipped; --record-limit raises the limit")
      ])
  }
}
