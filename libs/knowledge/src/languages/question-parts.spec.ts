import { describe, expect, it } from '@jest/globals';
import { questionParts } from './question-parts.js';

describe('the questions that one asks', () => {
  it.each([
    ['How much is the crane, and how long before do I have to book it?', 2],
    ['How much is the crane and how long is the notice?', 2],
    ['When does the shop open? Who has the key?', 2],
    ['كم سعر الرافعة ومتى يغلق المكتب؟', 2],
    ['Was kostet der Kran, und wann schließt das Büro?', 2],
    ['¿Cuánto cuesta la grúa y cuándo cierra la oficina?', 2],
    ['Combien coûte la grue et quand ferme le bureau ?', 2],
    ['吊车多少钱，办公室几点关门？', 2],
    ['क्रेन की कीमत कितनी है और कार्यालय कब बंद होता है?', 2],
    ['Quanto costa la gru e quando chiude l’ufficio?', 2],
    ['Сколько стоит кран и когда закрывается офис?', 2],
    ['Who has the keys of the shed, the boat house and the crane?', 1],
    ['When and where was the harbour built?', 1],
    ['¿Cuándo y dónde nació Cervantes?', 1],
    ['¿Qué hace el socio cuando pierde un libro y una llave?', 1],
    ['How many boats and crews are there?', 1],
    ['Who won, and why?', 1],
    ['Was passiert, wenn es regnet und stürmt?', 1],
    ['Where do I pay?', 1],
    ['mooring fees', 1],
    ['', 1],
  ])('%s', async (question, count) => {
    expect(await questionParts(question)).toHaveLength(count);
  });

  it('loses nothing of it', async () => {
    const question = 'How much is the crane, and how long before do I book it?';
    expect((await questionParts(question)).join(' ')).toBe(question);
  });
});
