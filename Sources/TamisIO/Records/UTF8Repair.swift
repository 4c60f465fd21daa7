// SPDX-License-Identifier: Apache-2.0

internal import CSimdJSON

/// Makes valid UTF-8 of any bytes.
enum UTF8Repair {
  /// Whether the bytes are valid UTF-8.
  static func isValid(_ bytes: UnsafeRawBufferPointer) -> Bool {
    bytes.isEmpty
      || tamis_json_is_utf8(bytes.bindMemory(to: UInt8.self).baseAddress, bytes.count) != 0
  }

  /// Appends the bytes with U+FFFD for each maximal part that begins a character and does not
  /// complete it, and for each byte that begins none (Unicode standard, section 3.9, "Substitution
  /// of maximal subparts"; the same as WHATWG's decoder).
  ///
  /// - Returns: The replacements, with their positions in what was appended.
  static func append(
    _ bytes: UnsafeRawBufferPointer, to output: inout [UInt8]
  ) -> [Replacement] {
    let start = output.count
    var replacements: [Replacement] = []
    var index = 0
    var copied = 0
    while index < bytes.count {
      let (length, isValid) = sequence(at: index, in: bytes)
      if !isValid {
        output.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[copied..<index]))
        let invalid = Array(bytes[index..<(index + length)])
        replacements.append(Replacement(position: output.count - start, bytes: invalid))
        output.append(contentsOf: [0xEF, 0xBF, 0xBD])
        copied = index + length
      }
      index += length
    }
    output.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[copied...]))
    return replacements
  }

  /// Appends as above, where it is only wanted how many characters other than ASCII and how many
  /// replacements there are.
  ///
  /// - Complexity: O(bytes), with no memory a replacement.
  static func appendCounting(
    _ bytes: UnsafeRawBufferPointer, to output: inout [UInt8]
  ) -> DecodingTally {
    var tally = DecodingTally()
    var copied = 0
    var next = bytes.firstNonASCII(from: 0)
    while let index = next {
      let (length, isValid) = sequence(at: index, in: bytes)
      if isValid {
        tally.characters += 1
      } else {
        tally.replacements += 1
        tally.isCutOff = index + length == bytes.count && form(bytes[index]) != nil
        output.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[copied..<index]))
        output.append(contentsOf: [0xEF, 0xBF, 0xBD])
        copied = index + length
      }
      next = bytes.firstNonASCII(from: index + length)
    }
    output.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[copied...]))
    return tally
  }

  /// The length of a valid character by its first byte.
  static func length(ofValid lead: UInt8) -> Int { form(lead)?.length ?? 1 }

  /// The length of the character at `index`, or of the part that is to be replaced.
  private static func sequence(
    at index: Int, in bytes: UnsafeRawBufferPointer
  ) -> (length: Int, isValid: Bool) {
    let lead = bytes[index]
    if lead < 0x80 { return (1, true) }
    guard let form = form(lead) else { return (1, false) }
    for offset in 1..<form.length {
      guard index + offset < bytes.count else { return (offset, false) }
      let allowed = offset == 1 ? form.second : 0x80...0xBF
      guard allowed.contains(bytes[index + offset]) else { return (offset, false) }
    }
    return (form.length, true)
  }

  /// What may follow a first byte (Unicode standard, table 3-7).
  private static func form(_ lead: UInt8) -> (length: Int, second: ClosedRange<UInt8>)? {
    switch lead {
    case 0xC2...0xDF: (2, 0x80...0xBF)
    case 0xE0: (3, 0xA0...0xBF)
    case 0xED: (3, 0x80...0x9F)
    case 0xE1...0xEF: (3, 0x80...0xBF)
    case 0xF0: (4, 0x90...0xBF)
    case 0xF1...0xF3: (4, 0x80...0xBF)
    case 0xF4: (4, 0x80...0x8F)
    default: nil
    }
  }
}
