// SPDX-License-Identifier: Apache-2.0

extension LexiconSource {
  /// Romanian, Hungarian, Greek, Turkish.
  static let southeastern = [romanian, hungarian, greek, turkish]

  private static let romanian = LexiconSource(
    "ro",
    """
    rest: citește mai mult; mai mult; citeste mai mult; detalii; mai departe
    skip: sari la conținut; salt la conținut; mergi la conținut; sari la continut; treci la conținut
    anywhere: publicitate; înapoi sus; sus; toate drepturile rezervate; printează
    anywhere: trimite unui prieten
    anywhere: adaugă un comentariu; lasă un comentariu; 0 comentarii; adauga comentariu
    anywhere: niciun comentariu
    anywhere: comentarii 0; abonează te la newsletter; anulează răspunsul; lasă un răspuns
    anywhere: ești aici
    related: citește și; citeste si; articole similare; articole recomandate; știri similare
    related: vezi și
    related: cele mai citite; ultimele știri; ultimele stiri; articole recente; alte articole
    related: alte știri
    related: ți ar putea plăcea și; te ar putea interesa; recomandări; citește mai mult
    related: cele mai noi
    related: articole asemănătoare; pe aceeași temă; cele mai comentate; comentarii recente
    related: citiți și
    edge: acasă; acasa; prima pagină; știri; stiri; actualitate; politică; economie; externe; social
    edge: cultură; știință; sănătate; monden; opinii; vremea; caută; căutare; autentificare
    edge: conectare
    edge: înregistrare; contul meu; contact; despre noi; echipa; termeni și condiții
    edge: confidențialitate
    edge: politica de confidențialitate; politica cookies; redacția; arhiva; categorii; etichete
    edge: comentarii
    edge: tipărește; închide; următorul; anterior; înapoi; mai mult; vezi toate; urmărește ne
    edge: abonare
    edge: harta site; ajutor; coș; servicii; mai multe; sport; anunțuri; publicitate pe site
    notice: toate drepturile rezervate; acest site folosește cookies; acest site utilizează cookie
    notice: folosim cookie; utilizarea cookie; adresa ta de email nu va fi publicată
    notice: câmpurile obligatorii
    share: distribuie; distribuie pe facebook; trimite; partajează; îmi place; distribuie pe
    share: dă mai departe
    stamp: publicat; publicat la; publicat pe; actualizat; actualizat la; ultima actualizare; postat
    stamp: data
    age: acum 0 ore; acum 0 minute; acum 0 zile; ieri; astăzi; azi
    date: ianuarie; februarie; martie; aprilie; iunie; iulie; septembrie; octombrie; noiembrie
    date: decembrie
    date: luni; marți; miercuri; joi; vineri; sâmbătă; duminică; ora
    filler: și; si; sau; pentru; cu; din; la; pe; ne; de; te
    """)

