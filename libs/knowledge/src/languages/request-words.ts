import { readSentence } from './speech-act.js';

const sentences = new Intl.Segmenter(undefined, { granularity: 'sentence' });

/** What a text asks about: its sentences without greetings and without phrases such as `Can you tell me`. */
export function requestWords(text: string, language: string): { rest: string; aside: ReadonlySet<string> } {
  const aside = new Set<string>();
  let rest = '';
  for (const { segment } of sentences.segment(text)) {
    const sentence = readSentence(segment, language);
    if (sentence.act === 'greeting' || sentence.act === 'thanks') continue;
    if (sentence.act !== 'request') rest += segment;
    else {
      // Endings of languages that are read by letter are cut off the sentence.
      rest += sentence.rest;
      for (const word of sentence.aside) aside.add(word);
    }
  }
  return { rest, aside };
}
