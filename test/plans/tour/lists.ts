import { ok } from '../../support/expectations.js';
import { exportedMessages } from '../../support/exported-messages.js';
import type { Visit } from './visit.js';

type Query = Record<string, string | number | boolean>;

export async function readPages(visit: Visit): Promise<void> {
  const { owner, middle, shape } = visit;
  const anchors: Query[] = [{}, {}, {}, { before: middle }, { after: middle }, { around: middle }, { order: 'asc' }];
  const filters: Query[] = [
    { parent_message_id: 1 },
    { thread_root_id: 1 },
    ...['TEXT', 'IMAGE', 'FILE', 'SYSTEM'].map((message_type) => ({ message_type })),
    ...[true, false].map((is_user) => ({ is_user })),
    ...['SENDING', 'SENT', 'DELIVERED', 'READ', 'FAILED'].map((status) => ({ status })),
    { q: `note ${middle}` },
    { q: 'note' },
    { q: 'absent' },
    { q: '終' },
    { q: '1 2' },
  ];
  for (const chatId of [1, 2])
    for (const query of [...anchors, ...filters, { after_seq: shape.large - 20 }, { after_seq: 0 }])
      await ok(owner.listMessages(chatId, query));
  for (const query of filters) await ok(owner.listMessages(1, { ...query, around: middle }));
  const { next_cursor: cursor } = await ok(owner.listMessages(1, { limit: 20 }));
  await ok(owner.listMessages(1, { cursor: cursor ?? '' }));
  await exportedMessages(owner, 1, { after: shape.messages - 1000 });
  await ok(owner.listMessages(1, { after_seq: shape.large }, { headers: { prefer: 'wait=1' } }));
}

export async function readAndMakeChats(visit: Visit): Promise<void> {
  const { owner } = visit;
  for (let time = 0; time < 3; time++) await ok(owner.listChats());
  const { next_cursor: cursor } = await ok(owner.listChats({ limit: 2 }));
  await ok(owner.listChats({ limit: 2, cursor: cursor ?? '' }));
  const queries: Query[] = [
    { status: 'ARCHIVED' },
    { chat_type: 'GROUP' },
    { session_id: 'session-1' },
    { updated_since: new Date(Date.now() - 60_000).toISOString() },
    { q: 'Chat 3' },
    { q: `note ${visit.middle}` },
    { q: 'absent' },
  ];
  for (const query of queries) await ok(owner.listChats(query));
  const service = visit.stage.api.service();
  const everyDay = { updated_since: new Date(Date.now() - 86_400_000).toISOString(), limit: 20 };
  const { next_cursor: walked } = await ok(service.listChats(everyDay));
  await ok(service.listChats(walked === null ? everyDay : { cursor: walked }));
  await ok(service.listChats({ status: 'DELETED' }));
  for (const chatId of [1, 2]) await ok(owner.getChat(chatId));
  for (const session_id of ['session-1', 'session-new']) await ok(owner.createChat({ session_id }));
  for (const status of ['ARCHIVED', 'ACTIVE']) await ok(owner.updateChatStatus(3, { status }));
}
