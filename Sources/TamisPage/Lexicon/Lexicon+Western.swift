// SPDX-License-Identifier: Apache-2.0

extension LexiconSource {
  /// German, French, Spanish, Italian, Portuguese, Dutch, Catalan.
  static let western = [german, french, spanish, italian, portuguese, dutch, catalan]

  private static let german = LexiconSource(
    "de",
    """
    rest: mehr; weiterlesen; weiter; mehr lesen; mehr erfahren; weitere informationen
    skip: zum inhalt springen; direkt zum inhalt; zum hauptinhalt springen; zum inhalt; zum menü
    skip: zur navigation springen; zur hauptnavigation; zum seiteninhalt; springe zum inhalt
    anywhere: anzeige; werbung; weiter zum inhalt; nach oben; zum seitenanfang; seitenanfang
    anywhere: zurück nach oben; artikel drucken; seite drucken; druckversion; artikel versenden
    anywhere: artikel empfehlen; link kopieren; alle rechte vorbehalten; newsletter abonnieren
    anywhere: jetzt newsletter abonnieren; kommentar schreiben; kommentare anzeigen
    anywhere: kommentare ausblenden; kommentar hinterlassen; keine kommentare; 0 kommentare
    anywhere: 0 kommentar
    anywhere: schreibe einen kommentar; antwort abbrechen; cookie einstellungen; alle akzeptieren
    anywhere: datenschutzeinstellungen; sie befinden sich hier; sie sind hier; menü öffnen
    anywhere: hauptmenü
    anywhere: menü schließen; suche öffnen; suche schließen; bild vergrößern; lesedauer 0 minuten
    anywhere: 0 min lesezeit; lesezeit 0 min; vorheriger artikel; nächster artikel; artikel merken
    anywhere: vorheriger beitrag; nächster beitrag; in den warenkorb; schriftgröße; fehler melden
    related: mehr zum thema; zum thema; das könnte sie auch interessieren; lesen sie auch
    related: auch interessant
    related: das könnte dich auch interessieren; weitere artikel; ähnliche artikel
    related: ähnliche beiträge
    related: verwandte artikel; verwandte themen; verwandte beiträge; meistgelesen
    related: meistgelesene artikel
    related: am meisten gelesen; meist gelesen; empfohlene artikel; neueste artikel
    related: aktuelle artikel
    related: neueste beiträge; letzte beiträge; beliebte beiträge; aktuelle nachrichten; mehr aus
    related: weitere nachrichten; weitere meldungen; mehr lesen; topthemen; top themen
    related: neueste kommentare
    related: meistkommentiert; weitere themen; mehr nachrichten; kunden kauften auch; mehr artikel
    edge: startseite; start; nachrichten; aktuelles; aktuell; politik; wirtschaft; sport; kultur
    edge: wissen
    edge: panorama; gesellschaft; gesundheit; reise; auto; wetter; lokales; regional; feuilleton
    edge: meinung
    edge: technik; digital; netzwelt; wissenschaft; unterhaltung; leben; stil; karriere; immobilien
    edge: stellenmarkt; anzeigen; abo; abonnement; abonnieren; anmelden; abmelden; einloggen
    edge: ausloggen
    edge: registrieren; registrierung; mein konto; konto; passwort vergessen; benutzername; passwort
    edge: suche; suchen; suchbegriff; erweiterte suche; kontakt; impressum; datenschutz; agb; hilfe
    edge: datenschutzerklärung; nutzungsbedingungen; haftungsausschluss; barrierefreiheit
    edge: mediadaten
    edge: über uns; wir über uns; das team; presse; karriere; jobs; newsletter; archiv; themen
    edge: rubriken
    edge: kommentare; kommentar; drucken; versenden; merken; empfehlen; weiterlesen; mehr
    edge: mehr anzeigen
    edge: alle anzeigen; weitere; weitere informationen; mehr informationen; folgen sie uns
    edge: schlagworte
    edge: zurück; weiter; vor; übersicht; inhalt; schließen; senden; absenden; fotos; bilder; forum
    edge: bildergalerie; fotostrecke; mediathek; sitemap; seitenübersicht; warenkorb; zur kasse
    edge: kasse
    edge: zur startseite; deutschland; ausland; inland; welt; europa; termine; veranstaltungen; shop
    edge: datenschutzhinweise; cookies; bedingungen; kundenservice; e mail adresse; vorname
    edge: nachname
    notice: alle rechte vorbehalten; diese website verwendet cookies
    notice: diese webseite verwendet cookies
    notice: verwendung von cookies; wir verwenden cookies; setzt cookies; felder sind markiert
    notice: deine e mail adresse wird nicht veröffentlicht; javascript aktivieren
    notice: nachdruck verboten
    notice: jetzt kostenlos abonnieren; unseren newsletter
    share: teilen; artikel teilen; auf facebook teilen; bei facebook teilen; twittern
    share: auf twitter teilen
    share: bei twitter teilen; per mail; per e mail teilen; weitersagen; per whatsapp teilen
    share: teilen auf
    share: gefällt mir; folgen; auf facebook; auf twitter; bei facebook; bei twitter; beitrag teilen
    stamp: aktualisiert; aktualisiert am; zuletzt aktualisiert; letzte aktualisierung
    stamp: veröffentlicht
    stamp: veröffentlicht am; erstellt; erstellt am; stand; geändert; zuletzt geändert; datum
    age: vor 0 stunden; vor 0 minuten; vor 0 tagen; vor 0 stunde; vor einer stunde; heute; gestern
    date: januar; jänner; februar; märz; mai; juni; juli; oktober; dezember; uhr; montag; dienstag
    date: mittwoch; donnerstag; freitag; samstag; sonnabend; sonntag; mo; di; mi; do; fr; sa; so
    date: okt
    date: dez; mrz
    filler: und; oder; der; die; das; für; von; zu; zum; zur; auf; am; im; in; mit; um; bei; per
    filler: über; den
    """)

