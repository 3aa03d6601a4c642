import type { DeltaFrame, Message } from '#libs/client';
import type { LiveEvent } from '../support/live-log.js';

/** The text of a reply as it was told, put together by the letter, without asking anybody. */
export class ToldText {
  /** What is known of each attempt. */
  private readonly known = new Map<number, string>();
  /** What nobody may be told, in words. */
  readonly wrongs: string[] = [];
  private latest = 1;
  status: Message['status'] | undefined;

  /** @param contents what each attempt has in the end */
  constructor(
    events: readonly LiveEvent[],
    private readonly replyId: number,
    private readonly contents: ReadonlyMap<number, string>,
  ) {
    for (const { event, data } of events)
      if (event === 'delta') this.add(data as unknown as DeltaFrame);
      else if (event === 'changed')
        for (const message of data.messages ?? []) if (message.id === replyId) this.become(message);
  }

  /** Of the latest attempt that was told of. */
  get text(): string {
    return this.known.get(this.latest) ?? '';
  }

  private add({ message_id, attempt, offset, text }: DeltaFrame): void {
    if (message_id !== this.replyId) return void this.wrongs.push(`text of ${message_id}`);
    const known = Array.from(this.known.get(attempt) ?? '');
    if (offset > known.length) this.wrongs.push(`a gap in attempt ${attempt}: ${known.length}, then ${offset}`);
    this.learn(attempt, known.slice(0, offset).join('') + text);
  }

  private become(message: Message): void {
    const attempt = attemptOf(message);
    this.status = message.status;
    this.learn(attempt, message.content);
    if (message.status !== 'SENDING' && message.content !== this.contents.get(attempt))
      this.wrongs.push(`${message.status} with ${brief(message.content)}`);
  }

  private learn(attempt: number, told: string): void {
    this.latest = Math.max(this.latest, attempt);
    const content = this.contents.get(attempt) ?? '';
    if (!content.startsWith(told)) this.wrongs.push(`attempt ${attempt} does not begin ${brief(told)}`);
    if (told.length > (this.known.get(attempt) ?? '').length) this.known.set(attempt, told);
  }
}

function brief(text: string): string {
  return text.length > 80 ? `${text.slice(0, 40)} … ${text.slice(-40)} (${text.length})` : text;
}

/** Whether text was taken back from somebody who was shown these, one after the other. */
export function isTakenBack(shown: readonly Message[]): boolean {
  return shown.some((message, nth) => {
    const before = shown[nth - 1];
    return (
      before !== undefined &&
      (attemptOf(message) < attemptOf(before) ||
        (attemptOf(message) === attemptOf(before) && !message.content.startsWith(before.content)))
    );
  });
}

function attemptOf({ message_metadata }: Message): number {
  const { attempt = 1 } = (message_metadata?.['rag'] ?? {}) as { readonly attempt?: number };
  return attempt;
}
