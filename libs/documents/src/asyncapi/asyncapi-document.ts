import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import type { PublicAddress } from '#libs/http';
import { ChangedDto, DeltaDto, HeadsDto, HelloDto, PresenceDto, TypingDto } from '#libs/realtime';
import { DoneDto } from '#libs/reply';
import { CLOSE_CODES } from '../errors/error-codes.js';
import { EVENT_EXAMPLES } from './event-examples.js';
import { forGenerators } from '../openapi/for-generators.js';

const DESCRIPTION = `What the server tells as it happens. Each chat counts its changes; a client that knows its number can always ask for what it lacks.

**The client's rule.** A \`changed\` with a \`seq\` that you have is ignored; one that follows on yours is applied; anything else, or a \`hello\` or \`heads\` ahead of yours, means: pull \`GET /api/v1/chats/{chat_id}/messages?after_seq=<yours>\`. A chat that answers 404 is dropped; a \`changed\` whose chat is DELETED, or does not list you, is the last one: it is not applied, it says to ask.

**A service without \`user_id\`** hears every chat of everybody: a \`hello\` without chats, then every \`changed\` and no other events, and \`heads\` of what it has not heard. After a gap it walks \`GET /api/v1/chats?updated_since=…\` from a minute before the latest \`at\` that it was told, and pulls each chat from its own number.

**What is promised.** The effect of every committed change reaches every client that follows the rule, and is applied once; intermediate states may be skipped, the final state never; order is total within a chat, none across chats.`;

const EVENTS = {
  hello: { dto: HelloDto, title: 'First: how far your chats are.' },
  changed: { dto: ChangedDto, title: 'All that one commit changed in a chat, as GET would show it.' },
  delta: {
    dto: DeltaDto,
    title: 'Text of a reply as it is written. Ephemeral: the finished reply comes as `changed`.',
  },
  heads: { dto: HeadsDto, title: 'How far the chats are that changed lately; heals what was lost.' },
  typing: { dto: TypingDto, title: 'Somebody is writing. Ephemeral.' },
  presence: { dto: PresenceDto, title: 'Somebody came or went. Ephemeral.' },
  done: { dto: DoneDto, title: 'Last: the message is sent, and the reply to it is finished.' },
} as const;

type EventName = keyof typeof EVENTS;
type Schema = Readonly<Record<string, unknown>> & {
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly required?: readonly string[];
};

const names = Object.keys(EVENTS) as EventName[];
/** A feed has no end. */
const live = names.filter((name) => name !== 'done');
/** Presence is of people, not of a chat. */
const ofOneChat = live.filter((name) => name !== 'heads' && name !== 'presence');
const ofOneReply: readonly EventName[] = ['changed', 'delta', 'done'];

/** AsyncAPI 3.0 of the live feeds, out of the same classes as the OpenAPI document. */
export function asyncApiDocument(app: INestApplication, version: string) {
  const config = new DocumentBuilder().setOpenAPIVersion('3.0.3').build();
  const extraModels = names.map((name) => EVENTS[name].dto);
  const { components } = forGenerators(SwaggerModule.createDocument(app, config, { extraModels }));
  const all = (components?.schemas ?? {}) as Schemas;
  const schemas = Object.fromEntries(
    [...reachable(all, extraModelsNames(all))].map((name) => [name, closed(all[name])]),
  );
  return {
    asyncapi: '3.0.0',
    info: { title: 'Chat System API: live feeds', version, description: DESCRIPTION },
    defaultContentType: 'application/json',
    servers: asyncApiServers({ origin: 'http://localhost:3000', path: '' }),
    channels: {
      realtime: {
        address: '/realtime',
        title: 'Everything that the caller sees (every chat, for a service without `user_id`), over a WebSocket',
        description:
          'Authenticate with `Authorization: Bearer`, or from a browser with the subprotocols `chat.v1` and `bearer.<token>`. What refuses the upgrade is an RFC 9457 problem. Closed with:\n\n' +
          CLOSE_CODES.map(({ code, meaning, remedy }) => `- ${code}: ${meaning} ${remedy}`).join('\n'),
        servers: [{ $ref: '#/servers/webSocket' }],
        messages: references([...live.map(frameName), 'typingReport']),
      },
      chats: {
        address: '/api/v1/chats',
        title: 'The same as server-sent events: Accept: text/event-stream',
        servers: [{ $ref: '#/servers/eventStream' }],
        messages: references(live),
      },
      messages: {
        address: '/api/v1/chats/{chat_id}/messages',
        title: 'One chat as server-sent events: Accept: text/event-stream',
        description:
          '`id:` is the number of the change. `Last-Event-ID` or `after_seq` resumes: first what changed since, then live. Apply every number beyond yours.',
        parameters: { chat_id: { description: 'Id of the chat.' } },
        servers: [{ $ref: '#/servers/eventStream' }],
        messages: references(ofOneChat),
      },
      reply: {
        address: '/api/v1/chats/{chat_id}/messages',
        title: 'POST with Accept: text/event-stream: a message, and the reply to it as it is written',
        description:
          'The message and the empty reply as `changed`, each piece of text as `delta`, the finished reply as `changed`, then `done`. The pieces of an attempt add up to the content. Without `done` the stream was cut; the reply goes on, and is there to read.',
        parameters: { chat_id: { description: 'Id of the chat.' } },
        servers: [{ $ref: '#/servers/eventStream' }],
        messages: references(ofOneReply),
      },
    },
    operations: {
      tellOverWebSocket: operation('send', 'realtime', live.map(frameName)),
      tellOverEventStream: operation('send', 'chats', live),
      tellOfOneReply: operation('send', 'reply', ofOneReply),
      tellOfOneChat: operation('send', 'messages', ofOneChat),
      hearTyping: operation('receive', 'realtime', ['typingReport']),
    },
    components: {
      messages: {
        ...Object.fromEntries(names.map((name) => [name, message(name, all)])),
        ...Object.fromEntries(live.map((name) => [frameName(name), frame(name, all)])),
        typingReport: {
          title:
            'You are writing in a chat. One every 2 s is told; anything else, or more than 50 frames a second, closes the connection with 1008.',
          payload: typed('typing', { type: 'object', properties: { chat_id: typingChat(all) }, required: ['chat_id'] }),
          examples: [{ name: 'you write', payload: { type: 'typing', chat_id: 1 } }],
        },
      },
      schemas,
    },
  };
}

