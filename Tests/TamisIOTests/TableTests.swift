// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TamisIO

@Suite("Tables")
struct TableTests {
  private static func limits(batch: Int, record: Int = 1 << 20) -> ReadLimits {
    var limits = ReadLimits()
    limits.batch = batch
    limits.record = record
    return limits
  }

  /// What a table gives, with the members of each record.
  private struct Table {
    var reading: Reading
    var members: [String] = []
    var notes: [String] = []

    init(
      _ bytes: [UInt8], name: String = "a.csv", fields: FieldNames = FieldNames(),
      limits: ReadLimits = ReadLimits()
    ) throws {
      (reading, members, notes) = try withScratch { scratch in
        let path = try scratch.file(name, bytes)
        var reader = BatchReader(try Inputs([path]), limits: limits)
        var parser = try RecordParser(fields: fields, limits: limits)
        var (members, notes): ([String], [String]) = ([], [])
        while let batch = try reader.next() {
          let parsed = parser.parse(batch)
          notes += batch.notes
          members += parsed.records.map {
            String(decoding: parsed.members[$0.members], as: UTF8.self)
          }
        }
        return (try Reading([path], fields: fields, limits: limits), members, notes)
      }
    }

    init(
      _ text: String, name: String = "a.csv", fields: FieldNames = FieldNames(),
      limits: ReadLimits = ReadLimits()
    ) throws {
      try self.init(Array(text.utf8), name: name, fields: fields, limits: limits)
    }

    var texts: [String] { reading.texts }
    var ids: [String] { reading.items.map(\.id) }
    var reasons: [String] { reading.faults.map { "\($0.record ?? 0): \($0.reason)" } }
  }

