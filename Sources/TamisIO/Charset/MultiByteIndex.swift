// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What pairs of bytes stand for in an East Asian encoding (the indexes of the Encoding standard,
/// section 5).
///
/// An index is made when it is first needed, by asking the system's iconv for each pair (some
/// milliseconds), and corrected where the standard says otherwise. Where the system lacks the
/// encoding (some distributions have a package of them) all is U+FFFD, and counted as such.
enum MultiByteIndex {
  static let gb18030 = table("GB18030", leads: 0x81...0xFE) { pair, scalar in
    gb18030Changes[pair] ?? scalar
  }
  static let big5 = table("BIG5-HKSCS", leads: 0x81...0xFE) { pair, scalar in
    big5Changes[pair] ?? scalar
  }
  static let eucKR = table("CP949", leads: 0x81...0xFE)
  /// JIS X 0208 with its extensions, by the bytes of Shift_JIS.
  static let shiftJIS = table("CP932", leads: 0x81...0xFC)
  /// JIS X 0212, by the second and third byte of EUC-JP.
  static let jis0212 = table("EUC-JP", prefix: [0x8F], leads: 0xA1...0xFE)

  /// The scalars in the basic plane that have four bytes in gb18030, by their pointer.
  static let gb18030Ranges: [UInt32] = {
    let system = SystemEncoding("GB18030")
    return (0..<39_420).map { pointer in
      switch pointer {
      // Characters that have pairs of their own as well, and one that has lost its pair.
      case 7457: 0xE7C7
      case 19_057...19_064: 0x9FB4 + UInt32(pointer - 19_057)
      case 39_076...39_085: 0xFE10 + UInt32(pointer - 39_076)
      default:
        system.scalar(of: [
          UInt8(0x81 + pointer / 12_600), UInt8(0x30 + pointer / 1260 % 10),
          UInt8(0x81 + pointer / 10 % 126), UInt8(0x30 + pointer % 10),
        ])
      }
    }
  }()

  /// The place of a pair of bytes in an index; the first is above 0x7F.
  static func place(_ lead: UInt8, _ trail: UInt8) -> Int { Int(lead & 0x7F) << 8 | Int(trail) }

  /// For each pair a scalar, 0 for none; or two scalars, the second shifted up by 16 bits.
  private static func table(
    _ name: String, prefix: [UInt8] = [], leads: ClosedRange<UInt8>,
    correction: (_ pair: UInt16, _ scalar: UInt32) -> UInt32 = { $1 }
  ) -> [UInt32] {
    let system = SystemEncoding(name)
    var table = [UInt32](repeating: 0, count: 1 << 15)
    for lead in leads {
      for trail in UInt8(0x40)...0xFE where trail != 0x7F {
        let pair = UInt16(lead) << 8 | UInt16(trail)
        let scalar = correction(pair, system.scalar(of: prefix + [lead, trail]))
        table[place(lead, trail)] = scalar
      }
    }
    return table
  }

  /// Where the standard has what pages mean (the first), where it follows gb18030 of 2022, in which
  /// characters have left the private use area, and where it has not followed that of 2005.
  private static let gb18030Changes: [UInt16: UInt32] = [
    0xA3A0: 0x3000,
    0xA6D9: 0xFE10, 0xA6DA: 0xFE12, 0xA6DB: 0xFE11, 0xA6DC: 0xFE13, 0xA6DD: 0xFE14,
    0xA6DE: 0xFE15, 0xA6DF: 0xFE16, 0xA6EC: 0xFE17, 0xA6ED: 0xFE18, 0xA6F3: 0xFE19,
    0xFE59: 0x9FB4, 0xFE61: 0x9FB5, 0xFE66: 0x9FB6, 0xFE67: 0x9FB7, 0xFE6D: 0x9FB8,
    0xFE7E: 0x9FB9, 0xFE90: 0x9FBA, 0xFEA0: 0x9FBB,
    0xFE51: 0xE816, 0xFE52: 0xE817, 0xFE53: 0xE818, 0xFE6C: 0xE831, 0xFE76: 0xE83B,
    0xFE91: 0xE855,
  ]

