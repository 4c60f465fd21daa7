# SPDX-License-Identifier: Apache-2.0
"""The nine sites of the sample crawl as HTML, each in the manner of another time and another hand.

A template takes a Markup and gives the page's HTML and the fields that the HTML states.
"""

import itertools

from markup import escaped, is_caption, json_ld, wrapped

SCRIPT = """<script>
  window.dataLayer = window.dataLayer || [];
  if (1 < 2 && "</p>".length > 3) { document.write("<p>Written by a script</p>"); }
</script>"""
STYLE = "<style>p > a::before { content: '<b>'; } .hidden { display: none }</style>"


def gazette(m):
    """Semantic HTML5 on few lines: landmarks, figures, one JSON-LD graph, Open Graph."""
    h, title = m.header, m.header["title"]
    stated = h["updated"][:16].replace(" ", "T") + ":00+02:00"
    address = m.addresses[title]
    article = {
        "@type": "NewsArticle", "@id": address + "#article", "headline": title,
        "datePublished": stated, "description": m.description(), "inLanguage": "en",
        "author": {"@type": "Person", "name": h["author"]},
        "isPartOf": {"@type": "WebPage", "name": title + " | Harbour Gazette"},
    }
    organisation = {"@type": "NewsMediaOrganization", "name": "Harbour Gazette", "logo": {
        "@type": "ImageObject", "url": "https://www.harbour-gazette.example/logo.png"}}
    graph = {"@context": "https://schema.org", "@graph": [organisation, article]}
    head = (
        f'<meta charset="utf-8"><title>{m.text(title)} | Harbour Gazette</title>'
        f'<link rel="preload" href="/font.woff2"><link rel="canonical" href="{address}">'
        f'<meta property="og:site_name" content="Harbour Gazette">'
        f'<meta property="og:title" content="{m.text(title)}">'
        f'<meta property="og:description" content="{m.text(m.description())}">'
        f'<meta property="article:published_time" content="{stated}">{STYLE}'
        f'<script type="application/ld+json">{json_ld(graph)}</script>'
    )
    section = m.text(h["section"])
    top = (
        '<a class="skip" href="#main">Skip to content</a>'
        '<header><button aria-expanded="false">Open menu</button>'
        + m.menu("News Sport People Obituaries Letters",
                 '<nav aria-label="Main"><ul><li>', "</li><li>", "</li></ul></nav>")
        + f'<div class="share-card"><button>Share image</button><p>{m.text(title)}</p>'
        f'<p>{section}</p></div></header><main id="main"><nav class="breadcrumb"><ol>'
        f'<li><a href="/{section}">{section}</a></li><li>{m.text(title)}</li></ol></nav><article>'
        f'<p class="kicker">{section}</p><h1>{m.text(title)}</h1>'
        f'<time datetime="{stated}">{m.text(h["updated"])}</time>'
    )
    m.chrome += ["Skip to content", "Open menu", "Share image"]
    bottom = "".join(
        ('<aside class="related-articles"><h2>Recommended articles</h2><ul>',
         *(f"<li>{m.teaser(l.text)}</li>" for l in m.lines("teasers")), "</ul></aside></main>",
         "<footer>", *(f"<p>{m.text(l.text)}</p>" for l in m.lines("footer")), "</footer>"))
    fields = {
        "title": title, "author": h["author"], "date": stated, "language": "en",
        "canonical": address, "description": m.description(),
    }
    body = top + "".join(gazette_body(m)) + "</div></article>" + bottom
    page = f'<!doctype html><html lang="en"><head>{head}</head><body class="article">{body}</body></html>'
    return page, fields


