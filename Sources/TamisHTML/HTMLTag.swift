// SPDX-License-Identifier: Apache-2.0

/// The elements that are told apart; every other is `other`.
public enum HTMLTag: UInt8, Sendable, CaseIterable {
  case other
  case a, abbr, address, applet, area, article, aside, audio, b, base, big, blockquote, body, br
  case button, canvas, caption, center, cite, code, col, colgroup, datalist, dd, del, details, dialog
  case dir, div, dl, dt, em, embed, fieldset, figcaption, figure, font, footer, foreignObject, form
  case frame, frameset, h1, h2, h3, h4, h5, h6, head, header, hgroup, hr, html, i, iframe, img
  case input, ins, label, legend, li, link, listing, main, map, marquee, math, menu, meta, nav, nobr
  case noembed, noframes, noscript, object, ol, optgroup, option, output, p, param, picture
  case plaintext, pre, progress, q, ruby, s, script, search, section, select, slot, small, source
  case span, strike, strong, style, sub, summary, sup, svg, table, tbody, td, template, textarea
  case tfoot, th, thead, time, title, tr, track, tt, u, ul, `var`, video, wbr, xmp
}
