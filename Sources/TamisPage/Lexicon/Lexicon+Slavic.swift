// SPDX-License-Identifier: Apache-2.0

extension LexiconSource {
  /// Russian, Ukrainian, Polish, Czech, Slovak, Bulgarian, Croatian and Serbian.
  static let slavic = [russian, ukrainian, polish, czech, slovak, bulgarian, croatian]

  private static let russian = LexiconSource(
    "ru",
    """
    rest: подробнее; читать далее; далее; читать дальше; читать полностью; ещё; еще; полностью
    skip: перейти к содержимому; перейти к содержанию; перейти к основному содержанию; к содержимому
    skip: перейти к контенту; перейти к навигации; перейти к основному контенту
    anywhere: реклама; наверх; вверх; вернуться наверх; версия для печати; распечатать
    anywhere: на правах рекламы
    anywhere: отправить другу; послать другу; отправить по почте; все права защищены
    anywhere: ссылка скопирована
    anywhere: оставить комментарий; добавить комментарий; комментариев нет; нет комментариев
    anywhere: 0 комментариев; 0 комментария; 0 комментарий; комментарии 0; комментариев 0
    anywhere: написать комментарий
    anywhere: отменить ответ; подписаться на рассылку; подписаться на новости; вы здесь
    anywhere: вы находитесь здесь
    anywhere: сделать стартовой; добавить в избранное; в избранное; в закладки; добавить в закладки
    anywhere: предыдущая статья; следующая статья; предыдущая запись; следующая запись
    anywhere: сообщить об ошибке
    anywhere: нашли ошибку; код для блога; код для вставки в блог; вставить в блог; ссылка на статью
    anywhere: обсудить на форуме; обсудить; поставить оценку; оцените статью; оценить; просмотров 0
    anywhere: 0 просмотров; загрузка; скопировать ссылку; главное меню; открыть меню; закрыть меню
    anywhere: время чтения 0 мин; читать комментарии; показать комментарии; войти через
    anywhere: обратная связь
    related: читайте также; читать также; смотрите также; похожие статьи; похожие новости
    related: похожие записи
    related: материалы по теме; по теме; статьи по теме; новости по теме; еще по теме; ещё по теме
    related: другие новости; другие статьи; другие материалы; последние новости; свежие новости
    related: главные новости; популярное; самое популярное; популярные статьи; популярные новости
    related: самые читаемые; самое читаемое; читаемое; самое обсуждаемое; самые комментируемые
    related: обсуждаемое
    related: рекомендуем; рекомендуем почитать; вам может быть интересно; вас может заинтересовать
    related: интересное; еще новости; все новости раздела; новости партнеров; новости партнёров
    related: новости сми2; новости дня; лента новостей; топ новостей; свежие записи
    related: последние записи
    related: последние комментарии; свежие комментарии; последние статьи; новые статьи
    related: выбор редакции
    related: связанные статьи; ссылки по теме; другие новости раздела; в этом разделе; новости smi2
    related: также по теме; это интересно; предыдущие новости; лучшее; горячие новости; сюжеты
    related: сейчас читают
    edge: главная; главная страница; на главную; новости; все новости; новости дня; политика
    edge: экономика
    edge: общество; происшествия; спорт; культура; наука; технологии; здоровье; авто; туризм; мир
    edge: в мире
    edge: в россии; россия; украина; бизнес; финансы; недвижимость; шоу бизнес; кино; музыка; мода
    edge: стиль
    edge: медицина; образование; интернет; hi tech; армия; религия; криминал; право; погода
    edge: гороскоп
    edge: гороскопы; курсы валют; афиша; знакомства; работа; вакансии; объявления; форум; форумы
    edge: блоги
    edge: фото; видео; фоторепортажи; фотогалерея; галерея; инфографика; мультимедиа; интервью
    edge: мнения
    edge: мнение; аналитика; комментарии; статьи; публикации; колонки; авторы; авторские колонки
    edge: эксперты
    edge: пресс релизы; архив; архив новостей; рубрики; разделы; темы; сюжет; теги; метки
    edge: ключевые слова
    edge: поиск; искать; найти; поиск по сайту; расширенный поиск; войти; вход; выйти; выход
    edge: регистрация
    edge: зарегистрироваться; авторизация; личный кабинет; забыли пароль; пароль; логин
    edge: запомнить меня
    edge: напомнить пароль; о нас; о проекте; о компании; о сайте; о газете; редакция; контакты
    edge: контакт
    edge: рекламодателям; реклама на сайте; размещение рекламы; рекламодателю; подписка; подписаться
    edge: рассылка; карта сайта; правила; помощь; партнеры; партнёры; вакансии; правовая информация
    edge: пользовательское соглашение; политика конфиденциальности; условия использования
    edge: правила сайта
    edge: мобильная версия; полная версия; печать; ответить; отправить; закрыть; далее; подробнее
    edge: еще; ещё
    edge: читать далее; читать дальше; читать полностью; все; показать еще; следующая; предыдущая
    edge: назад
    edge: вперед; раздел; категории; категория; меню; магазин; корзина; каталог; услуги; цены
    edge: доставка
    edge: оплата; свежий номер; номера; газета; журнал; радио; тв; программа передач; опрос; опросы
    edge: голосование; сегодня; вчера; язык; русский; українська; english version; комментировать
    edge: ссылки
    edge: полезные ссылки; друзья сайта; статистика; гостевая книга; вопрос ответ; цитата
    edge: цитировать
    edge: наука и техника; наука и технологии; город; регионы; москва; санкт петербург; дом; семья
    edge: дети
    edge: отдых; стиль жизни; красота; психология; еда; кухня; рецепты; игры; софт; автомобили
    edge: жизнь
    notice: все права защищены; перепечатка материалов; при перепечатке
    notice: при использовании материалов
    notice: при цитировании; использование материалов; полное или частичное копирование
    notice: гиперссылка обязательна
    notice: разрешено только; разрешается только; обязательна ссылка; ссылка обязательна
    notice: обязательна гиперссылка
    notice: прямая ссылка; активная ссылка; активной ссылки; гиперссылки на
    notice: редакция не несет ответственности
    notice: редакция не несёт ответственности; мнение редакции может не совпадать
    notice: свидетельство о регистрации
    notice: зарегистрировано федеральной службой; зарегистрировано в; выделите ее и нажмите
    notice: выделите её и нажмите
    notice: выделите текст и нажмите; нажмите ctrl enter; ctrl enter; использует cookie
    notice: файлы cookie
    notice: чтобы оставить комментарий; чтобы оставлять комментарии; авторизуйтесь
    notice: зарегистрируйтесь
    notice: ваш e mail не будет опубликован; адрес email не будет опубликован; обязательные поля
    notice: о возможностях размещения; по вопросам рекламы; копирование материалов; учредитель
    notice: сообщений на форуме
    share: поделиться; поделиться ссылкой; поделиться в; поделитесь; рассказать друзьям; поделись
    share: твитнуть
    share: мне нравится; нравится; поделиться с друзьями; поделиться на facebook
    share: поделиться вконтакте
    share: рассказать; расскажите друзьям; поделиться новостью; опубликовать в; добавить в
    share: подписывайтесь
    stamp: опубликовано; обновлено; дата публикации; время публикации; последнее обновление
    stamp: добавлено
    stamp: размещено; изменено; дата; создано; публикация; обновление; опубликована; дата обновления
    age: 0 часов назад; 0 часа назад; 0 час назад; 0 минут назад; 0 минуты назад; 0 дней назад
    age: 0 дня назад
    age: сегодня в 0 0; вчера в 0 0
    date: января; февраля; марта; апреля; мая; июня; июля; августа; сентября; октября; ноября
    date: декабря
    date: январь; февраль; март; апрель; май; июнь; июль; август; сентябрь; октябрь; ноябрь; декабрь
    date: понедельник; вторник; среда; четверг; пятница; суббота; воскресенье; пн; вт; ср; чт; пт
    date: сб; вс
    date: янв; фев; апр; авг; сен; окт; ноя; дек; мск; г; год; года
    filler: и; или; в; на; с; к; по; о; об; от; для; из; у; за; не; нас; вы; мы; со; во; его; до
    """)

