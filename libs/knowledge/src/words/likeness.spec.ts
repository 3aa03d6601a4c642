import { describe, expect, it } from '@jest/globals';
import { likenessIn, OTHER_FORM } from './likeness.js';

describe('how well a text has a word', () => {
  it.each([
    ['as it is written', 'the Crane lifts boats', 'crane', 1],
    ['but for its marks', 'le musée est fermé', 'Musee', 1],
    ['in another form that begins alike', 'who invented it', 'invention', OTHER_FORM],
    ['in another form of Turkish', 'kitaplarımız nerede', 'kitaplar', OTHER_FORM],
    ['in a script without spaces, however a segmenter parts it', '足球 队员 很多', '足球队', 1],
    ['not where only a few letters are the same', 'a contract', 'container', 0],
    ['not where another number begins alike', 'SKU12134 is red', 'SKU12135', 0],
    ['not where it is not', 'the crane lifts boats', 'office', 0],
  ])('%s', (_name, text, word, like) => {
    expect(likenessIn(text)(word)).toBe(like);
  });
});
