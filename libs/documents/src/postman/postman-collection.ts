import type { OpenAPIObject } from '@nestjs/swagger';
import { ADDRESS } from '../address/address-in-text.js';
import { type DocumentedOperation, toPostmanRequest } from './postman-request.js';

/** Each uses what those before it have made, so that all nine work as they are, as often as somebody runs them. */
const ORDER = [
  'createChat',
  'sendMessage',
  'listMessages',
  'updateMessageStatus',
  'addReaction',
  'removeReaction',
  'getChat',
  'listChats',
  'updateChatStatus',
];

/** Operations whose answer has the id that paths after it name. */
const MAKES: Readonly<Record<string, string>> = { createChat: 'chat_id', sendMessage: 'message_id' };

const DESCRIPTION = `The nine operations in an order in which each uses what those before it have made: run the folder, or one request after the other.

Set the variable \`token\` first: \`npm run --silent token -- alice\` prints one for development, in production your identity service issues it. \`base_url\` is where this collection came from. Guides: [A first conversation](${ADDRESS}/docs/guides/first-conversation), [Tokens](${ADDRESS}/docs/guides/tokens).`;

/** The same operations as a Postman collection (Collection Format 2.1.0) that can be run as it is. */
export function postmanCollection({ info, paths }: OpenAPIObject): object {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ ...(operation as DocumentedOperation), path, method })),
  );
  return {
    info: {
      name: info.title,
      version: info.version,
      description: DESCRIPTION,
      schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
    },
    auth: { type: 'bearer', bearer: [{ key: 'token', value: '{{token}}', type: 'string' }] },
    variable: [
      { key: 'base_url', value: ADDRESS },
      { key: 'token', value: '' },
      { key: 'chat_id', value: '1' },
      { key: 'message_id', value: '1' },
    ],
    item: operations.sort((one, other) => placeOf(one) - placeOf(other)).map(toItem),
  };
}

function placeOf({ operationId }: DocumentedOperation): number {
  const place = ORDER.indexOf(operationId);
  if (place === -1) throw new Error(`the Postman collection has no place for ${operationId}`);
  return place;
}

function toItem(operation: DocumentedOperation): object {
  const { operationId, summary } = operation;
  const variable = MAKES[operationId];
  const script = [
    `pm.test('${operationId} answers 200', () => pm.response.to.have.status(200));`,
    ...(variable === undefined ? [] : [`pm.collectionVariables.set('${variable}', pm.response.json().id);`]),
  ];
  return {
    name: summary,
    request: toPostmanRequest(operation),
    event: [{ listen: 'test', script: { type: 'text/javascript', exec: script } }],
  };
}
