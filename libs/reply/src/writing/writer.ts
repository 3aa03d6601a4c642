import type { Answerable, Passage } from '#libs/knowledge';
import type { TokenMeter, Usage } from './token-meter.js';

/** One earlier message of the conversation. */
export interface Turn {
  readonly isUser: boolean;
  readonly content: string;
}

/** What a reply is to be written from. */
export interface Assignment {
  /** Who asks: replies of each person are written in turn. */
  readonly asker?: string;
  /** The newest user turn. */
  readonly question: string;
  /** The chat's SYSTEM messages, oldest first. */
  readonly instructions: readonly string[];
  /** The turns before the question, newest first. */
  readonly earlier: readonly Turn[];
  /** Best first; the asking person may read each of them. */
  readonly passages: readonly Passage[];
  /** What the question asks for, often one thing: each, with those of the passages that answer it. */
  readonly parts?: readonly Answerable[];
}

/** What stands behind `[n]` in a reply. */
export interface Citation extends Pick<
  Passage,
  'chatId' | 'messageId' | 'filename' | 'source' | 'start' | 'end' | 'text' | 'score'
> {
  readonly n: number;
}

/** How a reply that is complete came about. */
export interface Written {
  readonly mode: 'model' | 'extractive';
  readonly model?: string;
  /** By `n`, from 1 without a gap; each stands in the text at least once. */
  readonly citations: readonly Citation[];
  /** References of the model that named no passage. */
  readonly droppedCitations: number;
  /** The model stopped before its end: it had written as much as it may, or was filtered. */
  readonly isTruncated?: boolean;
  /** Its server ended the answer without a reason: it may have broken off. */
  readonly isUnexplained?: boolean;
  /** In tokens, where the model's server counts them. */
  readonly usage?: Usage;
  /** From the first request to the model to its first text, in ms. */
  readonly firstTokenMs?: number;
}

export interface Writer {
  /**
   * Yields text that is final: what was yielded is never taken back. Concatenated it is the reply, and has neither
   * white space nor an unverified `[n]` at its ends or anywhere outside Markdown code.
   * @param signal ends the work, and closes the connection to the model
   * @param onCitation is told of each citation before the text with its first `[n]` is yielded, so that a reply that
   *   breaks off has its citations too
   * @param meter is told what it costs, as it does
   * @throws WritingFailed
   */
  write(
    assignment: Assignment,
    signal: AbortSignal,
    onCitation?: (citation: Citation) => void,
    meter?: TokenMeter,
  ): AsyncGenerator<string, Written, undefined>;
}

export function toCitation(n: number, passage: Passage): Citation {
  const { chatId, messageId, filename, source, start, end, text, score } = passage;
  return { n, chatId, messageId, filename, source, start, end, text, score };
}
