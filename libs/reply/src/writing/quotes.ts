import type { Passage } from '#libs/knowledge';
import { sentencesOf } from './sentences.js';
import { isSameWord, termsOf } from './terms.js';

/** What a word of the question counts in a sentence that follows one with it, and likely goes on about the same. */
const BEFORE = 0.3;

/** Each word of the question is compared with each of every sentence. */
const MOST_WORDS = 500;

interface Candidate {
  readonly sentence: Passage;
  /** Which of the question's words it has. */
  readonly has: readonly boolean[];
  /** Whether it has others too. */
  readonly saysMore: boolean;
}

/**
 * The one or two sentences of the passages that say most of what the question asks for, best first. A sentence is
 * worth the share of the question's words that it has, each weighted by how rare it is among all sentences (inverse
 * document frequency, Spärck Jones 1972: stop words of any language count for little), plus its passage's score
 * relative to the best one's. Each is a passage that ends where the sentence does.
 */
export function quotes(question: string, passages: readonly Passage[]): Passage[] {
  const asked = [...termsOf(question)].slice(0, MOST_WORDS);
  const candidates = passages.flatMap((passage) => sentencesOf(passage).map((sentence) => candidate(sentence, asked)));
  const ranked = rank(candidates, Math.max(...passages.map(({ score }) => score)));
  const [first, ...others] = ranked.filter(({ sentence, saysMore }) => saysMore || !/[?？؟]$/.test(sentence.text));
  if (first === undefined) return [];
  const second = others.find(({ sentence }) => sentence.text !== first.sentence.text);
  return second === undefined ? [first.sentence] : [first.sentence, second.sentence];
}

function candidate(sentence: Passage, asked: readonly string[]): Candidate {
  const terms = [...termsOf(sentence.text)];
  const has = asked.map((word) => terms.some((term) => isSameWord(word, term)));
  return { sentence, has, saysMore: terms.some((term) => !asked.some((word) => isSameWord(word, term))) };
}

function rank(candidates: readonly Candidate[], bestScore: number): Candidate[] {
  const rarity = rarities(candidates);
  const total = rarity.reduce((sum, rare) => sum + rare, 0) || 1;
  const valued = candidates.map((one, nth) => {
    const { messageId, score, start } = one.sentence;
    const previous = candidates[nth - 1];
    const follows = previous?.sentence.messageId === messageId && previous.sentence.end <= start;
    const shares = rarity.map((rare, word) => {
      if (one.has[word]) return rare;
      return follows && previous.has[word] ? BEFORE * rare : 0;
    });
    const said = shares.reduce((sum, share) => sum + share, 0) / total;
    return { one, worth: said + (bestScore > 0 ? score / bestScore : 0) };
  });
  return valued.toSorted((a, b) => b.worth - a.worth).map(({ one }) => one);
}

/** Robertson and Spärck Jones's weight as BM25 has it; 0 for a word that no sentence has. */
function rarities(candidates: readonly Candidate[]): number[] {
  const count = candidates.length;
  return (candidates[0]?.has ?? []).map((_has, word) => {
    const having = candidates.filter(({ has }) => has[word]).length;
    return having === 0 ? 0 : Math.log(1 + (count - having + 0.5) / (having + 0.5));
  });
}