  private static let french = LexiconSource(
    "fr",
    """
    rest: lire la suite; en savoir plus; lire plus; plus; la suite
    skip: aller au contenu; aller au contenu principal; passer au contenu; accéder au contenu
    skip: aller au menu; aller à la navigation; aller à la recherche; passer au contenu principal
    anywhere: publicité; haut de page; retour en haut; retour en haut de page; imprimer cet article
    anywhere: imprimer l article; envoyer à un ami; envoyer par mail; envoyer par email
    anywhere: copier le lien
    anywhere: tous droits réservés; s abonner à la newsletter; inscrivez vous à la newsletter
    anywhere: inscrivez vous à notre newsletter; laisser un commentaire; ajouter un commentaire
    anywhere: aucun commentaire; 0 commentaires; 0 commentaire; poster un commentaire
    anywhere: annuler la réponse
    anywhere: lire les commentaires; voir les commentaires; réagir à cet article; gérer les cookies
    anywhere: paramétrer les cookies; tout accepter; tout refuser; vous êtes ici; menu principal
    anywhere: ouvrir le menu; fermer le menu; agrandir l image; temps de lecture 0 min
    anywhere: lecture 0 min
    anywhere: article précédent; article suivant; taille du texte; ajouter aux favoris
    anywhere: ajouter au panier
    related: à lire aussi; lire aussi; lisez aussi; articles recommandés; articles similaires
    related: sur le même sujet
    related: articles liés; articles connexes; sur le même thème; vous aimerez aussi; à voir aussi
    related: vous pourriez aussi aimer; les plus lus; les articles les plus lus
    related: articles les plus lus
    related: les plus consultés; les plus commentés; derniers articles; articles récents
    related: dernières actualités
    related: les dernières actualités; à la une; plus d articles; autres articles
    related: dans la même rubrique
    related: dans la même catégorie; nos derniers articles; lire la suite; commentaires récents
    related: à découvrir aussi; également; recommandé pour vous; les plus populaires
    related: dernières nouvelles
    related: voir aussi; ailleurs sur le web; contenus sponsorisés; dernières infos
    related: les plus partagés
    edge: accueil; actualité; actualités; actus; politique; économie; monde; international; société
    edge: sport
    edge: sports; culture; sciences; santé; technologie; high tech; planète; environnement; idées
    edge: opinions
    edge: débats; loisirs; voyages; voyage; style; mode; médias; médias; people; cinéma; musique
    edge: livres
    edge: météo; régions; faits divers; emploi; immobilier; auto; éducation; vidéos; photos
    edge: diaporama
    edge: abonnez vous; s abonner; abonnement; abonnements; je m abonne; connexion; se connecter
    edge: déconnexion; s inscrire; inscription; mon compte; mot de passe oublié; mot de passe
    edge: identifiant
    edge: recherche; rechercher; recherche avancée; contact; contacts; contactez nous
    edge: nous contacter
    edge: mentions légales; qui sommes nous; à propos; plan du site; politique de confidentialité
    edge: conditions générales; conditions d utilisation; confidentialité; données personnelles; cgu
    edge: cgv
    edge: aide; publicités; annonces; petites annonces; newsletter; archives; dossiers; rubriques
    edge: thèmes
    edge: commentaires; commentaire; réagir; imprimer; envoyer; fermer; suivant; précédent; retour
    edge: suivez nous; nous suivre; mots clés; tags; en savoir plus; voir plus; plus; voir tout
    edge: tout voir
    edge: nos services; boutique; panier; mon panier; partenaires; recrutement; presse; agenda
    edge: forum
    edge: page d accueil; retour à l accueil; accessibilité; cookies; sommaire; langue; courriel
    notice: tous droits réservés; ce site utilise des cookies; en poursuivant votre navigation
    notice: nous utilisons des cookies; l utilisation de cookies
    notice: votre adresse e mail ne sera pas publiée
    notice: votre adresse de messagerie ne sera pas publiée; les champs obligatoires
    notice: activer javascript
    notice: politique de confidentialité; inscrivez vous à notre newsletter; reproduction interdite
    share: partager; partagez; partager cet article; partager l article; partager sur
    share: partager sur facebook
    share: partager sur twitter; tweeter; recommander; j aime; envoyer par e mail; partager par mail
    share: suivez nous sur; partage; partages; partager par email
    stamp: publié le; publié; mis à jour le; mis à jour; mise à jour; dernière mise à jour; posté le
    stamp: modifié le; créé le; mise à jour le; paru le; écrit le; date de publication; publié à
    age: il y a 0 heures; il y a 0 minutes; il y a 0 jours; il y a 0 heure; il y a 0 min; hier
    age: aujourd hui
    date: janvier; février; mars; avril; juin; juillet; août; septembre; octobre; novembre; décembre
    date: lundi; mardi; mercredi; jeudi; vendredi; samedi; dimanche; janv; févr; juil; déc; 0er
    date: 0h0min
    filler: et; ou; le; la; les; l; d; du; des; de; à; au; aux; en; par; pour; sur; un; une; dans
    filler: vos; nos
    """)

