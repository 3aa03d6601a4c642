import { describe, expect, it } from '@jest/globals';
import { detectLanguage } from './detect-language.js';
import { readSentence } from './speech-act.js';

/** Per language: requests and questions however they are punctuated, and statements that look like them. */
const SENTENCES: Readonly<Record<string, { asked: string[]; stated: string[] }>> = {
  en: {
    asked: [
      'Tell me about the mooring fees',
      'Please explain the mooring fees to me.',
      'What are the mooring fees',
      'Is the shop open on Sunday',
      'Could you tell me when it opens',
    ],
    stated: [
      'The mooring fee is 12 euros.',
      'Show your ticket at the gate.',
      'When it rains, we move indoors.',
      'Will is our accountant.',
    ],
  },
  de: {
    asked: [
      'Erkläre mir die Liegegebühren',
      'Bitte nenne mir die Gebühren!',
      'Wann öffnet der Laden',
      'Kannst du mir die Gebühren nennen',
      'Ich möchte gern die Liegegebühren wissen',
    ],
    stated: [
      'Ich möchte am Montag Urlaub.',
      'Die Liegegebühr beträgt 12 Euro.',
      'Wann der Laden öffnet, steht an der Tür.',
    ],
  },
  fr: {
    asked: [
      "Explique-moi les tarifs d'amarrage",
      "Quels sont les tarifs d'amarrage",
      'Parlez-moi des tarifs.',
      'Je voudrais connaître les tarifs',
    ],
    stated: ["L'amarrage coûte 12 euros."],
  },
  es: {
    asked: ['Explícame las tarifas de amarre', 'Cuánto cuesta el amarre', 'Háblame de las tarifas.'],
    stated: ['El amarre cuesta 12 euros.', 'Hay aparcamiento gratuito.'],
  },
  it: {
    asked: ['Mi spieghi le tariffe', "Quanto costa l'ormeggio", 'Parlami delle tariffe.'],
    stated: ["L'ormeggio costa 12 euro."],
  },
  pt: { asked: ['Me explique as taxas', 'Quanto custa a amarração'], stated: ['A amarração custa 12 euros.'] },
  nl: {
    asked: ['Leg me de liggelden uit', 'Ik wil graag de liggelden weten', 'Wat kosten de ligplaatsen'],
    stated: ['Een ligplaats kost 12 euro.', 'Zijn hond heet Bello.'],
  },
  sv: { asked: ['Berätta om hamnavgiften', 'Vad kostar en båtplats'], stated: ['En båtplats kostar 12 euro.'] },
  da: { asked: ['Fortæl mig om havnepengene', 'Hvad koster en bådplads'], stated: ['En bådplads koster 12 euro.'] },
  no: { asked: ['Fortell meg om havneavgiften', 'Hva koster en båtplass'], stated: ['En båtplass koster 12 euro.'] },
  fi: { asked: ['Kerro venepaikan hinnasta', 'Paljonko venepaikka maksaa'], stated: ['Venepaikka maksaa 12 euroa.'] },
  pl: { asked: ['Opowiedz mi o opłatach', 'Ile kosztuje cumowanie'], stated: ['Cumowanie kosztuje 12 euro.'] },
  cs: { asked: ['Vysvětli mi poplatky', 'Kolik stojí kotvení'], stated: ['Kotvení stojí 12 eur.'] },
  hu: { asked: ['Magyarázd el a kikötési díjat', 'Mennyibe kerül a kikötés'], stated: ['A kikötés 12 euróba kerül.'] },
  ro: { asked: ['Explică-mi taxele de acostare', 'Cât costă acostarea'], stated: ['Acostarea costă 12 euro.'] },
  ru: {
    asked: ['Расскажи о плате за швартовку', 'Сколько стоит швартовка'],
    stated: ['Швартовка стоит 12 евро.', 'Можно парковаться бесплатно.'],
  },
  uk: {
    asked: ['Розкажи про плату за швартування', 'Скільки коштує швартування'],
    stated: ['Швартування коштує 12 євро.'],
  },
  bg: { asked: ['Обясни ми таксите', 'Колко струва акостирането'], stated: ['Акостирането струва 12 евро.'] },
  el: {
    asked: ['Πες μου για τα τέλη', 'Πόσο κοστίζει η θέση;', 'Πόσο κοστίζει η θέση'],
    stated: ['Η θέση κοστίζει 12 ευρώ.'],
  },
  tr: {
    asked: ['Bağlama ücretini açıkla', 'Bana bağlama ücretlerini anlat.', 'Bağlama ücreti ne kadar'],
    stated: ['Bağlama ücreti 12 avrodur.'],
  },
  ar: {
    asked: ['اشرح لي رسوم الإرساء', 'أخبرني عن رسوم الإرساء', 'ما هي رسوم الإرساء'],
    stated: ['رسوم الإرساء اثنا عشر يورو.', 'من الساعة التاسعة صباحا يفتح المكتب.'],
  },
  fa: { asked: ['هزینه پهلوگیری را توضیح بده', 'هزینه پهلوگیری چقدر است'], stated: ['هزینه پهلوگیری ۱۲ یورو است.'] },
  he: { asked: ['ספר לי על דמי העגינה', 'כמה עולה העגינה'], stated: ['העגינה עולה 12 אירו.', 'יש חניה חינם.'] },
  hi: { asked: ['मुझे लंगर शुल्क के बारे में बताइए', 'लंगर शुल्क समझाइए', 'लंगर शुल्क कितना है'], stated: ['लंगर शुल्क बारह यूरो है।'] },
  id: {
    asked: ['Jelaskan biaya tambat', 'Berapa biaya tambat'],
    stated: ['Biaya tambat adalah 12 euro.', 'Ada parkir gratis.'],
  },
  vi: { asked: ['Hãy giải thích phí neo đậu', 'Phí neo đậu là bao nhiêu'], stated: ['Phí neo đậu là 12 euro.'] },
  th: { asked: ['อธิบายค่าจอดเรือให้ฟังหน่อย', 'ค่าจอดเรือเท่าไหร่'], stated: ['ค่าจอดเรือ 12 ยูโรต่อคืน'] },
  zh: { asked: ['请解释停泊费', '告诉我停泊费是多少。', '停泊费是多少'], stated: ['停泊费是每晚十二欧元。'] },
  ja: {
    asked: ['係留料金について教えてください。', '係留料金を説明して', '係留料金はいくらですか'],
    stated: ['係留料金は一泊1200円です。', '靴を脱いでください。'],
  },
  ko: {
    asked: ['계류 요금을 설명해 주세요.', '계류 요금에 대해 알려줘', '계류 요금은 얼마입니까'],
    stated: ['계류 요금은 12유로입니다.'],
  },
  ca: { asked: ["Explica'm les tarifes", 'Quant costa amarrar'], stated: ['Amarrar costa 12 euros.'] },
};

