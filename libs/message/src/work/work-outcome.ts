/** How work ended. */
export type WorkOutcome =
  | { readonly status: 'SENT'; readonly metadata: Record<string, unknown> | null }
  | {
      readonly status: 'FAILED';
      readonly error: { readonly code: string; readonly detail: string };
      /** For a reply that has not said anything of itself yet. */
      readonly metadata?: Record<string, unknown>;
    };
