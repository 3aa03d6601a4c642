import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { isRecipient, isUnreadTo, recipientSql, unreadToSql } from '#libs/chat';
import { pageReceiptsSql, reachedInPageSql } from '../../libs/message/src/read/page-receipts.js';
import { fateSql } from '../../libs/message/src/shown/citations.js';
import { countsAsUnread, countsAsUnreadSql } from '../../libs/message/src/shown/counts-as-unread.js';
import { shownStatus } from '../../libs/message/src/shown/message-status.js';
import { reachedSql, SHOWN_STATUS } from '../../libs/message/src/shown/message-view.js';
import { IS_CANCELLED, isCancelled } from '../../libs/message/src/rows/work-rule.js';
import { testDatabaseUrl } from '../support/test-database.js';

/** Each of one list with each of another. */
function pairs<One, Other>(some: readonly One[], others: readonly Other[]) {
  return some.flatMap((one) => others.map((other) => ({ ...one, ...other })));
}

const CHAT_TYPES = [{ chatType: 'PERSONAL' }, { chatType: 'GROUP' }, { chatType: 'SYSTEM' }] as const;
const ADDRESSES = pairs(
  CHAT_TYPES,
  pairs(
    [{ isUser: true }, { isUser: false }],
    pairs([{ senderId: 'alice' }, { senderId: 'bob' }, { senderId: 'assistant' }], [{ addressedId: 4 }]),
  ),
);
/** Who was never there, came later, comes with it, left before, left with it as the last, left behind it, came back. */
const MEMBERSHIPS = ['{}', '{[5,)}', '{[4,)}', '{[1,4)}', '{[1,5)}', '{[1,9)}', '{[1,3),[4,6),[8,)}', '{[1,3),[8,)}'];
const COUNTS = [0, 1, 2];
const STATUSES = (['SENDING', 'SENT', 'DELIVERED', 'READ', 'FAILED'] as const).map((stored) => ({ stored }));

