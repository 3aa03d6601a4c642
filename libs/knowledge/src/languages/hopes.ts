/**
 * How somebody says what ought to be and is not: `I wish we had a sauna`, `we should get a boat`. It is no evidence that there
 * is one. By ISO 639-1 code; wishes for a thing that is there (`I want the Friday shift`) state something.
 */
export const HOPES: Readonly<Record<string, string>> = {
  ar: 'أتمنى|اتمنى|نتمنى|ليت|يا ليت|ليتنا|آمل|نأمل|أود لو|أريد أن يكون|يجب أن نشتري|ينبغي أن نشتري',
  bg: 'бих искал|бих искала|ще ми се|иска ми се|надявам се|дано|пожелавам си|трябва да купим|някой да купи|хубаво би било',
  ca: "m'agradaria|tant de bo|espero que|voldria un|voldria una|vull un|vull una|hauríem de|caldria|algú hauria",
  cs: 'přál bych si|přála bych si|přeji si|přeju si|kéž by|doufám|chtěl bych|chtěla bych|bylo by hezké|bylo by fajn|měli bychom koupit|někdo by měl',
  da: 'jeg ville ønske|jeg ønsker mig|gid|jeg håber|forhåbentlig|jeg vil gerne have en|jeg vil gerne have et|det ville være rart|det ville være dejligt|vi burde|nogen burde',
  de: `ich wünsche mir|ich wünschte|ich hätte so gern|ich hoffe|wir hoffen|hoffentlich|ich möchte ein|ich möchte eine|ich möchte einen|ich will ein
    |ich will eine|ich will einen|wir wünschen uns|es wäre schön|es wäre toll|es wäre gut|es wäre super|schön wäre|toll wäre|wäre schön
    |wäre toll|wir sollten|wir bräuchten|man sollte|jemand sollte|kauft bitte`,
  el: 'εύχομαι|μακάρι|ελπίζω|θα ήθελα ένα|θα ήθελα μια|θα ήθελα μία|θα ήθελα έναν|θέλω ένα|θέλω μια|θα ήταν ωραίο|θα ήταν καλό|θα έπρεπε να πάρουμε|πρέπει να αγοράσουμε|κάποιος ας',
  en: `i wish we|i wish i|i wish there|i wish it|i wish they|i wish you|i wish somebody|i wish someone|i wish the|i wish my|i wish our|if only|i hope
    |we hope|hopefully|i'd love|i would love|we'd love|we would love|i'd like a|i'd like an|i'd like some|i'd like more|i would like a
    |i would like an|i would like some|i want a|i want an|i want some|i want more|we want a|we want more|we need a|we need an|we need some
    |we need more|we should get|we should buy|we should have|we should really|we really should|we ought to|someone should|somebody should
    |someone please|somebody please|it would be nice|it would be great|it would be good|would be nice|would be great|it'd be nice|it'd be great
    |wish we|wish i|wish there`,
  es: `ojalá|espero que|esperamos que|me gustaría|nos gustaría|me encantaría|quisiera un|quisiera una|quiero un|quiero una|querría un
    |querría una|deseo que|sería bueno|sería genial|estaría bien|deberíamos|habría que|alguien debería|que alguien`,
  fa: 'کاش|ای کاش|امیدوارم|آرزو دارم|آرزو می‌کنم|دلم می‌خواهد|باید بخریم|خوب بود اگر',
  fi: 'toivon|toivoisin|toivottavasti|kunpa|haluaisin|haluan uuden|olisi kiva|olisi mukava|olisi hienoa|meidän pitäisi|jonkun pitäisi',
  fr: `j'aimerais|j'aimerais bien|j'espère|nous espérons|espérons|pourvu que|si seulement|je voudrais un|je voudrais une|je voudrais des
    |je veux un|je veux une|je souhaite un|je souhaite une|je souhaiterais|on aimerait|nous aimerions|ce serait bien|ce serait super
    |ce serait chouette|ça serait bien|on devrait|nous devrions|il faudrait|quelqu'un devrait`,
  he: 'הלוואי|אני מקווה|אנחנו מקווים|הייתי רוצה|אני רוצה שיהיה|היה נחמד|כדאי שנקנה|צריך לקנות|מישהו צריך',
  hi: 'काश|मुझे उम्मीद है|उम्मीद है|आशा है|मैं चाहता हूँ कि|मैं चाहती हूँ कि|अच्छा होता|हमें खरीदना चाहिए',
  hu: 'bárcsak|remélem|reméljük|remélhetőleg|szeretnék egy|jó lenne|szeretném ha|kellene egy|vennünk kellene|valakinek kellene',
  id: 'semoga|saya berharap|kami berharap|mudah-mudahan|andai|andaikan|seandainya|saya ingin ada|saya mau ada|alangkah baiknya|sebaiknya kita membeli|kita harus beli',
  it: `vorrei un|vorrei una|vorrei che|voglio un|voglio una|spero|speriamo|magari|mi piacerebbe|ci piacerebbe|sarebbe bello|sarebbe utile
    |dovremmo|bisognerebbe|qualcuno dovrebbe|se solo`,
  nl: 'ik wou dat|ik wens|ik zou willen|ik hoop|we hopen|hopelijk|ik zou graag een|ik wil een|ik wil graag een|het zou leuk zijn|het zou fijn zijn|was er maar|we zouden|we moeten eens|iemand moet',
  no: 'jeg skulle ønske|jeg ønsker meg|jeg håper|forhåpentligvis|jeg vil ha en|jeg vil ha et|jeg vil gjerne ha|det hadde vært fint|det hadde vært bra|vi burde|noen burde',
  pl: `chciałbym|chciałabym|szkoda że|oby|mam nadzieję|liczę na to|życzyłbym sobie|życzyłabym sobie|marzy mi się|byłoby miło|byłoby fajnie|powinniśmy
    |przydałby się|przydałaby się|ktoś powinien`,
  pt: `eu queria|queria|gostaria|gostaria de|eu gostaria|gostava de|gostava que|quero um|quero uma|tomara|oxalá|quem dera|espero que|esperamos que
    |seria bom|seria ótimo|seria legal|devíamos|deveríamos|a gente devia|alguém devia|alguém deveria|alguém podia`,
  ro: 'aș vrea|as vrea|mi-aș dori|mi-ar plăcea|îmi doresc|sper|sperăm|de-ar fi|ar fi bine|ar fi frumos|vreau un|vreau o|ar trebui să cumpărăm|ar trebui să luăm|cineva ar trebui',
  ru: `хочу чтобы|я хочу чтобы|хочу новый|хочу новую|хотел бы|хотела бы|я хотел бы|я хотела бы|хотелось бы|хочется|мне хочется|мечтаю|надеюсь|надеемся|жаль что|вот бы|лишь бы|хорошо бы
    |было бы хорошо|было бы здорово|нам бы|нам надо купить|надо бы|нужно бы|кто-нибудь купите|пусть кто-нибудь|давайте купим`,
  sv: 'jag önskar|jag önskar mig|jag hoppas|vi hoppas|förhoppningsvis|jag vill ha en|jag vill ha ett|jag skulle vilja ha|det vore bra|det vore trevligt|det vore kul|vi borde|någon borde',
  th: 'ฉันหวังว่า|ผมหวังว่า|หวังว่า|อยากให้|ฉันอยากได้|ผมอยากได้|ฉันอยากให้|ผมอยากให้|น่าจะมี|ถ้ามีก็ดี|เราควรซื้อ',
  tr: 'keşke|umarım|umarız|inşallah|isterdim ki|dilerim',
  uk: 'хочу щоб|я хочу щоб|хотів би|хотіла б|я хотів би|я хотіла б|хотілося б|хочеться|мрію|сподіваюся|сподіваюсь|сподіваємося|якби|от би|добре було б|було б добре|нам треба купити|варто купити',
  vi: 'ước gì|tôi ước|mình ước|tôi hy vọng|tôi hi vọng|hy vọng|hi vọng|mong là|tôi mong|mình mong|giá mà|tôi muốn có|mình muốn có|chúng ta nên mua|nên mua',
  zh: '我希望|希望有|希望能|希望可以|希望大家|我们希望|但愿|要是|我想要|我真想|真希望|我盼望|我们应该买|应该买|最好能有|谁去买',
};

/** The same where it is said at the end. */
export const HOPE_ENDINGS: Readonly<Record<string, string>> = {
  ja: 'といいな|といいなあ|といいですね|たらいいな|たらいいのに|ばいいのに|ばいいな|ほしい|欲しい|ほしいです|欲しいです|ほしいな|欲しいな|と願っています|ことを願う|べきだ|べきです',
  ko: '좋겠다|좋겠어요|좋겠습니다|좋겠네|좋겠네요|바랍니다|바라요|싶다|싶어요|싶습니다|원해요',
  hi: 'होना चाहिए था|होता तो अच्छा होता',
  tr: 'olsaydı|olsa|isterdim|almalıyız|umuyorum|umuyoruz|iyi olurdu|güzel olurdu',
};

/** A comma before what is hoped for parts no second statement from the first. */
export const HOPED = /,(?=\s(?:dass|daß|чтобы|чтоб|что|щоб|що|że|żeby|aby|ať|že|hogy|ha|да|če|να)\s)/u;
