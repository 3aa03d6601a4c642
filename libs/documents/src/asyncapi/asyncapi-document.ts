import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { forGenerators } from '../openapi/for-generators.js';
import { ASYNCAPI_DESCRIPTION } from './asyncapi-description.js';
import { CHANNELS, OPERATIONS } from './channels.js';
import { EVENT_EXAMPLES } from './event-examples.js';
import { EVENT_NAMES, type EventName, EVENTS, frameName, LIVE } from './events.js';
import { asyncApiServers } from './servers.js';

type Schema = Readonly<Record<string, unknown>> & {
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly required?: readonly string[];
};

/** AsyncAPI 3.0 of the live feeds, out of the same classes as the OpenAPI document. */
export function asyncApiDocument(app: INestApplication, version: string) {
  const config = new DocumentBuilder().setOpenAPIVersion('3.0.3').build();
  const extraModels = EVENT_NAMES.map((name) => EVENTS[name].dto);
  const { components } = forGenerators(SwaggerModule.createDocument(app, config, { extraModels }));
  const all = (components?.schemas ?? {}) as Schemas;
  const schemas = Object.fromEntries(
    [
      ...reachable(
        all,
        EVENT_NAMES.map((name) => schemaName(name, all)),
      ),
    ].map((name) => [name, closed(all[name])]),
  );
  return {
    asyncapi: '3.0.0',
    info: { title: 'Chat System API: live feeds', version, description: ASYNCAPI_DESCRIPTION },
    defaultContentType: 'application/json',
    servers: asyncApiServers({ origin: 'http://localhost:3000', path: '' }),
    channels: CHANNELS,
    operations: OPERATIONS,
    components: {
      messages: {
        ...Object.fromEntries(EVENT_NAMES.map((name) => [name, message(name, all)])),
        ...Object.fromEntries(LIVE.map((name) => [frameName(name), frame(name, all)])),
        typingReport: {
          title:
            'You are writing in a chat. One every 2 s is told; anything else, or more than 50 frames a second, closes the connection with 1008.',
          payload: framed('typing', {
            type: 'object',
            properties: { chat_id: typingChat(all) },
            required: ['chat_id'],
          }),
          examples: [{ name: 'you write', payload: { type: 'typing', chat_id: 1 } }],
        },
      },
      schemas,
    },
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
    payload: framed(name, all[schemaName(name, all)] ?? {}),
    examples: examples(name, { type: name }),
  };
}

function examples(name: EventName, head: object = {}) {
  return Object.entries(EVENT_EXAMPLES[name]).map(([of, event]) => ({ name: of, payload: { ...head, ...event } }));
}

/** As a WebSocket carries it. */
function framed(name: string, { properties = {}, required = [], ...schema }: Schema): Schema {
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
