// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TamisHTML

@Suite struct CharacterReferenceTests {
  @Test(arguments: [
    ("&amp;", "&"), ("&amp", "&"), ("&AMP;x", "&x"), ("&lt;&gt;", "<>"), ("&nbsp;", "\u{A0}"),
    ("&Aacute;&zwnj;", "\u{C1}\u{200C}"), ("&NotEqualTilde;", "\u{2242}\u{338}"),
    ("&CounterClockwiseContourIntegral;", "\u{2233}"), ("&NewLine;&Tab;", "\n\t"),
    // The longest name that fits, with and without a semicolon.
    ("&notit;", "\u{AC}it;"), ("&notin;", "\u{2209}"), ("&notin", "\u{AC}in"),
    ("&ampamp;", "&amp;"),
    ("&copycopy", "\u{A9}copy"), ("&frac123", "\u{BD}3"), ("&thetasym;", "\u{3D1}"),
    ("&thetasym", "&thetasym"), ("&ThickSpace;", "\u{205F}\u{200A}"),
    // None.
    ("&", "&"), ("&;", "&;"), ("& amp;", "& amp;"), ("&nosuch;", "&nosuch;"), ("&a", "&a"),
    ("&NBSP;", "&NBSP;"), ("&&amp;", "&&"), ("&am", "&am"), ("&1;", "&1;"),
    ("&CounterClockwiseContourIntegralX;", "&CounterClockwiseContourIntegralX;"),
  ])
  func `named references`(html: String, text: String) {
    expect(html, .data, text)
    expect(html, .rcdata, text)
    expect(html, .raw, html)
    expect(html, .cdata, html)
  }

  @Test(arguments: [
    ("&amp;", "&"), ("&amp", "&"), ("&amp=", "&amp="), ("&amp;=", "&="), ("&ampx", "&ampx"),
    ("&amp1", "&amp1"), ("&amp-", "&-"), ("?a=b&copy=1", "?a=b&copy=1"), ("&copy;=", "\u{A9}="),
    ("&notit;", "&notit;"), ("&notin;", "\u{2209}"), ("&#65x", "Ax"),
  ])
  func `in an attribute a letter, a digit or an equals sign keeps a name from being one`(
    html: String, text: String
  ) {
    expect(html, .attribute, text)
  }

  @Test(arguments: [
    ("&#65;", "A"), ("&#x41;", "A"), ("&#X4a;", "J"), ("&#x4Ag", "Jg"), ("&#65", "A"),
    ("&#65a", "Aa"), ("&#0;", "\u{FFFD}"), ("&#x80;", "\u{20AC}"), ("&#150;", "\u{2013}"),
    ("&#x81;", "\u{81}"), ("&#x9F;", "\u{178}"), ("&#160;", "\u{A0}"), ("&#13;", "\r"),
    ("&#xD7FF;", "\u{D7FF}"), ("&#xD800;", "\u{FFFD}"), ("&#xDFFF;", "\u{FFFD}"),
    ("&#xE000;", "\u{E000}"), ("&#xFFFF;", "\u{FFFF}"), ("&#x10FFFF;", "\u{10FFFF}"),
    ("&#x110000;", "\u{FFFD}"), ("&#4294967361;", "\u{FFFD}"),
    ("&#99999999999999999999;", "\u{FFFD}"),
    ("&#x100000000000000041;", "\u{FFFD}"), ("&#000000000000000000000000000065;", "A"),
    ("&#", "&#"), ("&#;", "&#;"), ("&#x", "&#x"), ("&#xg;", "&#xg;"), ("&#x;", "&#x;"),
    ("&#a;", "&#a;"), ("&#-1;", "&#-1;"),
  ])
  func `numeric references`(html: String, text: String) {
    expect(html, .data, text)
    expect(html, .attribute, text)
  }

  @Test func `line ends become LF, NUL what the state says`() {
    for decoding in [HTMLDecoding.data, .rcdata, .attribute, .raw, .cdata] {
      expect("a\r\nb\rc\n\r\n\rd\r", decoding, "a\nb\nc\n\n\nd\n")
      let keeps = decoding == .data || decoding == .cdata
      expect("x\0y\0", decoding, keeps ? "x\0y\0" : "x\u{FFFD}y\u{FFFD}")
    }
  }

  @Test func `a range is decoded as if nothing followed it`() {
    let html = Array("a&amp;b".utf8)
    #expect(decoded(0..<4, html, .data) == "a&am")
    #expect(decoded(0..<5, html, .attribute) == "a&")
    #expect(decoded(2..<99, html, .data) == "amp;b")
    #expect(decoded(50..<99, html, .data) == "")
  }

  @Test func `every name of the table is found, and no part of it`() {
    let entries = CharacterReferenceTable.entries
    var names = 0
    var i = 0
    while i < entries.count {
      let length = Int(entries[i] & 0x3F)
      let isOptional = entries[i] & 0x40 != 0
      let name = String(decoding: entries[i + 2..<i + 2 + length], as: UTF8.self)
      let next = i + 2 + length + Int(entries[i + 1])
      let value = String(decoding: entries[i + 2 + length..<next], as: UTF8.self)
      expect("&\(name);", .data, value)
      expect("&\(name);", .attribute, value)
      if isOptional { expect("&\(name)", .attribute, value) }
      names += isOptional ? 2 : 1
      i = next
    }
    // As many as the standard has.
    #expect(names == 2231)
  }

  private func expect(_ html: String, _ decoding: HTMLDecoding, _ text: String) {
    // At every place in a vector, and at the end of the text.
    for count in [0, 1, 13, 15, 16, 31] {
      let padding = String(repeating: ".", count: count)
      let bytes = Array((padding + html).utf8)
      let found = decoded(0..<bytes.count, bytes, decoding)
      #expect(Array(found.utf8) == Array((padding + text).utf8), "\(html.debugDescription)")
    }
  }
}
