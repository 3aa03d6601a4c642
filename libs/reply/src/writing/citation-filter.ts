import type { Passage } from '#libs/knowledge';
import { citationMarker, INSIDE_MARKER, isReference } from './citation-marker.js';
import { inlineCode } from './inline-code.js';
import { type Citation, toCitation } from './writer.js';

/** So much before a bracket tells what it is, in UTF-16 code units. */
const SAID = 20;

const CLOSING = /^[\p{Pe}\p{Pf}.,;:!?'"…、。，．；：！？]/u;

/**
 * Verifies the references in a text while it is written. Those that name a passage become [1], [2] … in order of
 * first use; those that could, but name none, are taken out, with the space before them, and counted. Text is held back only while it
 * can become a reference, is white space that may be the last, or may be inline code, which passes as it is. The
 * result does not depend on how the text is cut into pieces.
 */
export class CitationFilter {
  readonly citations: Citation[] = [];
  dropped = 0;
  /** Not yet decided. */
  private held = '';
  /** White space that goes out with what follows it. */
  private gap = '';
  private isAfterDrop = false;
  private hasBegun = false;
  /** What went out ends like the beginning of a reference, or with a backtick: nothing may be joined to it. */
  private isOpen = false;
  /** Backticks that opened the code block that goes on; 0 outside one. */
  private fence = 0;
  private out = '';
  /** The end of the text that went out. */
  private said = '';
  private readonly cited: Passage[] = [];

  /** @param passages that [1], [2] … in the text name */
  constructor(
    private readonly passages: readonly Passage[],
    private readonly onCitation: (citation: Citation) => void = () => undefined,
  ) {}

  /** @returns what is final */
  push(text: string): string {
    this.held += text;
    return this.advance(false);
  }

  /** @returns the rest, without white space at its end */
  end(): string {
    return this.advance(true);
  }

  private advance(isEnd: boolean): string {
    this.out = '';
    let length = -1;
    while (this.held !== '' && length !== 0) {
      length = this.take(isEnd);
      this.held = this.held.slice(length);
    }
    return this.out;
  }

  /** Takes the next piece of what is held; @returns its length, 0 while it is undecided */
  private take(isEnd: boolean): number {
    const first = this.held.charAt(0);
    if (/\s/.test(first)) return this.takeSpace(isEnd);
    if (first === '`') return this.takeBackticks(isEnd);
    if (this.fence === 0 && '[【［'.includes(first)) return this.takeBracket(isEnd);
    const text = /^[^\s`[【［]+/.exec(this.held)?.[0] ?? first;
    const isHalf = !isEnd && text.length === this.held.length && /[\uD800-\uDBFF]$/.test(text);
    if (!isHalf) return this.give(text);
    return text.length === 1 ? 0 : this.give(text.slice(0, -1));
  }

  private takeSpace(isEnd: boolean): number {
    const space = /^\s+/.exec(this.held)?.[0] ?? '';
    if (space.length === this.held.length && !isEnd) return 0;
    const isDoubled = this.isAfterDrop && this.gap !== '' && (this.gap.includes('\n') || !space.includes('\n'));
    if (!isDoubled) this.gap = this.isAfterDrop ? space : this.gap + space;
    return space.length;
  }

  private takeBackticks(isEnd: boolean): number {
    const run = /^`+/.exec(this.held)?.[0] ?? '';
    if (run.length === this.held.length && !isEnd) return 0;
    const isAtLineStart = !this.hasBegun || this.gap.includes('\n');
    if (this.fence > 0 || (isAtLineStart && run.length >= 3)) {
      if (this.fence === 0) this.fence = run.length;
      else if (isAtLineStart && run.length >= this.fence) this.fence = 0;
      return this.give(run);
    }
    const length = inlineCode(this.held, isEnd);
    return length === 'undecided' ? 0 : this.give(this.held.slice(0, length === 0 ? run.length : length));
  }

  private takeBracket(isEnd: boolean): number {
    const marker = citationMarker(this.held);
    if (marker === 'undecided' && !isEnd) return 0;
    const before = this.said + this.gap;
    if (marker === undefined || marker === 'undecided' || !isReference(marker, before, this.passages.length))
      return this.give(this.held.charAt(0));
    const verified = marker.numbers
      .map((number) => this.passages[number - 1])
      .filter((passage) => passage !== undefined);
    this.dropped += marker.numbers.length - verified.length;
    if (verified.length > 0) this.give([...new Set(verified)].map((passage) => `[${this.cite(passage)}]`).join(''));
    // What is left on both sides of it must not make a reference that nobody verified.
    else if (this.isOpen) this.give('?');
    else this.isAfterDrop = true;
    return marker.length;
  }

  private cite(passage: Passage): number {
    const place = this.cited.indexOf(passage) + 1;
    if (place > 0) return place;
    const n = this.cited.push(passage);
    const citation = toCitation(n, passage);
    this.citations.push(citation);
    this.onCitation(citation);
    return n;
  }

  /** @returns the length of the text */
  private give(text: string): number {
    if (!this.hasBegun || (this.isAfterDrop && CLOSING.test(text) && !this.gap.includes('\n'))) this.gap = '';
    this.isOpen = text.endsWith('`') || '[【［'.includes(text) || (this.isOpen && INSIDE_MARKER.test(this.gap + text));
    this.out += this.gap + storable(text);
    this.said = (this.said + this.gap + text).slice(-SAID);
    this.gap = '';
    this.isAfterDrop = false;
    this.hasBegun = true;
    return text.length;
  }
}

/** PostgreSQL takes neither NUL nor lone surrogates. */
function storable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\uFFFD');
}
