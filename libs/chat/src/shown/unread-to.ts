/**
 * Whether a message that counts as unread is unread to somebody: it came during their present stay, is not theirs, and they
 * have neither read up to it nor marked it READ. The rule stands here twice, for a change of the rows at hand and for a query
 * over many; `test/message/rules-in-sql.spec.ts` holds the two against each other.
 */
export function isUnreadTo(
  reader: {
    readonly userId: string;
    /** Where their present stay began. */
    readonly unreadAfter: number;
    readonly readUpTo: number;
    readonly hasMarkedRead: boolean;
  },
  message: {
    readonly id: number;
    readonly addressedId: number;
    /** In a GROUP; null in a chat of one, where what its user sends is never counted. */
    readonly senderId: string | null;
  },
): boolean {
  const isNews = message.id > reader.readUpTo && message.addressedId > reader.unreadAfter;
  return isNews && !reader.hasMarkedRead && reader.userId !== message.senderId;
}

/** The same as an SQL expression; the values are SQL expressions, too. */
export const unreadToSql = (
  reader: Record<'userId' | 'unreadAfter' | 'readUpTo' | 'hasMarkedRead', string>,
  message: Record<'id' | 'addressedId' | 'senderId', string>,
): string =>
  `(${message.id} > ${reader.readUpTo} AND ${message.addressedId} > ${reader.unreadAfter}
    AND ${reader.userId} IS DISTINCT FROM ${message.senderId} AND NOT ${reader.hasMarkedRead})`;

/** SQL: where the present stay of a `membership` began; what came before is never unread. Null for somebody who has none. */
export const unreadAfterSql = (membership: string): string =>
  `(SELECT max(lower(stay)) - 1 FROM unnest(${membership}) stay)`;
