import { UserIdField } from '../fields/user-id-field.js';

/** Query of the operations whose only parameter is the user that a service acts for. */
export class ActingUserDto {
  @UserIdField({ description: 'For whom a service acts; a user may leave it out.', exampleAlone: 'demo' })
  user_id?: string;
}

/** For operations without query parameters: any that is sent is refused by name. */
export class NoQuery {}