describe('a rule that stands in TypeScript and in SQL says the same in both:', () => {
  let client: pg.Client;
  beforeAll(async () => {
    client = new pg.Client(await testDatabaseUrl());
    await client.connect();
  });
  afterAll(() => client.end());

  it('who is a recipient', async () => {
    const participants = MEMBERSHIPS.map((membership) => ({ user_id: 'alice', membership }));
    const cases = pairs(ADDRESSES, participants);
    const rule = recipientSql('chat_type', { addressedId: 'addressed_id', senderId: 'sender_id', isUser: 'is_user' });
    const { rows } = await client.query<{ is_recipient: boolean }>(
      `SELECT ${rule} AS is_recipient
       FROM unnest($1::text[], $2::bool[], $3::text[], $4::bigint[], $5::text[], $6::int8multirange[])
         AS p (chat_type, is_user, sender_id, addressed_id, user_id, membership)`,
      [
        cases.map(({ chatType }) => chatType),
        cases.map(({ isUser }) => isUser),
        cases.map(({ senderId }) => senderId),
        cases.map(({ addressedId }) => addressedId),
        cases.map(({ user_id }) => user_id),
        cases.map(({ membership }) => membership),
      ],
    );
    const inSql = rows.map(({ is_recipient }) => is_recipient);
    expect(cases.map((each) => isRecipient(each.chatType, each, each))).toEqual(inSql);
    expect([...new Set(inSql)]).toEqual([false, true]);
  });

  it('what counts as unread', async () => {
    const kinds = (['TEXT', 'FILE', 'SYSTEM'] as const).flatMap((message_type) => [
      { message_type, deleted_at: null },
      { message_type, deleted_at: new Date(0) },
    ]);
    const stored = STATUSES.map((status) => ({ stored_status: status.stored }));
    const cases = pairs(pairs(stored, kinds), pairs(CHAT_TYPES, [{ is_user: true }, { is_user: false }]));
    const { rows } = await client.query<{ counts: boolean }>(
      `SELECT ${countsAsUnreadSql('m.chat_type')} AS counts
       FROM unnest($1::text[], $2::text[], $3::timestamptz[], $4::text[], $5::bool[]) WITH ORDINALITY
         AS m (status, message_type, deleted_at, chat_type, is_user, nth) ORDER BY nth`,
      [
        cases.map(({ stored_status: status }) => status),
        cases.map(({ message_type: type }) => type),
        cases.map(({ deleted_at: at }) => at),
        cases.map(({ chatType }) => chatType),
        cases.map(({ is_user: isUser }) => isUser),
      ],
    );
    const inSql = rows.map(({ counts }) => counts);
    expect(cases.map((each) => countsAsUnread(each.chatType, each))).toEqual(inSql);
    expect(new Set(inSql)).toEqual(new Set([false, true]));
  });

  it('what is unread to somebody', async () => {
    const readers = pairs(
      [{ userId: 'alice' }],
      pairs(
        [{ unreadAfter: 0 }, { unreadAfter: 5 }],
        pairs([{ readUpTo: 0 }, { readUpTo: 4 }], [{ hasMarkedRead: true }, { hasMarkedRead: false }]),
      ),
    );
    const messages = pairs(pairs([{ id: 4 }, { id: 5 }], [{ addressedId: 5 }, { addressedId: 6 }]), [
      { senderId: 'alice' },
      { senderId: 'bob' },
      { senderId: null },
    ]);
    const cases = pairs(readers, messages);
    const rule = unreadToSql(
      { userId: 'user_id', unreadAfter: 'unread_after', readUpTo: 'read_up_to', hasMarkedRead: 'has_marked_read' },
      { id: 'id', addressedId: 'addressed_id', senderId: 'sender_id' },
    );
    const { rows } = await client.query<{ is_unread: boolean }>(
      `SELECT ${rule} AS is_unread
       FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::bool[], $5::bigint[], $6::bigint[], $7::text[]) WITH ORDINALITY
         AS m (user_id, unread_after, read_up_to, has_marked_read, id, addressed_id, sender_id, nth) ORDER BY nth`,
      [
        cases.map(({ userId }) => userId),
        cases.map(({ unreadAfter }) => unreadAfter),
        cases.map(({ readUpTo }) => readUpTo),
        cases.map(({ hasMarkedRead }) => hasMarkedRead),
        cases.map(({ id }) => id),
        cases.map(({ addressedId }) => addressedId),
        cases.map(({ senderId }) => senderId),
      ],
    );
    const inSql = rows.map(({ is_unread: isUnread }) => isUnread);
    expect(cases.map((each) => isUnreadTo(each, each))).toEqual(inSql);
    expect(new Set(inSql)).toEqual(new Set([false, true]));
  });

  it('whom a message has reached: asked of one message, and of all of a page', async () => {
    await client.query(`
      CREATE TEMP TABLE participant (chat_id bigint, user_id text, membership int8multirange, delivered_up_to bigint, read_up_to bigint);
      CREATE TEMP TABLE receipt (chat_id bigint, message_id bigint, user_id text, status text);
      CREATE TEMP TABLE page (chat_id bigint, id bigint, addressed_id bigint, sender_id text, is_user boolean);
      INSERT INTO page SELECT 1, row_number() OVER (), CASE WHEN late THEN 20 + row_number() OVER () END, sender, is_user
        FROM unnest('{u0,u4,u9,assistant}'::text[]) sender, unnest('{t,f}'::bool[]) is_user, unnest('{t,f}'::bool[]) late;
      INSERT INTO receipt SELECT 1, m.id, 'u' || u, CASE WHEN (m.id + u) % 3 = 0 THEN 'READ' ELSE 'DELIVERED' END
        FROM page m, generate_series(0, 11) u WHERE (m.id + u) % 2 = 0`);
    const memberships = [...MEMBERSHIPS, '{(0,)}', '{[1,22)}', '{[12,)}', '{[1,9),[25,)}'];
    const watermarks = memberships.map((_, nth) => (nth * 7) % 17);
    await client.query(
      `INSERT INTO participant SELECT 1, 'u' || nth - 1, membership, up_to, least(up_to, (nth * 5) % 17)
       FROM unnest($1::int8multirange[], $2::bigint[]) WITH ORDINALITY p (membership, up_to, nth)`,
      [memberships, watermarks],
    );
    const counted = 'm.id::int, reached.delivered::int, reached.read::int';
    for (const { chatType } of CHAT_TYPES) {
      const alone = await client.query(`SELECT ${counted} FROM page m ${reachedSql(`'${chatType}'`)} ORDER BY m.id`);
      const inPage = await client.query(`WITH page AS (SELECT * FROM pg_temp.page), ${pageReceiptsSql('1')}
        SELECT ${counted} FROM page m ${reachedInPageSql(`'${chatType}'`)} ORDER BY m.id`);
      expect(inPage.rows).toEqual(alone.rows);
      expect(alone.rows.some(({ delivered, read }) => delivered > read && read > 0)).toBe(true);
    }
  });

  it('what became of a cited message', async () => {
    const rule = fateSql({
      isElsewhere: 'given.is_elsewhere',
      isChatDeleted: 'given.is_chat_deleted',
      isEditNews: 'given.is_news',
    });
    const { rows } = await client.query<Record<string, unknown>>(
      `SELECT state, given.*, ${rule} AS fate
       FROM unnest('{purged,deleted,edited,plain}'::text[]) state, unnest('{t,f}'::bool[]) is_elsewhere,
         unnest('{t,f}'::bool[]) is_chat_deleted, unnest('{t,f}'::bool[]) is_news
       CROSS JOIN LATERAL (SELECT is_elsewhere, is_chat_deleted, is_news) given
       CROSS JOIN LATERAL (SELECT CASE WHEN state <> 'purged' THEN 1 END AS id, CASE WHEN state = 'deleted' THEN now() END
         AS deleted_at, CASE WHEN state = 'edited' THEN now() END AS edited_at) m`,
    );
    const expected = (row: Record<string, unknown>) => {
      if (row['state'] === 'purged' || row['state'] === 'deleted') return 'deleted';
      if (row['is_elsewhere'] === true && row['is_chat_deleted'] === true) return 'deleted';
      return row['state'] === 'edited' && row['is_news'] === true ? 'edited' : null;
    };
    expect(rows).toHaveLength(32);
    expect(rows).toEqual(rows.map((row) => ({ ...row, fate: expected(row) })));
  });

  it('whether work is cancelled: by a deletion after its beginning, not by one before it', async () => {
    const cases = pairs(
      [{ deleted_seq: 0 }, { deleted_seq: 6 }, { deleted_seq: 7 }, { deleted_seq: 8 }],
      [{ changeSeq: 7 }],
    );
    const { rows } = await client.query<{ is_cancelled: boolean }>(
      `SELECT ${IS_CANCELLED} AS is_cancelled FROM unnest($1::bigint[], $2::bigint[]) AS given (deleted_seq, change_seq)
       CROSS JOIN LATERAL (SELECT given.deleted_seq) c CROSS JOIN LATERAL (SELECT given.change_seq) w`,
      [cases.map(({ deleted_seq: seq }) => seq), cases.map(({ changeSeq }) => changeSeq)],
    );
    expect(cases.map((each) => isCancelled(each, each))).toEqual(rows.map(({ is_cancelled }) => is_cancelled));
    expect(rows.map(({ is_cancelled }) => is_cancelled)).toEqual([false, false, false, true]);
  });

  it('which status a message shows', async () => {
    const reached = COUNTS.flatMap((delivered) => COUNTS.map((read) => ({ delivered, read })));
    const cases = pairs(STATUSES, reached);
    const { rows } = await client.query<{ shown: string }>(
      `SELECT ${SHOWN_STATUS} AS shown
       FROM unnest($1::text[], $2::int[], $3::int[]) WITH ORDINALITY reached (status, delivered, read, nth)
       CROSS JOIN LATERAL (SELECT reached.status) m ORDER BY nth`,
      [cases.map(({ stored }) => stored), cases.map(({ delivered }) => delivered), cases.map(({ read }) => read)],
    );
    expect(cases.map(({ stored, delivered, read }) => shownStatus(stored, delivered, read))).toEqual(
      rows.map(({ shown }) => shown),
    );
    expect(new Set(rows.map(({ shown }) => shown))).toEqual(new Set(STATUSES.map(({ stored }) => stored)));
  });
});
