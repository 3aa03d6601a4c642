import { IntegerParameter, MAX_ID, UserIdField } from '#libs/http';

export class ChatFeedDto {
  @IntegerParameter({ description: 'First what changed after this number, then live.', minimum: 0, maximum: MAX_ID })
  after_seq?: number;

  @UserIdField({ description: 'For whom a service listens; a user may leave it out.' })
  user_id?: string;
}