def gazette_body(m):
    yield '<div class="article-body">'
    starts = {m.page.lines[index].text for index in m.page.stories}
    cells = []
    for number, line in enumerate(m.lines("body")):
        if line.text in starts and line.mark == "+":
            yield '</div></article><article class="next-story"><div class="article-body">'
        if is_cell_of_table(line, cells):
            continue
        yield from table_of(m, cells)
        if is_caption(line.text):
            yield (f'<figure><img src="/{number}.jpg" alt="{m.text(line.text)}">'
                   f"<figcaption>{m.text(line.text)}</figcaption></figure>")
        elif line.text.startswith("PORT VELLAN — "):
            yield f"<p><strong>PORT VELLAN</strong> — {m.inline(line.text[14:], number)}</p>"
        elif line.mark == "*":
            yield f"<h3>{m.text(line.text)}</h3>"
        else:
            yield f"<p>{m.inline(line.text, number)}</p>"


def is_cell_of_table(line, cells):
    """Collects the results of a round; True for a line that is one of its cells."""
    is_cell = line.text in ("Full time", "Postponed") or (cells and len(cells) % 2 == 1)
    if is_cell:
        cells.append(line.text)
    return is_cell


def table_of(m, cells, columns=2):
    rows = [cells[i : i + columns] for i in range(0, len(cells), columns)]
    if rows:
        yield "<table><tbody>"
        for row in rows:
            yield "<tr>" + "".join(f"<td>{m.text(cell)}</td>" for cell in row) + "</tr>"
        yield "</tbody></table>"
    cells.clear()


def courier(m):
    """No landmark anywhere: nested div with class names, p never closed, Dublin Core."""
    h, title = m.header, m.header["title"]
    by = "".join(l.text[3:] for l in m.lines("body") if l.text.startswith("By "))
    creator = f'<meta name="DC.creator" content="{m.text(by)}">' if by else ""
    top = [line.text for line in m.lines("top")]
    notice = top[0].removesuffix(" Accept all Manage settings")
    head = f"""<title>{m.text(title)}</title>
<meta name="DC.title" content="{m.text(title)}">
{creator}
<meta name="DC.date.issued" content="{h['date']}">
<meta name="DC.language" content="en">
<meta name=description content="{m.text(m.description())}">
<!-- <meta name="author" content="Nobody: this is in a comment"> -->
{SCRIPT}"""
    out = [
        '<div id="cookie-consent" class="cookie-banner overlay" role="dialog">',
        f'<div class="txt">{m.text(notice)}</div> <div class="btns">',
        *(f"<button>{m.text(label)}</button>" for label in ("Accept all", "Manage settings")),
        '</div></div><div class="wrapper"><div class="hdr">',
        f'<a href="#c" class="sr-only">{top[1]}</a><div class="burger">{top[2]}</div>',
        f'<div class="promo"><a href="/abo">{top[3]}</a></div><div class="login">{top[4]}</div>',
        m.menu(top[5], '<div class="crumbs">', " / ", "</div></div>"),
        f'<div class="article-header"><div class="headline-xl">{m.text(title)}</div>',
        f'<div class="meta-line">{m.text(top[7])}</div>',
        m.menu(top[8], '<div class="share-tools"><div>', "</div><div>", "</div></div></div>"),
        '<div class="article-text" id=c>',
    ]
    m.chrome += [notice, "Accept all", "Manage settings"]
    for section, run in m.runs:
        if section == "letter":
            a, b, c = (m.text(line.text) for line in run)
            out.append(f'<div class="newsletter-box"><div class=t>{a}</div><label>{b}'
                       f'</label><input type=email name="e<mail>"><a class=button>{c}</a></div>')
        elif section == "body":
            out += [courier_line(m, line, number) for number, line in enumerate(run)]
    bottom = [line.text for line in m.lines("bottom")]
    out.append(f'</div><div class="more-from"><div class="hd">{m.text(bottom[0])}</div>')
    out += [m.teaser(l.text, '<div class="teaser-hd">{}</div>') for l in m.lines("teasers")]
    out += [f'</div><div class="comments">{bottom[1]}<div>{bottom[2]}</div></div>',
            m.menu(bottom[3], '<div class="ftr"><div>', "</div><div>", "</div>"),
            f'<div class="legal">{m.text(bottom[4])}</div></div></div>']
    fields = {"title": title, "date": h["date"], "language": "en", "description": m.description()}
    fields |= {"author": by} if by else {}
    body = wrapped("\n".join(out))
    return f"<!DOCTYPE html>\n<html>\n<head>\n{head}\n</head>\n<body>\n{body}\n</body>\n", fields


