import { MessageStatuses, MessageTypes, type MessageStatus, type MessageType } from '#libs/chat';
import {
  BooleanParameter,
  encodeCursor,
  EnumField,
  IntegerParameter,
  MAX_ID,
  TextField,
  UserIdField,
  type Vocabulary,
} from '#libs/http';
import { FewSearchTerms, HasSearchTerm } from '#libs/search';

type Order = 'asc' | 'desc';

const Orders: Vocabulary<Order> = {
  name: 'Order',
  words: ['asc', 'desc'],
  description: 'asc: oldest first. desc: newest first.',
};

/** Of a walk through chat 1. */
const CURSOR = encodeCursor({ place: { chat_id: 1, walk: 'older', before: 1000 }, filters: {} });

export class ListMessagesDto {
  @IntegerParameter({ description: 'Messages per page.', default: 50, example: 20, minimum: 1, maximum: 100 })
  limit?: number;

  @TextField({ description: '`next_cursor` of the page before.', exampleAlone: CURSOR, minLength: 1, maxLength: 4096 })
  cursor?: string;

  @IntegerParameter({
    description: 'Only messages older than this id.',
    exampleAlone: 1000,
    minimum: 1,
    maximum: MAX_ID,
  })
  before?: number;

  @IntegerParameter({
    description: 'Only messages newer than this id, the oldest first; 0 for all.',
    exampleAlone: 0,
    minimum: 0,
    maximum: MAX_ID,
  })
  after?: number;

  @IntegerParameter({
    description: 'The messages on both sides of this id, itself included.',
    exampleAlone: 1,
    minimum: 1,
    maximum: MAX_ID,
  })
  around?: number;

  @IntegerParameter({
    description: 'What changed after this number of the chat, in the order of changes; 0 for everything.',
    exampleAlone: 0,
    minimum: 0,
    maximum: MAX_ID,
  })
  after_seq?: number;

  @EnumField({
    of: Orders,
    default: 'asc',
    exampleAlone: 'asc',
    description: 'Order of the rows. `asc` without an anchor starts at the first message and walks newer.',
  })
  order?: Order;

  @IntegerParameter({
    description: 'Only direct replies to this message.',
    exampleAlone: 1,
    minimum: 1,
    maximum: MAX_ID,
  })
  parent_message_id?: number;

  @IntegerParameter({
    description: 'Only replies, of any depth, in the thread of this message.',
    exampleAlone: 1,
    minimum: 1,
    maximum: MAX_ID,
  })
  thread_root_id?: number;

  @EnumField({ of: MessageTypes, description: 'Only messages of this type.', exampleAlone: 'TEXT' })
  message_type?: MessageType;

  @BooleanParameter({ description: 'Only messages from users, or only others.', example: true })
  is_user?: boolean;

  @EnumField({ of: MessageStatuses, description: 'Only messages of this status.', exampleAlone: 'SENT' })
  status?: MessageStatus;

  @TextField({
    description: 'Only messages that hold every one of these words: split at white space, literal, in any case.',
    example: 'order',
    minLength: 1,
    maxLength: 200,
  })
  @HasSearchTerm()
  @FewSearchTerms()
  q?: string;

  @UserIdField({ description: 'For whom a service reads; a user may leave it out.', exampleAlone: 'demo' })
  user_id?: string;
}