  private static let spanish = LexiconSource(
    "es",
    """
    rest: leer más; ver más; más; seguir leyendo; más información
    skip: saltar al contenido; ir al contenido; saltar al contenido principal
    skip: ir al contenido principal
    skip: pasar al contenido principal; ir a la navegación; saltar a la navegación; ir al menú
    anywhere: publicidad; volver arriba; ir arriba; subir; imprimir artículo; imprimir esta página
    anywhere: enviar a un amigo; enviar por email; enviar por correo; copiar enlace; menú principal
    anywhere: todos los derechos reservados; suscríbete a nuestro boletín; suscríbete al boletín
    anywhere: suscríbete a la newsletter; deja un comentario; deja una respuesta
    anywhere: cancelar la respuesta
    anywhere: no hay comentarios; sin comentarios; 0 comentarios; 0 comentario; ver comentarios
    anywhere: escribe un comentario; añadir comentario; configurar cookies; aceptar todas
    anywhere: rechazar todas
    anywhere: estás aquí; usted está aquí; abrir menú; cerrar menú; ampliar imagen
    anywhere: tiempo de lectura 0 min
    anywhere: artículo anterior; artículo siguiente; añadir a favoritos; añadir al carrito
    anywhere: tamaño de letra
    anywhere: 0 min de lectura; entrada anterior; entrada siguiente; comparte esta noticia
    related: artículos relacionados; noticias relacionadas; contenido relacionado
    related: temas relacionados
    related: te puede interesar; también te puede interesar; te podría interesar; lee también
    related: leer también
    related: le puede interesar; más noticias; más información; lo más leído; lo más visto
    related: más leídas
    related: más leídos; las más leídas; lo más comentado; las más vistas; últimas noticias
    related: lo último
    related: noticias más leídas; artículos recomendados; recomendados; te recomendamos
    related: entradas recientes
    related: artículos recientes; últimos artículos; otras noticias; en esta sección
    related: más en esta sección
    related: comentarios recientes; entradas relacionadas; entradas populares; destacados
    related: lo más popular
    related: ver también; además; más artículos; noticias destacadas; más sobre este tema
    related: en portada
    edge: inicio; portada; noticias; actualidad; política; economía; internacional; nacional
    edge: deportes
    edge: mundo; sociedad; cultura; tecnología; ciencia; salud; opinión; espectáculos
    edge: entretenimiento
    edge: gente; televisión; cine; música; viajes; motor; moda; tendencias; estilo; vida; el tiempo
    edge: local; locales; regional; sucesos; educación; empleo; clasificados; inmobiliaria
    edge: especiales
    edge: fotos; vídeos; galerías; fotogalerías; blogs; hemeroteca; archivo; edición impresa
    edge: secciones
    edge: suscríbete; suscribirse; suscripciones; iniciar sesión; inicia sesión; cerrar sesión
    edge: acceder
    edge: registrarse; regístrate; registro; mi cuenta; olvidé mi contraseña; contraseña; usuario
    edge: buscar; búsqueda; buscador; búsqueda avanzada; contacto; contáctanos; contáctenos
    edge: contactar
    edge: aviso legal; quiénes somos; acerca de; sobre nosotros; nosotros; mapa del sitio; mapa web
    edge: política de privacidad; privacidad; política de cookies; términos y condiciones
    edge: condiciones de uso
    edge: términos de uso; ayuda; publicidad en este sitio; anúnciate; anunciantes; boletín
    edge: boletines
    edge: comentarios; comentar; comentario; imprimir; enviar; cerrar; siguiente; anterior; volver
    edge: síguenos; síguenos en; etiquetas; temas; leer más; ver más; más; ver todo; ver todos
    edge: seguir leyendo
    edge: servicios; tienda; carrito; cesta; trabaja con nosotros; prensa; agenda; foro; foros
    edge: idioma
    edge: tu nombre; correo electrónico; nombre; apellidos; accesibilidad; categorías; ir a inicio
    edge: menú
    notice: todos los derechos reservados; este sitio web utiliza cookies; este sitio usa cookies
    notice: utilizamos cookies; uso de cookies; si continúa navegando; si continuas navegando
    notice: tu dirección de correo electrónico no será publicada
    notice: los campos obligatorios están marcados
    notice: prohibida su reproducción; reproducción total o parcial; suscríbete a nuestro
    share: compartir; comparte; compartir en; compartir en facebook; compartir en twitter
    share: compartir por
    share: compartir artículo; compartir esta noticia; tuitear; twittear; me gusta; recomendar
    share: enviar por
    share: compartir por email; compartir en whatsapp; síguenos en facebook; síguenos en twitter
    stamp: publicado; publicado el; publicado en; actualizado; actualizado el; actualizado a las
    stamp: creado
    stamp: última actualización; actualización; fecha; fecha de publicación; publicada; modificado
    stamp: creado el
    age: hace 0 horas; hace 0 minutos; hace 0 días; hace 0 hora; hace 0 día; ayer; hoy; hace 0 min
    date: enero; febrero; marzo; abril; mayo; junio; julio; agosto; septiembre; setiembre; octubre
    date: noviembre; diciembre; lunes; martes; miércoles; jueves; viernes; sábado; domingo; ene; abr
    date: ago
    date: dic; horas; hora
    filler: y; o; e; el; la; los; las; de; del; en; a; al; por; para; con; un; una; sus; tu; su
    """)

