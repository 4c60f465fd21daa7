// SPDX-License-Identifier: Apache-2.0

extension LexiconSource {
  /// Swedish, Danish, Norwegian, Finnish.
  static let nordic = [
    LexiconSource(
      "sv",
      """
      rest: läs mer; mer
      skip: hoppa till innehåll; hoppa till huvudinnehåll; gå till innehåll; till innehållet
      anywhere: annons; till toppen; upp till toppen; alla rättigheter förbehållna; skriv ut sidan
      anywhere: 0 kommentarer; 0 kommentar; lämna en kommentar; skriv en kommentar; avbryt svar
      anywhere: kopiera länk; prenumerera på nyhetsbrevet; hantera cookies; acceptera alla
      anywhere: du är här
      anywhere: läs kommentarer; lämna ett svar; lägg i varukorg; stäng meny; öppna meny; huvudmeny
      related: läs också; läs även; läs mer; relaterade artiklar; mest läst; mest lästa
      related: senaste nytt
      related: senaste nyheterna; fler nyheter; fler artiklar; liknande artiklar
      related: rekommenderade artiklar
      related: mer från; senaste inläggen; populära artiklar; missa inte; senaste kommentarer
      related: mer om
      edge: hem; startsida; nyheter; sport; kultur; ekonomi; nöje; politik; världen; inrikes
      edge: utrikes
      edge: debatt; ledare; opinion; vetenskap; hälsa; resor; bostad; väder; lokalt; kontakt; om oss
      edge: kontakta oss; sök; logga in; logga ut; registrera; prenumerera; mina sidor
      edge: glömt lösenord
      edge: lösenord; användarnamn; integritetspolicy; villkor; användarvillkor; annonsera
      edge: kundservice
      edge: kommentarer; kommentera; skriv ut; stäng; nästa; föregående; tillbaka; följ oss
      edge: nyhetsbrev
      edge: arkiv; ämnen; mer; visa mer; visa alla; tjänster; varukorg; lediga jobb; press
      edge: tillgänglighet
      edge: meny; hjälp; bilder; kategorier; om cookies; personuppgifter; e post
      notice: alla rättigheter förbehållna; vi använder cookies; webbplatsen använder cookies
      notice: användningen av cookies; e postadress publiceras inte; obligatoriska fält
      notice: ansvarig utgivare
      share: dela; dela på; dela artikeln; dela på facebook; dela på twitter; dela via; gilla; tipsa
      share: mejla
      stamp: publicerad; publicerat; uppdaterad; uppdaterat; senast uppdaterad; senast ändrad
      stamp: publicerades
      age: 0 timmar sedan; 0 minuter sedan; 0 dagar sedan; igår; idag; i går; i dag
      date: januari; februari; mars; maj; juni; juli; augusti; oktober; måndag; tisdag; onsdag
      date: torsdag
      date: fredag; lördag; söndag; kl
      filler: och; eller; på; för; till; av; med; om; den; det; ett; oss; din
      """),
    LexiconSource(
      "da",
      """
      rest: læs mere; mere
      skip: gå til indhold; spring til indhold; gå til hovedindhold; hop til indhold
      anywhere: annonce; til toppen; tilbage til toppen; alle rettigheder forbeholdes; hovedmenu
      anywhere: 0 kommentarer; skriv en kommentar; udskriv side; kopier link; tilmeld nyhedsbrev
      anywhere: accepter alle; du er her; læs kommentarer; skriv kommentar; annuller svar
      related: læs også; læs mere; relaterede artikler; mest læste; seneste nyt; seneste nyheder
      related: flere nyheder; flere artikler; andre læser; anbefalede artikler; populære artikler
      related: se også
      edge: forside; nyheder; sport; kultur; økonomi; politik; udland; indland; debat; underholdning
      edge: videnskab; sundhed; rejser; bolig; vejr; kontakt; kontakt os; om os; søg; log ind
      edge: log ud
      edge: opret bruger; abonner; abonnement; privatlivspolitik; cookiepolitik; vilkår
      edge: handelsbetingelser
      edge: kommentarer; udskriv; luk; næste; forrige; tilbage; følg os; nyhedsbrev; arkiv; emner
      edge: mere
      edge: vis mere; se alle; vis alle; kundeservice; kurv; indkøbskurv; annoncer; hjælp
      edge: mit abonnement
      notice: alle rettigheder forbeholdes; vi bruger cookies; hjemmesiden bruger cookies
      notice: brug af cookies
      notice: din e mailadresse vil ikke blive publiceret
      share: del; del på; del artiklen; del på facebook; del på twitter; synes godt om
      share: send til en ven
      stamp: publiceret; opdateret; sidst opdateret; offentliggjort; udgivet
      age: 0 timer siden; 0 minutter siden; 0 dage siden; i går; i dag
      date: januar; februar; marts; april; maj; juni; juli; august; mandag; tirsdag; onsdag; torsdag
      date: lørdag; søndag
      filler: og; eller; til; af; med; os; dit
      """),
    LexiconSource(
      "no",
      """
      rest: les mer; mer
      skip: hopp til innhold; gå til innhold; hopp til hovedinnhold; hopp til innholdet
      anywhere: annonse; til toppen; tilbake til toppen; alle rettigheter reservert; hovedmeny
      anywhere: 0 kommentarer; legg igjen en kommentar; kopier lenke; godta alle; du er her
      anywhere: avbryt svar
      related: les også; les mer; relaterte artikler; mest lest; siste nytt; siste nyheter
      related: flere saker
      related: relaterte saker; flere nyheter; anbefalte artikler; siste innlegg; populære saker
      related: se også
      edge: hjem; forsiden; nyheter; sport; kultur; økonomi; politikk; utenriks; innenriks; debatt
      edge: meninger
      edge: underholdning; vitenskap; helse; reise; bolig; været; kontakt oss; om oss; søk; logg inn
      edge: logg ut
      edge: registrer deg; abonner; abonnement; personvern; personvernerklæring; vilkår; kommentarer
      edge: skriv ut; lukk; neste; forrige; tilbake; følg oss; nyhetsbrev; arkiv; emner; mer
      edge: vis mer
      edge: se alle; kundeservice; handlekurv; annonsere; hjelp; meny; informasjonskapsler; tips oss
      notice: alle rettigheter; vi bruker informasjonskapsler; nettstedet bruker; bruk av cookies
      notice: ansvarlig redaktør; redaktøransvar
      share: del på; del artikkelen; del på facebook; del på twitter; lik; tips en venn; del saken
      stamp: publisert; oppdatert; sist oppdatert; sist endret; lagt ut
      age: 0 timer siden; 0 minutter siden; 0 dager siden
      date: desember; tirsdag; onsdag; lørdag
      filler: til; av; oss; din
      """),
    LexiconSource(
      "fi",
      """
      rest: lue lisää; lisää
      skip: siirry sisältöön; siirry suoraan sisältöön; hyppää sisältöön; siirry pääsisältöön
      anywhere: mainos; takaisin ylös; sivun alkuun; kaikki oikeudet pidätetään; 0 kommenttia
      anywhere: kirjoita kommentti; jätä kommentti; kopioi linkki; hyväksy kaikki; evästeasetukset
      anywhere: tulosta sivu
      related: lue myös; lue lisää; aiheeseen liittyvää; luetuimmat; uusimmat uutiset; uusimmat
      related: katso myös
      related: tuoreimmat; lisää aiheesta; suosituimmat; muita artikkeleita; muut lukivat
      related: suositellut
      edge: etusivu; uutiset; urheilu; kulttuuri; talous; politiikka; kotimaa; ulkomaat; mielipide
      edge: viihde
      edge: tiede; terveys; matkailu; sää; yhteystiedot; ota yhteyttä; tietoa meistä; haku; hae
      edge: kirjaudu
      edge: kirjaudu sisään; kirjaudu ulos; rekisteröidy; tilaa; tilaa uutiskirje; tietosuoja
      edge: käyttöehdot
      edge: tietosuojaseloste; kommentit; kommentoi; tulosta; sulje; seuraava; edellinen; takaisin
      edge: seuraa meitä
      edge: uutiskirje; arkisto; aiheet; lisää; näytä lisää; näytä kaikki; asiakaspalvelu; ostoskori
      edge: valikko
      notice: kaikki oikeudet pidätetään; käytämme evästeitä; sivusto käyttää evästeitä
      notice: evästeiden käyttö
      share: jaa; jaa artikkeli; jaa facebookissa; jaa twitterissä; tykkää; lähetä sähköpostilla
      stamp: julkaistu; päivitetty; viimeksi päivitetty; muokattu
      age: 0 tuntia sitten; 0 minuuttia sitten; 0 päivää sitten; eilen; tänään
      date: tammikuu; helmikuu; maaliskuu; huhtikuu; toukokuu; kesäkuu; heinäkuu; elokuu; syyskuu
      date: lokakuu
      date: marraskuu; joulukuu; maanantai; tiistai; keskiviikko; torstai; perjantai; lauantai
      date: sunnuntai; klo
      date: tammikuuta; helmikuuta; maaliskuuta; huhtikuuta; toukokuuta; kesäkuuta; heinäkuuta
      date: elokuuta
      date: syyskuuta; lokakuuta; marraskuuta; joulukuuta
      filler: ja; tai
      """),
  ]
}
