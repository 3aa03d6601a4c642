import path from 'node:path';
import { MIMEType } from 'node:util';
import { Unreadable } from './unreadable.js';

/** What a file is read as. */
export type DocumentKind = 'text' | 'html' | 'pdf' | 'docx';

export interface DocumentType {
  readonly kind: DocumentKind;
  /** A label of the WHATWG Encoding Standard; a byte order mark is believed first. */
  readonly charset: string | undefined;
  /** Otherwise the content is the text itself. */
  readonly isBase64: boolean;
}

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const KINDS: ReadonlyMap<string, DocumentKind> = new Map([
  ['application/pdf', 'pdf'],
  [DOCX, 'docx'],
  ['text/html', 'html'],
  ['application/xhtml+xml', 'html'],
  ['application/json', 'text'],
  ['application/xml', 'text'],
  ['application/yaml', 'text'],
]);
/** Of type text by name, but mark-up that nobody reads. */
const UNREAD_TEXT = new Set(['text/rtf', 'text/richtext']);

const EXTENSIONS: ReadonlyMap<string, DocumentKind> = new Map([
  ['.pdf', 'pdf'],
  ['.docx', 'docx'],
  ...['.html', '.htm', '.xhtml'].map((extension) => [extension, 'html'] as const),
  ...['.txt', '.text', '.md', '.markdown', '.csv', '.tsv', '.json', '.xml', '.yaml', '.yml', '.log'].map(
    (extension) => [extension, 'text'] as const,
  ),
]);

/**
 * What a FILE message's metadata says: `media_type` (RFC 9110 8.3.1; `application/octet-stream` says nothing), else the
 * extension of `filename`, else plain text. Values that are not strings count as absent.
 * @throws Unreadable `unsupported_media_type`, or `not_base64` for bytes that cannot be content as they are
 */
export function documentType(metadata: Record<string, unknown> | null): DocumentType {
  const isBase64 = text(metadata, 'encoding')?.toLowerCase() === 'base64';
  const { kind, charset } = declared(text(metadata, 'media_type')) ?? guessed(text(metadata, 'filename'), isBase64);
  if (!isBase64 && (kind === 'pdf' || kind === 'docx'))
    throw new Unreadable('not_base64', 'A PDF or Word file must be sent as base64, with "encoding": "base64".');
  return { kind, charset, isBase64 };
}

type Description = Pick<DocumentType, 'kind' | 'charset'>;

function declared(mediaType: string | undefined): Description | undefined {
  if (mediaType === undefined) return undefined;
  const type = parsed(mediaType);
  if (type?.essence === 'application/octet-stream') return undefined;
  const kind = type && kindOf(type.essence);
  if (kind === undefined) throw unsupported();
  return { kind, charset: type?.params.get('charset') ?? undefined };
}

function kindOf(essence: string): DocumentKind | undefined {
  const isText = essence.startsWith('text/') || /^application\/.+\+(json|xml)$/.test(essence);
  return KINDS.get(essence) ?? (isText && !UNREAD_TEXT.has(essence) ? 'text' : undefined);
}

function guessed(filename: string | undefined, isBase64: boolean): Description {
  const extension = path.extname(filename ?? '').toLowerCase();
  const kind = EXTENSIONS.get(extension) ?? (isBase64 ? undefined : 'text');
  if (kind === undefined) throw unsupported();
  return { kind, charset: undefined };
}

function parsed(mediaType: string): MIMEType | undefined {
  try {
    return new MIMEType(mediaType);
  } catch {
    return undefined;
  }
}

function text(metadata: Record<string, unknown> | null, key: string): string | undefined {
  const value = metadata?.[key];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function unsupported(): Unreadable {
  return new Unreadable(
    'unsupported_media_type',
    'Files of this type cannot be read. PDF, Word (.docx), HTML, Markdown and plain text can.',
  );
}
