import { detectLanguage } from '#libs/knowledge';

/** What is said of a reply without a language model. */
interface Notice {
  /** Before the quotes. */
  readonly quoted: string;
  /** Instead of them. */
  readonly nothing: string;
}

const ENGLISH: Notice = {
  quoted: 'No language model is configured, so this is quoted from what was found:',
  nothing: 'Nothing was found about this. No language model is configured.',
};

/** By ISO 639-1 code. */
const NOTICES: Readonly<Record<string, Notice>> = {
  ar: {
    quoted: 'لم يتم إعداد أي نموذج لغوي، لذلك هذا اقتباس مما عُثر عليه:',
    nothing: 'لم يُعثر على شيء حول هذا. لم يتم إعداد أي نموذج لغوي.',
  },
  de: {
    quoted: 'Es ist kein Sprachmodell eingerichtet, deshalb wird zitiert, was gefunden wurde:',
    nothing: 'Dazu wurde nichts gefunden. Es ist kein Sprachmodell eingerichtet.',
  },
  es: {
    quoted: 'No hay ningún modelo de lenguaje configurado, así que se cita lo encontrado:',
    nothing: 'No se encontró nada sobre esto. No hay ningún modelo de lenguaje configurado.',
  },
  fr: {
    quoted: "Aucun modèle de langage n'est configuré ; voici donc des citations de ce qui a été trouvé :",
    nothing: "Rien n'a été trouvé à ce sujet. Aucun modèle de langage n'est configuré.",
  },
  hi: {
    quoted: 'कोई भाषा मॉडल कॉन्फ़िगर नहीं है, इसलिए जो मिला उससे उद्धृत किया गया है:',
    nothing: 'इस बारे में कुछ नहीं मिला। कोई भाषा मॉडल कॉन्फ़िगर नहीं है।',
  },
  it: {
    quoted: 'Non è configurato alcun modello linguistico, perciò si cita quanto trovato:',
    nothing: 'Non è stato trovato nulla al riguardo. Non è configurato alcun modello linguistico.',
  },
  ja: {
    quoted: '言語モデルが設定されていないため、見つかった内容を引用します。',
    nothing: 'これについては何も見つかりませんでした。言語モデルは設定されていません。',
  },
  ko: {
    quoted: '언어 모델이 설정되어 있지 않아 찾은 내용을 인용합니다:',
    nothing: '이에 대해 찾은 내용이 없습니다. 언어 모델이 설정되어 있지 않습니다.',
  },
  nl: {
    quoted: 'Er is geen taalmodel ingesteld, daarom wordt geciteerd wat gevonden is:',
    nothing: 'Hierover is niets gevonden. Er is geen taalmodel ingesteld.',
  },
  pl: {
    quoted: 'Nie skonfigurowano modelu językowego, dlatego cytowane jest to, co znaleziono:',
    nothing: 'Nic na ten temat nie znaleziono. Nie skonfigurowano modelu językowego.',
  },
  pt: {
    quoted: 'Nenhum modelo de linguagem está configurado; por isso, cita-se o que foi encontrado:',
    nothing: 'Nada foi encontrado sobre isto. Nenhum modelo de linguagem está configurado.',
  },
  ru: {
    quoted: 'Языковая модель не настроена, поэтому приводятся цитаты из найденного:',
    nothing: 'Об этом ничего не найдено. Языковая модель не настроена.',
  },
  tr: {
    quoted: 'Yapılandırılmış bir dil modeli yok; bu nedenle bulunanlardan alıntı yapılıyor:',
    nothing: 'Bununla ilgili bir şey bulunamadı. Yapılandırılmış bir dil modeli yok.',
  },
  zh: {
    quoted: '未配置语言模型，因此引用所找到的内容：',
    nothing: '没有找到相关内容。未配置语言模型。',
  },
};

/** In the question's language where we speak it and can tell, else in English. */
export async function noticeFor(question: string): Promise<Notice> {
  const { code, isReliable } = await detectLanguage(question);
  return (isReliable ? NOTICES[code] : undefined) ?? ENGLISH;
}
