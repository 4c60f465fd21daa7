// SPDX-License-Identifier: Apache-2.0

/// The elements that are told apart; every other is `other`.
public enum HTMLTag: UInt8, Sendable, CaseIterable {
  case other
  case a, abbr, address, applet, area, article, aside, audio, b, base, blockquote, body, br, button
  case canvas, caption, center, cite, code, col, colgroup, dd, del, details, dialog, dir, div, dl
  case dt, em, embed, fieldset, figcaption, figure, font, footer, form, frame, frameset
  case h1, h2, h3, h4, h5, h6, head, header, hgroup, hr, html, i, iframe, img, input, ins, label
  case legend, li, link, listing, main, map, marquee, math, menu, meta, nav, nobr, noembed, noframes
  case noscript, object, ol, optgroup, option, output, p, param, picture, plaintext, pre, progress
  case q, s, script, search, section, select, slot, small, source, span, strike, strong, style, sub
  case summary, sup, svg, table, tbody, td, template, textarea, tfoot, th, thead, time, title, tr
  case track, tt, u, ul, `var`, video, wbr, xmp
}
