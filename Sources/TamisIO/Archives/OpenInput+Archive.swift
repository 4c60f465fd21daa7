// SPDX-License-Identifier: Apache-2.0

extension OpenInput {
  /// The next records of an archive.
  mutating func nextRecords(_ syntax: ArchiveSyntax) -> Batch? {
    window.fill()
    var records: [Range<Int>] = []
    var faults: [Fault] = []
    var place = 0
    while true {
      let frame = window.withBytes {
        ArchiveFrame.next(
          in: $0, at: place, syntax, isWhole: window.hasEnded, limit: limits.record,
          isBelieved: isBelieved(at: window.offset + place))
      }
      if case .record(let range, let flaw) = frame {
        if let flaw { faults.append(lengthFault(flaw, number + records.count, range)) }
        records.append(range)
        place = range.upperBound
        continue
      }
      if !records.isEmpty {
        // After a record that was not as long as it said much is in memory already.
        if case .needs(let wanted) = frame, place < min(limits.batch, window.count - place) {
          window.fill(to: max(wanted, window.count + 1))
          continue
        }
        return batch(upTo: place, lines: records, faults: faults)
      }
      switch frame {
      case .record: break
      case .needs(let wanted):
        window.drop(place)
        window.fill(to: max(wanted - place, window.count + 1))
      case .lineEnds:
        window.drop(window.count)
        window.fill()
      case .end: return end(unfinished: nil, syntax)
      case .cutOff(let start, let hasHeader): return end(unfinished: (start, hasHeader), syntax)
      case .foreign(let start): return passOverForeign(from: start, syntax)
      case .endlessHeader(let start): return passOverHeader(from: start, syntax)
      case .tooLong(let start, let block, let length):
        let passed = skip(start: start, block: block, length: length, syntax)
        if let passed { return passed }
      }
      place = 0
    }
  }

  /// Whether a length beyond the limit may be true.
  ///
  /// An archive of records that say too much would be read as often as it has records, so that
  /// after some that were not true none is believed. They are counted, not the bytes that were read
  /// in vain: those depend on the size of a batch.
  private func isBelieved(at offset: Int) -> Bool {
    disproved < 4 && offset != disbelieved
  }

  /// The end of the file, or of the part of it that can be read.
  ///
  /// - Parameter unfinished: The record that is cut off; nil where nothing is.
  private mutating func end(
    unfinished: (start: Int, hasHeader: Bool)?, _ syntax: ArchiveSyntax
  ) -> Batch? {
    guard let failure = window.failure else {
      isDone = true
      guard let unfinished else { return nil }
      let fault = recordFault(
        .truncated, at: window.offset + unfinished.start, "is cut off by the end of the file",
        unfinished.hasHeader ? "it was read as far as it goes" : "it was not used")
      return cutOff(unfinished, isUsed: unfinished.hasHeader, fault)
    }
    // Of bytes that are damaged nobody knows where the damage began.
    let isUsed = unfinished?.hasHeader == true && failure.kind == .truncated
    let fault =
      isUsed
      ? recordFault(
        .truncated, at: window.offset + (unfinished?.start ?? 0), "is cut off: \(failure.reason)",
        "it was read as far as it goes")
      : fault(failure, unfinished: unfinished == nil ? nil : number)
    let last = cutOff(unfinished, isUsed: isUsed, fault)
    isDone = !window.resume { syntax.begins(in: $0, at: 0) != false }
    return last
  }

  private mutating func cutOff(
    _ unfinished: (start: Int, hasHeader: Bool)?, isUsed: Bool, _ fault: Fault
  ) -> Batch {
    guard let unfinished else { return batch(upTo: 0, lines: [], faults: [fault]) }
    let count = window.count
    return batch(
      upTo: isUsed ? count : 0, lines: [isUsed ? unfinished.start..<count : 0..<0], faults: [fault])
  }

  /// Passes over bytes between records that belong to none.
  private mutating func passOverForeign(from start: Int, _ syntax: ArchiveSyntax) -> Batch {
    let offset = window.offset + start
    let stored = window.members.stored(at: offset)
    passOver(from: start + 1, syntax)
    let fault = Fault(
      kind: .invalidHeader, file: file.path, record: nil, offset: offset, storedOffset: stored,
      reason: "no record begins where one should (with \(syntax.beginning))",
      consequence: passedOver(from: offset))
    return batch(upTo: 0, lines: [], faults: [fault])
  }

  /// Passes over a record with a header of which no end is in sight.
  private mutating func passOverHeader(from start: Int, _ syntax: ArchiveSyntax) -> Batch {
    let offset = window.offset + start
    let stored = window.members.stored(at: offset)
    passOver(from: start + 1, syntax)
    let fault = Fault(
      kind: .tooLong, file: file.path, record: number, offset: offset, storedOffset: stored,
      reason: "has a header longer than the limit of \(ArchiveSyntax.headerLimit) bytes",
      consequence: passedOver(from: offset))
    return batch(upTo: 0, lines: [0..<0], faults: [fault])
  }

