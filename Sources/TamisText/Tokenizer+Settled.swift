// SPDX-License-Identifier: Apache-2.0

extension Tokenizer {
  /// Why `appendSettled` has stopped.
  enum Stop {
    /// An ASCII separator that ASCII follows.
    case ascii
    /// A character that may change what stands before it, or that maps to another number of code
    /// points than one.
    case movable
    /// The end of the text.
    case end
  }

  /// Takes tokens as long as every character maps to one code point that stays where it is, which
  /// goes without any second look at them.
  ///
  /// - Returns: Where it has stopped, and why; before a movable character that is the start of the
  ///   open token or, where none is open, the character before.
  @inline(__always)
  mutating func appendSettled<Sink: TokenSink>(
    _ bytes: UnsafePointer<UInt8>, from: Int, end: Int, into sink: inout Sink
  ) -> (at: Int, stop: Stop) {
    let table = SettledCharacters.shared.entries
    let unwanted = unwantedBits(for: Sink.self)
    var run = SettledRun(settled)
    var (at, previous, tokenStart) = (from, from, from)
    var stop = Stop.end
    while at < end {
      if run.isFull { run.flush(&settled, into: &sink) }
      let character = SettledCharacter(bytes, at: at, end: end, table)
      if character.entry & unwanted != 0 {
        stop = .movable
        break
      }
      let tokenClass = SettledCharacters.tokenClass(character.entry)
      if tokenClass != TokenClass.word.rawValue || run.openClass != tokenClass {
        if Sink.takesPlaces, run.hasOpenToken { sink.append(start: tokenStart, end: at) }
        run.end()
        if tokenClass == TokenClass.separator.rawValue {
          if character.length == 1, isFollowedByASCII(bytes, at: at, end: end) {
            stop = .ascii
            break
          }
          previous = at
          at &+= character.length
          continue
        }
        run.begin(tokenClass)
        tokenStart = at
      }
      run.append(character.entry)
      at &+= character.length
      if tokenClass == TokenClass.word.rawValue {
        at = run.appendWord(bytes, from: at, end: end, table, unwanted: unwanted)
      } else if !Sink.takesPlaces {
        at = run.appendSingles(
          bytes, from: at, end: end, table, last: &tokenStart, unwanted: unwanted)
      }
    }
    finish(run, at: at, tokenStart: tokenStart, isEnd: stop == .end, into: &sink)
    if stop == .movable { at = run.hasOpenToken ? tokenStart : previous }
    return (at, stop)
  }

  /// Hands over what there is, the open token only where the text ends with it.
  private mutating func finish<Sink: TokenSink>(
    _ run: SettledRun, at: Int, tokenStart: Int, isEnd: Bool, into sink: inout Sink
  ) {
    var run = run
    if isEnd {
      if Sink.takesPlaces, run.hasOpenToken { sink.append(start: tokenStart, end: at) }
      run.end()
    }
    if !Sink.takesPlaces { run.flush(&settled, into: &sink) }
  }

  /// Whether a separator of ASCII and what follows it is for the masks.
  @inline(__always)
  private func isFollowedByASCII(_ bytes: UnsafePointer<UInt8>, at: Int, end: Int) -> Bool {
    (at &+ 1 >= end || bytes[at &+ 1] < 0x80) && masks.isASCII(from: at, end: end)
  }

  /// The bits of characters that `appendSettled` does not take: those of digits too, where the sink
  /// does not only want them as they are.
  @inline(__always)
  private func unwantedBits<Sink: TokenSink>(for sink: Sink.Type) -> UInt32 {
    let foldsDigits = Sink.takesBoth || digits == .folded
    return SettledCharacters.movable | (foldsDigits ? SettledCharacters.digit : 0)
  }

  /// Whether the text ends here, or goes on with a character that `appendSettled` takes.
  @inline(__always)
  func goesOnSettled<Sink: TokenSink>(
    _ bytes: UnsafePointer<UInt8>, at: Int, end: Int, for sink: Sink.Type
  ) -> Bool {
    let table = SettledCharacters.shared.entries
    return at >= end
      || SettledCharacter(bytes, at: at, end: end, table).entry & unwantedBits(for: sink) == 0
  }
}

extension TokenSink {
  @inline(__always)
  fileprivate mutating func append(start: Int, end: Int) {
    append(start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: end))
  }
}
