import type { Explanation } from '#libs/http';
import { MessageFailures } from '#libs/message';
import { UnreadableFailures } from '#libs/extraction';

/** Why a FILE is FAILED: `message_metadata.error.code`. */
export const FileFailures = {
  ...MessageFailures,
  ...UnreadableFailures,
  not_indexed: {
    meaning: 'It could not be read just now, which is not the doing of the file.',
    remedy: 'Set SENDING, which has it read again.',
  },
} as const satisfies Readonly<Record<string, Explanation>>;
