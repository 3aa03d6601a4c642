/** Words of English have 4.7 letters and a space; in text without spaces, or of long numbers, as many characters are one. */
const UNITS_PER_WORD = 8;

/** Characters of scripts that write words without spaces between them, by how many of them make a word. */
const SPACELESS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu;
const LETTERS_PER_SPACELESS_WORD = 1.6;
/** Thai, Lao, Khmer and Burmese write vowels too. */
const SPACELESS_SYLLABLES = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu;
const LETTERS_PER_SYLLABIC_WORD = 4;

/** About how many words a text has, in any script. */
export function wordsIn(text: string): number {
  const letters = text.match(SPACELESS)?.length ?? 0;
  const syllables = text.match(SPACELESS_SYLLABLES)?.length ?? 0;
  const words = text.match(/[^\s\p{P}]\S*/gu)?.length ?? 0;
  const spaceless = letters / LETTERS_PER_SPACELESS_WORD + syllables / LETTERS_PER_SYLLABIC_WORD;
  return Math.max(words, spaceless, text.length / UNITS_PER_WORD);
}