  private static let italian = LexiconSource(
    "it",
    """
    rest: leggi tutto; continua; continua a leggere; leggi; scopri di più; altro
    skip: vai al contenuto; salta al contenuto; vai al contenuto principale; passa al contenuto
    skip: salta al contenuto principale; vai alla navigazione; passa al contenuto principale
    anywhere: pubblicità; torna su; torna all inizio; torna in alto; stampa articolo
    anywhere: stampa questa pagina
    anywhere: invia a un amico; invia per email; copia link; menu principale
    anywhere: tutti i diritti riservati
    anywhere: iscriviti alla newsletter; iscriviti alla nostra newsletter; lascia un commento
    anywhere: nessun commento; 0 commenti; 0 commento; annulla risposta; lascia una risposta
    anywhere: leggi i commenti; scrivi un commento; gestisci cookie; accetta tutti; rifiuta tutti
    anywhere: ti trovi in
    anywhere: articolo precedente; articolo successivo; ingrandisci; 0 min di lettura
    anywhere: riproduzione riservata
    anywhere: tempo di lettura 0 min; aggiungi ai preferiti; aggiungi al carrello; apri menu
    anywhere: chiudi menu
    related: articoli correlati; leggi anche; notizie correlate; potrebbe interessarti
    related: ti potrebbe interessare
    related: potrebbe interessarti anche; ti potrebbero interessare; potrebbero interessarti
    related: i più letti
    related: gli articoli più letti; più letti; le più lette; articoli recenti; ultime notizie
    related: ultimi articoli
    related: altre notizie; altri articoli; in primo piano; consigliati per te; i più visti
    related: più commentati
    related: articoli simili; contenuti correlati; dalla stessa sezione; commenti recenti
    related: vedi anche
    related: i più condivisi; da non perdere; argomenti correlati; articoli consigliati
    related: più popolari
    edge: notizie; cronaca; politica; economia; esteri; mondo; cultura; spettacoli; spettacolo
    edge: salute
    edge: scienza; scienze; tecnologia; motori; viaggi; moda; cucina; ambiente; scuola; lavoro
    edge: meteo
    edge: opinioni; rubriche; gallerie; foto; video; speciali; archivio; sezioni; edizione
    edge: prima pagina
    edge: abbonati; abbonamenti; accedi; esci; registrati; registrazione; il mio account
    edge: area riservata
    edge: password dimenticata; cerca; ricerca; ricerca avanzata; contatti; contattaci; chi siamo
    edge: la redazione
    edge: redazione; note legali; privacy; informativa privacy; informativa sulla privacy
    edge: cookie policy
    edge: mappa del sito; termini e condizioni; condizioni d uso; condizioni di utilizzo; aiuto
    edge: lavora con noi
    edge: commenti; commento; commenta; stampa; invia; chiudi; avanti; indietro; precedente
    edge: successivo
    edge: seguici; seguici su; tag; argomenti; leggi tutto; continua a leggere; altro; vedi tutti
    edge: vedi tutto
    edge: scopri di più; mostra altro; servizi; negozio; carrello; lingua; annunci; eventi
    edge: indirizzo email
    edge: continua; torna alla home; preferenze cookie; accessibilità; categorie; privacy e cookie
    notice: tutti i diritti riservati; questo sito utilizza cookie; questo sito utilizza i cookie
    notice: utilizziamo i cookie; uso dei cookie; utilizzo dei cookie; continuando la navigazione
    notice: il tuo indirizzo email non sarà pubblicato; i campi obbligatori; riproduzione riservata
    notice: partita iva; testata giornalistica registrata; registrazione tribunale
    share: condividi; condividi su; condividi su facebook; condividi su twitter; condividi articolo
    share: condividi questo articolo; mi piace; twitta; invia per; condividi via
    share: condividi l articolo
    stamp: pubblicato; pubblicato il; aggiornato; aggiornato il; ultimo aggiornamento
    stamp: ultima modifica
    stamp: aggiornato alle; creato il; modificato il; data; scritto il; inserito il
    stamp: data di pubblicazione
    age: 0 ore fa; 0 minuti fa; 0 giorni fa; 0 ora fa; ieri; oggi; un ora fa
    date: gennaio; febbraio; aprile; maggio; giugno; luglio; settembre; ottobre; dicembre; lunedì
    date: martedì
    date: mercoledì; giovedì; venerdì; sabato; domenica; gen; mag; giu; lug; set; ott; ore
    filler: i; il; lo; gli; di; da; del; della; dei; su; per; con; tra; tuo; alle; ed
    """)

