import type { Explanation } from '#libs/http';
import { MessageFailures } from '#libs/message';
import { ModelFailures } from '../writing/writing-failed.js';

/** Why a reply is FAILED: `message_metadata.error.code`. */
export const ReplyFailures = {
  ...MessageFailures,
  interrupted: {
    meaning: 'The server that wrote it ended; `content` is the text so far.',
    remedy: 'Show the text as unfinished and offer to set SENDING, which has it written again.',
  },
  reply_limit: {
    meaning: 'Too many questions of this person wait for a reply, or their tokens of the day are used up.',
    remedy: 'Wait for the other replies, or for the next day (UTC), then set SENDING.',
  },
  too_long: {
    meaning: 'The model wrote more than a message holds.',
    remedy: 'Ask for something shorter.',
  },
  reply_failed: {
    meaning: 'It could not be written, for a reason that only the log of the server tells.',
    remedy: 'Set SENDING once; when it fails again, report the id of the message to the operator.',
  },
  ...ModelFailures,
} as const satisfies Readonly<Record<string, Explanation>>;

/** A reply ended for a reason that is not the model's. `detail` is a sentence for people. */
export class ReplyFailed extends Error {
  constructor(
    readonly code: keyof typeof ReplyFailures,
    readonly detail: string,
  ) {
    super(detail);
  }
}
