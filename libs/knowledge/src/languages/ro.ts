import type { LanguageWords } from './language-words.js';

export const ro: LanguageWords = {
  functionWords: `a abia acea aceasta această acei acela acele acelea acelei acest acesta aceste acestea acestei acestui acestor aceștia
    acolo acum ai aici al ale alt alta altă alte alți am are as aș asta astfel asupra atât atunci au avea avem aveți avut azi bine
    ca că cam când care cărei căror cărui cât câtă câte câți ce cea ceea cei cel cele celor ceva chiar cine cineva cu cui
    cum dacă dar dat de deci decât deja deși despre din dintr dintre doar după e ea ei el ele era erau este eu face fără
    fel fi fie fiecare fiind foarte fost i-a iar ii îi îl în între încă înainte își îmi într intr împotriva la le li lor lui
    m mă mai mea mei mele meu mi mie mine mult multă multe mulți nu ne nici nimic niște noastră noi nostru nostri o ori
    oricare pe pentru peste poate pot poți poate prea prin pe-a s sa să sale sau se său sub sunt suntem sunteți ta tale tău
    te ti ție toată toate tot toți totul trebuie tu un una unde unei unele uneori unii unor unui unul va vă vei voi vom
    vor vostru vreo ș și unde precum fiecărei prin căruia căreia căror rog ce-i decât către spre`,
  asks: `ce|cine|cui|pe cine|cu cine|care|pe care|când|cand|unde|de unde|încotro|de ce|cum|cât|câtă|câte|câți|cat|cata|cate|cati|al cui|la ce
    |în ce|din ce|pentru ce|de când|până când|cu ce|poți|puteți|puteti|știe cineva|știi
    |cărui|cărei|în care|la care|din care|despre ce`,
  requests: `spune-mi|spune|spuneți-mi|spuneti-mi|explică|explica|explică-mi|explicați|descrie|descrieți|povestește|povestește-mi|vorbește-mi
    |arată-mi|arata-mi|arătați-mi|dă-mi|da-mi|dați-mi|listează|enumeră|rezumă|caută|găsește|ajută-mă|ajuta-ma|ajutați-mă
    |tradu|compară|amintește-mi|definește|clarifică|vreau să știu|aș vrea să știu|as vrea sa stiu|aș dori să știu
    |trebuie să știu|caut|mă întreb|am nevoie de informații
    |doresc să|doresc informații|vreau să aflu|vreau să înțeleg|vreau să cunosc|prezintă-mi|prezentați-mi|detaliază|detaliază-mi
    |informează-mă|informați-mă|lămurește-mă|să vorbim|hai să vorbim|zi-mi|ziceți-mi|oferă-mi|oferiți-mi|povestește-ne|spune-ne
    |trimite-mi`,
  needs: `am nevoie|aș avea nevoie|îmi trebuie|am o întrebare|am întrebări|aș avea o întrebare|întrebarea mea|o întrebare despre
    |întrebare despre|informații despre|informatii despre|info despre|detalii despre|mă interesează|ma intereseaza|mă interesa
    |sunt interesat|sunt interesată|sunt curios|sunt curioasă|nu înțeleg|nu știu|nu pricep`,
  pleas: `vă rog|te rog|va rog|mulțumesc`,
  courtesies: `vă rog|te rog|va rog|ok|bine|deci|și|dar|scuze|scuzați-mă|iertați-mă|din nou|apropo`,
  greetings: `bună|buna|salut|bună ziua|buna ziua|bună dimineața|bună seara|buna seara|noapte bună|la revedere|pa|pe curând|bun venit
    |salutare|salut tuturor|tuturor|o zi bună`,
  thanks: `mulțumesc|multumesc|mersi|mulțumesc mult|mulțumesc frumos|vă mulțumesc|îți mulțumesc|super|perfect|excelent|foarte bine
    |am înțeles|înțeleg|cu plăcere|da|nu|pentru ajutor|mult|frumos`,
  aboutYou: `cine ești|cine esti|cine sunteți|ce ești|ce poți face|ce poti face|ce știi să faci|ce faci|cum te simți|ce mai faci
    |ești un robot|ești robot|ești om|cum te numești|cum te cheamă|mă poți ajuta|poți să mă ajuți|cum funcționezi|cine te-a creat`,
  pointing: `el ea ei ele îl îi lui lor acesta aceasta aceștia acestea asta ăsta astea acela aceea aceia acelea acest
    această acești aceste acel acea acei acele acolo atunci alt altă alta alte alții altul același aceeași`,
  goingOn: `și|dar|sau|deci|atunci|dar despre|ce zici de|de ce|de ce nu|ce altceva|cine altcineva|de când|mai mult|serios|de exemplu|care dintre`,
};
