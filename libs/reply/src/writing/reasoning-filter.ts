/** How models mark what they think, where their server leaves it in the text. */
const TAGS = ['think', 'thinking', 'thought', 'reasoning'] as const;
const OPENING = new RegExp(`^\\s*<(${TAGS.join('|')})>`);
const CLOSING = new RegExp(`</(?:${TAGS.join('|')})>`);
const ALL_CLOSING = new RegExp(CLOSING, 'g');
const LONGEST_TAG = '</reasoning>'.length;

export interface Sorted {
  readonly text: string;
  readonly reasoning: string;
}

/**
 * Parts what a model thinks from what it answers, while it writes. Blocks at the beginning, `<think>…</think>`, are
 * reasoning. So is all that stands before a closing tag which nothing has opened: templates of several models write the
 * opening one themselves. Further on, and in code, tags are words of the answer.
 *
 * Text that may still turn out to be reasoning is held back until `release`, or until its end where `isHolding`; what
 * has gone out is not taken back.
 */
export class ReasoningFilter {
  /** A closing tag has come that nothing had opened. */
  isPrefilled = false;
  private held = '';
  /** Up to there no closing tag is held. */
  private seen = 0;
  /** The beginning, or the time for it, is over. */
  private hasBegun = false;
  private isAfterThought = false;
  /** The end of the text that has gone out, and whether a tag was opened in it. */
  private told = '';
  private hasOpened = false;
  private state: 'beginning' | 'thinking' | 'answering' | 'answered' = 'beginning';

  /** @param isHolding the model is known to think first, without a tag that says so */
  constructor(public isHolding: boolean) {}

  push(delta: string): Sorted {
    this.held += delta;
    return this.sort(false);
  }

  /** What is held back is taken for text, unless the model is known to think first. */
  release(): Sorted {
    if (this.isHolding) return NOTHING;
    this.hasBegun = true;
    if (this.state === 'answering') this.state = 'answered';
    return this.sort(false);
  }

  end(): Sorted {
    return this.sort(true);
  }

  private sort(isEnd: boolean): Sorted {
    let [text, reasoning] = ['', ''];
    for (let before = ''; before !== `${this.state} ${this.held}`;) {
      before = `${this.state} ${this.held}`;
      const sorted = this.step(isEnd);
      text += sorted.text;
      reasoning += sorted.reasoning;
    }
    return { text, reasoning };
  }

  private step(isEnd: boolean): Sorted {
    switch (this.state) {
      case 'beginning':
        return this.begin(isEnd);
      case 'thinking':
        return this.think(isEnd);
      case 'answering':
        return this.answer(isEnd);
      case 'answered':
        return this.goOn(isEnd);
    }
  }

  private begin(isEnd: boolean): Sorted {
    if (this.isAfterThought) this.held = this.held.trimStart();
    const opening = OPENING.exec(this.held)?.[0];
    if (opening !== undefined) {
      this.state = 'thinking';
      this.hasBegun = true;
      return { text: '', reasoning: this.take(opening.length) };
    }
    const start = this.held.trimStart();
    const isUndecided = start === '' || TAGS.some((tag) => `<${tag}>`.startsWith(start));
    if (isEnd || !isUndecided) this.state = this.hasBegun ? 'answered' : 'answering';
    return NOTHING;
  }

  private think(isEnd: boolean): Sorted {
    const closing = CLOSING.exec(this.held);
    if (closing === null) return { text: '', reasoning: this.take(this.held.length - (isEnd ? 0 : this.tagLength())) };
    this.state = 'beginning';
    const reasoning = this.take(closing.index + closing[0].length);
    this.isAfterThought = true;
    return { text: '', reasoning };
  }

  /** Nothing of the answer has gone out yet. */
  private answer(isEnd: boolean): Sorted {
    const isClosed = isEnd || /<\/[a-z]+>/.test(this.held.slice(this.seen));
    const closing = isClosed ? loneClosing(this.held, isEnd) : undefined;
    if (!isClosed) this.seen = Math.max(0, this.held.length - LONGEST_TAG);
    if (closing !== undefined) {
      this.isPrefilled = true;
      this.hasBegun = true;
      this.state = 'beginning';
      const reasoning = this.take(closing);
      this.isAfterThought = true;
      return { text: '', reasoning };
    }
    return isEnd ? { text: this.take(this.held.length), reasoning: '' } : NOTHING;
  }

  private goOn(isEnd: boolean): Sorted {
    const text = this.take(this.held.length - (isEnd ? 0 : this.tagLength()));
    this.told = `${this.told}${text}`.slice(-2 * LONGEST_TAG - text.length);
    this.hasOpened ||= this.told.includes('<think');
    if (!this.hasOpened && /^\s*<\/think>\s*\n/m.test(this.told)) this.isPrefilled = true;
    return { text, reasoning: '' };
  }

  private take(length: number): string {
    const taken = this.held.slice(0, length);
    this.held = this.held.slice(length);
    return taken;
  }

  /** The length of what may be the beginning of a closing tag, at the end of the held text. */
  private tagLength(): number {
    const at = this.held.lastIndexOf('<');
    return at !== -1 && this.held.length - at < LONGEST_TAG ? this.held.length - at : 0;
  }
}

const NOTHING: Sorted = { text: '', reasoning: '' };

/** The end of the first closing tag that nothing has opened, outside code and quotation marks. */
function loneClosing(text: string, isEnd: boolean): number | undefined {
  for (const { 0: tag, index } of text.matchAll(ALL_CLOSING)) {
    const before = text.slice(0, index);
    const after = text.slice(index + tag.length, index + tag.length + 1);
    if (before.includes(tag.replace('/', ''))) continue;
    const line = before.slice(before.lastIndexOf('\n') + 1);
    const isCode = line.split('`').length % 2 === 0 || before.split('```').length % 2 === 0;
    if (after === '' && !isEnd) return undefined;
    if (!isCode && !/["'“‘`]$/.test(before)) return index + tag.length;
  }
  return undefined;
}
