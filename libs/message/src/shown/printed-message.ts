import { instantSql } from '#libs/database';
import type { MessageDto } from './message.dto.js';
import { SHOWN_STATUS } from './message-view.js';

/** A message of a chat of one, where no receipts are counted. */
type PrintedMessage = Omit<MessageDto, 'receipts'>;

interface Printed {
  readonly sql: string;
  /** It is a string in which nothing needs a backslash. */
  readonly isQuoted?: true;
  /** The field is left out when it is null. */
  readonly mayLack?: true;
}

const textSql = (column: string) => `to_json(${column})::text`;

/** How PostgreSQL prints each field of message `m`, in the order of `toMessageDto`. */
const FIELDS: Record<keyof PrintedMessage, Printed> = {
  id: { sql: 'm.id' },
  chat_id: { sql: 'm.chat_id' },
  sender_id: { sql: textSql('m.sender_id') },
  sent_by: { sql: textSql('m.sent_by'), mayLack: true },
  client_message_id: { sql: textSql('m.client_message_id'), mayLack: true },
  content: { sql: textSql('m.content') },
  is_user: { sql: 'm.is_user::text' },
  message_type: { sql: 'm.message_type', isQuoted: true },
  status: { sql: SHOWN_STATUS, isQuoted: true },
  message_metadata: { sql: 'm.message_metadata::text', mayLack: true },
  parent_message_id: { sql: 'm.parent_message_id', mayLack: true },
  thread_root_id: { sql: 'm.thread_root_id', mayLack: true },
  reply_count: { sql: 'm.reply_count' },
  reactions: { sql: 'm.reactions' },
  edited_at: { sql: instantSql('m.edited_at'), isQuoted: true, mayLack: true },
  deleted_at: { sql: instantSql('m.deleted_at'), isQuoted: true, mayLack: true },
  change_seq: { sql: 'm.change_seq' },
  created_at: { sql: instantSql('m.created_at'), isQuoted: true },
  updated_at: { sql: instantSql('m.updated_at'), isQuoted: true },
};

/**
 * SQL: message `m` of a chat of one as JSON, the same that `toMessageDto` makes of it; needs `reached` joined. Of a page of
 * short messages most of the cost is to send, parse, copy and print the columns of each.
 * `test/message/printed-message.spec.ts` holds the two against each other.
 */
export const PRINTED_MESSAGE = printedSql(Object.entries(FIELDS));

/** `concat` leaves out what is null, and costs by the number of its arguments: so neighbouring texts are one. */
function printedSql(fields: readonly (readonly [string, Printed])[]): string {
  const values: string[] = [];
  let before = '{';
  for (const [nth, [field, { sql, isQuoted, mayLack }]] of fields.entries()) {
    const quote = isQuoted === true ? '"' : '';
    const key = `${nth === 0 ? '' : ','}"${field}":${quote}`;
    if (mayLack === true) {
      if (before !== '') values.push(`'${before}'`);
      values.push(`'${key}' || ${sql}${quote && ` || '${quote}'`}`);
      before = '';
    } else {
      values.push(`'${before}${key}'`, sql);
      before = quote;
    }
  }
  return `concat(${[...values, `'${before}}'`].join(', ')})`;
}
