// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TamisIO

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite("The encoding that markup names")
struct PrescanTests {
  private func prescan(_ text: String) -> CharacterEncoding? { prescan(Array(text.utf8)) }

  private func prescan(_ bytes: [UInt8]) -> CharacterEncoding? {
    bytes.withUnsafeBytes { EncodingPrescan.encoding(in: $0) }
  }

  @Test(arguments: [
    (#"<meta charset=koi8-r>"#, "KOI8-R"),
    (#"<META CHARSET = "KOI8-R" >"#, "KOI8-R"),
    (#"<meta/charset='koi8-r'/>"#, "KOI8-R"),
    (#"<meta http-equiv=Content-Type content="text/html; charset=koi8-r">"#, "KOI8-R"),
    (#"<meta content="a charset b charset = 'koi8-r' c" http-equiv=content-type>"#, "KOI8-R"),
    (#"<meta content="text/html; charset=koi8-r">"#, nil),
    (#"<meta content="charset='koi8-r" http-equiv=content-type>"#, nil),
    (#"<meta http-equiv=refresh content="text/html; charset=koi8-r">"#, nil),
    (#"<meta charset=nonsense><meta charset=koi8-r>"#, "KOI8-R"),
    (#"<meta charset=nonsense http-equiv=content-type content="charset=koi8-r">"#, nil),
    (#"<meta http-equiv=content-type content="charset=koi8-r" charset=euc-jp>"#, "EUC-JP"),
    (#"<meta charset=koi8-r charset=euc-jp>"#, "KOI8-R"),
    (#"<!-- <meta charset=euc-jp> --><meta charset=koi8-r>"#, "KOI8-R"),
    (#"<!--><meta charset=koi8-r>"#, "KOI8-R"), (#"<!-- <meta charset=koi8-r>"#, nil),
    (#"<a title="<meta charset=euc-jp>"><meta charset=koi8-r>"#, "KOI8-R"),
    (#"</a title="<meta charset=euc-jp>"><meta charset=koi8-r>"#, "KOI8-R"),
    (#"<!a "<meta charset=koi8-r>"#, nil), (#"<metax charset=koi8-r>"#, nil),
    (#"< meta charset=koi8-r>"#, nil), (#"<meta charset=koi8-r"#, nil),
    (#"<meta =charset=euc-jp charset=koi8-r>"#, "KOI8-R"),
    (#"<meta charset=utf-16be>"#, "UTF-8"), (#"<meta charset=x-user-defined>"#, "windows-1252"),
    (#"<?xml version="1.0" encoding="koi8-r"?><a>"#, "KOI8-R"),
    (#"<?xml version="1.0" encoding='utf-16'?><a>"#, "UTF-8"),
    (#"<?xml encoding="euc-jp"?><meta charset=koi8-r>"#, "KOI8-R"),
    (#" <?xml encoding="koi8-r"?>"#, nil), (#"<?xml encoding="koi8-r?>"#, nil), ("", nil),
  ])
  func `the prescan follows the standard`(markup: String, name: String?) {
    #expect(prescan(markup)?.rawValue == name)
  }

  @Test func `a declaration in UTF-16 is one`() {
    #expect(prescan([0x3C, 0, 0x3F, 0, 0x78, 0]) == .utf16LE)
    #expect(prescan([0, 0x3C, 0, 0x3F, 0, 0x78]) == .utf16BE)
  }

  @Test func `markup cut at any byte names what it names, or nothing`() {
    let markup = Array(
      #"<!--x--><?xml a?><p a="b"><meta http-equiv=content-type content="charset='koi8-r'">"#.utf8)
    #expect(prescan(markup) == .koi8r)
    for end in markup.indices { #expect(prescan(Array(markup[..<end])) == nil) }
  }

  @Test(arguments: [
    ("text/html; charset=koi8-r", "koi8-r"), ("text/html;CHARSET=\"UTF-8\"; x=y", "UTF-8"),
    ("text/html", nil), ("text/html; charset=", nil), ("charset", nil), ("", nil),
    ("text/html; charset=koi8-r; a", "koi8-r"),
  ])
  func `the charset of a header`(value: String, label: String?) {
    #expect(CharsetDecoder.charset(inContentType: value) == label)
  }

  /// A case of html5lib's tests, which are written for a whole browser.
  struct Case {
    let data: [UInt8]
    let encoding: String
  }

  private static func cases(in bytes: [UInt8]) -> [Case] {
    var cases: [Case] = []
    var (data, encoding, isData): ([UInt8], [UInt8], Bool) = ([], [], false)
    func end() {
      guard !encoding.isEmpty else { return }
      cases.append(Case(data: data.dropLast(), encoding: String(decoding: encoding, as: UTF8.self)))
    }
    for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      if line.elementsEqual("#data".utf8) {
        end()
        (data, encoding, isData) = ([], [], true)
      } else if line.elementsEqual("#encoding".utf8) {
        isData = false
      } else if isData {
        data += line + [0x0A]
      } else if encoding.isEmpty {
        encoding = Array(line)
      }
    }
    end()
    return cases
  }

  @Test(arguments: ["tests1.dat", "tests2.dat", "test-yahoo-jp.dat"])
  func `the encoding tests of html5lib pass`(name: String) throws {
    guard let data = getenv("TAMIS_DATA").map({ String(cString: $0) }), !data.isEmpty else {
      return print("not run: html5lib/encoding/\(name), because TAMIS_DATA is not set")
    }
    let cases = Self.cases(in: try contents("\(data)/html5lib/encoding/\(name)"))
    var wrong: [String] = []
    for (number, test) in cases.enumerated() {
      // Without a declaration a browser takes windows-1252.
      let name = test.data.withUnsafeBytes { bytes in
        CharsetDecoder.byteOrderMark(of: bytes)?.0 ?? CharsetDecoder.meta(in: bytes) ?? .windows1252
      }
      if name != CharacterEncoding(label: test.encoding) {
        wrong.append("\(number): \(name.rawValue) for \(test.encoding)")
      }
    }
    print("html5lib/encoding/\(name): \(cases.count - wrong.count) of \(cases.count) pass")
    #expect(wrong.isEmpty)
    #expect(!cases.isEmpty)
  }
}