  private static let portuguese = LexiconSource(
    "pt",
    """
    rest: leia mais; ler mais; saiba mais; continue lendo; ver mais; mais
    skip: pular para o conteúdo; ir para o conteúdo; saltar para o conteúdo; ir para conteúdo
    skip: ir para o conteúdo principal; pular para o conteúdo principal; ir para o menu
    skip: avançar para o conteúdo
    anywhere: publicidade; voltar ao topo; topo; voltar ao início; imprimir página
    anywhere: continua após a publicidade
    anywhere: envie para um amigo; enviar por email; copiar link; menu principal
    anywhere: todos os direitos reservados
    anywhere: assine a newsletter; assine nossa newsletter; deixe um comentário; deixe uma resposta
    anywhere: nenhum comentário; sem comentários; 0 comentários; 0 comentário; cancelar resposta
    anywhere: ver comentários; comente; comentar notícia; gerir cookies; aceitar todos
    anywhere: rejeitar todos
    anywhere: você está aqui; está aqui; ampliar imagem; tempo de leitura 0 min; 0 min de leitura
    anywhere: abrir menu
    anywhere: artigo anterior; próximo artigo; adicionar aos favoritos; adicionar ao carrinho
    anywhere: fechar menu
    related: artigos relacionados; notícias relacionadas; leia também; leia mais; veja também
    related: veja mais
    related: saiba mais; mais lidas; mais lidos; as mais lidas; mais vistas; mais vistos
    related: últimas notícias
    related: mais notícias; outras notícias; posts relacionados; conteúdo relacionado
    related: você pode gostar
    related: você também pode gostar; talvez você goste; posts recentes; artigos recentes; últimas
    related: recomendados para você; artigos recomendados; mais populares; mais comentadas
    related: destaques
    related: comentários recentes; em destaque; mais artigos; assuntos relacionados
    related: também pode gostar
    edge: início; notícias; capa; política; economia; mundo; brasil; portugal; esportes; esporte
    edge: desporto
    edge: futebol; cultura; tecnologia; ciência; saúde; opinião; entretenimento; celebridades
    edge: televisão
    edge: viagem; carros; moda; educação; empregos; imóveis; classificados; cidades; cidade; colunas
    edge: colunistas; vídeos; fotos; galerias; arquivo; especiais; edição impressa; editorias
    edge: seções
    edge: assine; assinar; assinaturas; entrar; sair; cadastre se; cadastro; registar; registrar
    edge: minha conta
    edge: esqueci minha senha; senha; usuário; pesquisar; pesquisa; busca; buscar; pesquisa avançada
    edge: contato; contacto; contactos; fale conosco; quem somos; sobre; sobre nós; mapa do site
    edge: anuncie
    edge: política de privacidade; privacidade; termos de uso; termos e condições; aviso legal
    edge: ajuda
    edge: expediente; trabalhe conosco; comentários; comentário; comentar; imprimir; enviar; fechar
    edge: voltar
    edge: próximo; próxima; siga nos; siga; tags; temas; mais; ver mais; ver todos; ver tudo
    edge: continuar lendo
    edge: serviços; loja; carrinho; parceiros; imprensa; agenda; fórum; idioma; acessibilidade
    edge: categorias
    edge: ler mais; continue lendo; nome; política de cookies; página inicial; newsletters; boletim
    notice: todos os direitos reservados; este site utiliza cookies; este site usa cookies
    notice: uso de cookies
    notice: utilizamos cookies; usamos cookies; ao continuar navegando; ao continuar a navegar
    notice: o seu endereço de email não será publicado; o seu endereço de e mail não será publicado
    notice: campos obrigatórios; proibida a reprodução; assine nossa newsletter
    share: compartilhar; compartilhe; partilhar; partilhe; compartilhar no; compartilhar no facebook
    share: compartilhar no twitter; compartilhar no whatsapp; partilhar no facebook
    share: partilhar no twitter
    share: curtir; tweetar; recomendar; compartilhe esta notícia; gosto; compartilhe no
    share: enviar por e mail
    stamp: publicado em; publicada em; atualizado em; atualizado; atualizada em; última atualização
    stamp: actualizado; actualizado em; modificado em; postado em; criado em; data de publicação
    stamp: publicada
    age: há 0 horas; há 0 minutos; há 0 dias; há 0 hora; há 0 dia; ontem; hoje; há uma hora
    date: janeiro; fevereiro; março; maio; junho; julho; setembro; outubro; novembro; dezembro; fev
    date: mai
    date: segunda feira; terça feira; quarta feira; quinta feira; sexta feira; segunda; terça
    date: quarta; quinta
    date: sexta; sáb; dez
    filler: os; um; uma; do; da; dos; das; no; na; nos; nas; ao; às; com; ou; e; o; seu; sua
    """)

