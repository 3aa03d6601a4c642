import { USER_REQUIRED } from '#libs/auth';
import { FieldCodes, FieldRefused, HttpErrors, type OperationOptions, refusal, ValidationFailed } from '#libs/http';
import { ChatDto } from '../shown/chat.dto.js';
import { CreateChatDto } from '../requests/create-chat.dto.js';
import { ChatErrors } from '../shown/chat-errors.js';
import { HELP_DESK, ORDER_1042 } from './order-1042.js';

const DESCRIPTION = `Creates a chat session, or returns the one that its owner already has with this \`session_id\`.

**Repeat it as often as you like** with the same \`session_id\`, or with the header \`Idempotency-Key\`, which stands in for it: the same owner and \`session_id\` always get the same chat, as it is now, also when it is ARCHIVED or DELETED. When \`chat_type\` or \`rag_enabled\` differ from the stored chat it is 400 \`session_id_reused\`; a different \`title\`, \`participants\` or \`chat_metadata\` are ignored. Without either key a UUID is made, and a repeated request makes a second chat.

**Types.** PERSONAL is one person, and an assistant with \`rag_enabled\`. GROUP is shared by its owner and up to 1,000 \`participants\`. SYSTEM carries notices to one person, which only a service sends. The type never changes. An empty body, or none, creates a PERSONAL chat.`;

export const CREATE_CHAT: OperationOptions = {
  operationId: 'createChat',
  summary: 'Create a chat',
  description: DESCRIPTION,
  guide: { page: 'first-conversation', about: 'Guide: a first conversation, from a token to an answer.' },
  body: {
    type: CreateChatDto,
    required: false,
    examples: {
      'of one person': { session_id: 'notes', title: 'Notes' },
      'shared by two': { session_id: 'order-1042', chat_type: 'GROUP', participants: ['bob'] },
      'with an assistant': {
        session_id: 'help-desk',
        rag_enabled: true,
        title: 'Help desk',
        chat_metadata: { source: 'web' },
      },
      'that answers from all chats of its owner': {
        session_id: 'memory',
        rag_enabled: true,
        chat_metadata: { rag: { scope: 'user' } },
      },
    },
  },
  answer: {
    type: ChatDto,
    description: 'The chat, new or as it was.',
    examples: { 'shared by two': ORDER_1042, 'with an assistant': HELP_DESK },
  },
  refusals: [
    new ValidationFailed([
      { field: 'title', code: FieldCodes.too_long.code, message: 'must have at most 200 characters' },
    ]),
    refusal(ChatErrors.session_id_reused, 'chat_type'),
    refusal(ChatErrors.participants_not_allowed),
    refusal(ChatErrors.rag_scope_not_allowed),
    USER_REQUIRED,
    new FieldRefused('status', HttpErrors.server_owned_field, 'a new chat is ACTIVE'),
    new FieldRefused('Idempotency-Key', HttpErrors.malformed_header, 'must be 1-128 visible ASCII characters'),
    new FieldRefused('Idempotency-Key', HttpErrors.idempotency_key_mismatch, 'Idempotency-Key and session_id differ'),
  ],
};
