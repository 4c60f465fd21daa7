# SPDX-License-Identifier: Apache-2.0
"""Writes SingleByteTables.swift: what the bytes from 0x80 on stand for, by the Encoding standard.

    python3 generate_tables.py > SingleByteTables.swift

Python's codecs follow the registrations of the encodings. The Encoding standard differs from them
in what is listed here: bytes without a character that browsers give the control character of the
same number, and a few characters that were added to an encoding later.
"""

# The case's name, Python's codec, and where the standard says otherwise.
CONTROLS = "controls"  # Bytes from 0x80 to 0x9F without a character are that control character.
ENCODINGS = [
    ("ibm866", "cp866", None, {}),
    ("iso8859_2", "iso8859-2", None, {}),
    ("iso8859_3", "iso8859-3", None, {}),
    ("iso8859_4", "iso8859-4", None, {}),
    ("iso8859_5", "iso8859-5", None, {}),
    ("iso8859_6", "iso8859-6", None, {}),
    ("iso8859_7", "iso8859-7", None, {}),
    ("iso8859_8", "iso8859-8", None, {}),
    ("iso8859_10", "iso8859-10", None, {}),
    ("iso8859_13", "iso8859-13", None, {}),
    ("iso8859_14", "iso8859-14", None, {}),
    ("iso8859_15", "iso8859-15", None, {}),
    ("iso8859_16", "iso8859-16", None, {}),
    ("koi8r", "koi8-r", None, {}),
    # The standard's table has the letter of Belarusian in place of two box drawings.
    ("koi8u", "koi8-u", None, {0xAE: 0x045E, 0xBE: 0x040E}),
    ("macintosh", "mac-roman", None, {}),
    ("windows874", "cp874", CONTROLS, {}),
    ("windows1250", "cp1250", CONTROLS, {}),
    ("windows1251", "cp1251", CONTROLS, {}),
    ("windows1252", "cp1252", CONTROLS, {}),
    ("windows1253", "cp1253", CONTROLS, {}),
    ("windows1254", "cp1254", CONTROLS, {}),
    ("windows1255", "cp1255", CONTROLS, {0xCA: 0x05BA}),
    ("windows1256", "cp1256", CONTROLS, {}),
    ("windows1257", "cp1257", CONTROLS, {}),
    ("windows1258", "cp1258", CONTROLS, {}),
    # Mac OS Ukrainian, the later one.
    ("macCyrillic", "mac-cyrillic", None, {0xA2: 0x0490, 0xB6: 0x0491, 0xFF: 0x20AC}),
]

HEADER = """\
// SPDX-License-Identifier: Apache-2.0
//
// Made by generate_tables.py; do not edit.

/// What the bytes from 0x80 on stand for in the encodings of one byte a character (Encoding
/// standard, section 9); 0 where it is nothing.
enum SingleByteTables {
  /// The table of an encoding; nil where it has more than one byte a character.
  static func table(of encoding: CharacterEncoding) -> [UInt16]? {
    switch encoding {"""


def table(codec, rule, changes):
    for byte in range(0x80, 0x100):
        decoded = bytes([byte]).decode(codec, "replace")
        scalar = 0 if decoded == "\ufffd" else ord(decoded)
        if scalar == 0 and rule == CONTROLS and byte < 0xA0:
            scalar = byte
        yield changes.get(byte, scalar)


def main():
    print(HEADER)
    for name, *_ in ENCODINGS:
        names = ".iso8859_8, .iso8859_8I" if name == "iso8859_8" else "." + name
        print(f"    case {names}: {name}")
    print("    default: nil\n    }\n  }")
    for name, *rules in ENCODINGS:
        scalars = [f"0x{scalar:04X}," for scalar in table(*rules)]
        print(f"\n  private static let {name}: [UInt16] = [")
        for start in range(0, 128, 8):
            print("    " + " ".join(scalars[start : start + 8]))
        print("  ]")
    print("}")


main()
