import type { Actor } from '#libs/auth';
import { ASSISTANT } from '#libs/http';

/** The server itself, when it works. */
export const SERVER: Actor = { userId: undefined, senderId: ASSISTANT, isService: true };

/** How its work at a message ended. */
export type WorkOutcome =
  | { readonly status: 'SENT'; readonly metadata: Record<string, unknown> | null }
  | {
      readonly status: 'FAILED';
      readonly error: { readonly code: string; readonly detail: string };
      /** For a reply that has not said anything of itself yet. */
      readonly metadata?: Record<string, unknown>;
    };

/** How work in a chat ends that has been deleted meanwhile. */
export const CANCELLED = {
  status: 'FAILED',
  error: { code: 'cancelled', detail: 'The chat was deleted.' },
} as const satisfies WorkOutcome;