  @Test func `columns are fields, and the others are carried`() throws {
    let table = try Table(
      "price,id,url,text,host,date,html\r\n12,a,http://x/,\"Hello, \"\"you\"\"\r\nthere\",x,2026,\r\n"
        + "\"1\t\\\",,,,,,<p>é\r\n")
    #expect(table.reading.faults.isEmpty)
    #expect(table.texts == ["Hello, \"you\"\r\nthere", "<p>é"])
    #expect(table.reading.records.map(\.content) == [.text, .html])
    #expect(table.ids[0] == "a")
    #expect(table.ids[1].hasSuffix("a.csv:2"))
    #expect(table.reading.records.map(\.hasID) == [true, false])
    let first = table.reading.records[0]
    #expect([first.url, first.host, first.date] == ["http://x/", "x", "2026"])
    #expect(table.reading.records[1].url == nil)
    #expect(
      table.members == [
        #""price":"12","url":"http://x/","host":"x","date":"2026""#,
        #""price":"1\t\\","url":"","host":"","date":"""#,
      ])
    #expect(table.reading.items.map(\.number) == [1, 2])
    #expect(table.reading.items[1].line == Array("\"1\t\\\",,,,,,<p>é\r".utf8))
  }

  @Test func `HTML is preferred where that is wished, and used where it is alone`() throws {
    var fields = FieldNames()
    let text = "html,text\n<p>a,b\n<p>c,\n,d\n,\n"
    let plain = try Table(text)
    #expect(plain.texts == ["b", "<p>c", "d", ""])
    #expect(plain.reading.records.map(\.content) == [.text, .html, .text, .text])
    fields.prefersHTML = true
    let html = try Table(text, fields: fields)
    #expect(html.texts == ["<p>a", "<p>c", "d", ""])
    #expect(html.reading.records.map(\.content) == [.html, .html, .text, .text])
    #expect(try Table("html\n<p>a\n").reading.records.map(\.content) == [.html])
  }

  @Test func `other names, an extra field and a group`() throws {
    var fields = FieldNames()
    (fields.id, fields.text, fields.extra, fields.group) = ("key", "body", "rank", "host")
    let table = try Table(
      "key\tbody\trank\thost\nk\tb,\"x\"\t3\th\n", name: "a.tsv.gz", fields: fields)
    let record = try #require(table.reading.records.first)
    #expect(table.texts == ["b,\"x\""])
    #expect([record.id, record.extra, record.group, record.host] == ["k", "3", "h", "h"])
    #expect(table.members == [#""rank":"3","host":"h""#])
  }

  @Test(arguments: ["\n", "\r\n", "\r"], [0, 1, 2, 3])
  func `any end of line, byte order mark and blank rows are read`(end: String, form: Int) throws {
    let (hasMark, endsWithNewline) = (form & 1 == 1, form & 2 == 2)
    let rows = ["", "id,text", "", "a,x", "", "", "b,\"y\(end)\(end)z\"", "c,\"\""]
    let text =
      (hasMark ? "\u{FEFF}" : "") + rows.joined(separator: end) + (endsWithNewline ? end : "")
    for batch in [1, 2, 3, 7, 64] {
      let table = try Table(text, limits: Self.limits(batch: batch))
      #expect(table.reading.faults.isEmpty)
      #expect(table.ids == ["a", "b", "c"])
      #expect(table.texts == ["x", "y\(end)\(end)z", ""])
      #expect(table.reading.items.map(\.number) == [2, 5, 6])
      for item in table.reading.items {
        #expect(Array(Array(text.utf8)[item.offset...].prefix(item.line.count)) == item.line)
      }
    }
  }

  @Test(arguments: [
    ("id,text\rb,one\nline\rc,d\r\r\"e\",f", ["one\nline", "d", "f"]),
    ("id,text\r\nb,one\rline\r\nc,d\r", ["one\rline", "d"]),
    ("id,text\nb,one\rline\nc,d\n", ["one\rline", "d"]),
    ("\"id\"\"\r\",text\nb,one\rline\nc,d\r\n", ["one\rline", "d"]),
    ("\"id\rid\",text\r\"b\r\n\",c\r", ["c"]), ("\r\rtext\ra", ["a"]), ("text\r\r\r\na\n", []),
    ("text\r", []), ("\r", []),
  ])
  func `the first row's end is that of all rows`(text: String, texts: [String]) throws {
    for batch in [1, 2, 3, 7, 64] {
      #expect(try Table(text, limits: Self.limits(batch: batch)).texts == texts)
    }
  }

  @Test(arguments: [
    (
      "id,text\na,b,c\nd,e\nf\n", ["d"],
      ["1: has 3 values, where the header names 2", "3: has 1 value, where"]
    ),
    (
      "id,text\na,\"b\"c\nd,e\n", ["d"],
      ["1: is no row (something follows the closing quote at byte 4"]
    ),
    (
      "id,text\na,\"b\nd,e\nf,g", ["d", "f"],
      ["1: is no row (the quote at byte 2 of the row is not closed"]
    ),
    ("id,text\na,b\"c\"\nd,\"\"\"\"\n", ["a", "d"], []),
    ("id,text\na,\"b\nd,\"e\"\nf,\"g\nh\"\n", ["d", "f"], ["1: is no row (the quote at byte 2"]),
    ("id,text\na,\"b\"\rc\nd,e", ["d"], ["1: is no row (something follows"]),
    ("id,text\na,\"b\"\r", ["a"], []),
    ("id,text\na,b\n\"", ["a"], ["2: is no row (the quote at byte 0"]),
  ])
  func `a bad row is a fault and costs no other row`(
    text: String, ids: [String], reasons: [String]
  ) throws {
    for batch in [1, 3, 5, 1000] {
      let table = try Table(text, limits: Self.limits(batch: batch))
      #expect(table.ids == ids)
      #expect(table.reading.faults.count == reasons.count)
      for (found, expected) in zip(table.reasons, reasons) { #expect(found.hasPrefix(expected)) }
    }
  }

  @Test func `a table without a page is said to be one`() throws {
    let table = try Table("id;text\na;b\nc;d\n")
    #expect(table.ids.isEmpty)
    #expect(table.reading.faults.map(\.kind) == [.missingField])
    #expect(
      table.reading.faults[0].description.hasSuffix(
        "a.csv: record 1 at byte 8 has neither a column \"text\" nor \"html\" but \"id;text\"; the "
          + "table's rows were skipped; --text-field and --html-field name the column that holds the "
          + "page."))
    let rows = String(repeating: "a;b\n\n", count: 100)
    for batch in [1, 10, 100] {
      let long = try Table("id;text\n\n" + rows, limits: Self.limits(batch: batch))
      #expect(long.reading.faults.map(\.record) == [1])
    }
    #expect(try Table("").reading.faults.isEmpty)
    #expect(try Table("id,text").reading.items.isEmpty)
    let broken = try Table("id,\"text\na,b\n")
    #expect(broken.reading.faults.map(\.kind) == [.malformedRow])
    #expect(broken.reasons[0].hasPrefix("0: the first row, which names the columns, is no row"))
  }

  @Test func `columns of one name are told apart, and it is said once`() throws {
    for batch in [1, 1000] {
      let text = "id,text,text,x,x,x_2,x,text,\na,1,2,3,4,5,6,7,8\nb,,2,3,4,5,6,7,8\n"
      let table = try Table(text, limits: Self.limits(batch: batch))
      #expect(table.texts == ["1", ""])
      let members = #""text_2":"2","x":"3","x_3":"4","x_2":"5","x_4":"6","text_3":"7","":"8""#
      #expect(table.members == [members, members])
      #expect(table.reading.faults.isEmpty)
      #expect(table.notes.count == 1)
      #expect(
        table.notes.first?.hasSuffix(
          "a.csv names columns more than once; the later ones are taken under other names: "
            + "\"text\" as \"text_2\", \"x\" as \"x_3\", \"x\" as \"x_4\", \"text\" as \"text_3\".")
          == true)
    }
    #expect(try Table("id,text,text_2\na,b,c\n").notes.isEmpty)
  }

  // MARK: Encodings

  @Test(arguments: DetectionTests.samples)
  func `a table in another encoding is read, and it is said once`(
    encoding: CharacterEncoding, text: String
  ) throws {
    let ascii = "id,title,text\n" + String(repeating: "a,b,\"c,\"\"\"\n", count: 20)
    let bytes = Array(ascii.utf8) + Encoder(encoding).encode("x,\"\(text)\",\"\(text),\"\n")
    for batch in [16, 64, 1 << 20] {
      let table = try Table(bytes + Array("y,,z\n".utf8), limits: Self.limits(batch: batch))
      #expect(table.reading.faults.isEmpty)
      // Greek differs in one letter and some signs only.
      let isGreek = encoding == .windows1253
      #expect(isGreek || table.texts.suffix(2) == [text + ",", "z"], "\(table.notes)")
      #expect(isGreek || table.members.suffix(2) == [#""title":"\#(text)""#, #""title":"""#])
      #expect(table.reading.records.allSatisfy { $0.replacements.isEmpty })
      #expect(table.notes.count == 1)
      #expect(isGreek || table.notes[0].contains(encoding.rawValue))
    }
    let utf8 = try Table(ascii + "x,\"\(text)\",\"\(text)\"\n")
    #expect(utf8.texts.last == text)
    #expect(utf8.notes.isEmpty)
  }

  @Test func `names of columns are decoded, and rows that are surely UTF-8 stay`() throws {
    let table = try Table(
      Array("id,text,pr\u{E9}s\na,caf\u{E9},1\n".unicodeScalars.map { UInt8($0.value) })
        + Array("b,café au lait,é\n".utf8))
    #expect(table.texts == ["café", "café au lait"])
    #expect(table.members == [#""prés":"1""#, #""prés":"é""#])
  }

  @Test func `a table in UTF-16 is named as such`() throws {
    let table = try Table([0xFF, 0xFE] + "id,text\na,b\n".utf16.flatMap { [UInt8($0 & 255), 0] })
    #expect(table.reading.items.isEmpty)
    #expect(table.reasons == ["0: the table is in UTF-16"])
  }

  @Test func `bytes that are not UTF-8 are replaced and counted, those of the text kept`() throws {
    let table = try Table(
      Array("id,x,text\néééééé,".utf8) + [
        0xFF, 0x2C, 0x22, 0x62, 0xFE, 0x22, 0x22, 0xC3, 0x22, 0x0A,
      ])
    #expect(table.texts == ["b\u{FFFD}\"\u{FFFD}"])
    #expect(table.members == ["\"x\":\"\u{FFFD}\""])
    let record = table.reading.records[0]
    #expect(
      record.replacements == [
        Replacement(position: 1, bytes: [0xFE]), Replacement(position: 5, bytes: [0xC3]),
      ])
    #expect(record.replacementsElsewhere == 1)
  }

  // MARK: Limits

  @Test(arguments: [1, 16, 100, 1 << 20])
  func `a row over the limit is skipped with its size, and the rest read`(batch: Int) throws {
    let long = String(repeating: "x\n", count: 2500)
    let text = "id,text\na,b\nc,\"\(long)\"\nd,e\nf,\"\(long)\"\ng,\"\(long)"
    let table = try Table(text, limits: Self.limits(batch: batch, record: 100))
    #expect(table.ids == ["a", "d"])
    #expect(table.reading.items.map(\.number) == [1, 3])
    #expect(table.reading.faults.prefix(2).map(\.record) == [2, 4])
    #expect(
      table.reading.faults.prefix(2).allSatisfy {
        $0.kind == .tooLong && $0.reason.hasPrefix("is 5004 bytes")
      })
    #expect(table.reading.faults.count >= 3)
  }

  @Test(arguments: [1, 16, 100, 1 << 20])
  func `a stray quote costs its row, however long the table is`(batch: Int) throws {
    var rows = (0..<2000).map { "\($0)\tRow \($0), of a table" }
    for row in [0, 7, 400, 401, 1100, 1999] { rows[row] = "\(row)\t\"Row \(row), of a table" }
    rows[900] = "900\t\"Row 900,\n\tof a \"\"table\"\"\""
    let text = "id\ttext\n" + rows.joined(separator: "\n") + "\n"
    let whole = try Table(text, name: "a.tsv")
    #expect(whole.reading.items.count == 1994)
    #expect(whole.reading.faults.count == 6)
    let limited = try Table(
      text, name: "a.tsv", limits: Self.limits(batch: batch, record: 1000))
    #expect(limited.ids == whole.ids)
    #expect(limited.texts == whole.texts)
    #expect(limited.reading.items.map(\.number) == whole.reading.items.map(\.number))
    #expect(limited.reasons == whole.reasons)
  }

  @Test func `a stray quote does not cost what a damaged file still gives`() throws {
    let rows = (0..<50).map { "\($0),\($0 == 20 ? "\"" : "")some words\n" }
    let bytes = try Compression.gzip.compress(Array(("id,text\n" + rows.joined()).utf8))
    let table = try Table(Array(bytes.dropLast(8)), name: "a.csv.gz")
    #expect(table.ids == (0..<50).filter { $0 != 20 }.map { "\($0)" })
    #expect(table.reading.faults.map(\.kind) == [.malformedRow, .truncated])
    let value = try Compression.gzip.compress(Array("id,text\na,b\nc,\"d\ne\nf\ng".utf8))
    #expect(try Table(Array(value.dropLast(8)), name: "a.csv.gz").ids == ["a"])
  }

  @Test func `a first row over the limit ends the table`() throws {
    let names = String(repeating: "name,", count: 1000)
    let table = try Table(names + "text\na,b\n", limits: Self.limits(batch: 64, record: 100))
    #expect(table.reading.items.isEmpty)
    #expect(table.reading.faults.map(\.kind) == [.tooLong])
    #expect(table.reasons[0].hasPrefix("0: the first row, which names the columns, is 5004 bytes"))
  }

  @Test func `a row of a million cells and a million rows of quotes are read`() throws {
    let wide = String(repeating: ",", count: 1 << 20)
    let table = try Table(
      "text\(wide)\nx\(wide)\ny\n", limits: Self.limits(batch: 1 << 16, record: 1 << 22))
    #expect(table.texts == ["x"])
    #expect(table.reading.faults.count == 1)
    // Each row's quote is not closed.
    let open = "text\n" + String(repeating: "\"\"\",\n", count: 1 << 18)
    let rows = try Table(open, limits: Self.limits(batch: 1 << 16, record: 1 << 21))
    #expect(rows.reading.items.count + rows.reading.faults.count >= 1)
  }

  // MARK: Against another reader

  @Test func `random tables are read as a slow reader does`() throws {
    var generator = Seeded(5)
    let alphabet = Array("ab\",\n\r\"\",\"\n".utf8)
    for round in 0..<3000 {
      let count = Int.random(in: 0...40, using: &generator)
      let body = (0..<count).map { _ in alphabet.randomElement(using: &generator) ?? 0 }
      let bytes = Array("text,b\n".utf8) + body
      let expected = SlowTable.rows(body)
      let whole = try Table(bytes, limits: Self.limits(batch: round % 50 + 1))
      #expect(whole.texts == expected.filter { $0.count == 2 }.map { $0[0] }, "\(body)")
      #expect(whole.reading.faults.count == expected.count { $0.count != 2 }, "\(body)")
    }
  }

  @Test func `a table cut at any byte keeps the rows before`() throws {
    let text = Array("id,text\r\na,\"x\"\"\r\n,\"\r\nb,y\r\nc,\"z\"\r\n".utf8)
    let whole = try Table(text)
    #expect(whole.ids == ["a", "b", "c"])
    for end in text.indices.dropFirst(9) {
      let table = try Table(Array(text[..<end]))
      let complete = whole.reading.items.filter { $0.offset + $0.line.count <= end }
      #expect(Array(table.reading.items.prefix(complete.count)) == complete)
    }
  }
}

