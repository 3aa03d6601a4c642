import type { ChangedHint } from '#libs/bus';
import { type ChatView, type Departure, toChatDto, type WatermarkView } from '#libs/chat';
import { type MessageView, toMessageDto, toWatermarksDto } from '#libs/message';
import { Frame } from './frame.js';

/** Longer ones go without what changed, in bytes of JSON. */
const MAX_BYTES = 64 * 1024;

/** A `changed` event: all that changed in a chat after one number, up to another. */
export class ChangedFrame extends Frame {
  constructor(
    readonly chatId: number,
    readonly after: number,
    readonly seq: number,
    json: string,
  ) {
    super('changed', json, seq);
  }
}

/** One commit, as the server that made it tells of it. */
export function toldFrame({ chatId, seq }: ChangedHint, data: string): ChangedFrame {
  const fits = Buffer.byteLength(data) <= MAX_BYTES;
  return fits ? new ChangedFrame(chatId, seq - 1, seq, data) : bareFrame(chatId, seq - 1, seq);
}

/** Says only that there is something; whoever gets it pulls. */
export function bareFrame(chatId: number, after: number, seq: number): ChangedFrame {
  return assembled(chatId, after, seq, []);
}

/** The chat alone, which is deleted: everybody in it may see it so. */
export function deletedFrame(chat: ChatView): ChangedFrame {
  return assembled(chat.id, chat.last_seq - 1, chat.last_seq, [chatPart(chat)]);
}

/**
 * The chat alone, as it left somebody. What has come since is none of theirs: messages are left out, and when title,
 * status or people have changed again, they are told no more than that there is something.
 */
export function leftFrame(chat: ChatView, { seq, left_at }: Departure): ChangedFrame {
  if (chat.change_seq !== seq) return bareFrame(chat.id, seq - 1, seq);
  return assembled(chat.id, seq - 1, seq, [
    chatPart({ ...chat, last_message: null, last_seq: seq, updated_at: left_at }),
  ]);
}

interface Page {
  readonly chat: ChatView | null;
  readonly receipts: readonly WatermarkView[];
  /** In the order of their numbers. */
  readonly messages: readonly MessageView[];
}

/**
 * What was read of a chat, out of one snapshot, as frames that follow each other from `after` to `seq`. The chat and
 * the receipts come with each of them: messages are as the receipts have made them by then, and whoever has the first
 * number already must not miss what came with it.
 */
export function readFrames(chatId: number, after: number, seq: number, { chat, receipts, messages }: Page) {
  const beside = [
    ...(chat === null ? [] : [chatPart(chat)]),
    ...(receipts.length === 0 ? [] : [`"receipts":${JSON.stringify(receipts.map(toWatermarksDto))}`]),
  ];
  const frames: ChangedFrame[] = [];
  const bins = fill(messages, Buffer.byteLength(beside.join()));
  for (const [nth, bin] of bins.entries()) {
    const parts = [...beside, ...(bin.json.length === 0 ? [] : [`"messages":[${bin.json.join()}]`])];
    const upTo = nth === bins.length - 1 ? seq : bin.seq;
    frames.push(assembled(chatId, frames.at(-1)?.seq ?? after, upTo, parts));
  }
  return frames;
}

interface Bin {
  readonly json: string[];
  /** The last number in it. */
  seq: number;
  bytes: number;
}

/** Puts messages together as far as they fit; those of one number are never apart. */
function fill(messages: readonly MessageView[], takenBytes: number): Bin[] {
  const bins: Bin[] = [{ json: [], seq: 0, bytes: takenBytes }];
  for (const message of messages) {
    const json = JSON.stringify(toMessageDto(message));
    const bytes = Buffer.byteLength(json) + 1;
    let bin = bins.at(-1);
    const isFull = bin === undefined || (bin.bytes + bytes > MAX_BYTES - 256 && bin.json.length > 0);
    if (bin === undefined || (isFull && bin.seq !== message.change_seq))
      bins.push((bin = { json: [], seq: 0, bytes: takenBytes }));
    bin.json.push(json);
    bin.seq = message.change_seq;
    bin.bytes += bytes;
  }
  return bins;
}

function assembled(chatId: number, after: number, seq: number, parts: readonly string[]): ChangedFrame {
  // Before its number 0 a chat has none.
  const from = Math.max(after, 0) >= seq - 1 ? [] : [`"after":${Math.max(after, 0)}`];
  const place = [`"chat_id":${chatId}`, `"seq":${seq}`, ...from];
  const json = `{${[...place, ...parts].join()}}`;
  const fits = Buffer.byteLength(json) <= MAX_BYTES;
  return new ChangedFrame(chatId, after, seq, fits ? json : `{${place.join()}}`);
}

/** Without what depends on who looks. */
function chatPart(chat: ChatView): string {
  return `"chat":${JSON.stringify(toChatDto({ ...chat, unread_count: null }))}`;
}
