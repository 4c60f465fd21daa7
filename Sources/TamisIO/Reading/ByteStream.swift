// SPDX-License-Identifier: Apache-2.0

/// Why a file's bytes ended early.
struct StreamFailure: Error {
  let kind: Fault.Kind
  let reason: String
}

/// The decompressed bytes of one file, in order.
struct ByteStream: ~Copyable {
  /// So much comes out at a time, so that the ratio is looked at often.
  private static let step = 1 << 18

  private enum Decoder: ~Copyable {
    case plain
    case gzip(GzipDecoder)
    case zstd(ZstdDecoder)
  }

  private let source: StoredBytes
  private var decoder: Decoder
  private let compression: Compression
  /// The dictionary that a zstd file begins with; empty where there is none.
  private let dictionary: [UInt8]
  private let inflationRatio: Int
  private var produced = 0
  /// The members that were begun and not forgotten.
  private(set) var members = StoredMembers()
  /// Whether a member has ended and no further one has begun.
  private var isAtBoundary = true
  private var hasEnded = false
  /// Where in the file as it is stored the last member begins, or what should have been one.
  private var memberStart = 0
  /// Where members were searched after a failure.
  private var search = MemberSearch()
  /// Where the inflation ratio is counted from, in what came out and in the file as it is stored.
  private var measured = (produced: 0, stored: 0)
  /// So much may come out before the inflation ratio is looked at; less once it was too large, so
  /// that a file of nothing but such members costs no more than one.
  private var unchecked = 16 << 20
  /// Whether the inflation ratio was too large since then.
  private var isInflated = false
  /// A failure that comes after bytes that are still good.
  private var pending: StreamFailure?

  /// Opens a file and finds out how it is compressed.
  init(_ file: InputFile, limits: ReadLimits) throws(TamisIOError) {
    let source = try StoredBytes(file)
    let failure = source.fill(atLeast: 4)
    let compression = Compression(start: source.available, name: file.path)
    let dictionary = compression == .zstd ? ZstdDictionary.read(from: source) : []
    let decoder = try Self.decoder(of: compression, dictionary)
    self.source = source
    self.decoder = decoder
    self.dictionary = dictionary
    self.compression = compression
    inflationRatio = limits.inflationRatio
    pending = failure
  }

  private static func decoder(
    of compression: Compression, _ dictionary: [UInt8]
  ) throws(TamisIOError) -> Decoder {
    switch compression {
    case .none: .plain
    case .gzip: .gzip(GzipDecoder())
    case .zstd: .zstd(try ZstdDecoder(dictionary: dictionary))
    }
  }

  /// Puts further bytes at the start of a buffer that is not empty; 0 is the end.
  mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(StreamFailure) -> Int {
    while !hasEnded {
      let step = try next(into: buffer)
      produced += step.produced
      if step.produced > 0 { return step.produced }
    }
    if let pending {
      self.pending = nil
      throw pending
    }
    return 0
  }

