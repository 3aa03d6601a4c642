/** What a reader of the document is told before the operations. */
export const OPENAPI_DESCRIPTION = `Chats, messages, threads, receipts and reactions over nine operations, with live feeds and an assistant that cites what it answers from. Begin with the guide [A first conversation](/docs/guides/first-conversation).

## Authentication

Send \`Authorization: Bearer <token>\`: a JWT whose \`sub\` is the user id. Without a valid one every operation is 401; get a new token and repeat the request. A token whose \`scope\` holds \`chat:service\` belongs to a trusted back end, which acts for the \`user_id\` that it names; a user leaves \`user_id\` out. More in [Tokens](/docs/guides/tokens).

## Retries

Give a chat a \`session_id\` and a message a \`client_message_id\` (or send the header \`Idempotency-Key\`): a request that is repeated, to any server, takes effect once and answers with what is stored. Statuses and reactions can be repeated as they are. Repeat after a lost connection, 500 once, and 503 after \`Retry-After\` seconds; never repeat a 400 or 404 as it is. More in [Retries and offline](/docs/guides/retries-and-offline).

## Errors

Success is always 200. Everything else is an RFC 9457 problem: branch on its \`code\`, show people nothing but words of your own, and look into \`errors\` for the fields. What does not exist and what is not yours are both 404; there is no 403 and no 409. Every code is listed with its remedy in [Errors](/docs/guides/errors).

## Paging

Send \`next_cursor\` as \`cursor\` until it is null, or follow the \`Link\` header. A walk through messages shows every one exactly once, while others write, too.

## Live

Each chat counts its changes: \`last_seq\`, \`change_seq\` and \`seq\` are that count. \`GET /api/v1/chats\` and \`GET /api/v1/chats/{chat_id}/messages\` with \`Accept: text/event-stream\`, or a WebSocket at \`/realtime\`, tell of every change as it happens; \`Prefer: wait=N\` waits for the next; \`after_seq=N\` answers what is missing. The events are described in [/docs/asyncapi.json](/docs/asyncapi.json), what a client does with them in [Live and sync](/docs/guides/live-and-sync).

## Replies

In a chat with \`rag_enabled\` the assistant answers questions from the documents and messages of the chat, with citations: \`message_metadata.rag.citations\` of its reply, each with the exact place. A reply is a message like any other: SENDING while it is written, then SENT, or FAILED with \`message_metadata.error.code\`. More in [Documents and replies](/docs/guides/documents-and-replies).

## Words

Times are RFC 3339 in UTC with milliseconds. Lengths and offsets are counted in Unicode code points. Optional fields that are absent are left out of answers; only \`next_cursor\` is ever null. Unknown fields and parameters of a request are refused; answers may get new fields with a later version, so ignore those that you do not know. [Threads, receipts and groups](/docs/guides/threads-receipts-groups), [Editing and deleting](/docs/guides/editing-and-deleting), [Webhooks](/docs/guides/webhooks), [Every chat, for a back end](/docs/guides/every-chat), [Generated clients](/docs/guides/generated-clients), [Deploying](/docs/guides/deploying), [Configuration](/docs/guides/configuration) and [The API at a glance](/docs/guides/api-at-a-glance) are the other guides.`;