/// A reader of rows that does one thing at a time; a row that is no row is given as no values.
enum SlowTable {
  static func rows(_ bytes: [UInt8]) -> [[String]] {
    var rows: [[String]] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      let (row, end) = row(rest)
      rest = rest[end...]
      if let row { rows.append(row) }
    }
    return rows
  }

  /// The first row, nil for a blank one, and where the next begins.
  private static func row(_ bytes: ArraySlice<UInt8>) -> ([String]?, Int) {
    var values: [String] = []
    var index = bytes.startIndex
    let lineEnd = (bytes.firstIndex(of: 0x0A) ?? bytes.endIndex - 1) + 1
    let broken: ([String]?, Int) = ([], lineEnd)
    while true {
      var value: [UInt8] = []
      if index < bytes.endIndex, bytes[index] == 0x22 {
        index += 1
        while true {
          guard index < bytes.endIndex else { return broken }
          if bytes[index] == 0x22 {
            index += 1
            guard index < bytes.endIndex, bytes[index] == 0x22 else { break }
          }
          value.append(bytes[index])
          index += 1
        }
      } else {
        while index < bytes.endIndex, bytes[index] != 0x2C, bytes[index] != 0x0A {
          value.append(bytes[index])
          index += 1
        }
        let endsRow = index == bytes.endIndex || bytes[index] == 0x0A
        if endsRow, value.last == 0x0D { value.removeLast() }
      }
      values.append(String(decoding: value, as: UTF8.self))
      if index == bytes.endIndex { return (values == [""] ? blank(bytes, index) : values, index) }
      if bytes[index] == 0x0D {
        index += 1
        guard index == bytes.endIndex || bytes[index] == 0x0A else { return broken }
        if index == bytes.endIndex { return (values, index) }
      }
      if bytes[index] == 0x0A {
        return (values == [""] ? blank(bytes, index) : values, index + 1)
      }
      guard bytes[index] == 0x2C else { return broken }
      index += 1
    }
  }

  /// A row of one empty value: blank, unless it is a pair of quotes.
  private static func blank(_ bytes: ArraySlice<UInt8>, _ end: Int) -> [String]? {
    bytes[..<end].first == 0x22 ? [""] : nil
  }
}
