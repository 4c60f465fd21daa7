// SPDX-License-Identifier: Apache-2.0

extension LexiconSource {
  static let western: [LexiconSource] = []
}