  private mutating func next(
    into buffer: UnsafeMutableRawBufferPointer
  ) throws(StreamFailure) -> DecodingStep {
    let none = DecodingStep(consumed: 0, produced: 0, isAtBoundary: false, flaw: nil)
    if compression == .none {
      let count = source.available.isEmpty && pending != nil ? 0 : try source.read(into: buffer)
      hasEnded = count == 0
      return DecodingStep(consumed: count, produced: count, isAtBoundary: false, flaw: nil)
    }
    try checkRatio()
    if isAtBoundary {
      hasEnded = try !findMember()
      isAtBoundary = false
      if hasEnded { return none }
      members.append(StoredMember(stored: source.offset, offset: produced))
    }
    if source.available.isEmpty { pending = source.fill(atLeast: 1) ?? pending }
    let part = UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(Self.step))
    let step = Self.decode(source.available, decoder, into: part)
    source.skip(step.consumed)
    isAtBoundary = step.isAtBoundary
    if let flaw = step.flaw {
      fail(.corrupt, "the \(compression.rawValue) data is damaged (\(flaw))")
    } else if step.consumed == 0 && step.produced == 0 && !step.isAtBoundary {
      fail(.truncated, "the \(compression.rawValue) data ends too early")
    }
    return step
  }

  /// After damage, finds the next member that decompresses to good bytes, as its first ones tell,
  /// and goes on there; false where there is none.
  mutating func resume(_ isGood: (UnsafeRawBufferPointer) -> Bool) -> Bool {
    guard compression != .none, let fresh = try? Self.decoder(of: compression, dictionary) else {
      return false
    }
    let found = search.next(in: source, after: memberStart, magic: compression.memberMagic) {
      Self.start(of: $0, fresh, isGood)
    }
    guard found, let decoder = try? Self.decoder(of: compression, dictionary) else { return false }
    self.decoder = decoder
    isAtBoundary = true
    hasEnded = false
    // What begins here is found once only, and pays for itself.
    memberStart = source.offset
    if isInflated {
      measured = (produced, memberStart)
      isInflated = false
      unchecked = Self.step
    }
    return true
  }

  /// Goes back to where a member begins, of a plain file to any place; false where the file cannot
  /// be read again.
  mutating func goBack(to member: StoredMember) -> Bool {
    guard let decoder = try? Self.decoder(of: compression, dictionary),
      source.goBack(to: member.stored)
    else { return false }
    self.decoder = decoder
    produced = member.offset
    members = StoredMembers()
    isAtBoundary = true
    hasEnded = false
    pending = nil
    return true
  }

  /// Where a file that is not compressed can be gone back to: everywhere.
  func place(at offset: Int) -> StoredMember? {
    compression == .none ? StoredMember(stored: offset, offset: offset) : nil
  }

  /// Whether a member begins here, whose first bytes are good.
  private static func start(
    of stored: UnsafeRawBufferPointer, _ decoder: borrowing Decoder,
    _ isGood: (UnsafeRawBufferPointer) -> Bool
  ) -> Bool {
    withUnsafeTemporaryAllocation(byteCount: 1 << 12, alignment: 16) { buffer in
      switch decoder {
      case .plain: break
      case .gzip(let decoder): decoder.reset()
      case .zstd(let decoder): decoder.reset()
      }
      let step = decode(stored, decoder, into: buffer)
      return step.produced > 0 && isGood(UnsafeRawBufferPointer(rebasing: buffer[..<step.produced]))
    }
  }

  /// Forgets the members that begin before an offset in the decompressed file.
  mutating func forgetMembers(before offset: Int) { members.forget(before: offset) }

  private static func decode(
    _ bytes: UnsafeRawBufferPointer, _ decoder: borrowing Decoder,
    into buffer: UnsafeMutableRawBufferPointer
  ) -> DecodingStep {
    switch decoder {
    case .plain: DecodingStep(consumed: 0, produced: 0, isAtBoundary: false, flaw: nil)
    case .gzip(let decoder): decoder.decode(bytes, into: buffer)
    case .zstd(let decoder): decoder.decode(bytes, into: buffer)
    }
  }

  /// Ends the stream behind the bytes that are good. A read error explains more than what follows
  /// from it.
  private mutating func fail(_ kind: Fault.Kind, _ reason: String) {
    hasEnded = true
    if pending != nil { return }
    pending = StreamFailure(
      kind: kind, reason: "\(reason) at byte \(source.offset) of the compressed file")
  }

  /// Whether a further member begins here, and not the end of the file.
  private mutating func findMember() throws(StreamFailure) -> Bool {
    let isFirst = source.offset == 0
    if compression == .gzip && !isFirst { skipZeros() }
    pending = source.fill(atLeast: 4) ?? pending
    memberStart = source.offset
    let rest = source.available
    if rest.isEmpty { return false }
    if isFirst || compression.matches(rest) { return true }
    if compression.couldStart(with: rest) {
      source.skip(rest.count)
      fail(.truncated, "the \(compression.rawValue) data ends too early")
    } else {
      fail(
        .trailingBytes,
        "bytes that do not belong to it follow the \(compression.rawValue) data")
    }
    return false
  }

  /// Tapes and some archivers fill the last block of a gzip file with zeros.
  private mutating func skipZeros() {
    repeat {
      source.skip(source.available.prefix { $0 == 0 }.count)
      guard source.available.isEmpty else { return }
      pending = source.fill(atLeast: 1) ?? pending
    } while !source.available.isEmpty
  }

  private mutating func checkRatio() throws(StreamFailure) {
    let count = produced - measured.produced
    let stored = source.offset - measured.stored
    guard count > unchecked, count / inflationRatio > stored else { return }
    hasEnded = true
    isInflated = true
    throw StreamFailure(
      kind: .inflation,
      reason: "the \(compression.rawValue) data has become more than \(inflationRatio) times as "
        + "long as it was (\(stored) bytes); --inflation-limit raises the limit")
  }
}
