import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { ChatDto } from '#libs/chat';
import { CountProperty, IdProperty, TimeProperty, UserIdProperty } from '#libs/http';
import { MessageDto, WatermarksDto } from '#libs/message';

/** Chats that `hello` lists at most. */
export const MAX_HEADS = 5_000;
const AT =
  'On the feed of every chat: the time of the server. After a gap, walk the chats with `updated_since` from a minute before the latest one.';

@ApiSchema({ name: 'ChatHead' })
export class ChatHeadDto {
  @IdProperty({ description: 'Id of the chat.', example: 1 })
  id: number;

  @CountProperty({ description: 'Number of its latest change.', example: 3 })
  last_seq: number;
}

@ApiSchema({ name: 'Hello' })
export class HelloDto {
  @ApiProperty({
    description:
      "Names the database's history, which a failover or a restored backup changes. When it differs from before, fetch everything again.",
    maxLength: 64,
    example: '7421337-00000001-5-16384',
  })
  epoch: string;

  @ApiProperty({
    description:
      'How far your chats are, the one with the latest message first. Empty on the feed of every chat: look for what changed.',
    type: () => [ChatHeadDto],
    maxItems: MAX_HEADS,
  })
  chats: readonly ChatHeadDto[];

  @CountProperty({
    description: 'Something comes at least this often, in ms. After twice as long without, connect again.',
    example: 30_000,
  })
  heartbeat_ms: number;

  @TimeProperty({ description: AT, required: false })
  at?: string;
}

/** Everything that one commit changed. A frame without `messages`, `chat` and `receipts` was too large: pull. */
@ApiSchema({ name: 'Changed' })
export class ChangedDto {
  @IdProperty({ description: 'Id of the chat.', example: 1 })
  chat_id: number;

  @CountProperty({ description: "The chat's number of this change.", example: 4 })
  seq: number;

  @CountProperty({
    description: 'It holds all that changed after this number; `seq` - 1 when absent.',
    required: false,
    example: 3,
  })
  after?: number;

  @ApiProperty({
    description: 'The messages that changed, as they are now.',
    required: false,
    type: () => [MessageDto],
    maxItems: 10_000,
  })
  messages?: readonly MessageDto[];

  @ApiProperty({
    description: 'The chat, when its title, status or participants changed; without `unread_count`.',
    required: false,
    type: () => ChatDto,
  })
  chat?: ChatDto;

  @ApiProperty({
    description: 'The watermarks that moved.',
    required: false,
    type: () => [WatermarksDto],
    maxItems: 10_000,
  })
  receipts?: readonly WatermarksDto[];
}

@ApiSchema({ name: 'Heads' })
export class HeadsDto {
  @ApiProperty({
    description: 'Chats that changed lately; on the feed of every chat, those of which you have not heard.',
    type: () => [ChatHeadDto],
    maxItems: MAX_HEADS,
  })
  chats: readonly ChatHeadDto[];

  @TimeProperty({ description: AT, required: false })
  at?: string;
}

@ApiSchema({ name: 'Typing' })
export class TypingDto {
  @IdProperty({ description: 'Id of the chat.', example: 1 })
  chat_id: number;

  @UserIdProperty({ description: 'Who is writing.' })
  user_id: string;
}

/** Text of a reply as it is written; the parts of an attempt add up to the content. */
@ApiSchema({ name: 'Delta' })
export class DeltaDto {
  @IdProperty({ description: 'Id of the chat.', example: 1 })
  chat_id: number;

  @IdProperty({ description: 'Id of the reply.', example: 2 })
  message_id: number;

  @CountProperty({ description: 'From 1; a retry is another one, and begins at offset 0.', example: 1 })
  attempt: number;

  @CountProperty({
    description: 'Where the text belongs, in code points. What you have already is the same.',
    example: 0,
  })
  offset: number;

  @ApiProperty({ description: 'The text from there on.', maxLength: 65_536, example: 'Within 30 days' })
  text: string;
}

@ApiSchema({ name: 'Presence' })
export class PresenceDto {
  @UserIdProperty({ description: 'Who: somebody who has taken part in one of your groups.' })
  user_id: string;

  @ApiProperty({ description: 'Whether they have a live connection.', enum: ['online', 'offline'], example: 'online' })
  status: 'online' | 'offline';
}
