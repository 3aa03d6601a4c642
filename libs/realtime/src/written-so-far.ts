import type { OpenReply } from '#libs/message';
import { Frame } from './frame.js';

/** Code points in one frame, so that it stays below 64 KiB. */
const MAX_TEXT = 8_000;

/** The text of a reply from before a feed opened, as if the feed had received its deltas. */
export function writtenSoFar({ chat_id, message_id, attempt, content }: OpenReply): Frame[] {
  const text = Array.from(content);
  const offsets = Array.from({ length: Math.ceil(text.length / MAX_TEXT) }, (_none, nth) => nth * MAX_TEXT);
  return offsets.map((offset) =>
    Frame.of('delta', {
      chat_id,
      message_id,
      attempt,
      offset,
      text: text.slice(offset, offset + MAX_TEXT).join(''),
    }),
  );
}
