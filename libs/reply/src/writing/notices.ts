/** Notices in a reply that is written without a language model. */
interface Notice {
  /** Before the quotes. */
  readonly quoted: string;
  /** Instead of them. */
  readonly nothing: string;
}

const ENGLISH: Notice = {
  quoted: 'No language model is configured, so this is quoted from what was found:',
  nothing:
    'Sorry, I found nothing about this here. Other words may help, or a file that says it. No language model is configured.',
};

/** By ISO 639-1 code. */
const NOTICES: Readonly<Record<string, Notice>> = {
  ar: {
    quoted: 'لم يتم إعداد أي نموذج لغوي، لذلك هذا اقتباس مما عُثر عليه:',
    nothing: 'عذرًا، لم أجد هنا شيئًا عن هذا. قد تفيد كلمات أخرى أو ملف يذكره. لم يتم إعداد أي نموذج لغوي.',
  },
  de: {
    quoted: 'Es ist kein Sprachmodell eingerichtet, deshalb wird zitiert, was gefunden wurde:',
    nothing:
      'Dazu habe ich hier leider nichts gefunden. Vielleicht helfen andere Worte oder eine Datei, in der es steht. Es ist kein Sprachmodell eingerichtet.',
  },
  es: {
    quoted: 'No hay ningún modelo de lenguaje configurado, así que se cita lo encontrado:',
    nothing:
      'Lo siento, no encontré nada sobre esto aquí. Quizá ayuden otras palabras o un archivo que lo diga. No hay ningún modelo de lenguaje configurado.',
  },
  fr: {
    quoted: "Aucun modèle de langage n'est configuré ; voici donc des citations de ce qui a été trouvé :",
    nothing:
      "Désolé, je n'ai rien trouvé à ce sujet ici. D'autres mots aideront peut-être, ou un fichier qui en parle. Aucun modèle de langage n'est configuré.",
  },
  hi: {
    quoted: 'कोई भाषा मॉडल कॉन्फ़िगर नहीं है, इसलिए जो मिला उससे उद्धृत किया गया है:',
    nothing:
      'क्षमा करें, इस बारे में यहाँ कुछ नहीं मिला। दूसरे शब्द या इसके बारे में कोई फ़ाइल मदद कर सकती है। कोई भाषा मॉडल कॉन्फ़िगर नहीं है।',
  },
  it: {
    quoted: 'Non è configurato alcun modello linguistico, perciò si cita quanto trovato:',
    nothing:
      'Mi dispiace, qui non ho trovato nulla al riguardo. Forse aiutano altre parole, o un file che ne parli. Non è configurato alcun modello linguistico.',
  },
  ja: {
    quoted: '言語モデルが設定されていないため、見つかった内容を引用します。',
    nothing:
      '申し訳ありませんが、ここでは見つかりませんでした。別の言葉で尋ねるか、それについて書かれたファイルを送ってみてください。言語モデルは設定されていません。',
  },
  ko: {
    quoted: '언어 모델이 설정되어 있지 않아 찾은 내용을 인용합니다:',
    nothing:
      '죄송하지만 여기에서는 이에 대해 찾은 내용이 없습니다. 다른 말로 물어보거나 관련 파일을 보내 보세요. 언어 모델이 설정되어 있지 않습니다.',
  },
  nl: {
    quoted: 'Er is geen taalmodel ingesteld, daarom wordt geciteerd wat gevonden is:',
    nothing:
      'Sorry, hierover heb ik hier niets gevonden. Misschien helpen andere woorden, of een bestand waarin het staat. Er is geen taalmodel ingesteld.',
  },
  pl: {
    quoted: 'Nie skonfigurowano modelu językowego, dlatego cytowane jest to, co znaleziono:',
    nothing:
      'Niestety nic tu na ten temat nie znaleziono. Może pomogą inne słowa albo plik, w którym o tym mowa. Nie skonfigurowano modelu językowego.',
  },
  pt: {
    quoted: 'Nenhum modelo de linguagem está configurado; por isso, cita-se o que foi encontrado:',
    nothing:
      'Desculpe, não encontrei nada sobre isto aqui. Talvez ajudem outras palavras ou um ficheiro que o diga. Nenhum modelo de linguagem está configurado.',
  },
  ru: {
    quoted: 'Языковая модель не настроена, поэтому приводятся цитаты из найденного:',
    nothing:
      'К сожалению, здесь об этом ничего не нашлось. Возможно, помогут другие слова или файл, в котором об этом сказано. Языковая модель не настроена.',
  },
  tr: {
    quoted: 'Yapılandırılmış bir dil modeli yok; bu nedenle bulunanlardan alıntı yapılıyor:',
    nothing:
      'Üzgünüm, burada bununla ilgili bir şey bulamadım. Başka sözcükler ya da bundan söz eden bir dosya yardımcı olabilir. Yapılandırılmış bir dil modeli yok.',
  },
  zh: {
    quoted: '未配置语言模型，因此引用所找到的内容：',
    nothing: '抱歉，这里没有找到相关内容。可以换个说法，或发送一份提到它的文件。未配置语言模型。',
  },
};

/** All of them, in each language. */
export const notices: ReadonlySet<string> = new Set(
  [ENGLISH, ...Object.values(NOTICES)].flatMap(({ quoted, nothing }) => [quoted, nothing]),
);

/** In the likeliest of the languages that the asker speaks, where we speak it and can tell; else in English. */
export function noticeFor([likeliest = 'en']: readonly string[]): Notice {
  return NOTICES[likeliest] ?? ENGLISH;
}
