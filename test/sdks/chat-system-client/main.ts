import assert from 'node:assert/strict';
import { ChatClient } from 'chat-system-client';
import { scenario } from '../scenario.js';
import { connect } from './adapter.js';

/** Arguments: the server's address, then name and token of two people. */
const [url = '', alice = '', aliceToken = '', bob = '', bobToken = ''] = process.argv.slice(2);
await scenario({ id: alice, api: await connect(url, aliceToken) }, { id: bob, api: await connect(url, bobToken) });

const chat = new ChatClient({ url, userId: alice, token: () => aliceToken });
await chat.start();
const { id } = await chat.api.createChat();
await chat.open(id);
await chat.send(id, { content: 'Hello' }).sent;
assert.deepEqual(
  chat.messages(id).map(({ content, status }) => [content, status]),
  [['Hello', 'SENT']],
);
await chat.stop();