/** Without a known host it is where the service listens by default. */
export function asyncApiServers({ origin, path }: PublicAddress) {
  const { host, protocol } = new URL(origin || 'http://localhost:3000');
  const server = { host, ...(path !== '' && { pathname: path }), description: 'This server.' };
  const isSecure = protocol === 'https:';
  return {
    webSocket: { ...server, protocol: isSecure ? 'wss' : 'ws' },
    eventStream: { ...server, protocol: isSecure ? 'https' : 'http' },
  };
}

type Schemas = Readonly<Record<string, Schema | undefined>>;

function message(name: EventName, all: Schemas) {
  return {
    name,
    title: EVENTS[name].title,
    payload: { $ref: `#/components/schemas/${schemaName(name, all)}` },
    examples: examples(name),
  };
}

function frame(name: EventName, all: Schemas) {
  return {
    name,
    title: EVENTS[name].title,
    payload: typed(name, all[schemaName(name, all)] ?? {}),
    examples: examples(name, { type: name }),
  };
}

function examples(name: EventName, head: object = {}) {
  return Object.entries(EVENT_EXAMPLES[name]).map(([of, event]) => ({ name: of, payload: { ...head, ...event } }));
}

/** As a WebSocket carries it. */
function typed(name: string, { properties = {}, required = [], ...schema }: Schema): Schema {
  return closed({
    ...schema,
    properties: { type: { type: 'string', const: name }, ...properties },
    required: ['type', ...required],
  });
}

function closed(schema: Schema | undefined): Schema {
  return schema?.properties === undefined ? (schema ?? {}) : { ...schema, additionalProperties: false };
}

function typingChat(all: Schemas): unknown {
  return all[schemaName('typing', all)]?.properties?.['chat_id'];
}

/** The schema's name is the class's `@ApiSchema`, which is the event's with a capital. */
function schemaName(name: EventName, all: Schemas): string {
  const schema = name.charAt(0).toUpperCase() + name.slice(1);
  if (all[schema] === undefined) throw new Error(`no schema is called ${schema}`);
  return schema;
}

function extraModelsNames(all: Schemas): string[] {
  return names.map((name) => schemaName(name, all));
}

/** Names of the schemas that these lead to, themselves included. */
function reachable(all: Schemas, from: readonly string[], found = new Set<string>()): Set<string> {
  for (const name of from.filter((each) => !found.has(each))) {
    found.add(name);
    const references = JSON.stringify(all[name] ?? {}).matchAll(/#\/components\/schemas\/(\w+)/g);
    reachable(
      all,
      [...references].map(([, target = '']) => target),
      found,
    );
  }
  return found;
}

function frameName(name: EventName): string {
  return `${name}Frame`;
}

function references(messages: readonly string[]) {
  return Object.fromEntries(messages.map((name) => [name, { $ref: `#/components/messages/${name}` }]));
}

function operation(action: 'send' | 'receive', channel: string, messages: readonly string[]) {
  return {
    action,
    channel: { $ref: `#/channels/${channel}` },
    messages: messages.map((name) => ({ $ref: `#/channels/${channel}/messages/${name}` })),
  };
}