  private static let ukrainian = LexiconSource(
    "uk",
    """
    rest: детальніше; читати далі; далі; докладніше; ще
    skip: перейти до вмісту; перейти до основного вмісту; перейти до змісту
    anywhere: вгору; догори; версія для друку; роздрукувати; всі права захищені; усі права захищено
    anywhere: залишити коментар; додати коментар; коментарів немає; немає коментарів; 0 коментарів
    anywhere: коментарі 0; надіслати другу; скасувати відповідь; 0 коментарі; 0 коментар; ви тут
    related: читайте також; дивіться також; схожі статті; схожі новини; матеріали за темою; за темою
    related: новини за темою; інші новини; останні новини; головні новини; популярне; найпопулярніше
    related: найчитаніше; найбільш читані; рекомендуємо; вас може зацікавити; останні записи
    related: новини партнерів
    related: останні коментарі; більше новин; свіжі новини; стрічка новин; інші статті; топ новини
    edge: головна; головна сторінка; на головну; новини; усі новини; всі новини; політика; економіка
    edge: суспільство; події; спорт; культура; наука; технології; здоров я; авто; світ; у світі
    edge: україна
    edge: бізнес; фінанси; погода; фото; відео; блоги; статті; публікації; інтерв ю; думки
    edge: аналітика
    edge: коментарі; архів; рубрики; розділи; теми; теги; пошук; шукати; увійти; вхід; вийти
    edge: реєстрація
    edge: забули пароль; про нас; про проект; про сайт; редакція; контакти; реклама на сайті
    edge: підписка
    edge: підписатися; мапа сайту; карта сайту; правила; допомога; партнери; умови використання
    edge: політика конфіденційності; мобільна версія; друк; відповісти; надіслати; закрити; далі
    edge: детальніше; читати далі; ще; наступна; попередня; назад; меню; магазин; кошик; форум; мова
    notice: всі права захищені; усі права захищено; передрук матеріалів; при використанні матеріалів
    notice: використання матеріалів; гіперпосилання; дозволяється лише; за умови посилання
    notice: файли cookie
    share: поділитися; поширити; поділитись; поділитися у facebook; подобається; розповісти друзям
    stamp: опубліковано; оновлено; дата публікації; додано; останнє оновлення; змінено
    age: 0 годин тому; 0 години тому; 0 хвилин тому; 0 днів тому; сьогодні; вчора; учора
    date: січня; лютого; березня; квітня; травня; червня; липня; серпня; вересня; жовтня; листопада
    date: грудня; понеділок; вівторок; середа; четвер; п ятниця; субота; неділя; р; рік; року
    filler: та; і; й; з; із; до; про; від; за; у
    """)

