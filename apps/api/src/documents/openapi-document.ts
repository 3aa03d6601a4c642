import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { forGenerators } from './for-generators.js';

const DESCRIPTION = `Chats, messages, threads, receipts and reactions over nine operations.

**Authentication.** Send \`Authorization: Bearer <token>\`: a JWT whose \`sub\` is the user id. A token whose \`scope\` holds \`chat:service\` is a trusted back end and acts for the \`user_id\` that it names.

**Retries.** Give a chat a \`session_id\` and a message a \`client_message_id\` (or the header \`Idempotency-Key\`): a request that is repeated takes effect once and answers with what is stored.

**Paging.** Send \`next_cursor\` as \`cursor\`. Walking pages while others write shows every message exactly once.

**Live.** \`GET /chats\` and \`GET /chats/{chat_id}/messages\` with \`Accept: text/event-stream\`, or a WebSocket at \`/realtime\`, tell of every change as it happens; \`Prefer: wait=N\` waits for the next. They are described in [/docs/asyncapi.json](/docs/asyncapi.json).

**Errors.** Every error is an RFC 9457 problem; branch on its \`code\`. What does not exist and what is not yours are both 404.`;

/** The one description of the API: what Swagger UI shows, what is checked in, and what SDKs are made from. */
export function openApiDocument(app: INestApplication, version: string): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.0.3')
    .setTitle('Chat System API')
    .setDescription(DESCRIPTION)
    .setVersion(version)
    .setLicense('All rights reserved', 'https://choosealicense.com/no-permission/')
    .addServer('/', 'This server.')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'A JWT; `sub` is the user id.' })
    .addSecurityRequirements('bearer')
    .addTag('Chats', 'Sessions: personal, shared by a group, or notices of the system.')
    .addTag('Messages', 'Sending, reading, threads and receipts.')
    .addTag('Reactions', 'Small answers to a message.')
    .build();
  const document = SwaggerModule.createDocument(app, config);
  document.info.contact = { name: 'Whoever runs this server' };
  return forGenerators(closeRequestSchemas(document));
}

/** Unknown fields are refused, and the document says so. */
function closeRequestSchemas(document: OpenAPIObject): OpenAPIObject {
  const operations = Object.values(document.paths).flatMap((path) => [path.post, path.patch]);
  for (const operation of operations) {
    const body = operation?.requestBody as { content?: Record<string, { schema?: { $ref?: string } }> } | undefined;
    const name = body?.content?.['application/json']?.schema?.$ref?.split('/').at(-1);
    if (name !== undefined) Object.assign(document.components?.schemas?.[name] ?? {}, { additionalProperties: false });
  }
  return document;
}
