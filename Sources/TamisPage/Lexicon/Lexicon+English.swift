// SPDX-License-Identifier: Apache-2.0

extension LexiconSource {
  /// English.
  static let english = [
    LexiconSource(
      "en",
      """
      rest: read more; continue reading; more; full story; read on; see more; learn more
      rest: find out more
      skip: filed under; posted in; posted on; who is online; users browsing this forum; board index
      skip: this entry was posted; 0 thoughts on; one thought on; 0 comments on; 0 responses to
      skip: one comment on; one response to; 0 replies to; tagged with
      skip: skip to content; skip to main content; skip to main navigation; skip to navigation
      skip: skip to footer; skip to search; skip to primary sidebar; skip to article; skip to header
      skip: skip to primary navigation; skip to secondary navigation; skip to sidebar; skip to menu
      skip: skip to the content; skip to the main content; jump to content; jump to navigation
      skip: jump to main content; skip navigation; skip main navigation; skip links; skip header
      skip: go to content; go to main content; skip to page content; skip to links; skip to main
      anywhere: back to top; scroll to top; return to top; go to top; top of page; close menu
      anywhere: open menu; toggle menu; toggle navigation; main menu; main navigation
      anywhere: site navigation
      anywhere: navigation menu; open search; close search; toggle search; show search; hide search
      anywhere: advertisement; advertisements; article continues below advertisement
      anywhere: story continues below advertisement; advertisement continue reading below
      anywhere: continue reading below advertisement; sponsored links; sponsored link; paid content
      anywhere: sponsored content; scroll to continue; article continues after advertisement
      anywhere: copy link; link copied; copied to clipboard; print this page; print this article
      anywhere: print article; email this article; email this page; email article
      anywhere: e mail this article
      anywhere: email a friend; email to a friend; send to a friend; tell a friend; send to friend
      anywhere: printer friendly version; printer friendly; printer friendly page; print version
      anywhere: save this article; save article; bookmark this page; add to favorites; report abuse
      anywhere: add to favourites; report this comment; sign up for our newsletter
      anywhere: opens in new window
      anywhere: subscribe to our newsletter; newsletter signup; newsletter sign up
      anywhere: opens in a new window
      anywhere: cookie settings; cookie preferences; manage cookies; accept cookies; reject all
      anywhere: accept all cookies; accept all; manage consent; privacy settings
      anywhere: do not sell my info
      anywhere: do not sell my personal information; your privacy choices
      anywhere: leave a reply cancel reply
      anywhere: cancel reply; click to share; click here to subscribe; view all posts; load more
      anywhere: enlarge image; enlarge this image; view larger image; click to enlarge; show caption
      anywhere: hide caption; toggle caption; close modal; close dialog; loading comments; slideshow
      anywhere: read more from; follow us on; search this site; search site; search for; sign me up
      anywhere: you must be logged in to post a comment; log in to comment; login to comment
      anywhere: all rights reserved; no related posts; post navigation; like this; like loading
      anywhere: text size a a a; text size; font size; increase font size; decrease font size
      anywhere: larger text; smaller text; increase text size; decrease text size; resize text
      anywhere: you are here; you are here home; previous article; next article; previous post
      anywhere: next post; previous story; next story; older posts; newer posts
      anywhere: was this page helpful
      anywhere: show comments; hide comments; view comments; post a comment; leave a comment
      anywhere: add a comment; add comment; write a comment; leave a reply; add your comment
      anywhere: join the discussion; join the conversation; start the conversation
      anywhere: be the first to comment
      anywhere: 0 comments; no comments; no comments yet; comments 0; 0 comment; comments are closed
      anywhere: comments off; comments closed; view all comments; see all comments; read comments
      anywhere: submit a comment; post comment; submit comment; permalink; trackback; trackbacks
      anywhere: 0 trackbacks; 0 pings; trackback url; rate this article; rate this; recommend this
      anywhere: 0 min read; 0 minute read; 0 mins read; 0 minutes read; reading time 0 min; min read
      anywhere: listen to this article; download our app; get the app; download the app
      anywhere: install the app
      anywhere: featured image; facebook feature image; show more comments; sort by newest
      anywhere: video player is loading
      anywhere: this video is currently unavailable; play video; watch video; playback speed
      anywhere: read the full story; read full article; read the full article; read full story
      anywhere: breaking news alerts; get the latest news; add to cart; add to wishlist; add to bag
      related: recommended articles; recommended stories; recommended reading; recommended for you
      related: recommended posts; related articles; related article; related stories; related story
      related: related posts; related post; related news; related content; related links
      related: related topics
      related: related coverage; related reading; related items; related pages; related videos
      related: related products; related searches; related threads; similar threads; similar posts
      related: similar articles; similar stories; similar products; you may also like
      related: you might also like
      related: you may also be interested in; you might also be interested in; you may like
      related: you might like; more from this author; more from author; more by this author
      related: more stories; more news; more articles; more like this; more from this section
      related: more on this story; more on this; more on this topic; more from the web
      related: more top stories
      related: more headlines; more posts; more in this section; read next; up next
      related: what to read next
      related: read also; also read; read more news; don t miss; trending now; trending stories
      related: trending; trending articles; trending news; most popular; most popular stories
      related: most read; most viewed; most commented; most emailed; most shared; most recent
      related: most popular articles; most read stories; most read articles; most discussed
      related: popular posts; popular articles; popular stories; popular now; popular on the web
      related: top stories; top news; top headlines; latest news; latest stories; latest articles
      related: latest posts; latest headlines; latest updates; latest videos; latest from
      related: the latest
      related: recent posts; recent articles; recent stories; recent news; recent comments
      related: latest comments; editor s picks; editors picks; editor s choice; editors choice
      related: around the web; from around the web; elsewhere on the web; from the web
      related: in other news
      related: featured articles; featured stories; featured posts; featured videos; featured news
      related: other articles; other stories; other news; other posts; other headlines
      related: suggested articles; suggested stories; suggested for you; suggested posts; hot topics
      related: customers also bought; customers also viewed; people also viewed; recently viewed
      related: articles you may like; stories you may like; people also read; you may have missed
      edge: home page; homepage; front page; main page; news; latest; world; business; sport; sports
      edge: politics; technology; tech; science; health; entertainment; lifestyle; life; travel
      edge: opinion
      edge: opinions; culture; arts; education; weather; local; local news; national; international
      edge: world news; us news; uk news; uk; economy; finance; money; markets; real estate
      edge: property; jobs; cars; autos; motoring; food; fashion; style; music; movies; film; tv
      edge: books
      edge: photos; pictures; galleries; photo galleries; multimedia; features; columns
      edge: columnists; editorial; editorials; letters; letters to the editor; comment; comments
      edge: blogs
      edge: forum; forums; community; events; calendar; classifieds; obituaries; horoscopes
      edge: horoscope
      edge: crossword; puzzles; comics; contests; competitions; deals; coupons; shop; shopping
      edge: archive; archives; topics; tags; tag; categories; category; sections; filed under
      edge: posted in
      edge: tagged; tagged with; category uncategorized; uncategorized; more; see more; view more
      edge: show more; show less; more news and features; view all; see all; show all; all news
      edge: read more; continue reading; search; advanced search; search results; submit; send
      edge: reset
      edge: close; cancel; save; apply; delete; reply; report; dislike
      edge: follow; following; followers; unfollow; follow us; follow me; connect; connect with us
      edge: stay connected; get in touch; find us on; join us; join us on; like us on; subscribe
      edge: subscribe now; subscribe today; subscribe to; unsubscribe; subscriptions; subscription
      edge: subscribers; sign up; sign up now; signup; sign in; sign out; log in; log out; register
      edge: register now; registration; log in register; login register; my account; account
      edge: profile
      edge: my profile; create account; create an account; forgot password; forgot your password
      edge: lost password; lost your password; remember me; password; username; user name; your name
      edge: your email; your email address; email address; email required; name required; website
      edge: url; first name; last name; full name; phone; phone number
      edge: about; about us; about the author; who we are; our team; the team; our story; company
      edge: company info; careers; work for us; work with us; press; press room; press releases
      edge: media
      edge: media kit; newsroom; investors; investor relations; partners; affiliates; sponsors
      edge: advertise
      edge: advertise with us; advertise here; advertising; ads; ad; sponsored; promoted; contact
      edge: contact us; contacts; contact info; contact information; contact details; feedback
      edge: support
      edge: help; help center; help centre; customer service; customer support; faqs; site index
      edge: site info; terms; terms of use; terms of service; terms conditions; terms and conditions
      edge: conditions of use; user agreement; privacy; privacy policy; privacy statement
      edge: privacy notice
      edge: privacy and cookies; cookies; cookie policy; cookie notice; legal; legal notice
      edge: disclaimer
      edge: disclaimers; accessibility; accessibility statement; accessibility help; corrections
      edge: code of conduct; code of ethics; editorial policy; editorial guidelines; ethics policy
      edge: copyright notice; copyright policy; copyright information; syndication; licensing
      edge: reprints
      edge: permissions; reprints and permissions; rights and permissions; mobile; mobile site
      edge: desktop site
      edge: mobile version; full site; view full site; android; iphone; ipad; app; mobile apps
      edge: services
      edge: products; solutions; resources; documentation; downloads; download; tools; pricing
      edge: features
      edge: donate; volunteer; membership; members; member login; gift cards; gift card; cart
      edge: my cart
      edge: your cart; view cart; checkout; shopping cart; wishlist; wish list; basket; order status
      edge: shipping; returns; shipping policy; return policy; refund policy; size guide
      edge: track order
      edge: english; deutsch; français; español; italiano; português; русский; 日本語; 中文; 한국어
      edge: language; languages; select language; choose language; select your language; translate
      edge: print; printable version; email; e mail; save; bookmark; bookmarks; comments feed; feed
      edge: feeds
      edge: entries rss; comments rss; meta; blogroll; page 0 of 0; page 0; next; previous
      edge: prev; next page; previous page; next prev; back; back to home; return to home
      edge: back to blog; back to news; older entries; newer entries; newer; older
      edge: quick links; useful links; links; external links; important links; popular
      edge: popular topics
      edge: popular tags; tag cloud; recent; featured; welcome; welcome guest; hello guest
      edge: watch live; live tv; on air; watch; listen; radio; tv guide; tv schedule
      edge: today s paper; print edition; digital edition; e paper; epaper; e edition; magazine
      edge: issues
      edge: current issue; past issues; back issues; special reports; in depth; investigations
      edge: analysis
      edge: staff; staff directory; directory; site search; site map contact us; my news; for you
      edge: author
      edge: breaking news; headlines; alerts; email alerts; text alerts; notifications; settings
      edge: preferences; options; filter; filters; sort by; view; views; 0 views; 0 shares; 0 likes
      edge: 0 comments so far; rating; ratings; reviews; write a review; vote; votes; poll
      edge: polls; results archive; rate; average rating; quote; spam; navigation; breadcrumb
      edge: footer
      edge: header; sidebar; table of contents; on this page; in this article; in this section
      edge: contents
      edge: loading; please wait; loading please wait; javascript is disabled; powered by
      edge: designed by
      edge: designed and developed by; website by; web design by; theme by; hosted by; built with
      edge: dark mode; light mode; theme; skip; skip ad; learn more; more info
      edge: click here; find out more; details; info; start here; get started; buy now; order now
      edge: shop now; book now; apply now; join now; join; try for free; free trial
      edge: start free trial
      edge: request a demo; contact sales; get a quote; share your thoughts; what do you think
      edge: sign up today
      edge: section; filed in; posted under; published in; in this story; key words; keywords
      edge: quotes
      edge: africa; asia; europe; americas; middle east; australia; uk edition; us edition
      edge: international edition; edition; editions; baseball; football; soccer; basketball; golf
      edge: tennis; hockey; cricket; rugby; boxing; motorsport; nfl; nba; mlb; nhl; olympics
      edge: celebrity
      edge: celebrities; celebrity news; gossip; showbiz; theatre; theater; art; religion
      edge: family; parenting; relationships; home and garden; pets; environment; energy; internet
      edge: gadgets; reviews and ratings; computing; software; hardware; security; crime; law
      edge: military
      edge: companies; stocks; banking; personal finance; small business; technology news
      edge: health news
      notice: all rights reserved; this site uses cookies; this website uses cookies
      notice: we use cookies; our use of cookies; use of cookies; by continuing to use this site
      notice: by continuing to browse; by using this site; by using our site; by using this website
      notice: this site is protected by recaptcha; recaptcha and the google; accept our cookies
      notice: material may not be published; may not be reproduced; may not be published broadcast
      notice: sign up for our newsletter; sign up to our newsletter; subscribe to our newsletter
      notice: subscribe to our free newsletter; signing up you agree; you agree to our
      notice: our privacy policy
      notice: your email address will not be published; required fields are marked; notify me of
      notice: you must be logged in; you need to be logged in; you must be registered
      notice: enable javascript
      notice: javascript enabled; javascript is disabled; use akismet; akismet to reduce spam
      notice: registered trademark of; registered trademarks of; trademark of; trademarks of
      notice: registered in england; external internet sites; external sites; powered by; theme by
      notice: responses are currently closed; comments are closed; rss 0 0 feed
      notice: follow any responses
      notice: you can follow us on; follow us on; like us on facebook; follow us on facebook
      notice: follow us on twitter; views expressed in the comments; comments are moderated
      notice: affiliate links; we may earn a commission; get the latest news delivered
      notice: in your inbox
      notice: to your inbox; delivered to your inbox; terms of service apply
      notice: terms of use and privacy
      share: share; share this; share on; share via; share with; share to; share it
      share: share this article
      share: share this page; share this story; share this post; share article; share page; share by
      share: share on facebook; share on twitter; share on linkedin; share on pinterest; share on x
      share: share via email; share this on; tweet; tweet this; pin; pin it; post; post to; send to
      share: follow on; recommend; recommend on facebook; email this; blog this; save to; print
      share: bookmark and share; bookmark this; bookmark on; more sharing options; share options
      share: share save; click to share on; click to email; click to print; share link; share tweet
      share: stumble; submit to; add to; shares; tweets; share now; shared; sharing
      stamp: updated; last updated; last update; last updated at; updated at; updated on
      stamp: last modified; modified; published; published on; published at; first published; posted
      stamp: posted on; posted at; date published; publication date; date posted; created
      stamp: created on
      stamp: submitted on; submitted; written on; added; uploaded; release date; released; edited
      stamp: page last updated; this page was last updated; page updated; page last modified
      stamp: last reviewed; last reviewed on; last edited; issued; first posted
      stamp: originally published
      stamp: story created; story updated; last changed; date; date modified; last revised; revised
      age: 0 minutes ago; 0 hours ago; 0 days ago; 0 weeks ago; 0 months ago; 0 years ago
      age: 0 hour ago
      age: 0 minute ago; 0 day ago; 0 week ago; 0 month ago; 0 year ago; an hour ago; a day ago
      age: 0 mins ago; 0 min ago; 0 hrs ago; 0h ago; 0d ago; 0m ago; yesterday; just now; today
      date: january; february; march; april; may; june; july; august; september; october; november
      date: december; jan; feb; mar; apr; jun; jul; aug; sep; sept; oct; nov; dec; monday; tuesday
      date: wednesday; thursday; friday; saturday; sunday; mon; tue; tues; wed; thu; thur; thurs
      date: fri
      date: sat; sun; noon; midnight; local time; eastern time; pacific time; et; pt
      start: copyright 0; copyright c 0; copyright by; all content copyright; content copyright
      filler: and; or; the; of; on; to; a; an; in; by; at; for; from; with; via; our; your; this; my
      filler: s
      filler: as; us
      """)
  ]
}