  private static let dutch = LexiconSource(
    "nl",
    """
    rest: lees verder; lees meer; meer; verder lezen; meer lezen
    skip: ga naar de inhoud; ga naar inhoud; naar de inhoud; direct naar inhoud; spring naar inhoud
    skip: ga direct naar de inhoud; naar de hoofdinhoud; overslaan en naar de inhoud gaan
    anywhere: advertentie; naar boven; terug naar boven; artikel printen; link kopiëren; hoofdmenu
    anywhere: alle rechten voorbehouden; schrijf je in voor de nieuwsbrief; plaats een reactie
    anywhere: reactie plaatsen; geen reacties; 0 reacties; 0 reactie; reactie annuleren
    anywhere: laat een reactie achter
    anywhere: geef een reactie; cookie instellingen; alles accepteren; alles weigeren; je bent hier
    anywhere: u bent hier
    anywhere: leestijd 0 minuten; 0 min leestijd; vorig artikel; volgend artikel; vorig bericht
    anywhere: volgend bericht; in winkelwagen; stuur door; lees de reacties
    related: lees ook; gerelateerde artikelen; meer over; lees verder; meest gelezen; best gelezen
    related: gerelateerd nieuws; verwante artikelen; aanbevolen artikelen; aanbevolen
    related: laatste nieuws
    related: meer nieuws; ander nieuws; recente berichten; recente artikelen; populaire artikelen
    related: uitgelicht
    related: dit vind je misschien ook leuk; misschien vind je dit ook interessant; populair
    related: zie ook
    related: meer artikelen; recente reacties; gerelateerde berichten; meer over dit onderwerp
    related: net binnen
    edge: nieuws; binnenland; buitenland; politiek; economie; sport; cultuur; wetenschap; gezondheid
    edge: opinie; tech; reizen; wonen; weer; verkeer; regio; video; foto s; columns; vacatures; auto
    edge: abonneren; abonnement; inloggen; uitloggen; aanmelden; registreren; mijn account
    edge: mijn profiel
    edge: wachtwoord vergeten; wachtwoord; gebruikersnaam; zoeken; zoek; uitgebreid zoeken; contact
    edge: over ons; colofon; disclaimer; privacy; privacybeleid; privacyverklaring; cookiebeleid
    edge: algemene voorwaarden; gebruiksvoorwaarden; voorwaarden; klantenservice; adverteren
    edge: werken bij
    edge: reacties; reactie; reageer; reageren; afdrukken; print; sluiten; volgende; vorige; terug
    edge: volg ons
    edge: nieuwsbrief; archief; onderwerpen; rubrieken; meer; meer lezen; toon meer; bekijk alles
    edge: alle
    edge: winkelwagen; winkelmand; diensten; producten; agenda; vragen; veelgestelde vragen
    edge: e mailadres
    edge: toegankelijkheid; categorieën; delen; pers; partners; toon alles; verder lezen; sitemap
    notice: alle rechten voorbehouden; deze website maakt gebruik van cookies
    notice: deze site gebruikt cookies
    notice: wij gebruiken cookies; we gebruiken cookies; gebruik van cookies
    notice: het e mailadres wordt niet gepubliceerd; verplichte velden; je e mailadres wordt niet
    share: deel; deel dit artikel; deel op; deel op facebook; deel op twitter; deel via
    share: delen op facebook
    share: delen op twitter; delen via; deel dit bericht; vind ik leuk; mail; stuur via
    stamp: gepubliceerd; gepubliceerd op; bijgewerkt; bijgewerkt op; laatst bijgewerkt
    stamp: laatste update
    stamp: geplaatst op; geplaatst; gewijzigd; laatst gewijzigd; aangepast; datum
    age: 0 uur geleden; 0 minuten geleden; 0 dagen geleden; gisteren; vandaag; een uur geleden
    age: 0 dag geleden
    date: januari; februari; maart; mei; juni; juli; augustus; oktober; maandag; dinsdag; woensdag
    date: donderdag; vrijdag; zaterdag; zondag; uur; mrt
    filler: en; of; de; het; een; van; voor; naar; met; op; bij; te; om; over; ons; je; uw
    """)

