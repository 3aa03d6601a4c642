import type { Explanation } from '#libs/http';

/** Why a message that the server worked on is FAILED, as far as that is not the work's own doing. */
export const MessageFailures = {
  cancelled: {
    meaning: 'Somebody stopped it, or the chat was deleted.',
    remedy: 'Nothing; set SENDING to have it done after all.',
  },
} as const satisfies Readonly<Record<string, Explanation>>;
