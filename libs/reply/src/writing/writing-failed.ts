import type { Explanation } from '#libs/http';

/** Why a model wrote no reply, or only a part of it. */
export const ModelFailures = {
  model_refused: {
    meaning: 'The server of the model answered with an error, or the model would not answer.',
    remedy: 'Ask in other words; when every reply fails so, its settings are wrong: tell the operator.',
  },
  model_busy: {
    meaning: 'Too many replies wait for the model, or its server says so of itself.',
    remedy: 'Set SENDING after a minute.',
  },
  model_unreachable: {
    meaning: 'The server of the model cannot be reached.',
    remedy: 'Set SENDING after a minute; when it stays, tell the operator.',
  },
  model_timeout: {
    meaning: 'The model was silent, or wrote, for longer than it may; `content` is the text so far.',
    remedy: 'Set SENDING, or ask for something shorter.',
  },
  model_interrupted: {
    meaning: 'The answer of the model broke off; `content` is the text so far.',
    remedy: 'Set SENDING, which has it written again.',
  },
  model_rubbish: {
    meaning: 'What the model answered is no text, or not an answer at all.',
    remedy: 'Set SENDING once, or ask in other words.',
  },
} as const satisfies Readonly<Record<string, Explanation>>;

/** `aborted`: the caller's signal ended it, and gives the reason of the reply. */
export type WritingFailure = keyof typeof ModelFailures | 'aborted';

/** No reply, or only the part yielded so far. `detail` is a sentence for people and holds no secret and no text. */
export class WritingFailed extends Error {
  constructor(
    readonly code: WritingFailure,
    readonly detail: string,
  ) {
    super(detail);
  }
}

export function stopped(): WritingFailed {
  return new WritingFailed('aborted', 'The reply was stopped.');
}