def courier_line(m, line, number):
    if line.text.startswith("By "):
        return f'<div class="byline">{m.text(line.text)}</div>'
    if is_caption(line.text):
        return f'<div class="photo"><img src=p.jpg><div class="cap">{m.text(line.text)}</div></div>'
    return f"<p>{m.inline(line.text, number)}"


def blog(m):
    """A weblog's engine: microdata, comments, poems with br, lists and tables left unclosed."""
    h, title = m.header, m.header["title"]
    address = m.addresses[title]
    head = f"""<meta http-equiv="Content-Type" content="text/html; charset=UTF-8" />
<title>{m.text(title)} – The Leaky Teapot</title>
<link rel='canonical' href='{address}' />
<meta name="author" content="Wilhelmina" />
<meta name="generator" content="Teapress 6.1" />
<meta property="og:site_name" content="The Leaky Teapot" />
{STYLE}{SCRIPT}"""
    top = [line.text for line in m.lines("top")]
    bottom = [line.text for line in m.lines("bottom")]
    end = [line.text for line in m.lines("comments-end")]
    runs = [run for section, run in m.runs if section == "body"]
    out = [
        f'<header class="site-header"><p class="site-title">{m.text(top[0])}</p>',
        m.menu(top[1], '<ul class="menu"><li class="menu-item">', '<li class="menu-item">', "</ul>"),
        '</header><article class="post hentry" itemscope itemtype="https://schema.org/BlogPosting">',
        f'<h1 class="entry-title" itemprop="headline">{m.text(title)}</h1>',
        '<div class="entry-meta">Posted on <time class="published" itemprop="datePublished" '
        f'datetime="{h["date"]}">{h["posted"]}</time> by <span itemprop="author">Wilhelmina</span>',
        '</div><div class="entry-content">', *blog_body(m, runs[0]), "</div>",
        f'<div class="sharedaddy"><h3>{bottom[0]}</h3>',
        m.menu(bottom[1], "<ul><li>", "</li><li>", "</li></ul></div>"),
        f'<footer class="entry-footer">{m.text(bottom[2])}</footer></article>',
        f'<div id="comments" class="comments-area"><h2>{m.text(bottom[3])}</h2><ol>',
        *(blog_comment(m, line) for line in (runs[1] if len(runs) > 1 else [])),
        f'</ol><div id="respond"><h3>{end[0]}</h3><p>{end[1]}</p>',
        f'<label><input type="checkbox" checked> {end[2]}</label></div></div>',
        f'<nav class="navigation"><div>{m.text(end[3])}</div><div>{m.text(end[4])}</div></nav>',
        f'<footer id="colophon">{m.text(end[5])}</footer>',
    ]
    fields = {"title": title, "author": "Wilhelmina", "date": h["date"], "language": "en-GB",
              "canonical": address}
    body = wrapped("\n".join(out))
    page = f'<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n{head}\n</head>\n<body>\n{body}</body></html>\n'
    return page, fields


def blog_comment(m, line):
    if line.mark == "-":
        return f'<div class="reply"><a rel="nofollow" href="#respond">{m.text(line.text)}</a></div>'
    is_name = " " not in line.text
    kind = '<li class="comment"><cite class="fn">{}</cite>' if is_name else "<p>{}</p>"
    return kind.format(m.text(line.text))


