/**
 * Marks that people leave out when they type: accents of Latin and Greek letters, niqqud and harakat. The vowel signs of
 * Indic scripts and the dots of Cyrillic й and ї make other letters and stay.
 */
const MARKS = /[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]/gu;
const MARKED =
  /[\p{Script=Latin}\p{Script=Greek}\p{Script=Hebrew}\p{Script=Arabic}]\p{M}+|[\u0610-\u061a\u064b-\u065f\u0670]/gu;

/** Letters that stand for others where those are not at hand, or that look alike; Unicode does not decompose them. */
const LETTERS = new Map(
  // Arabic and Persian keyboards have two of each of the letters of the second line.
  [
    ['ß ss', 'ø o', 'đ d', 'ð d', 'ł l', 'æ ae', 'œ oe', 'ı i', 'þ th', 'ħ h', 'ё е', 'ς σ'],
    ['ک ك', 'ی ي', 'ى ي', 'ۀ ه', 'ة ه', 'أ ا', 'إ ا', 'آ ا', 'ٱ ا', 'ؤ و', 'ئ ي'],
  ]
    .flat()
    .map((pair) => [pair.slice(0, 1), pair.slice(2)] as const),
);
const LETTER = new RegExp(`[${[...LETTERS.keys()].join('')}]`, 'gu');

/** A text in lower case without the marks that people leave out. */
export function folded(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(MARKED, (marked) => marked.replaceAll(MARKS, ''))
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(LETTER, (letter) => LETTERS.get(letter) ?? letter);
}
