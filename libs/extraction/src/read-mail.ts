import PostalMime, { type Address, type Email } from 'postal-mime';
import { decodeText } from './decode-text.js';
import { Unreadable } from './unreadable.js';

/** Parts within parts of a mail, and bytes of its headers: nobody's mail program makes more. */
const LIMITS = { maxNestingDepth: 50, maxHeadersSize: 256 * 1024 };

/** Lines that begin as a boundary does (RFC 2046). Real mails have far fewer parts, and reading one costs more than its bytes. */
const MOST_PARTING_LINES = 10_000;
const PARTING = Buffer.from('\n--');

/** A text that has none of them is no mail, although its name or type says so. */
const HEADERS = new Set(['from', 'to', 'subject', 'date', 'content-type', 'received']);

/** A text part that is so much shorter than the HTML beside it only says that there is HTML. */
const STUB = 0.2;

/**
 * What a mail says (RFC 5322, MIME): who wrote whom when about what, its text, and the names of its attachments, which are
 * not read.
 * @param html the text of a page
 */
export async function readMail(mail: string | Uint8Array, html: (page: string) => string): Promise<string> {
  if (mayHaveTooManyParts(mail)) throw new Unreadable('too_large', 'The mail has too many parts.');
  const read = await PostalMime.parse(mail, LIMITS).catch((cause: unknown) => {
    throw new Unreadable('broken_file', 'The mail is damaged.', {
      cause: cause instanceof Error ? cause.name : undefined,
    });
  });
  const isMail = read.headers.some(({ key }) => HEADERS.has(key));
  if (!isMail) return typeof mail === 'string' ? mail : decodeText(mail);
  const names = read.attachments.flatMap(({ filename }) => filename ?? []);
  const head = [
    entry('Subject', read.subject),
    entry('From', addresses(read.from && [read.from])),
    entry('To', addresses(read.to)),
    entry('Cc', addresses(read.cc)),
    entry('Date', read.headers.find(({ key }) => key === 'date')?.value),
  ].filter((line) => line !== '');
  return [head.join('\n'), body(read, html), entry('Attachments', names.join(', '))].filter(Boolean).join('\n\n');
}

function mayHaveTooManyParts(mail: string | Uint8Array): boolean {
  const bytes = typeof mail === 'string' ? Buffer.from(mail) : Buffer.from(mail.buffer, mail.byteOffset, mail.length);
  let lines = 0;
  for (let at = bytes.indexOf(PARTING); at !== -1; at = bytes.indexOf(PARTING, at + PARTING.length))
    if (++lines > MOST_PARTING_LINES) return true;
  return false;
}

function body({ text = '', html: page = '' }: Email, html: (page: string) => string): string {
  if (page === '') return text.trim();
  const shown = html(page);
  return text.trim().length > STUB * shown.length ? text.trim() : shown;
}

function addresses(people: readonly Address[] | undefined): string {
  return (people ?? [])
    .flatMap((each) => (each.group === undefined ? [each] : each.group))
    .map(({ name, address }) => (name === '' ? (address ?? '') : address ? `${name} <${address}>` : name))
    .join(', ');
}

function entry(name: string, value: string | undefined): string {
  const line = value?.replaceAll(/\s+/g, ' ').trim() ?? '';
  return line === '' ? '' : `${name}: ${line}`;
}