def blog_body(m, run):
    """Stanzas end their lines with br; runs of short lines are lists; the labels' grid is a table."""
    table = [l for l in run if l.text in ("Model", "Yes", "No")]
    first = run.index(table[0]) if table else len(run)
    last = max(i for i, l in enumerate(run) if l.text in ("Yes", "No")) if table else -1
    for is_list, group in itertools.groupby(
            enumerate(run), key=lambda p: "table" if first <= p[0] <= last else
            "list" if p[1].text[0].isdigit() else "text"):
        group = list(group)
        if is_list == "table":
            yield "<table>"
            for i in range(0, len(group), 4):
                yield "<tr>" + "".join(f"<td>{m.text(l.text)}" for _, l in group[i : i + 4])
            yield "</table>"
        elif is_list == "list":
            yield "<ul>" + "".join(f"<li>{m.text(l.text)}\n" for _, l in group) + "</ul>"
        else:
            joined = {id(m.page.lines[i]) for i in m.page.joined}
            for number, line in group:
                label = line.mark == "*" and len(line.text) < 20 and not line.text.endswith(".")
                open_tag = "<br />" if id(line) in joined else "<h4>" if label else "<p>"
                yield open_tag + m.inline(line.text, number) + ("</h4>" if label else "")


def shop(m):
    """A shop's engine: product data, a hidden size chart, noscript, templates, select."""
    h, title = m.header, m.header["title"]
    address = h["url"]
    price = h["price"].split()[0]
    product = {"@context": "https://schema.org/", "@type": "Product", "name": title,
               "offers": {"@type": "Offer", "price": price, "priceCurrency": "XXX"}}
    head = f"""<title>{m.text(title)} – Alder &amp; Ash</title>
<meta property="og:type" content="product"><meta property="og:title" content="{m.text(title)}">
<meta property="og:locale" content="en_GB"><meta property=og:url content="{escaped(address)}">
<meta property="og:site_name" content="Alder &amp; Ash">
<meta name="description" content="">
<script type="application/ld+json">
{json_ld(product, spread=True)}
</script>"""
    noscript = m.extra("Please switch on JavaScript to use our shop.")
    top, bottom = ([l.text for l in m.lines(name)] for name in ("top", "bottom"))
    buy = [m.text(line.text) for line in m.lines("buy")]
    out = [
        f"<noscript><p>{noscript}</p></noscript><div class='announcement-bar'>{m.text(top[0])}</div>",
        f"<header><form role=search><input placeholder='{top[1]}'><label>{top[1]}</label></form>",
        m.menu(top[2], "<nav><ul class=nav><li>", "<li>", "</ul></nav>"),
        f"<a href=/basket>{m.text(top[3])}</a></header>",
        m.menu(top[4], "<div class=breadcrumbs><p>", " &gt; ", "</p></div>"),
        f"<main><h1 class=product-title>{m.text(title)}</h1><div class=rating>{top[6]}</div>",
        "<div style='display:none' class=size-chart>", m.extra("Size chart not available"), "</div>",
        "<template><p>A card that a script fills in</p></template><div class=product-info>",
        *shop_body(m), f"</div><div class=buy><label>{buy[0]}</label>",
        "<select name=n><option selected>1<option>2<option>3</select>",
        *(f"<p>{text}</p>" for text in buy[1:]),
        f"</div><section class=tabs><h3>{bottom[0]}</h3><p>{m.text(bottom[1])}</p></section></main>",
        f"<section class=upsell><h3>{bottom[2]}</h3>",
        *(f"<div class=card>{m.teaser(l.text)}</div>" for l in m.lines("teasers")), "</section>",
        f"<footer><p>{bottom[3]}<p>{bottom[4]}",
        m.menu(bottom[5], "<ul><li>", "</li><li>", "</li></ul>"),
        f"<p>{m.text(bottom[6])}</footer>",
    ]
    body = "\n".join(out)
    page = f"<!DOCTYPE html><html lang=en-GB><head>{head}</head><body>{body}</body></html>"
    return page, {"title": title, "language": "en-GB", "canonical": address}


def shop_body(m):
    listing = False
    for number, line in enumerate(l for l in m.page.lines if l.section in ("kettle", "mug")):
        label, colon, rest = line.text.partition(": ")
        is_item = bool(colon) and len(label) < 20 and line.mark == "+"
        if is_item != listing:
            yield "<ul>" if is_item else "</ul>"
            listing = is_item
        if is_item:
            yield f"<li><b>{m.text(label)}:</b> {m.text(rest)}</li>"
        elif line.text in ("Specifications", "Care"):
            yield f"<h2>{line.text}</h2>"
        else:
            yield f"<p>{m.inline(line.text, number)}</p>"


