// What is said: 200 bytes of words. A search index takes longer over words than over one letter repeated.
const LETTERS = 'etaoinshrdlucmfwypvbgkqjxz';
const DIFFERENT = 500;

/** The same in every run. */
function* numbers() {
  for (let seed = 42; ;) {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    yield seed / 0x8000_0000;
  }
}

const random = numbers();
const below = (limit) => Math.floor(random.next().value * limit);
const word = () => Array.from({ length: 2 + below(8) }, () => LETTERS[Math.min(below(26), below(26))]).join('');
const TEXTS = Array.from({ length: DIFFERENT }, () => Array.from({ length: 70 }, word).join(' ').slice(0, 200));

export function textOf(nth) {
  return TEXTS[nth % DIFFERENT];
}
