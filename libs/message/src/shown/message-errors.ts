import { ApiError, FieldRefused, NotFound } from '#libs/http';
import { MessageErrors } from './message-error-codes.js';

export class MessageNotFound extends NotFound {
  constructor() {
    super(MessageErrors.message_not_found, 'There is no such message, or it is not yours.');
  }
}

export class ChatDeleted extends ApiError {
  constructor() {
    super(MessageErrors.chat_deleted, 'The chat is deleted; set its status to ACTIVE to write again.');
  }
}

export class ChatArchived extends ApiError {
  constructor() {
    super(MessageErrors.chat_archived, 'The chat is archived; set its status to ACTIVE to write again.');
  }
}

export class ServiceOnly extends ApiError {
  constructor() {
    super(MessageErrors.service_only, 'Only a service sends messages in a SYSTEM chat.');
  }
}

export class SenderOnly extends ApiError {
  constructor() {
    super(MessageErrors.sender_only, 'Only the sender of the message may set this status.');
  }
}

export class IsUserNotAllowed extends FieldRefused {
  constructor() {
    super(
      'is_user',
      MessageErrors.is_user_not_allowed,
      'is_user may be false from a service, or in your own PERSONAL chat',
    );
  }
}

export class ParentNotInChat extends FieldRefused {
  constructor() {
    super(
      'parent_message_id',
      MessageErrors.parent_not_in_chat,
      'parent_message_id is not an earlier message of this chat',
    );
  }
}

export class IdempotencyKeyReused extends FieldRefused {
  constructor() {
    super('client_message_id', MessageErrors.idempotency_key_reused, 'this key was used with another body before');
  }
}

export class IllegalStatusChange extends ApiError {
  constructor(from: string, to: string) {
    super(MessageErrors.illegal_status_change, `A message that is ${from} cannot become ${to}.`);
  }
}

export class TooManyFiles extends ApiError {
  constructor(most: number) {
    super(MessageErrors.too_many_files, `${most} of your files wait to be read; send more when some of them are done.`);
  }
}

export class TooManyExports extends ApiError {
  constructor() {
    super(MessageErrors.too_many_exports, 'Wait until another of your exports has ended.', [], { 'retry-after': '5' });
  }
}

export class ExportsBusy extends ApiError {
  constructor() {
    super(MessageErrors.exports_busy, 'Too many exports are under way.', [], { 'retry-after': '5' });
  }
}