def forum(m):
    """HTML 4 in capitals: tables for layout, unquoted attributes, post after post."""
    title = m.header["title"]
    top, bottom = ([l.text for l in m.lines(name)] for name in ("top", "bottom"))
    out = [
        f"<TABLE WIDTH=100% BORDER=0><TR><TD CLASS=banner><B>{m.text(top[0])}</B></TD></TR></TABLE>",
        m.menu(top[1], "<TABLE><TR><TD>", "</TD><TD>", "</TD></TR></TABLE>"),
        m.menu(top[2], "<P CLASS=nav>", " &lsaquo; ", ""), f"<P ALIGN=right>{m.text(top[3])}",
        f"<H2><A HREF=?t=1>{m.text(title)}</A></H2>",
    ]
    post = []
    for section, run in m.runs:
        if section in ("body", "sig-brass", "sig-nell"):
            post += [(section, line) for line in run]
        elif section == "post":
            out += [*forum_post(m, post), f"<TD COLSPAN=2>{m.menu(run[0].text, '', ' ', '')}",
                    "</TABLE>"]
            post = []
    out += [f"<P><A HREF=reply>{bottom[0]}</A><P>{m.text(bottom[1])}",
            f"<P>{bottom[2]}<P>{m.text(bottom[3])}", f"<P>{bottom[4]}<P>",
            m.menu(bottom[5], "", " &middot; ", ""), f"<P ALIGN=center>{m.text(bottom[6])}"]
    head = ('<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=iso-8859-1">'
            f"<TITLE>{m.text(title)} - The Tinkers&#146; Bench</TITLE>")
    body = "\r\n".join(out)
    page = ('<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">\r\n'
            f"<HTML>\r\n<HEAD>{head}</HEAD>\r\n<BODY BGCOLOR=#FFFFEE>\r\n{body}\r\n</BODY></HTML>")
    return page, {"title": f"{title} - The Tinkers’ Bench"}


def forum_post(m, post):
    """The rows of a post's table; a quoted post stands in a blockquote."""
    yield f"<TABLE CLASS=post CELLPADDING=4><TR><TD VALIGN=top WIDTH=120><B>{m.text(post[0][1].text)}</B>"
    yield f"<TD><SMALL>{m.text(post[1][1].text)}</SMALL>"
    quoting = False
    for number, (section, line) in enumerate(post[2:]):
        if line.text.endswith(" wrote:"):
            quoting = True
            yield f"<BLOCKQUOTE><CITE>{m.text(line.text)}</CITE>"
        elif section != "body":
            yield f"<HR><FONT SIZE=-1>{m.text(line.text)}</FONT>"
        else:
            yield f"<P>{m.inline(line.text, number)}</P>"
            if quoting:
                yield "</BLOCKQUOTE>"
            quoting = False
    yield "<TR>"


