import { phrases } from './function-words.js';
import { HOPE_ENDINGS, HOPED, HOPES } from './hopes.js';
import { ADDRESSEES, FAREWELLS, READ } from './interjections.js';
import { LANGUAGES } from './languages.js';
import type { LanguageWords } from './language-words.js';
import { Phrases } from './phrases.js';
import { plainWords, READ_BY_LETTER } from './plain-words.js';

/** What a sentence does. Only a statement says something that can answer a question. */
export type SpeechAct = 'statement' | 'question' | 'request' | 'greeting' | 'thanks' | 'about-you';

export interface Sentence {
  readonly act: SpeechAct;
  /** The sentence; of a request in a language that is read by letter, what is asked about. */
  readonly rest: string;
  /** Its words, in lower case, that only ask to tell something. */
  readonly aside: readonly string[];
  /** Whether it goes on from what was said before: `and on Sundays?` */
  readonly goesOn: boolean;
}

/** With spaces between words U+003B is a semicolon; Greek asks with it. U+055E stands inside an Armenian word. */
const QUESTION_MARK = /[?？؟\u037e⁇⁈]["'”’»)\]]*[.!…]*$|^[¿]|[՞]|[?？؟]!+$/u;
const GREEK_QUESTION_MARK = /;["'”’»)]*[.!]*$/u;
/** A main clause makes a statement of what begins as a question: `When it rains, we close`. A list follows a colon. */
const CLAUSE = /[,،，、;:：]/u;
const LIST = /[:：]$/u;
/** In UTF-16 code units. */
const LONGEST_SMALL_TALK = 80;
/** Longest sentence, in words, that says no more than what somebody lacks or hopes for; and one that only a plea opens. */
const LONGEST_NEED = 10;
const LONGEST_PLEA = 5;
/** Longest question, in words, that only its opening shows to be one. */
const LONGEST_QUESTION = 30;

interface Reading {
  readonly asks: Phrases;
  readonly askEndings: Phrases;
  readonly asksWithin: Phrases;
  readonly requests: Phrases;
  readonly requestEndings: Phrases;
  readonly wishes: Phrases;
  readonly wishEndings: Phrases;
  readonly needs: Phrases;
  readonly needEndings: Phrases;
  readonly pleas: Phrases;
  /** What may come before what is meant: courtesies and greetings. */
  readonly openings: Phrases;
  readonly courtesies: Phrases;
  readonly greetings: Phrases;
  readonly thanks: Phrases;
  readonly aboutYou: Phrases;
  readonly goingOn: Phrases;
}

const SHARED = [READ, ADDRESSEES].map((list) => new Phrases(list, false)) as [Phrases, Phrases];
/** Letter by letter, words of Latin letters would be found in others. */
const SHARED_BY_LETTER = [READ, ADDRESSEES].map(
  (list) =>
    new Phrases(
      phrases(list)
        .filter((each) => !/[\p{Script=Latin}]/u.test(each.replace('ok', '')))
        .join('|'),
      true,
    ),
) as [Phrases, Phrases];

const readings = new Map<string, Reading>();

function readingOf(language: string): Reading {
  const known = readings.get(language);
  if (known !== undefined) return known;
  const words: LanguageWords | undefined = LANGUAGES[language] ?? LANGUAGES['en'];
  const spaceless = READ_BY_LETTER.has(language);
  const of = (...lists: readonly (string | undefined)[]) => new Phrases(lists.filter(Boolean).join('|'), spaceless);
  const reading: Reading = {
    asks: of(words?.asks),
    askEndings: of(words?.askEndings),
    asksWithin: of(words?.asksWithin),
    requests: of(words?.requests),
    requestEndings: of(words?.requestEndings),
    wishes: of(words?.wishes),
    wishEndings: of(words?.wishEndings),
    needs: of(words?.needs, HOPES[language]),
    needEndings: of(words?.needEndings, HOPE_ENDINGS[language]),
    pleas: of(words?.pleas),
    openings: of(`${words?.courtesies}|${words?.greetings}`),
    courtesies: of(words?.courtesies),
    greetings: of(words?.greetings),
    thanks: of(words?.thanks),
    aboutYou: of(words?.aboutYou),
    goingOn: of(words?.goingOn),
  };
  readings.set(language, reading);
  return reading;
}

/** What one sentence does, read in its language; the tables are made of what people write to assistants. */
export function readSentence(sentence: string, language: string): Sentence {
  const text = sentence.trim();
  const reading = readingOf(language);
  const all = plainWords(text, language);
  const goesOn = goesOnWith(all, language);
  const act = smallTalk(text, language);
  if (act !== undefined) return { act, rest: text, aside: [], goesOn };
  const words = withoutCourtesies(all, reading);
  const request = reading.requests.opening(words);
  if (request > 0) return { ...withoutRequest(text, all, words.slice(request), language), goesOn };
  const ending = reading.requestEndings.ending(words);
  if (ending > 0) return { ...withoutRequest(text, all, words.slice(0, -ending), language), goesOn };
  const [wish, wished] = [reading.wishes.opening(words), reading.wishEndings.ending(words)];
  if (wish > 0 && wished > 0) return { ...withoutRequest(text, all, words.slice(wish, -wished), language), goesOn };
  const need = lengthOfNeed(text, all, words, reading);
  if (need !== undefined) return { ...withoutRequest(text, all, words.slice(...need), language), goesOn };
  const isQuestion = QUESTION_MARK.test(text) || (language === 'el' && GREEK_QUESTION_MARK.test(text));
  const isAsking = isQuestion || isAsked(text, words, reading);
  return { act: isAsking ? 'question' : 'statement', rest: text, aside: [], goesOn };
}

/** Whether words begin with one that goes on from what was said before. */
export function goesOnWith(words: readonly string[], language: string): boolean {
  return readingOf(language).goingOn.opening(words) > 0;
}

/**
 * Where what somebody lacks or hopes for begins and ends in the words of a short sentence: `I need the fees`, `the fees, please`.
 * One with a number or a second clause says more than that.
 */
function lengthOfNeed(
  text: string,
  all: readonly string[],
  words: readonly string[],
  { needs, needEndings, pleas }: Reading,
): [number, number] | undefined {
  const bare = text.replace(/^\P{L}+|[^\p{L}\p{M}]+$/gu, '');
  if ((bare.match(/\p{L}[\p{L}\p{M}'’]*/gu)?.length ?? 0) > LONGEST_NEED || /\p{N}/u.test(bare)) return undefined;
  if (pleas.ending(all) > 0 || (pleas.opening(all) > 0 && all.length <= LONGEST_PLEA)) return [0, words.length];
  if (CLAUSE.test(bare.replace(HOPED, ''))) return undefined;
  const [opening, ending] = [needs.opening(words), needEndings.ending(words)];
  return opening + ending === 0 ? undefined : [opening, words.length - ending];
}

/** Korean is read by letter and has spaces: of its requests the words of any request are put aside. */
function withoutRequest(text: string, all: readonly string[], left: readonly string[], language: string) {
  const act = 'request' as const;
  if (language === 'ko') return { act, rest: text, aside: (LANGUAGES['ko']?.requestEndings ?? '').split(/[\s|]+/u) };
  if (READ_BY_LETTER.has(language)) return { act, rest: left.join(''), aside: [] };
  return { act, rest: text, aside: all.filter((word) => !left.includes(word)) };
}

function isAsked(text: string, words: readonly string[], { asks, askEndings, asksWithin }: Reading): boolean {
  if (words.length > LONGEST_QUESTION || LIST.test(text)) return false;
  if (askEndings.ending(words) > 0 || asksWithin.within(words)) return true;
  return asks.opening(words) > 0 && !CLAUSE.test(text);
}

/**
 * A whole sentence of greetings and thanks, or a question about the assistant itself. No two languages share such a
 * sentence, and it is too short to detect its language: each language is tried, the likeliest first.
 */
function smallTalk(text: string, language: string): SpeechAct | undefined {
  if (text.length > LONGEST_SMALL_TALK) return undefined;
  const [asWords, asLetters] = [plainWords(text, 'en'), plainWords(text, 'ja')];
  for (const each of [language, ...Object.keys(LANGUAGES)]) {
    const isSpaceless = READ_BY_LETTER.has(each);
    const act = smallTalkIn(isSpaceless ? asLetters : asWords, readingOf(each), isSpaceless);
    if (act !== undefined) return act;
  }
  return undefined;
}

/** The first of some languages in whose own words a sentence greets, thanks, or asks about the assistant. */
export function languageOfSmallTalk(text: string, languages: readonly string[]): string | undefined {
  return languages.find((language) => {
    const words = plainWords(text, language);
    const { greetings, thanks, aboutYou } = readingOf(language);
    return [greetings, thanks, aboutYou].some((each) => each.within(words));
  });
}

const [FAREWELL_WORDS, FAREWELL_LETTERS] = [new Phrases(FAREWELLS, false), new Phrases(FAREWELLS, true)];

/** Whether a greeting is one that ends a conversation. */
export function isFarewell(text: string): boolean {
  return FAREWELL_WORDS.within(plainWords(text, 'en')) || FAREWELL_LETTERS.whole(plainWords(text, 'ja'));
}

function smallTalkIn(
  words: readonly string[],
  { greetings, thanks, courtesies, openings, aboutYou }: Reading,
  isSpaceless: boolean,
): SpeechAct | undefined {
  let [greets, thanked, at] = [0, 0, 0];
  const [read, addressees] = isSpaceless ? SHARED_BY_LETTER : SHARED;
  for (let length = 1; at < words.length && length > 0; at += length) {
    const rest = words.slice(at);
    if (aboutYou.whole(rest)) return 'about-you';
    const [greeting, thank] = [greetings.opening(rest), thanks.opening(rest)];
    const said = at > 0 ? addressees.opening(rest) : 0;
    const isRead = read.opening(rest);
    length = Math.max(greeting, thank, isRead, said, courtesies.opening(rest));
    if (length > 0 && isRead === length) thanked++;
    else if (length > 0 && greeting === length) greets++;
    else if (length > 0 && thank === length) thanked++;
  }
  if (at < words.length || greets + thanked === 0)
    return aboutYou.whole(words.slice(openings.opening(words))) ? 'about-you' : undefined;
  return greetings.opening(words) >= Math.max(1, thanks.opening(words)) ? 'greeting' : 'thanks';
}

/** Courtesies come before and behind what is meant; greetings and thanks are words like others behind it. */
function withoutCourtesies(
  words: readonly string[],
  { openings, courtesies, asks, requests }: Reading,
): readonly string[] {
  let [from, to] = [0, words.length];
  for (;;) {
    const length = openings.opening(words, from);
    if (length === 0 || length >= to - from) break;
    if (asks.opening(words, from) >= length || requests.opening(words, from) >= length) break;
    from += length;
  }
  for (let length = courtesies.ending(words, to); length > 0 && length < to - from;) {
    to -= length;
    length = courtesies.ending(words, to);
  }
  return words.slice(from, to);
}
