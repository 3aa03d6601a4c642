import type { UnreadableCode } from './unreadable.js';

/** Said once, before any file is read: until then it is not the file's doing when the process ends. */
export const READY = 'ready';

/** What a reader process answers to a document. */
export type Reading =
  | { readonly text: string }
  | {
      readonly code: UnreadableCode;
      readonly sentence: string;
      /** The name of the error behind it: its message may quote the file. */
      readonly cause?: string;
    };
