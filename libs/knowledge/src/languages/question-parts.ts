import { detectLanguage } from './detect-language.js';
import { isFunctionWord } from './function-words.js';
import { plainWords, READ_BY_LETTER } from './plain-words.js';
import { goesOnWith, readSentence } from './speech-act.js';

/** More of them are one question about many things. */
const MOST_PARTS = 3;

/** In UTF-16 code units: who writes more tells what happened, and asks about it as a whole. */
const LONGEST = 500;

const WORD = /[\p{L}\p{M}\p{N}]+/gu;
const MARKS = /[?？؟¿;；,，、،.。!！\s]+$|^[¿\s]+/gu;
/** Arabic and Hebrew write the word for "and" as a part of the next one. */
const AND = /^\s*[וو](?=\p{L}{2})/u;
/** Behind these another question may begin. */
const ENDS = /[?？؟;；]/u;
/** In scripts without spaces nothing else parts two questions. */
const ENDS_BY_LETTER = /[?？;；,，、]/u;

/**
 * The questions that one asks: `How much is the crane, and how long before do I book it?` asks two, which stand in two
 * places. Each part asks something by its own words and says about what; else the question is one.
 */
export async function questionParts(question: string): Promise<readonly string[]> {
  if (question.length > LONGEST) return [question];
  const { code } = await detectLanguage(question);
  const parts: string[] = [];
  for (const piece of pieces(question, code)) {
    const last = parts.at(-1);
    if (last === undefined) parts.push(piece);
    else if (asks(last, code) && asks(piece, code)) parts.push(piece);
    else parts[parts.length - 1] = last + piece;
  }
  const isEach = parts.every((part) => asks(part, code));
  return isEach && parts.length > 1 && parts.length <= MOST_PARTS ? parts.map((part) => part.trim()) : [question];
}

/** The text, cut before each word that goes on from what is said, and behind what ends a question. */
function* pieces(text: string, language: string): Generator<string> {
  const ends = READ_BY_LETTER.has(language) ? ENDS_BY_LETTER : ENDS;
  let start = 0;
  let before = 0;
  for (const { 0: word, index } of text.matchAll(WORD)) {
    const goesOn = AND.test(word) || goesOnWith(plainWords(word, language), language);
    const isCut = goesOn || ends.test(text.slice(before, index));
    if (isCut && index > start) {
      yield text.slice(start, index);
      start = index;
    }
    before = index + word.length;
  }
  yield text.slice(start);
}

function asks(part: string, language: string): boolean {
  const { act } = readSentence(part.replaceAll(MARKS, '').replace(AND, ''), language);
  if (act !== 'question' && act !== 'request') return false;
  return plainWords(part, 'en').some((word) => !isFunctionWord(word, language));
}