  private static let polish = LexiconSource(
    "pl",
    """
    rest: więcej; czytaj więcej; czytaj dalej; dalej; czytaj całość; zobacz więcej; cały artykuł
    skip: przejdź do treści; przejdź do głównej treści; przejdź do menu; przeskocz do treści
    skip: skocz do treści; przejdź do zawartości; przejdź do nawigacji; przejdź do wyszukiwarki
    anywhere: reklama; do góry; na górę; powrót do góry; wersja do druku; drukuj artykuł
    anywhere: drukuj stronę
    anywhere: wyślij znajomemu; poleć znajomemu; wyślij link; wyślij mailem; poleć artykuł
    anywhere: kopiuj link
    anywhere: wszelkie prawa zastrzeżone; wszystkie prawa zastrzeżone; zapisz się do newslettera
    anywhere: dodaj komentarz; skomentuj; brak komentarzy; 0 komentarzy; 0 komentarze; 0 komentarz
    anywhere: komentarze 0; napisz komentarz; anuluj pisanie odpowiedzi; zostaw komentarz
    anywhere: anuluj odpowiedź
    anywhere: pokaż komentarze; czytaj komentarze; zobacz komentarze; jesteś tutaj; tu jesteś
    anywhere: jesteś w
    anywhere: dodaj do ulubionych; ustaw jako startową; poprzedni artykuł; następny artykuł
    anywhere: zgłoś błąd
    anywhere: poprzedni wpis; następny wpis; zgłoś nadużycie; oceń artykuł; dodaj do zakładek
    anywhere: menu główne
    anywhere: czas czytania 0 min; 0 min czytania; link sponsorowany; linki sponsorowane
    anywhere: artykuł sponsorowany
    anywhere: ustawienia cookies; zaakceptuj wszystkie; dodaj do koszyka; powiększ zdjęcie
    anywhere: powiększ tekst
    related: czytaj także; czytaj też; zobacz także; zobacz też; czytaj również; zobacz również
    related: czytaj więcej
    related: przeczytaj także; przeczytaj również; przeczytaj też; powiązane artykuły
    related: podobne artykuły
    related: artykuły powiązane; powiązane; podobne; podobne tematy; podobne wpisy
    related: polecane artykuły
    related: polecane; polecamy; warto przeczytać; najczęściej czytane; najpopularniejsze
    related: najpopularniejsze artykuły
    related: popularne; najnowsze artykuły; najnowsze; najnowsze wiadomości; ostatnie wpisy
    related: ostatnie artykuły
    related: ostatnio dodane; inne artykuły; pozostałe artykuły; inne wiadomości; więcej wiadomości
    related: więcej na ten temat; więcej na temat; więcej artykułów; w tym dziale
    related: z ostatniej chwili
    related: najczęściej komentowane; najlepiej oceniane; może cię zainteresować
    related: może cię też zainteresować
    related: mogą cię zainteresować; ostatnie komentarze; najnowsze komentarze; na ten temat
    related: w innych serwisach
    related: popularne artykuły; wiadomości dnia; tematy dnia; gorące tematy; nie przegap
    related: czytaj dalej
    related: więcej o; w serwisie; warto zobaczyć; powiązane tematy; inni czytali; ostatnio na forum
    edge: strona główna; start; wiadomości; aktualności; kraj; świat; polska; polityka; gospodarka
    edge: ekonomia
    edge: biznes; finanse; pieniądze; giełda; sport; piłka nożna; kultura; nauka; technologie
    edge: technika
    edge: zdrowie; medycyna; uroda; moda; styl życia; styl; kobieta; mężczyzna; dziecko; rodzina
    edge: dom
    edge: ogród; kuchnia; przepisy; podróże; turystyka; motoryzacja; auto; moto; rozrywka; muzyka
    edge: film
    edge: filmy; książki; gry; telewizja; program tv; seriale; gwiazdy; plotki; pogoda; horoskop
    edge: horoskopy
    edge: edukacja; praca; oferty pracy; nieruchomości; ogłoszenia; prawo; komputery; internet
    edge: felietony
    edge: felieton; opinie; komentarze; komentarz; wywiady; wywiad; publicystyka; blogi; forum
    edge: forum dyskusyjne
    edge: zdjęcia; galeria; galerie; fotogaleria; wideo; filmy wideo; multimedia; archiwum; działy
    edge: dział
    edge: kategorie; tematy; tagi; słowa kluczowe; szukaj; wyszukaj; wyszukiwarka
    edge: wyszukiwanie zaawansowane
    edge: zaloguj; zaloguj się; logowanie; wyloguj; wyloguj się; zarejestruj się; rejestracja
    edge: załóż konto
    edge: moje konto; zapomniałem hasła; nie pamiętasz hasła; hasło; zapamiętaj mnie
    edge: nazwa użytkownika
    edge: kontakt; o nas; o serwisie; o firmie; redakcja; zespół; regulamin; polityka prywatności
    edge: prywatność
    edge: polityka cookies; mapa strony; mapa serwisu; pomoc; partnerzy; współpraca; prenumerata
    edge: newsletter
    edge: subskrypcja; subskrybuj; kariera; dla reklamodawców; reklama w serwisie; patronat
    edge: ochrona prywatności
    edge: drukuj; wyślij; poleć; zapisz; zamknij; odpowiedz; następna; następny; poprzednia
    edge: poprzedni; dalej
    edge: wstecz; powrót; więcej; pokaż więcej; zobacz więcej; zobacz wszystkie; wszystkie; czytaj
    edge: rozwiń
    edge: śledź nas; znajdź nas; dołącz do nas; sklep; koszyk; usługi; produkty; oferta; cennik
    edge: galerie zdjęć
    edge: sonda; sondy; ankieta; konkursy; konkurs; kalendarz; imprezy; wydarzenia; region; regiony
    edge: miasto
    edge: warszawa; kraków; katalog; katalog firm; katalog stron; linki; poczta; czat; randki
    edge: gry online
    edge: zobacz; ciekawostki; choroby; diety; dieta; seks; psychologia; leki; porady; ciąża; lekarz
    edge: szpital
    notice: wszelkie prawa zastrzeżone; wszystkie prawa zastrzeżone; ta strona używa cookies
    notice: ta strona używa plików cookies; strona korzysta z plików cookies
    notice: serwis wykorzystuje pliki cookies
    notice: używamy plików cookies; pliki cookies; plików cookies; plików cookie; używa cookies
    notice: kopiowanie materiałów; kopiowanie rozpowszechnianie; bez zgody wydawcy
    notice: korzystanie z serwisu
    notice: korzystanie z portalu oznacza; oznacza akceptację regulaminu; akceptację regulaminu
    notice: nie ponosi odpowiedzialności; nie odpowiada za treść
    notice: twój adres e mail nie zostanie opublikowany
    notice: wymagane pola są oznaczone; musisz być zalogowany; zaloguj się aby; aby dodać komentarz
    notice: redakcja nie ponosi; opinie użytkowników; komentarze są prywatnymi opiniami
    share: podziel się; udostępnij; udostępnij na; udostępnij na facebooku; poleć na facebooku
    share: lubię to
    share: tweetnij; dodaj na; wyślij do; dodaj do; podziel się na; poleć znajomym
    share: udostępnij artykuł; poleć to
    share: podziel się z innymi; podziel się ze znajomymi; na facebooku; na twitterze; wykop to
    stamp: opublikowano; opublikowany; data publikacji; data dodania; dodano; dodane; aktualizacja
    stamp: ostatnia aktualizacja; zaktualizowano; zmodyfikowano; utworzono; data
    stamp: ostatnia modyfikacja
    stamp: opublikowane; data utworzenia; napisano; wysłano; publikacja
    age: 0 godzin temu; 0 godziny temu; godzinę temu; 0 minut temu; 0 dni temu; wczoraj; dzisiaj
    age: dziś
    date: stycznia; lutego; marca; kwietnia; maja; czerwca; lipca; sierpnia; września; października
    date: listopada; grudnia; styczeń; luty; marzec; kwiecień; maj; czerwiec; lipiec; sierpień
    date: wrzesień
    date: październik; listopad; grudzień; poniedziałek; wtorek; środa; czwartek; piątek; sobota
    date: niedziela
    date: pon; wto; śro; czw; pią; sob; nie; sty; lut; kwi; cze; lip; sie; wrz; paź; lis; gru; godz
    date: r
    filler: i; oraz; lub; w; we; z; ze; na; do; od; dla; o; po; się; za; przez; ten; tym; przy; nasz
    filler: u
    """)