  /// Where the standard has characters that the Hong Kong supplement of 2008 has not, or others.
  private static let big5Changes: [UInt16: UInt32] = [
    0x8E69: 0x7BB8, 0x8E6F: 0x7C06, 0x8E7E: 0x7CCE, 0x8EAB: 0x7DD2, 0x8EB4: 0x7E1D,
    0x8ECD: 0x8005, 0x8ED0: 0x8028, 0x8F57: 0x83C1, 0x8F69: 0x84A8, 0x8F6E: 0x840F,
    0x8FCB: 0x89A6, 0x8FCC: 0x89A9, 0x8FFE: 0x8D77, 0x906D: 0x90FD, 0x907A: 0x92B9,
    0x90DC: 0x975C, 0x90F1: 0x97FF, 0x91BF: 0x9F16, 0x9244: 0x8503, 0x92AF: 0x5159,
    0x92B0: 0x515B, 0x92B1: 0x515D, 0x92B2: 0x515E, 0x92C8: 0x936E, 0x92D1: 0x7479,
    0x9447: 0x6D67, 0x94CA: 0x799B, 0x95D9: 0x9097, 0x9644: 0x975D, 0x96ED: 0x701E,
    0x96FC: 0x5B28, 0x9B76: 0x7201, 0x9B78: 0x77D7, 0x9B7B: 0x7E87, 0x9BC6: 0x99D6,
    0x9BDE: 0x91D4, 0x9BEC: 0x60DE, 0x9BF6: 0x6FB6, 0x9C42: 0x8F36, 0x9C53: 0x4FBB,
    0x9C62: 0x71DF, 0x9C68: 0x9104, 0x9C6B: 0x9DF0, 0x9C77: 0x83CF, 0x9CBC: 0x5C10,
    0x9CBD: 0x79E3, 0x9CD0: 0x5A67, 0x9D57: 0x8F0B, 0x9D5A: 0x7B51, 0x9DC4: 0x62D0,
    0x9EA9: 0x6062, 0x9EEF: 0x75F9, 0x9EFD: 0x6C4A, 0x9F60: 0x9B2E, 0x9F66: 0x9F17,
    0x9FCB: 0x50ED, 0x9FD8: 0x5F0C, 0xA063: 0x880F, 0xA077: 0x62CE, 0xA0D5: 0x7468,
    0xA0DF: 0x7162, 0xA0E4: 0x7250, 0xA145: 0x2027, 0xA14E: 0xFE51, 0xA15A: 0x2574,
    0xA1C2: 0x00AF, 0xA1C3: 0xFFE3, 0xA1C5: 0x02CD, 0xA1E3: 0xFF5E, 0xA1F2: 0x2295,
    0xA1F3: 0x2299, 0xA1FE: 0xFF0F, 0xA240: 0xFF3C, 0xA241: 0x2215, 0xA242: 0xFE68,
    0xA244: 0xFFE5, 0xA246: 0xFFE0, 0xA247: 0xFFE1, 0xA2CC: 0x5341, 0xA2CE: 0x5345,
    0xA3C0: 0x2400, 0xA3C1: 0x2401, 0xA3C2: 0x2402, 0xA3C3: 0x2403, 0xA3C4: 0x2404,
    0xA3C5: 0x2405, 0xA3C6: 0x2406, 0xA3C7: 0x2407, 0xA3C8: 0x2408, 0xA3C9: 0x2409,
    0xA3CA: 0x240A, 0xA3CB: 0x240B, 0xA3CC: 0x240C, 0xA3CD: 0x240D, 0xA3CE: 0x240E,
    0xA3CF: 0x240F, 0xA3D0: 0x2410, 0xA3D1: 0x2411, 0xA3D2: 0x2412, 0xA3D3: 0x2413,
    0xA3D4: 0x2414, 0xA3D5: 0x2415, 0xA3D6: 0x2416, 0xA3D7: 0x2417, 0xA3D8: 0x2418,
    0xA3D9: 0x2419, 0xA3DA: 0x241A, 0xA3DB: 0x241B, 0xA3DC: 0x241C, 0xA3DD: 0x241D,
    0xA3DE: 0x241E, 0xA3DF: 0x241F, 0xA3E0: 0x2421, 0xA3E1: 0x20AC, 0xC6CF: 0x5EF4,
    0xC6D3: 0x65E0, 0xC6D5: 0x7676, 0xC6D7: 0x96B6, 0xC6DE: 0x3003, 0xC6DF: 0x4EDD,
    0xFA5F: 0x5029, 0xFA66: 0x507D, 0xFABD: 0x5305, 0xFAC5: 0x5344, 0xFAD5: 0x537F,
    0xFB48: 0x5605, 0xFBB8: 0x5A77, 0xFBF3: 0x5E75, 0xFBF9: 0x5ED0, 0xFC4F: 0x5F58,
    0xFC6C: 0x60A4, 0xFCB9: 0x6490, 0xFCE2: 0x6674, 0xFCF1: 0x675E, 0xFDB7: 0x6C9C,
    0xFDB8: 0x6E1D, 0xFDBB: 0x6E2F, 0xFDF1: 0x716E, 0xFE52: 0x732A, 0xFE6F: 0x745C,
    0xFEAA: 0x74E9, 0xFEDD: 0x7809,
  ]
}

/// One of the system's encodings.
private struct SystemEncoding: ~Copyable {
  private let descriptor: iconv_t?

  init(_ name: String) {
    let descriptor = iconv_open("UTF-32LE", name)
    // iconv's word for failure is the pointer -1.
    self.descriptor = descriptor == iconv_t(bitPattern: -1) ? nil : descriptor
  }

  deinit {
    if let descriptor { iconv_close(descriptor) }
  }

  /// The scalar that some bytes stand for, or two of them with the second shifted up by 16 bits; 0
  /// where they stand for nothing.
  func scalar(of bytes: [UInt8]) -> UInt32 {
    guard let descriptor else { return 0 }
    var source = bytes.map { CChar(bitPattern: $0) }
    var target = [CChar](repeating: 0, count: 16)
    var (sourceLeft, targetLeft) = (source.count, target.count)
    let failure = Int(bitPattern: UInt.max)
    let isWhole = source.withUnsafeMutableBufferPointer { source in
      target.withUnsafeMutableBufferPointer { target in
        var (from, to) = (source.baseAddress, target.baseAddress)
        iconv(descriptor, nil, nil, nil, nil)
        // The second call gives what was held back, to be combined with what might follow.
        return iconv(descriptor, &from, &sourceLeft, &to, &targetLeft) != failure
          && iconv(descriptor, nil, nil, &to, &targetLeft) != failure
      }
    }
    let scalars = [target[0..<4], target[4..<8]].map { unit in
      unit.reversed().reduce(UInt32(0)) { $0 << 8 | UInt32(UInt8(bitPattern: $1)) }
    }
    guard isWhole, sourceLeft == 0, target.count - targetLeft <= 8 else { return 0 }
    return scalars[0] | scalars[1] << 16
  }
}
