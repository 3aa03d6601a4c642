import { AuthErrors } from '#libs/auth';
import { ChatErrors } from '#libs/chat';
import { DatabaseErrors } from '#libs/database';
import { type ErrorCode, type Explanation, FieldCodes, HttpErrors } from '#libs/http';
import { LimitErrors } from '#libs/limits';
import { MessageErrors } from '#libs/message';
import { ReactionErrors, ReactionFieldCodes } from '#libs/reaction';
import { CloseCodes, RealtimeErrors } from '#libs/realtime';
import { FileFailures, ReplyFailures } from '#libs/reply';
import { SearchErrors, SearchFieldCodes } from '#libs/search';

interface NamedExplanation extends Explanation {
  readonly code: string;
}

interface FailureCode extends NamedExplanation {
  /** The kinds of message that fail with it. */
  readonly of: readonly ('reply' | 'file')[];
}

/** Every `code` of a problem, by status and name. */
export const ERROR_CODES: readonly ErrorCode[] = [
  AuthErrors,
  ChatErrors,
  DatabaseErrors,
  HttpErrors,
  LimitErrors,
  MessageErrors,
  ReactionErrors,
  RealtimeErrors,
  SearchErrors,
]
  .flatMap((table) => Object.values<ErrorCode>(table))
  .sort((a, b) => a.status - b.status || byName(a, b));

/**
 * Every `code` in `errors` of a `validation_failed` or `server_owned_field`, by name. In any other problem the codes
 * in `errors` are the one of the problem itself.
 */
export const FIELD_CODES: readonly NamedExplanation[] = [FieldCodes, ReactionFieldCodes, SearchFieldCodes]
  .flatMap((table) => Object.values<ErrorCode>(table))
  .map(({ code, meaning, remedy }) => ({ code, meaning, remedy }))
  .sort(byName);

/** Every `message_metadata.error.code` of a FAILED message, by name. */
export const FAILURE_CODES: readonly FailureCode[] = Object.entries<Explanation>({ ...ReplyFailures, ...FileFailures })
  .map(([code, explanation]) => ({
    code,
    of: [...(code in ReplyFailures ? ['reply' as const] : []), ...(code in FileFailures ? ['file' as const] : [])],
    ...explanation,
  }))
  .sort(byName);

/** Every code that the server closes a WebSocket with, by number. */
export const CLOSE_CODES: readonly (Explanation & { readonly code: number })[] = CloseCodes;

function byName(a: NamedExplanation, b: NamedExplanation): number {
  return a.code < b.code ? -1 : 1;
}
