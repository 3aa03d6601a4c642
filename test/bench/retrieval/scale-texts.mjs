// Texts whose words are as frequent as Zipf's law says (exponent 1), of a vocabulary without stop words.

const VOCABULARY = 200_000;
const WORDS = 120;

/** The same texts for the same seed. */
export function zipfianTexts(seed) {
  const random = mulberry32(seed);
  const cumulated = new Float64Array(VOCABULARY);
  let sum = 0;
  for (let rank = 0; rank < VOCABULARY; rank++) cumulated[rank] = sum += 1 / (rank + 1);
  const rankOf = () => {
    const target = random() * sum;
    let [low, high] = [0, VOCABULARY - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (cumulated[middle] < target) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    /** A passage of 120 words. */
    text: () => Array.from({ length: WORDS }, () => wordOf(rankOf())).join(' ') + '.',
    /** A question of six words that are not the hundred most frequent, which are what stop words are in a language. */
    question: () => Array.from({ length: 6 }, () => wordOf(contentRank(rankOf))).join(' ') + '?',
  };
}

function contentRank(rankOf) {
  for (;;) {
    const rank = rankOf();
    if (rank >= 100) return rank;
  }
}

/** Pronounceable, so that it is taken for a word: consonant, vowel, and so on; never shorter than two syllables. */
function wordOf(rank) {
  const [consonants, vowels] = ['bdfgklmnprtvz', 'aeiou'];
  let [rest, word] = [rank + 65, ''];
  while (rest > 0) {
    const syllable = rest % 65;
    word += consonants[Math.floor(syllable / 5)] + vowels[syllable % 5];
    rest = Math.floor(rest / 65);
  }
  return `${word}k`;
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
