import { describe, expect, it } from '@jest/globals';
import { isSameWord, termsOf } from './terms.js';

describe('the terms of a text', () => {
  it.each([
    ["The cat's CAFÉ, the 3 cafes", ['the', 'cat', 'cafe', '3', 'cafes']],
    ['ﬁne Ⅻ １２', ['fine', 'xii', '12']],
    ['पानी की कीमत', ['पानी', 'की', 'कीमत']],
    ['法国的首都 is 巴黎, 水', ['法国', '国的', '的首', '首都', '巴黎', '水', 'is']],
    ['', []],
  ])('%j are %j', (text, terms) => {
    expect([...termsOf(text)]).toEqual(terms);
  });
});

describe('two words are forms of one', () => {
  it.each([
    ['surrender', 'surrendered', true],
    ['play', 'played', true],
    ['city', 'cities', false],
    ['nation', 'nationality', false],
    ['norm', 'normans', false],
    ['1990', '1990s', false],
    ['法国', '法国', true],
    ['cat', 'cats', false],
  ])('%s, %s: %s', (a, b, isSame) => {
    expect(isSameWord(a, b)).toBe(isSame);
    expect(isSameWord(b, a)).toBe(isSame);
  });
});
