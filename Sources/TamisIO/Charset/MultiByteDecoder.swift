// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Decodes the East Asian encodings by the system's iconv.
struct MultiByteDecoder: ~Copyable {
  /// One of iconv's for each encoding met; nil where the system has none.
  private var descriptors: [CharacterEncoding: iconv_t?] = [:]

  init() {}

  deinit {
    for case let descriptor? in descriptors.values { iconv_close(descriptor) }
  }

  /// Appends text in an encoding of several bytes a character.
  mutating func append(
    _ bytes: UnsafeRawBufferPointer, _ encoding: CharacterEncoding, to output: inout [UInt8]
  ) -> DecodingTally {
    guard let descriptor = descriptor(encoding), let base = bytes.baseAddress else {
      return SingleByteDecoder.append(
        bytes, table: [UInt16](repeating: 0, count: 128), to: &output)
    }
    iconv(descriptor, nil, nil, nil, nil)
    var tally = DecodingTally()
    var index = 0
    withUnsafeTemporaryAllocation(byteCount: 1 << 14, alignment: 1) { buffer in
      guard let target = buffer.baseAddress else { return }
      while index < bytes.count {
        var source: UnsafeMutablePointer<CChar>? = UnsafeMutableRawPointer(
          mutating: base + index
        ).assumingMemoryBound(to: CChar.self)
        var sourceLeft = bytes.count - index
        var next: UnsafeMutablePointer<CChar>? = target.assumingMemoryBound(to: CChar.self)
        var targetLeft = buffer.count
        let result = iconv(descriptor, &source, &sourceLeft, &next, &targetLeft)
        let error = errno
        let decoded = UnsafeRawBufferPointer(rebasing: buffer[..<(buffer.count - targetLeft)])
        output.append(contentsOf: decoded)
        tally.characters += decoded.count { $0 >= 0xC0 }
        index = bytes.count - sourceLeft
        if result != Int(bitPattern: UInt.max) || error == E2BIG { continue }
        output.appendUTF8(0xFFFD)
        tally.replacements += 1
        index += error == EINVAL ? sourceLeft : encoding.lengthOfFlaw(at: index, in: bytes)
      }
    }
    return tally
  }

  private mutating func descriptor(_ encoding: CharacterEncoding) -> iconv_t? {
    if let known = descriptors[encoding] { return known }
    let opened = encoding.systemName.flatMap { iconv_open("UTF-8", $0) }
    let descriptor = opened == iconv_t(bitPattern: -1) ? nil : opened
    descriptors.updateValue(descriptor, forKey: encoding)
    return descriptor
  }
}

extension CharacterEncoding {
  /// The nearest of the system's encodings.
  fileprivate var systemName: String? {
    switch self {
    case .gbk, .gb18030: "GB18030"
    case .big5: "BIG5-HKSCS"
    case .eucJP: "EUC-JP-MS"
    case .iso2022JP: "ISO-2022-JP"
    case .shiftJIS: "CP932"
    case .eucKR: "CP949"
    default: nil
    }
  }

  /// How many bytes are passed over where they are no character: a byte of ASCII after the first
  /// is never part of it.
  fileprivate func lengthOfFlaw(at index: Int, in bytes: UnsafeRawBufferPointer) -> Int {
    guard index + 1 < bytes.count, bytes[index] >= 0x81, bytes[index + 1] >= 0x80 else { return 1 }
    return bytes[index] == 0xFF ? 1 : 2
  }
}
