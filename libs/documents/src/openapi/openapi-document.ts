import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { forGenerators } from './for-generators.js';
import { OPENAPI_DESCRIPTION } from './openapi-description.js';
import { explainProblems } from './problems-around.js';

/** The one description of the API: what Swagger UI shows, what is checked in, and what SDKs are made from. */
export function openApiDocument(app: INestApplication, version: string): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.0.3')
    .setTitle('Chat System API')
    .setDescription(OPENAPI_DESCRIPTION)
    .setVersion(version)
    .addServer('/', 'This server.')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'A JWT; `sub` is the user id.' })
    .addSecurityRequirements('bearer')
    .setExternalDoc('Guides: what the operations are together.', guide('first-conversation'))
    .addTag('Chats', 'Sessions: of one person, shared by a group, or notices to one person.', {
      description: 'Guide: a first conversation.',
      url: guide('first-conversation'),
    })
    .addTag('Messages', 'Sending, reading, threads, receipts, documents and replies.', {
      description: 'Guide: documents and replies.',
      url: guide('documents-and-replies'),
    })
    .addTag('Reactions', 'Small answers to a message.', {
      description: 'Guide: threads, receipts and groups.',
      url: guide('threads-receipts-groups'),
    })
    .build();
  const document = SwaggerModule.createDocument(app, config);
  document.info.contact = { name: 'Whoever runs this server' };
  explainProblems(document);
  return forGenerators(closeRequestSchemas(document));
}

function guide(page: string): string {
  return `/docs/guides/${page}`;
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
