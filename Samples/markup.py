# SPDX-License-Identifier: Apache-2.0
"""What the templates of the sample crawl's HTML have in common."""

import html
import itertools
import json
import re

BLOCK = re.compile(r"<(li|div|p|td|br|button)", re.I)
CAPTION = re.compile(r"Photo: |Photograph: |Foto: |Фото: |撮影。$|通り過ぎる。$")

# Characters that a page may spell as named references, with and without need.
NAMED = {
    "’": "&rsquo;", "‘": "&lsquo;", "“": "&ldquo;", "”": "&rdquo;", "„": "&bdquo;", "–": "&ndash;",
    "—": "&mdash;", "é": "&eacute;", "ü": "&uuml;", "ß": "&szlig;", "•": "&bull;", "«": "&laquo;",
    "»": "&raquo;", "‹": "&lsaquo;", "←": "&larr;", "→": "&rarr;", "©": "&copy;",
}


def escaped(text, style="plain"):
    """The text as HTML. Styles: plain, named references, decimal or hexadecimal ones."""
    out = html.escape(text, quote=True).replace("&#x27;", "'")
    if style == "named":
        return "".join(NAMED.get(c, c) for c in out)
    if style == "decimal":
        return "".join(f"&#{ord(c)};" if c in NAMED else c for c in out)
    if style == "hexadecimal":
        return "".join(f"&#x{ord(c):x};" if c in NAMED else c for c in out)
    return out


def items(text):
    """The entries of a menu that an extractor wrote as one line: each begins with a capital."""
    if " / " in text or " > " in text or " ‹ " in text:
        return re.split(r" [/>‹] ", text)
    cased = text.lower() != text.upper()
    return re.split(r" (?=[^\W\d_])(?=[^a-zа-яё])" if cased else " ", text)


class Markup:
    """One page for its template: lines by section, and the chrome that the HTML words otherwise."""

    def __init__(self, page, addresses, style="plain"):
        self.page = page
        self.header = page.header
        self.site = page.site
        self.addresses = addresses  # title → URL of every page
        self.style = style
        self.chrome = []  # visible lines of chrome that are no lines of the text page
        runs = itertools.groupby(page.lines, key=lambda line: line.section)
        self.runs = [(section, list(lines)) for section, lines in runs]

    def text(self, text):
        return escaped(text, self.style)

    def lines(self, section):
        """The lines of all the runs of a section."""
        return [line for name, run in self.runs if name == section for line in run]

    def line(self, section, start):
        """The line of a section that starts so."""
        return next(l.text for l in self.lines(section) if l.text.startswith(start))

    def inline(self, text, number):
        """A paragraph's text with tags in it, by turns: in a word, around words, a link."""
        words = text.split(" ")
        if len(words) < 12:
            return self.text(text)
        words = [self.text(word) for word in words]
        turn = number % 4
        if turn == 0 and text[0].isalpha():
            words[0] = f'<span class="initial">{self.text(text[0])}</span>' + self.text(
                text.split(" ")[0][1:])
        elif turn == 1:
            words[4] = f'<a href="/topic/{number}">{words[4]}'
            words[6] += "</a>"
        elif turn == 2:
            words[3] = f"<em>{words[3]}</em>"
            words[8] = f"<!-- sic -->{words[8]}"
        else:
            words[5] = f"<b>{words[5]}</b>"
            words[9] = f"{words[9]}<wbr>"
        return " ".join(words)

    def menu(self, text, before, between, after):
        """The entries of a menu as links, `between` them what keeps them apart."""
        found = items(text)
        if BLOCK.search(between):
            self.chrome += found
        else:
            self.chrome.append(html.unescape(re.sub(r"<[^>]*>", "", between)).join(found))
        links = [
            f'<a href="/{number}/{len(entry)}">{self.text(entry)}</a>'
            for number, entry in enumerate(found)
        ]
        return before + between.join(links) + after

    def extra(self, text):
        """Text that the HTML has and the text page has not."""
        self.chrome.append(text)
        return self.text(text)

    def teaser(self, title, inside="{}"):
        """A link to another page of the sample."""
        address = html.escape(self.addresses[title])
        return f'<a href="{address}">{inside.format(self.text(title))}</a>'

    def description(self):
        """The first paragraph, cut at a word."""
        kept = [l.text for l in self.page.lines if l.mark == "+" and l.section in BODY]
        first = next(t for t in kept if len(t) > 60)
        cut = first[:140]
        return (cut[: cut.rindex(" ")] if " " in cut else cut) + " …"


BODY = ("body", "kettle", "mug", "page")


def is_caption(text):
    return CAPTION.search(text) is not None


def json_ld(value, spread=False):
    return json.dumps(value, ensure_ascii=False, indent=2 if spread else None).replace("</", "<\\/")


def wrapped(text, width=78):
    """The same HTML with line breaks at some spaces outside tags."""
    out, column = [], 0
    for part in re.split(r"(<[^>]*>)", text):
        if not part.startswith("<"):
            words = part.split(" ")
            for number, word in enumerate(words):
                if number > 0:
                    broken = column + len(word) > width
                    out.append("\n" if broken else " ")
                    column = 0 if broken else column + 1
                out.append(word)
                column += len(word)
        else:
            out.append(part)
            column += len(part)
    return "".join(out)
