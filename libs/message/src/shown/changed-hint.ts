import { bareHint } from '#libs/bus';
import type { WatermarkView } from '#libs/chat';
import { toMessageDto } from './message.dto.js';
import type { MessageView } from './message-view.js';
import { toWatermarksDto } from './watermarks.dto.js';

/** Longer texts, in bytes, are not sent to the other servers: those with listeners read them. */
const MAX_CARRIED_BYTES = 32_768;

interface Changes {
  readonly messages?: readonly MessageView[];
  readonly receipts?: readonly WatermarkView[];
}

/** Tells of one committed change, with all that it changed. */
export function changedHint(chat: { readonly id: number; readonly change_seq: number }, seq: number, all: Changes) {
  const { messages = [], receipts = [] } = all;
  const hint = bareHint(chat.id, chat.change_seq, seq);
  if (messages.some(({ content }) => Buffer.byteLength(content) > MAX_CARRIED_BYTES)) return hint;
  const data = {
    chat_id: chat.id,
    seq,
    ...(messages.length > 0 && { messages: messages.map(toMessageDto) }),
    ...(receipts.length > 0 && { receipts: receipts.map(toWatermarksDto) }),
  };
  return { ...hint, data: JSON.stringify(data) };
}
