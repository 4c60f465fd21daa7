// SPDX-License-Identifier: Apache-2.0

extension LexiconSource {
  /// Networks, numbers and zones of time: of no language.
  static let common = [
    LexiconSource(
      "any",
      """
      social: facebook; fb; twitter; x; x twitter; linkedin; linked in; pinterest; reddit; tumblr
      social: whatsapp; telegram; instagram; youtube; tiktok; snapchat; flipboard; digg; delicious
      social: del icio us; stumbleupon; google plus; google; google bookmarks; google buzz; gmail
      social: myspace; yahoo; live; vkontakte; vk; ok ru; odnoklassniki; viber; skype; messenger
      social: facebook messenger; line; kakaotalk; xing; pocket; evernote; instapaper; hacker news
      social: mastodon; bluesky; threads; discord; twitch; vimeo; flickr; rss; email; e mail; sms
      social: technorati; newsvine; reddit; slashdot; mixx; friendfeed; blogger; wordpress; diigo
      social: livejournal; вконтакте; одноклассники; в контакте; мой мир; живой журнал; фейсбук
      social: твиттер; телеграм; 微博; 微信; 新浪微博; 腾讯微博; 空间; 人人网; 开心网; 豆瓣; 百度
      social: 微信朋友圈; 搜狐微博; 网易微博; 淘江湖; 百度搜藏; はてなブックマーク; ライン
      social: wykop; blip; śledzik; nasza klasa; nk; gadu gadu; mister wong; menéame; meneame
      social: naver; kakao; band; 페이스북; 트위터; 카카오톡; 카카오스토리; 네이버; 밴드; 라인
      number: 0; 0t0; 0z; 0am; 0pm; 0h; 0h0; 0st; 0nd; 0rd; 0th; 0t0z; 0t; 0d
      date: am; pm; gmt; utc; est; edt; cet; cest; pst; pdt; cst; cdt; ist; bst; eet; eest; msk; jst
      date: kst; hkt; hrs; 年; 月; 日; 时; 時; 分; 秒; 点; 點; 0년; 0월; 0일; 0시; 0분
      edge: copyright; home; menu; newsletter; newsletters; podcast; podcasts; video; videos; blog
      edge: faq; rss feed; rss feeds; login; logout; site map; sitemap; webmail; wap; pdf; chat
      edge: apps
      anywhere: rss 0 0; powered by wordpress; xml sitemap; addthis; sharethis; share addthis
      """)
  ]
}