  private static let hungarian = LexiconSource(
    "hu",
    """
    rest: tovább; bővebben; tovább olvasom; részletek
    skip: ugrás a tartalomra; ugrás a tartalomhoz; tovább a tartalomra; ugrás a fő tartalomra
    anywhere: hirdetés; vissza a tetejére; lap tetejére; minden jog fenntartva; nyomtatás
    anywhere: oldal tetejére
    anywhere: hozzászólás írása; 0 hozzászólás; nincs hozzászólás; küldés e mailben
    anywhere: válasz megszakítása
    anywhere: szólj hozzá; elküldöm; hozzászólások 0; feliratkozás hírlevélre
    anywhere: iratkozzon fel hírlevelünkre
    related: kapcsolódó cikkek; kapcsolódó cikk; kapcsolódó; olvasta már; legolvasottabb
    related: legfrissebb
    related: legfrissebb hírek; további cikkek; ajánlott cikkek; ajánlatunk; ezt is olvasd el
    related: ez is érdekelheti
    related: legnépszerűbb; hasonló cikkek; további hírek; ezek is érdekelhetik; friss hírek
    related: friss cikkek
    edge: kezdőlap; főoldal; címlap; hírek; belföld; külföld; gazdaság; politika; kultúra; tudomány
    edge: egészség
    edge: bulvár; vélemény; időjárás; keresés; bejelentkezés; belépés; kilépés; regisztráció
    edge: kapcsolat
    edge: rólunk; impresszum; adatvédelem; adatkezelési tájékoztató; felhasználási feltételek
    edge: médiaajánlat
    edge: archívum; rovatok; címkék; hozzászólások; kommentek; bezár; bezárás; következő; előző
    edge: vissza
    edge: tovább; bővebben; több; összes; kövess minket; előfizetés; kosár; szolgáltatások; hírlevél
    edge: súgó
    notice: minden jog fenntartva; a weboldal sütiket használ; cookie kat használ; sütik használat
    notice: az e mail címet nem tesszük közzé; kötelező mezők
    share: megosztás; megosztom; oszd meg; megosztás facebookon; tetszik; küldés; ajánlom
    stamp: közzétéve; frissítve; frissült; megjelent; utolsó frissítés; publikálva; létrehozva
    age: 0 órája; 0 perce; 0 napja; tegnap; ma
    date: január; február; március; április; május; június; július; augusztus; szeptember; október
    date: december; hétfő; kedd; szerda; csütörtök; péntek; szombat; vasárnap
    filler: és; vagy; az; egy
    """)

