import type { ChangedHint } from '#libs/bus';
import { type ChatView, type Departure, toChatDto, type WatermarkView } from '#libs/chat';
import { type MessageView, toMessageDto, toWatermarksDto } from '#libs/message';
import { Frame } from './frame.js';

/** In bytes of JSON. A longer frame goes without its content. */
const MAX_BYTES = 64 * 1024;

/** A `changed` event: the changes of a chat after one seq, up to another. */
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

/** The frames of hints that are being told: a channel and the feeds of every chat share them. */
const told = new WeakMap<ChangedHint, ChangedFrame>();

/** One change, as the server that committed it sent it. */
export function toldFrame(hint: ChangedHint, data: string): ChangedFrame {
  const known = told.get(hint);
  if (known !== undefined) return known;
  const { chatId, seq } = hint;
  const fits = Buffer.byteLength(data) <= MAX_BYTES;
  const frame = fits ? new ChangedFrame(chatId, seq - 1, seq, data) : bareFrame(chatId, seq - 1, seq);
  told.set(hint, frame);
  return frame;
}

/** Says only that something changed; the client pulls it. */
export function bareFrame(chatId: number, after: number, seq: number): ChangedFrame {
  return assembled(chatId, after, seq, []);
}

/** The deleted chat alone: all its participants may see that. */
export function deletedFrame(chat: ChatView): ChangedFrame {
  return assembled(chat.id, chat.last_seq - 1, chat.last_seq, [chatPart(chat)]);
}

/**
 * The chat alone, for a user who left it, as it was then. It shows no later messages. When the title, the status or the
 * participants have changed since, the frame only says that something changed.
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
  /** In the order of seq. */
  readonly messages: readonly MessageView[];
}

/**
 * Splits one snapshot of a chat's changes into frames that follow each other from `after` to `seq`. Each frame carries
 * the chat and the receipts: a message is shown with the receipts of the snapshot, and a client that has applied the
 * first frame must not lack what belongs to it.
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
  /** The last seq in it. */
  seq: number;
  bytes: number;
}

/** Fills frames with messages; messages of one seq stay together. */
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
  // Seq 0 is the beginning of a chat.
  const from = Math.max(after, 0) >= seq - 1 ? [] : [`"after":${Math.max(after, 0)}`];
  const place = [`"chat_id":${chatId}`, `"seq":${seq}`, ...from];
  const json = `{${[...place, ...parts].join()}}`;
  const fits = Buffer.byteLength(json) <= MAX_BYTES;
  return new ChangedFrame(chatId, after, seq, fits ? json : `{${place.join()}}`);
}

/** Without the values that differ between users. */
function chatPart(chat: ChatView): string {
  return `"chat":${JSON.stringify(toChatDto({ ...chat, unread_count: null }))}`;
}
