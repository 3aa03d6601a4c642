import { notices } from './notices.js';

/** What a reply says besides what it says of itself: a notice would be looked for like the rest. */
export function withoutNotices(reply: string): string {
  const [first = ''] = reply.split('\n', 1);
  return notices.has(first.trim()) ? reply.slice(first.length).trim() : reply;
}
