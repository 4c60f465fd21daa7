// SPDX-License-Identifier: Apache-2.0

import CTamis

// What the functions of the interface do and take stands in tamis.h; their comments here name them.

/// Why a call cannot do what it was asked for.
struct Failure: Error {
  let code: Int32
  /// The row of the batch that it is about; nil for none.
  var row: Int?
  /// A sentence for the user.
  let message: String

  static func parameter(_ message: String) -> Failure {
    Failure(code: TAMIS_BAD_PARAMETER, message: message)
  }

  static func row(_ row: Int, _ message: String) -> Failure {
    Failure(code: TAMIS_BAD_ROW, row: row, message: message)
  }

  static func order(_ message: String) -> Failure {
    Failure(code: TAMIS_BAD_ORDER, message: message)
  }

  static func model(_ message: String) -> Failure {
    Failure(code: TAMIS_BAD_MODEL, message: message)
  }

  /// Writes the failure down for the caller.
  fileprivate func write(to error: UnsafeMutablePointer<tamis_error>) {
    error.pointee.code = code
    error.pointee.reserved = 0
    error.pointee.row = Int64(row ?? -1)
    withUnsafeMutableBytes(of: &error.pointee.message) { room in
      var end = 0
      for character in message.unicodeScalars {
        let bytes = UTF8.encode(character) ?? UTF8.encodedReplacementCharacter
        guard end + bytes.count < room.count else { break }
        for byte in bytes {
          room[end] = byte
          end += 1
        }
      }
      for place in end..<room.count { room[place] = 0 }
    }
  }
}

/// Runs the body of a function of the interface, and tells the caller how it went.
func attempt(
  _ error: UnsafeMutablePointer<tamis_error>?, _ body: () throws(Failure) -> Void
) -> Int32 {
  do throws(Failure) {
    try body()
    return TAMIS_OK
  } catch {
    report(error)
    return error.code
  }

  func report(_ failure: Failure) {
    if let error { failure.write(to: error) }
  }
}

/// Hands an object over to the caller.
func give<Object: AnyObject>(
  _ object: Object, to place: UnsafeMutablePointer<OpaquePointer?>?
) throws(Failure) {
  guard let place else { throw .parameter("There is no place for the result: it is NULL.") }
  place.pointee = OpaquePointer(Unmanaged.passRetained(object).toOpaque())
}

/// An object of the caller's.
func taken<Object: AnyObject>(
  _ pointer: OpaquePointer?, as type: Object.Type
) throws(Failure) -> Object {
  guard let pointer else { throw .parameter("The object is NULL.") }
  return Unmanaged<Object>.fromOpaque(UnsafeRawPointer(pointer)).takeUnretainedValue()
}

/// Ends an object of the caller's.
func free<Object: AnyObject>(_ pointer: OpaquePointer?, as type: Object.Type) {
  guard let pointer else { return }
  Unmanaged<Object>.fromOpaque(UnsafeRawPointer(pointer)).release()
}