  private static let catalan = LexiconSource(
    "ca",
    """
    skip: vés al contingut; ves al contingut; salta al contingut; anar al contingut
    anywhere: publicitat; tots els drets reservats; deixa un comentari; 0 comentaris; torna a dalt
    related: articles relacionats; notícies relacionades; el més llegit; et pot interessar
    related: llegiu també
    related: últimes notícies; més notícies; més llegides; entrades recents; també et pot interessar
    edge: inici; portada; notícies; política; economia; esports; cultura; societat; opinió; món
    edge: salut
    edge: cerca; cercar; contacte; avís legal; qui som; mapa web; política de privacitat
    edge: subscriu te
    edge: inicia sessió; registra t; comentaris; imprimeix; tanca; següent; anterior; segueix nos
    edge: més
    notice: tots els drets reservats; aquest lloc web utilitza; utilitzem cookies
    share: comparteix; compartir; comparteix a; comparteix en; tuiteja; m agrada
    stamp: publicat; publicat el; actualitzat; actualitzat el; darrera actualització; data
    date: gener; febrer; març; abril; maig; juny; juliol; agost; setembre; octubre; novembre
    date: desembre
    date: dilluns; dimarts; dimecres; dijous; divendres; dissabte; diumenge
    filler: i; els; les; amb; per; a
    """)
}
