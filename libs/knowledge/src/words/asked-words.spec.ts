import { describe, expect, it } from '@jest/globals';
import { askedForms } from './asked-words.js';

describe('the words of a question', () => {
  it.each([
    ['What time does the shop open?', 'time'],
    ['How much time does the dye take?', 'time'],
    ['Combien de temps dure la visite du musée ?', 'temps'],
    ['¿Cuánto tiempo dura la visita del museo?', 'tiempo'],
    ['Quanto tempo dura la visita del museo?', 'tempo'],
    ['Wie viel Zeit braucht die Reparatur?', 'zeit'],
  ])('are not what only asks how long or when: %s', async (text, word) => {
    expect((await askedForms([{ text, weight: 1 }])).map((form) => form.text.toLowerCase())).not.toContain(word);
  });

  it('are those of time elsewhere', async () => {
    const words = (await askedForms([{ text: 'What about the time zones?', weight: 1 }])).map(({ text }) => text);
    expect(words).toContain('time');
  });
});
