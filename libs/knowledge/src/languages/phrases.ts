import { phrases } from './function-words.js';

/**
 * Phrases to look for at the ends of a sentence, or in it. A sentence of a script without spaces is given letter by
 * letter.
 */
export class Phrases {
  /** By their first word, and by their last; the longest first. */
  private readonly openings = new Map<string, (readonly string[])[]>();
  private readonly endings = new Map<string, (readonly string[])[]>();

  constructor(list: string, isSpaceless: boolean) {
    const split = phrases(list)
      .map((phrase) =>
        isSpaceless ? Array.from(phrase.replaceAll(' ', '')) : phrase.split(/[\s-]+|(?<=\p{L})'(?=\p{L})/u),
      )
      .toSorted((a, b) => b.length - a.length);
    for (const phrase of split) {
      add(this.openings, phrase[0], phrase);
      add(this.endings, phrase.at(-1), phrase);
    }
  }

  /** How many words of the longest phrase stand at the beginning, or at a place; 0: none does. */
  opening(words: readonly string[], start = 0): number {
    return this.at(words, start);
  }

  ending(words: readonly string[], end = words.length): number {
    const found = this.endings
      .get(words[end - 1] ?? '')
      ?.find(
        (phrase) => phrase.length <= end && phrase.every((word, nth) => words[end - phrase.length + nth] === word),
      );
    return found?.length ?? 0;
  }

  within(words: readonly string[]): boolean {
    return words.some((_, nth) => this.at(words, nth) > 0);
  }

  /** Whether a phrase is all that there is. */
  whole(words: readonly string[]): boolean {
    return words.length > 0 && this.opening(words) === words.length;
  }

  private at(words: readonly string[], start: number): number {
    const found = this.openings
      .get(words[start] ?? '')
      ?.find(
        (phrase) => start + phrase.length <= words.length && phrase.every((word, nth) => words[start + nth] === word),
      );
    return found?.length ?? 0;
  }
}

function add(map: Map<string, (readonly string[])[]>, key: string | undefined, phrase: readonly string[]): void {
  if (key === undefined) return;
  map.set(key, [...(map.get(key) ?? []), phrase]);
}
