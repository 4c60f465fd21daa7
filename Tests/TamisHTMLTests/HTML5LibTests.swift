// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import TamisHTML

/// The tokeniser tests of html5lib, where TAMIS_DATA names the folder that has them.
@Suite struct HTML5LibTests {
  /// What cannot pass, by description, with the reason. The file xmlViolation.test, which has
  /// another key, is not of the tokeniser: it expects what a tree becomes that has to be XML.
  static let exceptions = [
    "Invalid Unicode character U+DFFF": surrogate,
    "Invalid Unicode character U+D800": surrogate,
    "Invalid Unicode character U+DFFF with valid preceding character": surrogate,
    "Invalid Unicode character U+D800 with valid following character": surrogate,
  ]
  private static let surrogate = "half of a surrogate pair cannot be in UTF-8"

  @Test func `every test of html5lib passes, but for the exceptions`() throws {
    guard let data = ProcessInfo.processInfo.environment["TAMIS_DATA"], !data.isEmpty else {
      print("not run: html5lib/tokenizer, because TAMIS_DATA is not set")
      return
    }
    let folder = "\(data)/html5lib/tokenizer"
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
    var passed = 0
    var total = 0
    for name in names.sorted() where name.hasSuffix(".test") {
      let file = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)"))
      let object = try #require(JSONSerialization.jsonObject(with: file) as? [String: Any])
      for fields in object["tests"] as? [[String: Any]] ?? [] {
        let test = try #require(HTML5LibTest(fields))
        for state in test.states {
          total += 1
          let problem = test.run(in: state)
          if problem == nil { passed += 1 }
          let isException = Self.exceptions[test.description] != nil
          #expect((problem != nil) == isException, "\(name): \(test.description): \(problem ?? "")")
        }
      }
    }
    print("html5lib/tokenizer: \(passed) of \(total) pass")
    #expect(passed >= 7028)
  }
}

/// One test of the suite.
struct HTML5LibTest {
  var description: String
  var input: String?
  var output: [String]?
  var states: [String]
  var lastStartTag: HTMLTag

  init?(_ fields: [String: Any]) {
    guard let description = fields["description"] as? String,
      let input = fields["input"] as? String, let output = fields["output"] as? [[Any]]
    else { return nil }
    self.description = description
    let isDoubleEscaped = fields["doubleEscaped"] as? Bool ?? false
    self.input = isDoubleEscaped ? Self.unescaped(input) : input
    self.output = Self.lines(output, isDoubleEscaped)
    states = fields["initialStates"] as? [String] ?? ["Data state"]
    let name = Array((fields["lastStartTag"] as? String ?? "").utf8)
    lastStartTag = HTMLTag(named: 0..<name.count, in: name.span)
  }

  /// Nil if it passes, else what went wrong.
  func run(in state: String) -> String? {
    guard let input, let output else { return "not a text of Unicode" }
    let models: [String: HTMLTokenizer.Model] = [
      "Data state": .data, "PLAINTEXT state": .plaintext, "RCDATA state": .rcdata,
      "RAWTEXT state": .rawText, "Script data state": .script, "CDATA section state": .cdata,
    ]
    guard let model = models[state] else { return "no state \(state)" }
    let found = tokens(input, model: model, lastStartTag: lastStartTag)
    // By bytes: equal strings may be different characters.
    let isEqual = found.map { Array($0.utf8) } == output.map { Array($0.utf8) }
    return isEqual ? nil : "\(state): \(found), not \(output)"
  }

  // MARK: - The format

  /// Tokens as `tokens` in Tokens.swift gives them.
  private static func lines(_ tokens: [[Any]], _ isDoubleEscaped: Bool) -> [String]? {
    var lines: [String] = []
    for token in tokens {
      let strings = token.map { $0 as? String }.map { isDoubleEscaped ? $0.flatMap(unescaped) : $0 }
      guard let kind = token.first as? String, token.count > 1 else { return nil }
      // What is a string must still be one.
      guard zip(token, strings).allSatisfy({ !($0 is String) || $1 != nil }) else { return nil }
      let name = strings[1] ?? "none"
      switch kind {
      case "Character": lines.append(name)
      case "Comment": lines.append("comment \(name)")
      case "EndTag": lines.append("</\(name)>")
      case "StartTag":
        let attributes = (token[2] as? [String: String] ?? [:]).map { key, value in
          isDoubleEscaped ? (unescaped(key) ?? "", unescaped(value) ?? "") : (key, value)
        }
        lines.append(tagLine(name, attributes, isSelfClosing: token.count > 3))
      case "DOCTYPE":
        let isCorrect = token[4] as? Bool ?? false
        lines.append(
          doctypeLine(strings[1], strings[2], strings[3], forcesQuirks: !isCorrect))
      default: return nil
      }
    }
    return lines
  }

  /// Replaces each `\uHHHH`; nil if what comes out has half of a surrogate pair.
  private static func unescaped(_ text: String) -> String? {
    var units: [UInt16] = []
    var rest = Array(text.utf16)[...]
    while let unit = rest.first {
      let digits = String(decoding: rest.dropFirst(2).prefix(4), as: UTF16.self)
      if unit == 0x5C, rest.dropFirst().first == 0x75, digits.utf16.count == 4,
        let code = UInt16(digits, radix: 16)
      {
        units.append(code)
        rest = rest.dropFirst(6)
      } else {
        units.append(unit)
        rest = rest.dropFirst()
      }
    }
    return String(validating: units, as: UTF16.self)
  }
}
