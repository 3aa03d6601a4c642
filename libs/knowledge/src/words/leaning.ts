import { askedForms, KINDS } from './asked-words.js';
import { detectLanguage } from '../languages/detect-language.js';
import { isPointing } from '../languages/function-words.js';
import { plainWords } from '../languages/plain-words.js';
import { readSentence } from '../languages/speech-act.js';

/** A question of so few words says what it is about only together with what was said before. */
const FEW_WORDS = 1;
/** With a word that points back, of so few. */
const FEW_WITH_POINTER = 3;

/** Whether a question leans on what was said before: `and on Sundays?`, `why?`, `who runs it?` */
export async function leansOnEarlier(question: string): Promise<boolean> {
  const { code: language } = await detectLanguage(question);
  const forms = await askedForms([{ text: question, weight: 1 }]);
  const words = new Set(forms.filter(({ kind }) => kind !== KINDS.asItStands).map(({ word }) => word)).size;
  if (words <= FEW_WORDS) return true;
  if (words > FEW_WITH_POINTER) return false;
  if (readSentence(question, language).goesOn) return true;
  return plainWords(question, 'en').some((word) => isPointing(word, language));
}
