import type { Explanation } from '#libs/http';
import type { EndReason } from './connection.js';
import { MAX_FRAMES_PER_SECOND } from './frame-allowance.js';

interface CloseCode extends Explanation {
  /** RFC 6455, section 7.4; 4000-4999 are ours. */
  readonly code: number;
}

/** The code and reason for each way a feed ends. */
export const FeedCloseCodes: Readonly<Record<EndReason, CloseCode>> = {
  over: {
    code: 1000,
    meaning: 'There is nothing more to tell.',
    remedy: 'Connect again when you want to.',
  },
  failed: {
    code: 1011,
    meaning: 'Something went wrong on the side of the server.',
    remedy: 'Connect again with growing pauses, and pull what you lack.',
  },
  restart: {
    code: 1012,
    meaning: 'The server restarts.',
    remedy: 'Connect again after a random 0.5-30 s; nothing is lost.',
  },
  expired: {
    code: 4401,
    meaning: 'The token has expired, or was revoked.',
    remedy: 'Get a new token, then connect again.',
  },
  slow: {
    code: 4408,
    meaning: 'The client does not read as fast as there is to tell.',
    remedy: 'Connect again and pull what you lack; do less for each event.',
  },
};

/** The client sent a frame that no client sends, or more frames than any client needs. */
export const POLICY_VIOLATION: CloseCode = {
  code: 1008,
  meaning: `The client sent something other than a report of typing, or more than ${MAX_FRAMES_PER_SECOND} frames or 16 KiB a second (pings, pongs and fragments count).`,
  remedy:
    'Send nothing but `{ "type": "typing", "chat_id": 1 }`, once every 2 s; everything else goes over the nine operations.',
};

/** Refused by the protocol itself, before a frame is read. */
const PROTOCOL_CODES: readonly CloseCode[] = [
  {
    code: 1002,
    meaning: 'A frame was not as RFC 6455 wants it.',
    remedy: 'Use a WebSocket library; look for a proxy that damages frames.',
  },
  { code: 1007, meaning: 'A text frame was not UTF-8.', remedy: 'Send JSON in UTF-8.' },
  { code: 1009, meaning: 'A frame was larger than 4,096 bytes.', remedy: 'Send reports of typing only.' },
];

/** The client left: it closed the page, or said no code (RFC 6455, section 7.4.1). */
export const GONE = 1001;
export const NO_CODE = 1005;

/** Every code that the server closes a WebSocket with. */
export const CloseCodes: readonly CloseCode[] = [
  ...Object.values(FeedCloseCodes),
  POLICY_VIOLATION,
  ...PROTOCOL_CODES,
].sort((a, b) => a.code - b.code);