describe('what a sentence does', () => {
  const cases = Object.entries(SENTENCES);

  it.each(cases)('asks, however it is punctuated: %s', async (language, { asked }) => {
    for (const sentence of asked)
      for (const end of ['', '.', '!'])
        expect([sentence + end, readSentence(sentence.replace(/[.!]$/, '') + end, language).act]).toEqual([
          sentence + end,
          expect.stringMatching(/question|request/),
        ]);
    const detected = await Promise.all(asked.map((sentence) => detectLanguage(sentence)));
    expect(detected.map(({ code }) => code)).toEqual(asked.map(() => language));
  });

  it.each(cases)('states: %s', (language, { stated }) => {
    expect(stated.map((sentence) => readSentence(sentence, language).act)).toEqual(stated.map(() => 'statement'));
  });

  it.each([
    [
      'greeting',
      [
        'hello',
        'Hi there!',
        'Guten Morgen',
        'Bonjour à tous',
        '¡Hola!',
        'こんにちは',
        '你好',
        'नमस्ते',
        'السلام عليكم',
        '안녕하세요',
        'Привет!',
        'Merhaba',
        'สวัสดีครับ',
        'Xin chào',
        'Γεια σας',
      ],
    ],
    [
      'thanks',
      [
        'thanks a lot!',
        'Thank you for your help',
        'Danke schön',
        'Merci beaucoup',
        'muchas gracias',
        'ありがとうございます',
        '谢谢',
        'धन्यवाद',
        'شكرا جزيلا',
        '감사합니다',
        'Спасибо большое',
        'Teşekkür ederim',
        'ขอบคุณค่ะ',
        'Cảm ơn bạn',
        'Ευχαριστώ πολύ',
      ],
    ],
    [
      'about-you',
      [
        'Who are you?',
        'what can you do',
        'Hi, how are you?',
        'Wer bist du?',
        'Qui êtes-vous ?',
        '¿Quién eres?',
        'あなたは誰ですか？',
        '你是谁？',
        'आप कौन हैं?',
        'من أنت؟',
        'Кто ты?',
        'Sen kimsin?',
        'คุณเป็นใคร',
        'Bạn là ai?',
        'Ποιος είσαι;',
      ],
    ],
  ])('is small talk, in any language: %s', (act, sentences) => {
    for (const sentence of sentences) expect([sentence, readSentence(sentence, 'en').act]).toEqual([sentence, act]);
  });
});