  private static let czech = LexiconSource(
    "cs",
    """
    rest: číst dál; více; celý článek; číst více; čtěte dále
    skip: přejít k obsahu; přejít na obsah; přejít k hlavnímu obsahu; přejít na hlavní obsah
    skip: přeskočit na obsah
    anywhere: reklama; inzerce; nahoru; zpět nahoru; všechna práva vyhrazena; verze pro tisk
    anywhere: vytisknout
    anywhere: přidat komentář; 0 komentářů; komentáře 0; žádné komentáře; napsat komentář
    anywhere: poslat e mailem
    anywhere: zrušit odpověď na komentář; odebírat novinky; hlavní menu; nacházíte se zde
    anywhere: vložit komentář
    related: související články; čtěte také; čtěte také; přečtěte si také; mohlo by vás zajímat
    related: nejčtenější
    related: podobné články; nejnovější články; další články; další zprávy; poslední komentáře
    related: doporučujeme
    related: nejčtenější články; související; nejnovější; nejnovější příspěvky; oblíbené články
    related: více k tématu
    edge: úvod; domů; zprávy; aktuality; domácí; zahraničí; svět; politika; ekonomika; kultura; věda
    edge: zdraví
    edge: krimi; názory; komentáře; diskuse; magazín; cestování; bydlení; počasí; hledat
    edge: vyhledávání
    edge: přihlásit; přihlásit se; přihlášení; odhlásit; registrace; zapomenuté heslo; kontakt
    edge: kontakty
    edge: o nás; redakce; inzerce; ochrana osobních údajů; obchodní podmínky; podmínky užití
    edge: nápověda
    edge: mapa stránek; archiv; rubriky; témata; tisk; zavřít; další; předchozí; zpět; více
    edge: číst dál
    edge: číst více; celý článek; zobrazit více; zobrazit vše; sledujte nás; předplatné; košík
    edge: služby
    edge: fotogalerie; zásady ochrany osobních údajů; nastavení cookies; štítky
    notice: všechna práva vyhrazena; používá cookies; používáme cookies; soubory cookie
    notice: soubory cookies
    notice: vaše e mailová adresa nebude zveřejněna; vyžadované informace; bez písemného souhlasu
    share: sdílet; sdílet na facebooku; sdílejte; sdílet článek; líbí se mi; poslat odkaz; tweetnout
    stamp: publikováno; aktualizováno; poslední aktualizace; vydáno; vloženo; datum; zveřejněno
    age: před 0 hodinami; před 0 minutami; před 0 dny; včera; dnes
    date: ledna; února; března; dubna; května; června; července; srpna; září; října; listopadu
    date: prosince
    date: pondělí; úterý; středa; čtvrtek; pátek; sobota; neděle; leden; únor; březen; duben; květen
    date: hod
    filler: a; nebo; v; na; pro; se; s; k; ke; o; si; podle
    """)

