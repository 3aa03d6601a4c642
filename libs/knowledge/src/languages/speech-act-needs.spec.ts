import { describe, expect, it } from '@jest/globals';
import { readSentence } from './speech-act.js';

/** What asks without a question or a verb that asks. */
const LACKING: Readonly<Record<string, string[]>> = {
  en: [
    'I need the mooring fees',
    'The mooring fees, please',
    'I have a question about the mooring fees',
    "I'm interested in the mooring fees",
    'I would like you to explain the mooring fees',
    'Check the mooring fees for me',
    'Info on mooring fees pls',
    'Looking for the mooring fees',
    "I don't understand the mooring fees",
  ],
  de: ['Ich brauche die Liegegebühren', 'Meine Frage betrifft die Liegegebühren', 'Die Liegegebühren bitte'],
  fr: ["J'ai besoin des tarifs", 'Merci de me donner les tarifs', "Les tarifs, s'il vous plaît"],
  es: ['Necesito las tarifas', 'Tengo una pregunta sobre las tarifas', 'Las tarifas, por favor'],
  it: ['Mi servono le tariffe', 'Ho una domanda sulle tariffe', 'Le tariffe per favore'],
  pt: ['Preciso das taxas', 'Tenho uma dúvida sobre as taxas', 'Me mostra as taxas'],
  nl: ['Ik heb de liggelden nodig', 'Ik ben benieuwd naar de liggelden'],
  sv: ['Jag behöver hamnavgifterna', 'Jag har en fråga om hamnavgifterna'],
  da: ['Jeg har brug for havnepengene', 'Jeg har et spørgsmål om havnepengene'],
  no: ['Jeg trenger havneavgiftene', 'Jeg har et spørsmål om havneavgiftene'],
  fi: ['Tarvitsen satamamaksut', 'Minulla on kysymys satamamaksuista'],
  pl: ['Mam pytanie o opłaty', 'Interesują mnie opłaty portowe'],
  cs: ['Mám dotaz na poplatky', 'Zajímají mě přístavní poplatky'],
  hu: ['Van egy kérdésem a díjakról', 'Szükségem van a díjakra'],
  ro: ['Am nevoie de taxele portuare', 'Mă interesează taxele', 'Te rog taxele portuare'],
  ru: ['Мне нужны портовые сборы', 'У меня вопрос о сборах', 'Меня интересуют сборы'],
  uk: ['Мені потрібні портові збори', 'У мене питання про збори'],
  bg: ['Трябват ми таксите', 'Имам въпрос за таксите'],
  el: ['Χρειάζομαι τα τέλη', 'Έχω μια ερώτηση για τα τέλη'],
  tr: ['Bağlama ücretleri hakkında bir sorum var', 'Bağlama ücretlerini öğrenmek isterim'],
  ar: ['أحتاج رسوم الرسو', 'لدي سؤال عن رسوم الرسو'],
  fa: ['به هزینه پهلوگیری نیاز دارم', 'سوالی درباره هزینه پهلوگیری دارم'],
  he: ['יש לי שאלה על דמי העגינה', 'אני צריך את דמי העגינה'],
  hi: ['मुझे घाट शुल्क चाहिए', 'मैं घाट शुल्क ढूंढ रहा हूँ'],
  id: ['Saya butuh biaya tambat', 'Saya punya pertanyaan tentang biaya tambat'],
  vi: ['Tôi cần phí neo đậu', 'Tôi có câu hỏi về phí neo đậu'],
  th: ['ฉันมีคำถามเกี่ยวกับค่าจอดเรือ', 'ฉันกำลังหาค่าจอดเรือ'],
  ja: ['係留料金について質問があります', '係留料金を探しています'],
  ko: ['계류 요금에 대한 질문이 있어요', '계류 요금을 찾고 있어요'],
  zh: ['我需要停泊费', '我有一个关于停泊费的问题'],
  ca: ['Necessito les taxes', 'Tinc una pregunta sobre les taxes'],
};

