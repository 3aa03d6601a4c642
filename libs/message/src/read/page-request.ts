import {
  ApiError,
  continuedQuery,
  decodeCursor,
  FieldRefused,
  HttpErrors,
  invalidCursor,
  MAX_ID,
  type Walk,
} from '#libs/http';
import { MessageErrors } from '../shown/message-errors.js';
import { ListMessagesDto } from './list-messages.dto.js';
import type { MessageFilters } from './page-filters.js';
import type { Anchor } from './page-statement.js';

const ANCHORS = ['cursor', 'before', 'after', 'around', 'after_seq'] as const;
const FILTERS = ['order', 'parent_message_id', 'thread_root_id', 'message_type', 'is_user', 'status', 'q'] as const;

export interface PageRequest {
  readonly anchor: Anchor;
  readonly filters: MessageFilters;
  readonly limit: number;
  readonly isNewestFirst: boolean;
  /** The parameters that the walk began with, which a cursor carries on. */
  readonly carried: Readonly<Record<string, unknown>>;
}

/** @throws ApiError 400 `conflicting_parameters`, `invalid_cursor` or `cursor_mismatch` */
export function toPageRequest(chatId: number, given: ListMessagesDto): PageRequest {
  refuseConflicts(given);
  const walk = given.cursor === undefined ? undefined : decodeCursor(given.cursor);
  if (walk !== undefined && walk.place['chat_id'] !== chatId)
    throw new FieldRefused('cursor', HttpErrors.cursor_mismatch, 'cursor belongs to a walk through another chat');
  const began = walk === undefined ? given : continuedQuery(ListMessagesDto, given, walk);
  return {
    anchor: walk === undefined ? toAnchor(given) : toAnchorOf(walk),
    filters: {
      parentMessageId: began.parent_message_id,
      threadRootId: began.thread_root_id,
      messageType: began.message_type,
      isUser: began.is_user,
      status: began.status,
      q: began.q,
    },
    limit: given.limit ?? 50,
    isNewestFirst: began.order === 'desc',
    carried: Object.fromEntries(FILTERS.filter((name) => began[name] !== undefined).map((name) => [name, began[name]])),
  };
}

function refuseConflicts(given: ListMessagesDto): void {
  const anchors = ANCHORS.filter((name) => given[name] !== undefined);
  const filters = given.after_seq === undefined ? [] : FILTERS.filter((name) => given[name] !== undefined);
  const conflicting = anchors.length > 1 ? anchors : filters.length > 0 ? ['after_seq', ...filters] : [];
  if (conflicting.length === 0) return;
  const message = `${conflicting.join(', ')} cannot be combined`;
  const errors = conflicting.map((field) => ({ field, code: MessageErrors.conflicting_parameters.code, message }));
  throw new ApiError(MessageErrors.conflicting_parameters, message, errors);
}

function toAnchor({ before, after, around, after_seq, order }: ListMessagesDto): Anchor {
  if (before !== undefined) return { walk: 'older', before };
  if (after !== undefined) return { walk: 'newer', after };
  if (around !== undefined) return { walk: 'around', id: around };
  if (after_seq !== undefined) return { walk: 'changes', seq: after_seq, id: MAX_ID };
  return order === 'asc' ? { walk: 'newer', after: 0 } : { walk: 'older', before: undefined };
}

/** A cursor is the caller's to tamper with, so every value in it is looked at again. */
function toAnchorOf({ place }: Walk): Anchor {
  const { walk, before, after, seq, id } = place;
  if (walk === 'older' && isNumber(before)) return { walk, before };
  if (walk === 'newer' && isNumber(after)) return { walk, after };
  if (walk === 'changes' && isNumber(seq) && isNumber(id)) return { walk, seq, id };
  throw invalidCursor();
}

function isNumber(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}
