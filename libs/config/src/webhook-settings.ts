import { makeExactValidator, makeValidator } from 'envalid';
import { withoutPassword } from './validators.js';

/** What a webhook may tell of. */
type WebhookPart = (typeof PARTS)[number];
const PARTS = ['chat', 'messages', 'receipts'] as const;

const receiverUrl = makeValidator<string>((input) => withoutPassword(input, 'the receiver verifies the signature'));

/** Standard Webhooks: 24 to 64 bytes in base64. */
const secrets = makeExactValidator<readonly string[]>((input) => {
  const given = input.trim().startsWith('[') ? listOf(input) : input.split(/[\s,]+/).filter((part) => part !== '');
  if (given.length === 0 || !given.every(isSecret))
    throw new Error('must be whsec_ and 24 to 64 bytes in base64; several are separated by spaces');
  return given;
});

function listOf(input: string): readonly string[] {
  try {
    const list: unknown = JSON.parse(input);
    return Array.isArray(list) ? list.map(String) : [];
  } catch {
    return [];
  }
}

function isSecret(text: string): boolean {
  const [, key = ''] = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(text) ?? [];
  const bytes = Buffer.from(key, 'base64');
  return key !== '' && bytes.toString('base64') === key && bytes.length >= 24 && bytes.length <= 64;
}

const parts = makeExactValidator<readonly WebhookPart[]>((input) => {
  const given = input.split(',').map((part) => part.trim());
  const isPart = (part: string): part is WebhookPart => PARTS.some((known) => known === part);
  if (!given.every(isPart)) throw new Error(`must be some of ${PARTS.join(', ')}, comma separated`);
  return given;
});

/** Whether changes of chats are told to a receiver outside. */
export function hasWebhooks(settings: { readonly WEBHOOK_URL?: string | undefined } | undefined): boolean {
  return settings?.WEBHOOK_URL !== undefined;
}

export const webhookSettings = {
  WEBHOOK_URL: receiverUrl({ default: undefined, desc: 'Where changes of chats are told by POST; none by default' }),
  WEBHOOK_SECRET: secrets({
    default: undefined,
    requiredWhen: (settings) => settings['WEBHOOK_URL'] !== undefined,
    desc: 'Key that signs them, whsec_ and 24-64 bytes in base64; several while it changes, each signs',
  }),
  WEBHOOK_EVENTS: parts({
    default: ['chat', 'messages'],
    desc: 'What is told: chat, messages, receipts; comma separated',
  }),
};