/** What is hoped for is not there. */
const HOPED: Readonly<Record<string, string[]>> = {
  en: [
    'I wish we had a sauna',
    "I'd love a bigger coffee machine in the kitchen",
    'We should really get a coffee machine soon',
    'I hope the heating is repaired by Friday',
    'Somebody please buy printer paper',
    'It would be nice to have a sauna',
    'Hopefully there is a car park',
  ],
  de: ['Ich wünsche mir einen Balkon', 'Ich hoffe, dass der Aufzug wieder geht', 'Wir sollten eine Sauna bauen'],
  fr: ["J'aimerais bien qu'il y ait un sauna", 'On devrait acheter des bouées', "J'espère que la piscine sera ouverte"],
  es: ['Ojalá tuviéramos secadora', 'Me gustaría tener una secadora', 'Espero que la piscina esté abierta'],
  it: ['Vorrei una pizza stasera', 'Spero che la piscina sia aperta', 'Sarebbe bello avere una sauna'],
  pt: ['Queria que a piscina estivesse aberta', 'Tomara que tenha sauna', 'Seria bom ter uma sauna'],
  nl: ['Ik hoop dat de lift werkt', 'Ik wou dat we een sauna hadden'],
  sv: ['Jag hoppas att hissen fungerar', 'Vi borde köpa en båt'],
  da: ['Jeg håber at elevatoren virker', 'Jeg ville ønske vi havde en sauna'],
  no: ['Jeg håper at heisen virker', 'Jeg skulle ønske vi hadde en badstue'],
  fi: ['Toivottavasti hissi toimii', 'Olisi kiva saada sauna'],
  pl: ['Mam nadzieję, że winda działa', 'Chciałbym mieć saunę'],
  cs: ['Doufám, že výtah funguje', 'Přál bych si saunu'],
  hu: ['Remélem, hogy működik a lift', 'Jó lenne egy szauna'],
  ro: ['Sper că liftul funcționează', 'Mi-ar plăcea o saună'],
  ru: ['Хочу, чтобы у нас был спортзал', 'Надеюсь, что лифт работает', 'Вот бы у нас была сауна'],
  uk: ['Сподіваюся, що ліфт працює', 'Хочу, щоб у нас був спортзал'],
  bg: ['Надявам се асансьорът да работи', 'Ще ми се да имаме сауна'],
  el: ['Μακάρι να είχαμε σάουνα', 'Ελπίζω να λειτουργεί το ασανσέρ'],
  tr: ['Keşke saunamız olsaydı', 'Umarım asansör çalışıyordur'],
  ar: ['أتمنى أن يكون لدينا مسبح', 'ليت لدينا مسبح'],
  fa: ['کاش استخر داشتیم', 'امیدوارم آسانسور کار کند'],
  he: ['הלוואי שהייתה לנו סאונה', 'אני מקווה שהמעלית עובדת'],
  hi: ['काश हमारे पास पार्किंग होती', 'उम्मीद है लिफ्ट चल रही होगी'],
  id: ['Semoga kolam renang buka', 'Saya berharap liftnya berfungsi'],
  vi: ['Ước gì có phòng xông hơi', 'Tôi hy vọng thang máy hoạt động'],
  th: ['อยากให้มีสระว่ายน้ำ', 'หวังว่าลิฟต์จะใช้ได้'],
  ja: ['サウナがあったらいいな', '新しい椅子が欲しいです'],
  ko: ['사우나가 있으면 좋겠어요', '엘리베이터가 고쳐지기를 바랍니다'],
  zh: ['我希望有免费的咖啡', '但愿电梯修好了'],
  ca: ['Tant de bo tinguéssim sauna', "M'agradaria tenir una sauna"],
};

describe('a short sentence', () => {
  it.each(Object.entries(HOPED))('is no evidence of what it hopes for: %s', (language, sentences) => {
    for (const sentence of sentences)
      for (const end of ['', '.', '!'])
        expect([sentence + end, readSentence(sentence + end, language).act]).toEqual([sentence + end, 'request']);
  });

  it.each(Object.entries(LACKING))('asks by saying what somebody lacks: %s', (language, sentences) => {
    for (const sentence of sentences)
      for (const end of ['', '.', '!'])
        expect([sentence + end, readSentence(sentence + end, language).act]).toEqual([sentence + end, 'request']);
  });

  it.each([
    ['en', 'I need 3 chairs on Friday.'],
    ['en', 'Anna needs the crane on Friday.'],
    ['en', 'I want the Friday shift.'],
    ['en', 'I hope you are well, the office is closed on Monday.'],
    ['en', 'I hope to arrive at 9 on Friday.'],
    ['en', 'I wish to inform you that the pier is closed.'],
    ['en', 'We should arrive at nine.'],
    ['en', 'You should wear a helmet in the hall.'],
    ['en', 'Hope Lindqvist is our accountant.'],
    ['de', 'Wir hoffen auf Verständnis: Das Bad bleibt am Montag zu.'],
    ['fr', 'La piscine devrait ouvrir en mai.'],
    ['es', 'El martes esperamos a los electricistas.'],
    ['ru', 'Анна хочет взять отпуск в мае.'],
    ['zh', '希望路十二号是我们的新办公室。'],
    ['en', 'The office wants to know who parks where.'],
    ['en', 'Search parties meet at the pier.'],
    ['en', 'Draft is two metres.'],
    ['en', 'Give the key to Anna.'],
    ['en', 'Check the oil before each trip.'],
    ['en', 'Please use the north entrance on Sundays.'],
    ['de', 'Wir haben eine Frage offen: Wer zahlt, ist noch unklar.'],
    ['es', 'Da clases de vela.'],
    ['it', 'Parla inglese.'],
    ['pt', 'Passa um ônibus na praça.'],
    ['ru', 'Мы пришли в девять.'],
    ['he', 'ספר חדש הגיע לספריה.'],
    ['hi', 'टिकट लेना चाहिए।'],
    ['fa', 'من فردا جلسه دارم.'],
    ['tr', 'Rezervasyon gerekiyor.'],
    ['ja', '予約が必要です。'],
    ['ko', '예약이 필요합니다.'],
    ['zh', '关于停车，请使用北门。'],
    ['id', 'Rapat besok jam sembilan ya.'],
    ['vi', 'Họp lúc chín giờ nhé.'],
  ])('states, though words of requests are in it: %s, %s', (language, sentence) => {
    expect(readSentence(sentence, language).act).toBe('statement');
  });
});