  private static let slovak = LexiconSource(
    "sk",
    """
    rest: čítať viac; viac; čítať ďalej
    skip: prejsť na obsah; preskočiť na obsah; prejsť k obsahu; prejsť na hlavný obsah
    anywhere: reklama; hore; všetky práva vyhradené; pridať komentár; 0 komentárov; vytlačiť článok
    related: súvisiace články; čítajte aj; čítajte tiež; prečítajte si aj; najčítanejšie
    related: podobné články
    related: mohlo by vás zaujímať; najnovšie; ďalšie články; odporúčame; najnovšie články
    related: súvisiace
    edge: domov; úvod; správy; slovensko; svet; politika; ekonomika; šport; kultúra; zdravie; názory
    edge: hľadať; vyhľadávanie; prihlásiť; prihlásiť sa; registrácia; kontakt; o nás; redakcia
    edge: inzercia
    edge: ochrana osobných údajov; obchodné podmienky; archív; rubriky; témy; komentáre; diskusia
    edge: tlačiť
    edge: zavrieť; ďalej; späť; viac; čítať viac; zobraziť viac; sledujte nás; predplatné; košík
    edge: počasie
    notice: všetky práva vyhradené; používa cookies; používame cookies; súbory cookie
    notice: autorské práva
    share: zdieľať; zdieľať na facebooku; páči sa mi to; poslať e mailom; zdieľajte
    stamp: publikované; aktualizované; zverejnené; posledná aktualizácia; uverejnené
    age: pred 0 hodinami; pred 0 minútami; včera; dnes
    date: januára; februára; marca; apríla; mája; júna; júla; augusta; septembra; októbra; novembra
    date: decembra; pondelok; utorok; streda; štvrtok; piatok; nedeľa
    filler: alebo; pre; sa; zo; od
    """)