def bote(m):
    """A content system of its time: sections and div, named references, a list of JSON-LD."""
    h, title = m.header, m.header["title"]
    stamp = h["updated"].removeprefix("Stand: ")
    stated = f"{stamp[6:10]}-{stamp[3:5]}-{stamp[:2]}T{stamp[12:]}:00+01:00"
    people = [{"@type": "Person", "name": name} for name in h["author"].split(", ")]
    news = {"@type": ["Article", "NewsArticle"], "headline": title, "author": people,
            "datePublished": stated, "publisher": {"name": "Nordhafener Bote"}}
    crumbs = {"@type": "BreadcrumbList", "itemListElement": [{"@type": "ListItem", "name": "Start"}]}
    head = f"""<meta http-equiv="content-type" content="text/html; charset=iso-8859-2">
<title>{m.text(title)} - Nordhafener Bote</title>
<meta name="twitter:card" content="summary"><meta name="description" content="{m.text(m.description())}">
<link rel="alternate" hreflang="de" href="/x"><link href="{h['url']}" rel="canonical">
<script type="application/ld+json">
//<![CDATA[
{json_ld([crumbs, news], spread=True)}
//]]>
</script>"""
    top, bottom = ([l.text for l in m.lines(name)] for name in ("top", "bottom"))
    out = [
        f'<a class="sprungmarke" href="#inhalt">{top[0]}</a><div class="kopf">',
        m.menu(top[1], '<ul class="navi"><li>', "</li>\n<li>", "</li></ul></div>"),
        f'<section id="inhalt"><div class="rubrik">{m.text(top[2])}</div>',
        f'<h1>{m.text(title)}</h1><div class="stand">{m.text(top[4])}</div>',
        f'<div class="lesezeit">{m.text(top[5])}</div>',
        m.menu(top[6], '<div class="teilen">', " ", "</div>"),
    ]
    number = 0
    for section, run in m.runs:
        for line in run if section == "body" else []:
            number += 1
            kind = "<p>{}</p>\n"
            if is_caption(line.text):
                kind = '<div class="bild"><img src="b.jpg" alt=""><span class="unterschrift">{}</span></div>'
            out.append(kind.format(m.inline(line.text, number)))
        if section == "letter":
            first, second = (m.text(line.text) for line in run)
            out.append(f'<aside class="newsletter"><b>{first}</b><br><a href="/abo">{second}</a></aside>')
    out += [f'</section><div class="mehr"><h4>{bottom[0]}</h4>',
            *(f"<div>{m.teaser(l.text)}</div>" for l in m.lines("teasers")), "</div>",
            f'<div class="kommentare"><h4>{bottom[1]}</h4><p>{bottom[2]}</p></div>',
            m.menu(bottom[3], '<div class="fuss">', " | ", ""), f"<p>{m.text(bottom[4])}</p></div>"]
    page = (f'<!DOCTYPE html>\n<html lang="de">\n<head>\n{head}\n</head>\n<body>\n'
            + wrapped("\n".join(out)) + "\n</body>\n</html>\n")
    return page, {"title": title, "author": h["author"].replace(", ", "; "), "date": stated, "language": "de",
                  "canonical": h["url"], "description": m.description()}


def shiomi(m):
    """A Japanese paper: landmarks by role, ruby-free, a relative canonical link."""
    h, title = m.header, m.header["title"]
    day, clock = h["date"], h["updated"].split(" ")[1].rstrip("分").split("時")
    stated = f"{day}T{int(clock[0]):02}:{int(clock[1]):02}:00+09:00"
    charset = {"cp932": "Shift_JIS", "gb18030": "gb18030"}.get(h["charset"])
    declared = f'<meta charset="{charset}">' if charset else ""
    path = h["url"].removeprefix("https://shiomi-dayori.example")
    head = f"""{declared}<title>{m.text(title)}｜しおみだより</title>
<meta property="article:published_time" content="{stated}" />
<meta property="og:title" content="{m.text(title)}｜しおみだより" />
<meta property="og:site_name" content="しおみだより" /><link rel="canonical" href="{path}" />"""
    top, bottom = ([l.text for l in m.lines(name)] for name in ("top", "bottom"))
    out = [
        f'<div role="banner"><button type="button">{top[0]}</button>',
        m.menu(top[1], '<div role="navigation"><ul><li>', "</li><li>", "</li></ul></div></div>"),
        f'<div role="main"><h1>{m.text(title)}</h1><p class="date">{top[3]}</p>',
        m.menu(top[4], "<ul class='sns'><li>", "</li><li>", "</li></ul><div class='honbun'>"),
    ]
    for number, line in enumerate(m.lines("body")):
        if is_caption(line.text):
            out.append(f"<dl class='photo'><dt><img src='p.jpg'></dt><dd>{m.text(line.text)}</dd></dl>")
        else:
            a, b, c = line.text[:8], line.text[8:14], line.text[14:]
            link = f"<a href='/k/{number}'>{m.text(b)}</a>" if number % 2 else f"<b>{m.text(b)}</b>"
            out.append(f"<p>{m.text(a)}{link}{m.text(c)}</p>")
    out += [f"</div></div><div class='kanren' role='complementary'><h2>{bottom[0]}</h2><ul>",
            *(f"<li>{m.teaser(l.text)}</li>" for l in m.lines("teasers")), "</ul></div>",
            *(f"<p>{m.text(text)}</p>" for text in bottom[1:4]),
            m.menu(bottom[4], "<div role='contentinfo'><ul><li>", "</li><li>", "</li></ul>"),
            f"<small>{m.text(bottom[5])}</small></div>"]
    page = f"<!DOCTYPE html>\n<html lang='ja'>\n<head>{head}</head>\n<body>\n" + "\n".join(out)
    return page + "\n</body></html>\n", {
        "title": title, "date": stated, "language": "ja", "canonical": h["url"]}


