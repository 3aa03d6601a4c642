// English as the index sees it, without its meaning: real function words, which stemming drops, and content words that
// are made up, inflected, and as frequent as the law of Zipf and Mandelbrot says.

/** Words of a passage; two of five are function words. */
const WORDS = 150;
const SENTENCE = 15;

const STEMS = 60_000;
const ENDINGS = ['', 's', 'ing', 'ed'];
const VOCABULARY = STEMS * ENDINGS.length;
/** Where content words begin among all words by frequency: the commonest is in a fifth of the passages. */
const OFFSET = 50;

const FUNCTION_WORDS = `the of and to in is was that for it with as on by at from be this which or an are not have had
  has but were their they his her its been when who will there if`.split(/\s+/);
const ONSETS = 'b d f g h l m n p r s t w bl br ch cl cr dr fl gr pl sh st tr'.split(' ');
const VOWELS = 'a e i o u ea oo ai'.split(' ');
const CODAS = 'n r t l m d ck st nd sh p nt'.split(' ');
const SYLLABLES = ONSETS.length * VOWELS.length * CODAS.length;

/** Every word of the vocabulary; the number of a word is its rank. */
export const contentWords = Array.from({ length: VOCABULARY }, (_, rank) => {
  let word = '';
  for (
    let rest = rank % STEMS, isFirst = true;
    isFirst || rest > 0;
    rest = Math.floor(rest / SYLLABLES), isFirst = false
  )
    word += syllable(rest % SYLLABLES);
  return word + ENDINGS[Math.floor(rank / STEMS)];
});

/** The same texts for the same seed. */
export function zipfianTexts(seed) {
  const random = mulberry32(seed);
  const rank = () => Math.floor(OFFSET * ((1 + VOCABULARY / OFFSET) ** random() - 1));
  return {
    /** The ranks of a passage's 90 content words. */
    passage: () => Array.from({ length: (WORDS * 3) / 5 }, rank),
    /** Five to ten words as a passage has them: the frequent ones more often. */
    question: () => Array.from({ length: 5 + Math.floor(random() * 6) }, () => contentWords[rank()]).join(' ') + '?',
  };
}

/** A passage with its content words, in sentences. */
export function textOf(ranks) {
  let text = '';
  for (let nth = 0; nth < WORDS; nth++) {
    const place = nth % 5;
    const isContent = place % 2 === 0;
    const content = Math.floor(nth / 5) * 3 + place / 2;
    text += isContent ? contentWords[ranks[content]] : FUNCTION_WORDS[(nth * 7 + ranks[0]) % FUNCTION_WORDS.length];
    text += nth % SENTENCE === SENTENCE - 1 ? '. ' : ' ';
  }
  return text.trimEnd();
}

function syllable(nth) {
  const [onset, rest] = [nth % ONSETS.length, Math.floor(nth / ONSETS.length)];
  return ONSETS[onset] + VOWELS[rest % VOWELS.length] + CODAS[Math.floor(rest / VOWELS.length)];
}

/** Mulberry32 (Tommy Ettinger, 2017). */
function mulberry32(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
