/**
 * What tells how a sentence of a language is meant, in lower case: words separated by spaces, phrases by `|`. Sentences
 * open with phrases and close with endings; languages that put the verb last ask and request at the end.
 */
export interface LanguageWords {
  /** What holds sentences together and says nothing alone: articles, pronouns, prepositions, auxiliaries, interrogatives. */
  readonly functionWords: string;
  /** Openings of questions. */
  readonly asks: string;
  /** Endings of questions, in scripts with or without spaces. */
  readonly askEndings?: string;
  /** Question words that may stand anywhere in the sentence, in languages that do not move them to its beginning. */
  readonly asksWithin?: string;
  /** Openings of requests to tell something: the verbs of telling, and wishes to know. */
  readonly requests: string;
  readonly requestEndings?: string;
  /** Openings that make a request only together with an ending, in languages that part a verb: `ich möchte … wissen`. */
  readonly wishes?: string;
  readonly wishEndings?: string;
  /** Openings and endings of short sentences about what the asker lacks: `I need …`, `I have a question about …`. */
  readonly needs?: string;
  readonly needEndings?: string;
  /** What makes a request of a short sentence that closes with it: `The mooring fees, please`. */
  readonly pleas?: string;
  /** What politeness or conversation puts before or behind a sentence. */
  readonly courtesies: string;
  readonly greetings: string;
  readonly thanks: string;
  /** Whole questions about the assistant itself, such as `Who are you?`. */
  readonly aboutYou: string;
  /** Words that stand for something said before. */
  readonly pointing: string;
  /** Openings that go on from what was said before. */
  readonly goingOn: string;
}