  private static let greek = LexiconSource(
    "el",
    """
    rest: περισσότερα; διαβάστε περισσότερα; συνέχεια; δείτε περισσότερα
    skip: μετάβαση στο περιεχόμενο; παράβλεψη περιεχομένου; μετάβαση στο κύριο περιεχόμενο
    anywhere: διαφήμιση; επιστροφή στην κορυφή; κορυφή σελίδας; επιστροφή στην αρχή; εκτύπωση άρθρου
    anywhere: αποστολή με email; αποστολή σε φίλο; στείλτε το σε φίλο; εκτυπώσιμη μορφή
    anywhere: όλα τα σχόλια
    anywhere: αφήστε ένα σχόλιο; προσθήκη σχολίου; σχολιάστε; 0 σχόλια; σχόλια 0
    anywhere: δεν υπάρχουν σχόλια
    anywhere: σχολιάστε το άρθρο; ακύρωση απάντησης; προσθέστε σχόλιο; μέγεθος γραμματοσειράς
    anywhere: βρίσκεστε εδώ
    anywhere: με την επιφύλαξη παντός δικαιώματος; προηγούμενο άρθρο; επόμενο άρθρο; αποστολή άρθρου
    anywhere: μέγεθος κειμένου; εκτύπωση σελίδας; κεντρικό μενού; αποδοχή όλων; απόρριψη όλων
    related: σχετικά άρθρα; διαβάστε επίσης; διαβάστε ακόμη; διαβάστε ακόμα; δείτε επίσης
    related: δείτε ακόμη
    related: σχετικά θέματα; σχετικές ειδήσεις; περισσότερα άρθρα; περισσότερα νέα; δημοφιλή
    related: δημοφιλέστερα
    related: τα πιο δημοφιλή; δημοφιλή άρθρα; τα πιο διαβασμένα; πιο διαβασμένα; τελευταία νέα
    related: τελευταίες ειδήσεις; τελευταία άρθρα; πρόσφατα άρθρα; ροή ειδήσεων; προτεινόμενα
    related: προτεινόμενα άρθρα
    related: άλλα άρθρα; άλλα θέματα; κορυφαία θέματα; πρόσφατα σχόλια; μη χάσετε; σχετικά; ροή
    related: σημαντικότερα θέματα; περισσότερες ειδήσεις; στην ίδια κατηγορία; διαβάστε περισσότερα
    edge: αρχική; αρχική σελίδα; κεντρική; ειδήσεις; νέα; επικαιρότητα; ελλάδα; κόσμος; διεθνή
    edge: πολιτική
    edge: οικονομία; κοινωνία; πολιτισμός; αθλητισμός; αθλητικά; σπορ; υγεία; επιστήμη; τεχνολογία
    edge: περιβάλλον; παιδεία; απόψεις; γνώμες; άρθρα; αρθρογραφία; συνεντεύξεις; ρεπορτάζ
    edge: αφιερώματα
    edge: ψυχαγωγία; τηλεόραση; κινηματογράφος; μουσική; βιβλίο; γυναίκα; μόδα; ομορφιά; αυτοκίνητο
    edge: auto
    edge: ταξίδια; γεύση; συνταγές; ζώδια; καιρός; φωτογραφίες; βίντεο; κοινότητα; επιχειρήσεις
    edge: αγορές
    edge: τουρισμός; ναυτιλία; ακίνητα; εργασία; αγγελίες; μικρές αγγελίες; πρωτοσέλιδα; εφημερίδα
    edge: αναζήτηση; σύνθετη αναζήτηση; σύνδεση; είσοδος; αποσύνδεση; έξοδος; εγγραφή; συνδρομή
    edge: συνδρομές
    edge: συνδρομητές; ο λογαριασμός μου; κωδικός; κωδικός πρόσβασης; επικοινωνία; ποιοι είμαστε
    edge: σχετικά με εμάς
    edge: η εταιρεία; ταυτότητα; όροι χρήσης; προσωπικά δεδομένα; πολιτική απορρήτου
    edge: πολιτική cookies
    edge: διαφημιστείτε; διαφήμιση στο site; χάρτης ιστοτόπου; βοήθεια; αρχείο; ενότητες; θέματα
    edge: κατηγορίες
    edge: ετικέτες; tags; σχόλια; σχόλιο; εκτύπωση; αποστολή; αποθήκευση; κλείσιμο; επόμενο; επόμενη
    edge: προηγούμενο; προηγούμενη; πίσω; περισσότερα; δείτε περισσότερα; όλα; δείτε όλα
    edge: ακολουθήστε μας
    edge: υπηρεσίες; χρηστικά; συνεργάτες; καλάθι; κατάστημα; γλώσσα; ελληνικά; μενού
    edge: κόσμος επιχειρήσεων
    edge: κοινοποίηση; εκδηλώσεις; ιατρικά νέα; διατροφή; σεξ; ψυχολογία; fitness; παιδί; ευεξία
    notice: με την επιφύλαξη παντός δικαιώματος; χρησιμοποιεί cookies; χρησιμοποιούμε cookies
    notice: χρήση cookies
    notice: απαγορεύεται η αναδημοσίευση; αναδημοσίευση; η αναπαραγωγή; πνευματικά δικαιώματα
    notice: τη χρήση cookies
    notice: πρέπει να συνδεθείτε; η ηλ διεύθυνση σας δεν δημοσιεύεται; υποχρεωτικά πεδία
    share: κοινοποιήστε; μοιραστείτε; μοιραστείτε το; μοιράσου το; κοινοποίηση στο facebook
    share: μου αρέσει
    share: στείλτε το άρθρο; στείλτε; μοιραστείτε το άρθρο; κοινοποιήστε το; στείλε
    share: share στο facebook
    stamp: δημοσίευση; δημοσιεύθηκε; δημοσιεύτηκε; τελευταία ενημέρωση; ενημερώθηκε
    stamp: ημερομηνία δημοσίευσης
    stamp: τελευταία ενημέρωση στις; καταχώρηση; ημερομηνία; αναρτήθηκε; καταχωρήθηκε; ενημέρωση
    stamp: ανανεώθηκε
    age: πριν από 0 ώρες; πριν 0 ώρες; πριν 0 λεπτά; πριν από 0 λεπτά; 0 ώρες πριν; χθες; σήμερα
    age: χτες
    date: ιανουαρίου; φεβρουαρίου; μαρτίου; απριλίου; μαΐου; ιουνίου; ιουλίου; αυγούστου
    date: σεπτεμβρίου
    date: οκτωβρίου; νοεμβρίου; δεκεμβρίου; δευτέρα; τρίτη; τετάρτη; πέμπτη; παρασκευή; σάββατο
    date: κυριακή
    date: ιαν; φεβ; μαρ; απρ; μαι; ιουν; ιουλ; αυγ; σεπ; οκτ; νοε; δεκ; ώρα; πμ; μμ; π μ; μ μ; δευ
    date: τρι
    filler: και; ή; ο; η; το; οι; τα; του; της; των; στο; στη; στην; στον; στα; με; για; από; σε
    filler: σας; μας
    """)

