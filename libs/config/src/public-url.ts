import { makeValidator } from 'envalid';

/** Segments that mean nothing in HTML, JSON, YAML or Markdown, and none that leads upward. */
const PLAIN_PATH = /^(?:\/(?!\.{1,2}(?:\/|$))[\w.~-]+)*\/?$/;

/** Where clients reach the service: what documents, guides and links name. */
export const publicUrl = makeValidator<string>((input) => {
  if (!URL.canParse(input) || !isPlain(new URL(input), input))
    throw new Error('must be an http:// or https:// URL with at most a plain path, such as https://example.com/chat');
  return input;
});

function isPlain({ protocol, username, password, search, hash, pathname }: URL, input: string): boolean {
  const hasMore = [username, password, search, hash].some((part) => part !== '') || /[?#]/.test(input);
  return /^https?:$/.test(protocol) && !hasMore && PLAIN_PATH.test(pathname);
}
