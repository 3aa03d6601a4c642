import { ApiError, FieldRefused, NotFound, Unavailable } from '#libs/http';
import { ChatErrors } from './chat-error-codes.js';

export class ChatNotFound extends NotFound {
  constructor() {
    super(ChatErrors.chat_not_found, 'There is no such chat, or it is not yours.');
  }
}

export class OwnerOnly extends ApiError {
  constructor(what: string) {
    super(ChatErrors.owner_only, `Only the owner of the chat may ${what}.`);
  }
}

export class SessionReused extends FieldRefused {
  constructor(field: 'chat_type' | 'rag_enabled') {
    super(field, ChatErrors.session_id_reused, `${field} differs from the chat that this session_id already has`);
  }
}

export class ParticipantsNotAllowed extends FieldRefused {
  constructor() {
    super('participants', ChatErrors.participants_not_allowed, 'only a GROUP chat has participants besides its owner');
  }
}

export class TooManyParticipants extends FieldRefused {
  constructor(field: string, most: number) {
    super(field, ChatErrors.too_many_participants, `a GROUP has at most ${most} participants besides its owner`);
  }
}

export class RagScopeNotAllowed extends FieldRefused {
  constructor() {
    const detail = "only a PERSONAL chat draws on all chats of its owner: others would read the owner's private ones";
    super('chat_metadata.rag.scope', ChatErrors.rag_scope_not_allowed, detail);
  }
}

/** Too much waits to be written, or a change has waited too long (503); it was not written. */
export class TooBusy extends Unavailable {
  constructor() {
    super(ChatErrors.too_busy, 'Too much is being written right now. Repeat it in a moment.');
  }
}