  private func passedOver(from offset: Int) -> String {
    let end = window.failure == nil ? "the end" : "what cannot be decompressed"
    let place = window.hasEnded && window.count == 0 ? end : "the next record"
    return "\(window.offset - offset) bytes were passed over, up to \(place)"
  }

  /// Passes over the bytes before the first place, from `start` on, where a record seems to begin.
  private mutating func passOver(from start: Int, _ syntax: ArchiveSyntax) {
    // The byte before is kept: it tells whether a line begins here.
    var start = start
    while true {
      if let next = window.withBytes({ syntax.nextStart(in: $0, from: min(start, $0.count)) }) {
        return window.drop(next)
      }
      if window.hasEnded { return window.drop(window.count) }
      let from = max(start, window.count - syntax.tail)
      if from > 0 {
        window.drop(min(from - 1, window.count))
        start = 1
      }
      window.fill(to: window.count + limits.batch + 1)
    }
  }

  /// Passes over a record that is longer than the limit; nil where it is not as long as it says,
  /// and has to be looked at again.
  private mutating func skip(
    start: Int, block: Int, length: Int?, _ syntax: ArchiveSyntax
  ) -> Batch? {
    let offset = window.offset + start
    guard let length else {
      let fault = tooLongFault(at: offset, length: nil)
      passOver(from: block, syntax)
      return batch(upTo: 0, lines: [0..<0], faults: [fault])
    }
    let end = window.offset + block + length
    let place = window.place(at: offset)
    if recordBegins(within: (offset + 1)..<end, syntax) {
      window.drop(start)
      return disbelieve(at: offset)
    }
    // The place in the compressed file is known while the record's start is in memory.
    let believed = tooLongFault(at: offset, length: length)
    let unbelieved = tooLongFault(at: offset, length: nil)
    window.drop(block)
    if passOver(upTo: end, syntax) {
      return batch(upTo: 0, lines: [0..<0], faults: [believed])
    }
    let isBack = window.rewind(to: offset, at: place, of: file, limits: limits) {
      syntax.begins(in: $0, at: 0) != false
    }
    if isBack { return disbelieve(at: offset) }
    passOver(from: 0, syntax)
    return batch(upTo: 0, lines: [0..<0], faults: [unbelieved])
  }

  /// Has the record that begins at an offset looked at again, as one of no true length.
  private mutating func disbelieve(at offset: Int) -> Batch? {
    disproved += 1
    disbelieved = offset
    return nil
  }

  private func tooLongFault(at offset: Int, length: Int?) -> Fault {
    let size = length.map { "is \($0) bytes long, more than" } ?? "is longer than"
    return recordFault(
      .tooLong, at: offset, "\(size) the limit of \(limits.record) bytes",
      "it was skipped; --record-limit raises the limit")
  }

  /// Passes over a block; false if another record begins before its end or none follows it.
  private mutating func passOver(upTo end: Int, _ syntax: ArchiveSyntax) -> Bool {
    while true {
      if recordBegins(within: window.offset..<end, syntax) { return false }
      if window.offset + window.count >= end { break }
      if window.hasEnded { return false }
      window.drop(max(window.count - syntax.tail, 0))
      window.fill(to: window.count + limits.batch)
    }
    window.drop(end - window.offset)
    while true {
      let begins = window.withBytes {
        ArchiveFrame.beginsRecord(in: $0, after: 0, syntax, isWhole: window.hasEnded)
      }
      if let begins { return begins }
      window.fill(to: 2 * window.count + syntax.tail)
    }
  }

  /// Whether a member of the compressed file begins with a record in what is in memory of a part of
  /// the file.
  private func recordBegins(within part: Range<Int>, _ syntax: ArchiveSyntax) -> Bool {
    let known = part.clamped(to: window.offset..<(window.offset + window.count))
    return window.members.within(known).contains { member in
      window.withBytes { syntax.begins(in: $0, at: member.offset - window.offset) } == true
    }
  }

  private func lengthFault(_ flaw: String, _ number: Int, _ range: Range<Int>) -> Fault {
    let offset = window.offset + range.lowerBound
    return Fault(
      kind: .invalidLength, file: file.path, record: number, offset: offset,
      storedOffset: window.members.stored(at: offset), reason: flaw,
      consequence:
        "it was read up to byte \(window.offset + range.upperBound), where it seems to end")
  }

  private func recordFault(
    _ kind: Fault.Kind, at offset: Int, _ reason: String, _ consequence: String
  ) -> Fault {
    Fault(
      kind: kind, file: file.path, record: number, offset: offset,
      storedOffset: window.members.stored(at: offset), reason: reason, consequence: consequence)
  }
}