def vestnik(m):
    """A page by hand: font tags, one table for all of it, paragraphs by br br."""
    title = m.header["title"]
    top, bottom = ([l.text for l in m.lines(name)] for name in ("top", "bottom"))
    text, captions = [], []
    for number, line in enumerate(m.lines("body")):
        (captions if is_caption(line.text) else text).append(m.inline(line.text, number))
    out = [
        f"<a href=#text>{top[0]}</a>",
        m.menu(top[1], "<table width=100% bgcolor=#ddeeff><tr><td>", "<td>", "</table>"),
        f"<table><tr><td width=70%><a name=text></a><font size=+2><b>{m.text(title)}</b></font>",
        f"<br><font color=gray>{m.text(top[3])}<br>{m.text(top[4])}</font><br><br>",
        "<br><br>\n".join(text),
        *(f"<center><img src=1.gif><br><i>{caption}</i></center>" for caption in captions),
        f"<br>{bottom[0]}<td valign=top><b>{bottom[1]}</b><br>",
        *(f"<li>{m.teaser(line.text)}" for line in m.lines("teasers")), "</table><hr>",
        "<br>".join(m.text(text) for text in bottom[2:]),
    ]
    head = (f"<title>{m.text(title)} — Вестник Тихоборья</title>"
            '<meta http-equiv="Content-Language" content="ru">')
    page = f"<html><head>{head}</head>\n<body>\n" + "\n".join(out) + "\n</body></html>\n"
    return page, {"title": f"{title} — Вестник Тихоборья", "language": "ru"}


def museum(m):
    """XHTML that is sent as HTML: an XML declaration, CDATA, everything closed."""
    title, link = m.header["title"], m.header["url"]
    lines = [line for line in m.lines("page")]
    out = []
    for number, line in enumerate(lines):
        if line.text == title:
            out.append(f"<h1>{m.text(title)}</h1>")
        elif line.text.startswith(("Visit ", "Bookshop ")):
            out.append(m.menu(line.text, "<p class='links'>", " ", "</p>"))
            m.chrome.pop()
        else:
            out.append(f"<p>{m.inline(line.text, number)}</p>")
    head = f"""<title>{m.text(title)} | Saltmarsh Museum</title>
<meta name="DCTERMS.modified" content="{m.header['date']}" />
<script type="text/javascript">//<![CDATA[
if (1 < 2) document.title += "";
//]]></script><link rel="canonical" href="{link}" />"""
    page = f"""<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en" lang="en"><head>{head}</head>
<body><div id="page">
""" + wrapped("\n".join(out)) + "\n</div></body></html>\n"
    return page, {"title": title, "language": "en", "canonical": link}


TEMPLATES = {
    "gazette": gazette, "courier": courier, "blog": blog, "shop": shop, "forum": forum,
    "bote": bote, "shiomi": shiomi, "vestnik": vestnik, "museum": museum,
}
STYLES = {"gazette": "plain", "courier": "hexadecimal", "blog": "decimal", "bote": "named"}