  private static let turkish = LexiconSource(
    "tr",
    """
    rest: devamı; devamını oku; daha fazla; detaylar
    skip: içeriğe geç; içeriğe atla; ana içeriğe geç; ana içeriğe atla; içeriğe git
    anywhere: reklam; yukarı; yukarı çık; başa dön; sayfa başına dön; tüm hakları saklıdır; yazdır
    anywhere: ana menü
    anywhere: yorum yap; yorum yaz; yorum ekle; 0 yorum; yorumlar 0; yorum yok; arkadaşına gönder
    anywhere: bir yanıt yazın; yanıtı iptal et; bağlantıyı kopyala; sepete ekle; tümünü kabul et
    related: ilgili haberler; benzer haberler; ilgili yazılar; benzer yazılar; son haberler
    related: çok okunanlar
    related: en çok okunanlar; bunlar da ilginizi çekebilir; ilginizi çekebilir; önerilen haberler
    related: diğer haberler; son yazılar; popüler haberler; son dakika haberleri; günün haberleri
    related: son yorumlar
    related: önerilenler; ilgili içerikler; bunları da okuyun; ayrıca bakınız; en son haberler
    related: öne çıkanlar
    edge: ana sayfa; anasayfa; haberler; haber; gündem; son dakika; politika; siyaset; ekonomi
    edge: dünya
    edge: türkiye; spor; kültür sanat; magazin; sağlık; teknoloji; bilim; yaşam; eğitim; yazarlar
    edge: köşe yazıları
    edge: otomobil; seyahat; hava durumu; foto galeri; video galeri; galeri; ara; arama; giriş
    edge: giriş yap
    edge: çıkış; üye ol; üyelik; kayıt ol; şifremi unuttum; şifre; iletişim; hakkımızda; künye
    edge: reklam ver
    edge: gizlilik politikası; kullanım koşulları; kullanım şartları; çerez politikası
    edge: site haritası; arşiv
    edge: kategoriler; etiketler; yorumlar; yorum; kapat; sonraki; önceki; geri; daha fazla; devamı
    edge: tümü
    edge: devamını oku; bizi takip edin; abone ol; sepet; sepetim; hizmetler; bülten; yardım; menü
    notice: tüm hakları saklıdır; çerezler kullan; çerez kullan; çerezleri kullan
    notice: kaynak gösterilmeden
    notice: e posta hesabınız yayımlanmayacak; gerekli alanlar; izinsiz
    share: paylaş; facebook ta paylaş; twitter da paylaş; paylaşın; beğen; whatsapp ta paylaş
    share: gönder; tweetle
    stamp: yayınlanma; yayınlanma tarihi; güncelleme; güncelleme tarihi; son güncelleme
    stamp: yayın tarihi
    stamp: giriş tarihi; tarih; eklenme tarihi; güncellendi; yayınlandı
    age: 0 saat önce; 0 dakika önce; 0 gün önce; dün; bugün
    date: ocak; şubat; mart; nisan; mayıs; haziran; temmuz; ağustos; eylül; ekim; kasım; aralık
    date: pazartesi
    date: salı; çarşamba; perşembe; cuma; cumartesi; pazar; saat
    filler: ve; veya; ile; için; bu; da; de
    """)
}
