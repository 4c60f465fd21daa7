// SPDX-License-Identifier: Apache-2.0

/// The names of the JSON fields that are read; every other field is passed on unread.
public struct FieldNames: Sendable, Hashable {
  /// The record's id: a string or a number.
  public var id = "id"
  /// The record's text: a string.
  public var text = "text"
  /// The record's page as HTML: a string.
  public var html = "html"
  /// Whether a record that has both HTML and text is read as HTML.
  public var prefersHTML = false
  /// The page's address.
  public var url = "url"
  /// The page's host, where it is not to be taken from the address.
  public var host = "host"
  /// The date that `earliest` goes by.
  public var date = "date"
  /// A further field, whose value ranks the copies of a record.
  public var extra: String?
  /// A field that groups pages in place of the host.
  public var group: String?

  /// Further fields of which it is noted whether a record has them.
  public var noted: [String] = []

  /// The default names.
  public init() {}
}
