// SPDX-License-Identifier: Apache-2.0

import TamisKernels

/// The bytes of a chrome model; what they mean is in the article “The chrome model”.
enum ChromeModelFormat {
  /// The version, which changes whenever keys, marks or zones mean something else.
  static let version = 1
  static let magic = Array("tamis chrome model ".utf8)
  static let header = magic + Array("\(version)\n".utf8)
  /// The bytes behind the last host: how many there are, and the checksum.
  static let trailer = 24
  /// The longest body of a host.
  static let bodyLimit =
    1 << 8 + HostChrome.nameLimit + 8 * HostChrome.markLimit + 33 * HostChrome.lineLimit

  /// The checksum of a part, given that of the parts before.
  static func checksum(_ before: ContentHash, _ part: some Sequence<UInt8>) -> ContentHash {
    var bytes: [UInt8] = []
    append(before.high, to: &bytes)
    append(before.low, to: &bytes)
    bytes += part
    return ContentHash(of: bytes.span)
  }

  static func append(_ number: some FixedWidthInteger, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }

  /// Appends a number in groups of seven bits, the lowest first (LEB128).
  static func append(variable number: UInt64, to bytes: inout [UInt8]) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }
}

extension HostChrome {
  /// The host as a model has it, without its length.
  var body: [UInt8] {
    var bytes: [UInt8] = []
    ChromeModelFormat.append(variable: UInt64(name.count), to: &bytes)
    bytes += name
    ChromeModelFormat.append(variable: UInt64(pages), to: &bytes)
    ChromeModelFormat.append(variable: UInt64(marks.count), to: &bytes)
    for mark in marks { ChromeModelFormat.append(mark, to: &bytes) }
    ChromeModelFormat.append(variable: UInt64(lines.count), to: &bytes)
    for line in lines {
      ChromeModelFormat.append(line.key, to: &bytes)
      ChromeModelFormat.append(variable: UInt64(line.count.pages), to: &bytes)
      for zone in 0..<4 {
        ChromeModelFormat.append(variable: UInt64(line.count.zones[zone]), to: &bytes)
      }
    }
    return bytes
  }

  /// Reads what `body` made; nil for anything else.
  init?(body: ArraySlice<UInt8>) {
    var reader = NumberReader(body)
    guard let name = reader.bytes(limit: Self.nameLimit), let pages = reader.number32(),
      let markCount = reader.number32(), markCount <= Self.markLimit
    else { return nil }
    var marks: [UInt64] = []
    for _ in 0..<markCount {
      guard let mark = reader.word(), marks.last.map({ $0 < mark }) ?? true else { return nil }
      marks.append(mark)
    }
    guard let lineCount = reader.number32(), lineCount <= Self.lineLimit else { return nil }
    var lines: [Line] = []
    for _ in 0..<lineCount {
      guard let line = reader.line(pages: pages), lines.last.map({ $0.key < line.key }) ?? true
      else { return nil }
      lines.append(line)
    }
    guard reader.isAtEnd else { return nil }
    self.init(name: name, pages: pages, marks: marks, lines: lines)
  }
}

/// Reads the numbers of a host.
private struct NumberReader {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func number32() -> UInt32? {
    var number: UInt64 = 0
    for place in 0..<5 {
      guard let byte = rest.popFirst() else { return nil }
      number |= UInt64(byte & 0x7F) << UInt64(7 * place)
      if byte < 0x80 { return UInt32(exactly: number) }
    }
    return nil
  }

  mutating func word() -> UInt64? {
    guard rest.count >= 8 else { return nil }
    var word: UInt64 = 0
    for place in 0..<8 { word |= UInt64(rest[rest.startIndex + place]) << UInt64(8 * place) }
    rest = rest.dropFirst(8)
    return word
  }

  mutating func bytes(limit: Int) -> [UInt8]? {
    guard let count = number32(), count <= limit, rest.count >= Int(count) else { return nil }
    defer { rest = rest.dropFirst(Int(count)) }
    return Array(rest.prefix(Int(count)))
  }

  mutating func line(pages all: UInt32) -> HostChrome.Line? {
    guard let key = word(), key & 3 == 0, let pages = number32(), (1...max(1, all)) ~= pages
    else { return nil }
    var zones = SIMD4<UInt32>()
    for zone in 0..<4 {
      guard let count = number32(), count <= pages else { return nil }
      zones[zone] = count
    }
    return HostChrome.Line(key: key, count: LineCount(pages: pages, zones: zones))
  }
}

/// Makes the bytes of a model, host after host.
public struct ChromeModelWriter: Sendable {
  /// What was made and not yet taken.
  public private(set) var bytes = ChromeModelFormat.header
  private var checksum = ContentHash(of: ChromeModelFormat.header.span)
  private var hosts: UInt64 = 0

