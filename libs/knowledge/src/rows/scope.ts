import { isVisibleSql } from '#libs/chat';

/** Whose knowledge may be read; every query resolves it again. */
export interface Scope {
  /** Who asks; undefined: a service as itself. */
  readonly userId: string | undefined;
  readonly chatId: number;
  /** All chats of this chat's owner instead of the one. Nobody but the owner, or a service, gets anything. */
  readonly isOwnersChats: boolean;
}

/** The values of {@link inScope}, in its order. */
export function scopeValues({ userId, chatId, isOwnersChats }: Scope): unknown[] {
  return [userId ?? null, chatId, isOwnersChats];
}

/** SQL of a condition on `chat c`: the first three values are those of {@link scopeValues}. */
export const inScope = `(c.status <> 'DELETED' AND ${isVisibleSql('$1')} AND CASE WHEN $3::boolean
  THEN c.owner_id = (SELECT o.owner_id FROM chat o WHERE o.id = $2::bigint AND ($1::text IS NULL OR o.owner_id = $1))
  ELSE c.id = $2::bigint END)`;

/** SQL of an array with the ids of the chats that {@link inScope} is to be asked for. */
export function chatsInScopeSql({ isOwnersChats }: Scope): string {
  return isOwnersChats ? CHATS_OF_OWNER : 'ARRAY[$2::bigint]';
}

const CHATS_OF_OWNER = `ARRAY(SELECT o.chat_id FROM participant o WHERE upper_inf(o.membership)
  AND o.user_id = (SELECT owner_id FROM chat WHERE id = $2::bigint))`;
