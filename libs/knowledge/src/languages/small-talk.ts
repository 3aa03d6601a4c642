import { isFarewell, readSentence } from './speech-act.js';

export type SmallTalk = 'greeting' | 'farewell' | 'thanks' | 'about-you';

const sentences = new Intl.Segmenter(undefined, { granularity: 'sentence' });

const PICTURE = /\p{Extended_Pictographic}/u;

/** What a message is that has nothing to look up: its last sentence says which. */
export function smallTalkOf(written: string): SmallTalk | undefined {
  const message = written.replaceAll(/@assistant(?![\p{L}\p{N}])/giu, ' ').trim();
  if (!/[\p{L}\p{N}]/u.test(message) && PICTURE.test(message)) return message.includes('👋') ? 'greeting' : 'thanks';
  let talk: SmallTalk | undefined;
  for (const { segment } of sentences.segment(message.slice(0, 400))) {
    if (!/[\p{L}\p{N}]/u.test(segment)) continue;
    const { act } = readSentence(segment, 'en');
    if (act !== 'greeting' && act !== 'thanks' && act !== 'about-you') return undefined;
    talk = act === 'greeting' && isFarewell(segment) ? 'farewell' : act;
  }
  return message.length > 400 ? undefined : talk;
}
