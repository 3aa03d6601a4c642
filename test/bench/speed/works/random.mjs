// The same numbers for the same seed, so that what is compared asks the same.

/** @returns a function that draws a whole number from 0 up to, but without, a limit */
export function randomFrom(seed) {
  let state = seed >>> 0 || 1;
  const draw = (limit) => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state % limit;
  };
  for (let nth = 0; nth < 20; nth++) draw(7);
  return draw;
}

export function seedOf(text) {
  let hash = 2_166_136_261;
  for (const character of text) hash = Math.imul(hash ^ character.codePointAt(0), 16_777_619) >>> 0;
  return hash;
}