  private static let bulgarian = LexiconSource(
    "bg",
    """
    rest: още; прочетете още; виж още; повече
    skip: към съдържанието; премини към съдържанието; преминаване към съдържанието
    anywhere: реклама; нагоре; всички права запазени; версия за печат; добави коментар; 0 коментара
    anywhere: коментари 0; изпрати на приятел; няма коментари; напиши коментар; отпечатай
    related: свързани статии; още по темата; виж още; вижте още; прочетете още; последни новини
    related: най четени; най четено; подобни статии; още новини; препоръчваме; свързани новини
    related: виж също
    edge: начало; новини; българия; свят; политика; икономика; спорт; култура; здраве; общество
    edge: мнения
    edge: търсене; търси; вход; изход; регистрация; забравена парола; контакти; за нас
    edge: реклама при нас
    edge: общи условия; политика за поверителност; карта на сайта; архив; рубрики; тагове; коментари
    edge: печат; затвори; следваща; предишна; назад; още; виж всички; последвайте ни; абонамент
    edge: време
    notice: всички права запазени; използва бисквитки; използваме бисквитки; общите условия
    share: сподели; споделете; сподели във facebook; харесва ми; споделяне
    stamp: публикувано; публикувана; обновено; обновена; последна промяна; публикувано на
    age: преди 0 часа; преди 0 минути; преди 0 дни; вчера; днес
    date: януари; февруари; март; април; май; юни; юли; август; септември; октомври; ноември
    date: декември
    date: понеделник; вторник; сряда; четвъртък; петък; събота; неделя; ч; часа
    filler: на; за; от; със; ни
    """)

