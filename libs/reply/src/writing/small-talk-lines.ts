import { detectLanguage, languageOfSmallTalk, type SmallTalk, smallTalkOf } from '#libs/knowledge';

/** By ISO 639-1 code: greeting, thanks, who it is, farewell; what two languages share is of the first. */
const LINES = {
  en: [
    'Hello! Ask me about what was written here or about the files of this chat.',
    'You are welcome!',
    'I am the assistant of this chat. I look up what was written here and in its files, and quote it.',
    'Goodbye!',
  ],
  ar: [
    'مرحبًا! اسألني عما كُتب هنا أو عن ملفات هذه المحادثة.',
    'على الرحب والسعة!',
    'أنا مساعد هذه المحادثة. أبحث فيما كُتب هنا وفي ملفاتها وأقتبسه.',
    'مع السلامة!',
  ],
  de: [
    'Hallo! Frag mich nach dem, was hier geschrieben wurde, oder nach den Dateien dieses Chats.',
    'Gern geschehen!',
    'Ich bin der Assistent dieses Chats. Ich suche in dem, was hier und in seinen Dateien steht, und zitiere es.',
    'Auf Wiedersehen!',
  ],
  el: [
    'Γεια σας! Ρωτήστε με για όσα γράφτηκαν εδώ ή για τα αρχεία της συνομιλίας.',
    'Παρακαλώ!',
    'Είμαι ο βοηθός αυτής της συνομιλίας. Ψάχνω σε όσα γράφτηκαν εδώ και στα αρχεία της και τα παραθέτω.',
    'Αντίο!',
  ],
  es: [
    '¡Hola! Pregúntame por lo que se escribió aquí o por los archivos de este chat.',
    '¡De nada!',
    'Soy el asistente de este chat. Busco en lo que se escribió aquí y en sus archivos, y lo cito.',
    '¡Hasta luego!',
  ],
  fr: [
    'Bonjour ! Interrogez-moi sur ce qui a été écrit ici ou sur les fichiers de cette discussion.',
    'Je vous en prie !',
    "Je suis l'assistant de cette discussion. Je cherche dans ce qui a été écrit ici et dans ses fichiers, et je le cite.",
    'Au revoir !',
  ],
  hi: [
    'नमस्ते! यहाँ लिखी बातों या इस चैट की फ़ाइलों के बारे में पूछिए।',
    'आपका स्वागत है!',
    'मैं इस चैट का सहायक हूँ। यहाँ लिखी बातों और फ़ाइलों में खोजकर उद्धृत करता हूँ।',
    'अलविदा!',
  ],
  it: [
    'Ciao! Chiedimi di ciò che è stato scritto qui o dei file di questa chat.',
    'Prego!',
    "Sono l'assistente di questa chat. Cerco in ciò che è stato scritto qui e nei suoi file, e lo cito.",
    'Arrivederci!',
  ],
  ja: [
    'こんにちは。ここに書かれたことやこのチャットのファイルについてお尋ねください。',
    'どういたしまして。',
    'このチャットのアシスタントです。ここに書かれたことやファイルを調べて引用します。',
    'さようなら。',
  ],
  ko: [
    '안녕하세요! 여기에 적힌 내용이나 이 채팅의 파일에 대해 물어보세요.',
    '천만에요!',
    '저는 이 채팅의 도우미입니다. 여기에 적힌 내용과 파일을 찾아 인용합니다.',
    '안녕히 계세요!',
  ],
  nl: [
    'Hallo! Vraag me naar wat hier is geschreven of naar de bestanden van deze chat.',
    'Graag gedaan!',
    'Ik ben de assistent van deze chat. Ik zoek in wat hier en in de bestanden staat, en citeer het.',
    'Tot ziens!',
  ],
  pl: [
    'Cześć! Zapytaj mnie o to, co tu napisano, lub o pliki tego czatu.',
    'Nie ma za co!',
    'Jestem asystentem tego czatu. Szukam w tym, co tu napisano, i w plikach, i to cytuję.',
    'Do widzenia!',
  ],
  pt: [
    'Olá! Pergunte-me sobre o que foi escrito aqui ou sobre os ficheiros desta conversa.',
    'De nada!',
    'Sou o assistente desta conversa. Procuro no que foi escrito aqui e nos seus ficheiros, e cito-o.',
    'Até logo!',
  ],
  ro: [
    'Bună! Întreabă-mă despre ce s-a scris aici sau despre fișierele acestei conversații.',
    'Cu plăcere!',
    'Sunt asistentul acestei conversații. Caut în ce s-a scris aici și în fișierele ei, și citez.',
    'La revedere!',
  ],
  ru: [
    'Здравствуйте! Спросите меня о том, что здесь написано, или о файлах этого чата.',
    'Пожалуйста!',
    'Я помощник этого чата. Я ищу в том, что здесь написано, и в его файлах, и цитирую это.',
    'До свидания!',
  ],
  th: [
    'สวัสดี! ถามเกี่ยวกับสิ่งที่เขียนไว้ที่นี่หรือไฟล์ของแชทนี้ได้เลย',
    'ยินดี!',
    'ฉันเป็นผู้ช่วยของแชทนี้ ฉันค้นหาสิ่งที่เขียนไว้ที่นี่และในไฟล์ แล้วยกมาอ้างอิง',
    'ลาก่อน!',
  ],
  tr: [
    'Merhaba! Burada yazılanları veya bu sohbetin dosyalarını sorabilirsiniz.',
    'Rica ederim!',
    'Bu sohbetin yardımcısıyım. Burada yazılanlarda ve dosyalarda arar, alıntı yaparım.',
    'Hoşça kalın!',
  ],
  vi: [
    'Xin chào! Hãy hỏi tôi về những gì đã viết ở đây hoặc về các tệp của cuộc trò chuyện này.',
    'Không có gì!',
    'Tôi là trợ lý của cuộc trò chuyện này. Tôi tìm trong những gì đã viết ở đây và trong các tệp rồi trích dẫn.',
    'Tạm biệt!',
  ],
  zh: [
    '你好！可以问我这里写过的内容或本聊天中的文件。',
    '不客气！',
    '我是本聊天的助手，会查找这里写过的内容和文件并加以引用。',
    '再见！',
  ],
} satisfies Readonly<Record<string, readonly [string, string, string, string]>>;

const PLACES = { greeting: 0, thanks: 1, 'about-you': 2, farewell: 3 } as const satisfies Record<SmallTalk, number>;

const known: Readonly<Record<string, readonly string[]>> = LINES;

/**
 * A short answer to a greeting, to thanks, or to a question about the assistant itself: in the language whose words they
 * are, of several the one that the asker speaks.
 */
export async function smallTalkLine(question: string, spoken: readonly string[]): Promise<string | undefined> {
  const talk = smallTalkOf(question);
  if (talk === undefined) return undefined;
  const { code: guess } = await detectLanguage(question);
  const speakable = [...spoken, guess, ...Object.keys(LINES)].filter((code) => known[code] !== undefined);
  const language = languageOfSmallTalk(question, speakable) ?? spoken[0] ?? 'en';
  return (known[language] ?? LINES.en)[PLACES[talk]];
}
