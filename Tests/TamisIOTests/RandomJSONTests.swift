// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TamisIO

@Suite("JSON lines at random")
struct RandomJSONTests {
  @Test(arguments: 1...8)
  func `any object gives what it was written from`(seed: UInt64) throws {
    var json = RandomJSON(seed: seed)
    var lines: [String] = []
    var expected: [[String?]] = []
    for _ in 0..<200 {
      let values = (0..<3).map { _ in json.chance(5) ? nil : json.text() }
      let text = json.text()
      var fields: [(String, String)] = [("text", json.string(text))]
      for (name, value) in zip(["id", "url", "date"], values) {
        guard let value else { continue }
        if json.chance(4) { fields.append((name, json.string("not the last"))) }
        fields.append((name, json.string(value)))
      }
      lines.append(json.object(fields: fields, depth: 4))
      expected.append([text] + values)
    }
    try withScratch { scratch in
      let path = try scratch.file("a.jsonl", lines.joined(separator: "\n"))
      let reading = try Reading([path])
      #expect(reading.faults.isEmpty)
      try #require(reading.records.count == lines.count)
      for (index, record) in reading.records.enumerated() {
        let id = record.hasID ? record.id : nil
        #expect([reading.texts[index], id, record.url, record.date] == expected[index])
        #expect(reading.items[index].line == Array(lines[index].utf8))
      }
    }
  }

  @Test(arguments: 1...8)
  func `a line is taken as JSON exactly when the grammar says so`(seed: UInt64) throws {
    var json = RandomJSON(seed: seed &* 7919)
    var scanner = try JSONLineScanner(["text"], nesting: 64)
    let alphabet = Array("{}[]:,\"\\ \t0123e.+-Etrufalsn/\u{1}é".utf8) + [0xFF]
    var counts = [0, 0]
    for _ in 0..<4000 {
      var line = Array(json.object(fields: [("text", "\"x\"")], depth: 3).utf8)
      for _ in 0..<Int.random(in: 0...2, using: &json.random) {
        let place = Int.random(in: 0..<line.count, using: &json.random)
        let byte = alphabet.randomElement(using: &json.random) ?? 0
        switch Int.random(in: 0..<4, using: &json.random) {
        case 0: line.remove(at: place)
        case 1: line[place] = byte
        case 2: line.insert(byte, at: place)
        default: line.swapAt(place, Int.random(in: 0..<line.count, using: &json.random))
        }
        if line.isEmpty { line = [0x20] }
      }
      let isValid = NaiveJSON.isObject(line)
      counts[isValid ? 1 : 0] += 1
      #expect(scanner.accepts(line) == isValid, "\(String(decoding: line, as: UTF8.self))")
    }
    #expect(counts.allSatisfy { $0 > 500 })
  }
}

extension JSONLineScanner {
  /// Whether a line is accepted. What lies behind it is chosen to mislead a scanner that reads on.
  mutating func accepts(_ line: [UInt8]) -> Bool {
    let padded = line + Array(repeating: UInt8(ascii: "}"), count: ByteWindow.padding)
    return padded.withUnsafeBytes { bytes in
      do {
        try scan(UnsafeRawBufferPointer(rebasing: bytes[..<line.count]))
        return true
      } catch {
        return false
      }
    }
  }
}