  private static let croatian = LexiconSource(
    "hr",
    """
    rest: više; pročitaj više; opširnije; dalje
    skip: preskoči na sadržaj; idi na sadržaj; skoči na sadržaj; пређи на садржај
    skip: preskoči na glavni sadržaj
    anywhere: oglas; na vrh; povratak na vrh; sva prava pridržana; sva prava zadržana
    anywhere: ostavi komentar
    anywhere: 0 komentara; komentari 0; nema komentara; dodaj komentar; pošalji prijatelju; ispiši
    related: pročitajte još; pročitajte i; povezani članci; vezane vijesti; najčitanije; najnovije
    related: izdvojeno
    related: slični članci; povezane vijesti; više o temi; zadnje vijesti; najnovije vijesti
    related: vezane vesti
    related: najčitanije vesti; preporučujemo; možda vas zanima; povezane vesti; još vijesti
    related: najpopularnije
    edge: naslovna; početna; vijesti; vesti; politika; gospodarstvo; ekonomija; svijet; svet
    edge: hrvatska; srbija
    edge: sport; kultura; zdravlje; mišljenja; kolumne; traži; pretraga; pretraži; prijava; odjava
    edge: registracija; zaboravljena lozinka; kontakt; o nama; impressum; marketing
    edge: uvjeti korištenja
    edge: uslovi korišćenja; pravila privatnosti; politika privatnosti; arhiva; rubrike; oznake
    edge: komentari
    edge: ispis; zatvori; sljedeće; sledeće; prethodno; natrag; više; pročitaj više; prikaži više
    edge: pratite nas
    edge: pretplata; košarica; korpa; usluge; vremenska prognoza; насловна; вести; претрага; контакт
    edge: о нама
    notice: sva prava pridržana; sva prava zadržana; koristi kolačiće; koristimo kolačiće
    notice: korištenje kolačića
    share: podijeli; podeli; podijeli na; podeli na; podijeli na facebooku; sviđa mi se; pošalji
    stamp: objavljeno; ažurirano; posljednja izmjena; zadnja izmjena; objavljeno u; datum objave
    age: prije 0 sati; prije 0 minuta; pre 0 sati; pre 0 minuta; prije 0 dana; jučer; juče; danas
    date: siječnja; veljače; ožujka; travnja; svibnja; lipnja; srpnja; kolovoza; rujna; listopada
    date: studenoga
    date: prosinca; januar; februar; mart; avgust; septembar; oktobar; novembar; decembar
    date: ponedjeljak
    date: ponedeljak; utorak; srijeda; sreda; četvrtak; petak; subota; nedjelja; nedelja
    filler: ili; za; iz; sa; od; nas
    """)
}