  /// A model of no hosts yet.
  public init() {}

  /// Appends a host; they come ascending by name.
  /// - Complexity: O(*n*) in what is known of it.
  public mutating func append(_ host: HostChrome) {
    let body = host.body
    ChromeModelFormat.append(UInt32(truncatingIfNeeded: body.count), to: &bytes)
    bytes += body
    checksum = ChromeModelFormat.checksum(checksum, body)
    hosts += 1
  }

  /// Appends the end: no host comes after it.
  public mutating func end() {
    ChromeModelFormat.append(UInt32(0), to: &bytes)
    var count: [UInt8] = []
    ChromeModelFormat.append(hosts, to: &count)
    let sum = ChromeModelFormat.checksum(checksum, count)
    bytes += count
    ChromeModelFormat.append(sum.high, to: &bytes)
    ChromeModelFormat.append(sum.low, to: &bytes)
  }

  /// Hands over the bytes that were made since the last time.
  public mutating func take() -> [UInt8] {
    defer { bytes = [] }
    return bytes
  }
}

/// Reads a model part by part: it says how many bytes it wants, and is given them.
public struct ChromeModelReader: Sendable {
  /// How many bytes are to be read next; 0 at the end.
  public private(set) var wanted = ChromeModelFormat.header.count

  private enum State { case header, length, body, trailer, end }
  private var state = State.header
  private var offset = 0
  private var checksum = ContentHash(of: ChromeModelFormat.header.span)
  private var hosts: UInt64 = 0
  private var last: [UInt8]?

  /// A reader at the start of a file.
  public init() {}

  /// What there is to say where fewer bytes are left than are wanted.
  public var isCutOff: ChromeModelError {
    state == .header ? .isOther : .isDamaged(at: offset, "it ends before its end")
  }

  /// Takes the bytes that are wanted; gives the host where they are one.
  ///
  /// - Throws: ``ChromeModelError`` where it is of another kind or version, or damaged.
  public mutating func read(
    _ bytes: ArraySlice<UInt8>
  ) throws(ChromeModelError) -> HostChrome? {
    defer { offset += bytes.count }
    switch state {
    case .header: try checkHeader(bytes)
    case .length: try readLength(bytes)
    case .body: return try readHost(bytes)
    case .trailer: try checkTrailer(bytes)
    case .end: break
    }
    return nil
  }

  private mutating func checkHeader(_ bytes: ArraySlice<UInt8>) throws(ChromeModelError) {
    guard !bytes.elementsEqual(ChromeModelFormat.header) else {
      (state, wanted) = (.length, 4)
      return
    }
    guard bytes.starts(with: ChromeModelFormat.magic) else { throw .isOther }
    let version = bytes.dropFirst(ChromeModelFormat.magic.count).prefix { (0x30...0x39) ~= $0 }
    guard !version.isEmpty else { throw .isOther }
    throw .isOfVersion(String(decoding: version, as: UTF8.self))
  }

  private mutating func readLength(_ bytes: ArraySlice<UInt8>) throws(ChromeModelError) {
    let length = bytes.reversed().reduce(0) { $0 << 8 | Int($1) }
    guard length <= ChromeModelFormat.bodyLimit else {
      throw .isDamaged(at: offset, "a host of \(length) bytes is longer than any can be")
    }
    (state, wanted) = length == 0 ? (.trailer, ChromeModelFormat.trailer) : (.body, length)
  }

  private mutating func readHost(
    _ bytes: ArraySlice<UInt8>
  ) throws(ChromeModelError) -> HostChrome {
    guard let host = HostChrome(body: bytes) else {
      throw .isDamaged(at: offset, "what should be a host is none")
    }
    if let last, !last.lexicographicallyPrecedes(host.name) {
      throw .isDamaged(at: offset, "hosts are not in the order of their names")
    }
    last = host.name
    checksum = ChromeModelFormat.checksum(checksum, bytes)
    hosts += 1
    (state, wanted) = (.length, 4)
    return host
  }

  private mutating func checkTrailer(_ bytes: ArraySlice<UInt8>) throws(ChromeModelError) {
    var expected: [UInt8] = []
    ChromeModelFormat.append(hosts, to: &expected)
    let sum = ChromeModelFormat.checksum(checksum, expected)
    ChromeModelFormat.append(sum.high, to: &expected)
    ChromeModelFormat.append(sum.low, to: &expected)
    guard bytes.elementsEqual(expected) else {
      throw .isDamaged(at: offset, "the checksum is not that of what stands before it")
    }
    (state, wanted) = (.end, 0)
  }
}
