import path from 'node:path';
import { MIMEType } from 'node:util';
import { READ, Unreadable } from './unreadable.js';

/** What a file is read as. */
export type DocumentKind = 'text' | 'html' | 'mail' | 'pdf' | 'docx' | 'xlsx' | 'pptx';

export interface DocumentType {
  readonly kind: DocumentKind;
  /** A label of the WHATWG Encoding Standard; a byte order mark is believed first. */
  readonly charset: string | undefined;
  /** Otherwise the content is the text itself. */
  readonly isBase64: boolean;
}

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const PPTX = 'application/vnd.openxmlformats-officedocument.presentationml.presentation';
const KINDS: ReadonlyMap<string, DocumentKind> = new Map([
  ['application/pdf', 'pdf'],
  [DOCX, 'docx'],
  [XLSX, 'xlsx'],
  [PPTX, 'pptx'],
  ['text/html', 'html'],
  ['application/xhtml+xml', 'html'],
  ['application/json', 'text'],
  ['application/xml', 'text'],
  ['application/yaml', 'text'],
  ...[
    'csv json5 jsonl ndjson x-ndjson toml x-toml x-yaml sql x-sql x-sh x-shellscript javascript x-javascript typescript',
    'x-python x-tex x-latex x-php x-httpd-php x-ruby graphql x-subrip x-bibtex mbox rtx x-perl ecmascript',
  ].flatMap((names) => names.split(' ').map((name) => [`application/${name}`, 'text'] as const)),
  ['message/rfc822', 'mail'],
  ['message/global', 'mail'],
]);
/** Of type text by name, but mark-up that nobody reads. */
const UNREAD_TEXT = new Set(['text/rtf', 'text/richtext']);

const EXTENSIONS: ReadonlyMap<string, DocumentKind> = new Map([
  ['.pdf', 'pdf'],
  ...['.docx', '.docm', '.dotx'].map((extension) => [extension, 'docx'] as const),
  ...['.xlsx', '.xlsm'].map((extension) => [extension, 'xlsx'] as const),
  ...['.pptx', '.pptm', '.ppsx'].map((extension) => [extension, 'pptx'] as const),
  ...['.eml', '.mht', '.mhtml'].map((extension) => [extension, 'mail'] as const),
  ...['.html', '.htm', '.xhtml'].map((extension) => [extension, 'html'] as const),
]);

/** Files that are no text, by extension, and what they are called. */
const NO_TEXT: ReadonlyMap<string, string> = new Map(
  Object.entries({
    pictures: 'png jpg jpeg gif webp bmp tif tiff heic ico psd avif svg',
    'sound and video': 'mp3 wav ogg flac m4a mp4 mov avi mkv webm',
    archives: 'zip gz tgz tar rar 7z bz2 xz jar',
    'old Word files (.doc)': 'doc dot',
    'old Excel files (.xls)': 'xls xlsb xlt',
    'old PowerPoint files (.ppt)': 'ppt pps',
    'OpenDocument files': 'odt ods odp odg',
    'rich text (.rtf)': 'rtf',
    'e-books': 'epub mobi azw azw3 fb2',
    'Apple iWork files': 'pages numbers key',
    'Outlook messages (.msg)': 'msg pst',
    programs: 'exe dll so dylib bin class wasm pyc',
    databases: 'sqlite db mdb accdb parquet',
  }).flatMap(([name, extensions]) => extensions.split(' ').map((extension) => [`.${extension}`, name] as const)),
);

/** Of media types that are none of these, those which say what a text file is for programs that open it. */
const TEXT_AS = new Set([
  'application/vnd.ms-excel',
  'application/x-unknown',
  'application/unknown',
  'application/binary',
]);

/**
 * What a FILE message's metadata says: `media_type` (RFC 9110 8.3.1; `application/octet-stream` says nothing), else the
 * extension of `filename`, else plain text. Values that are not strings count as absent.
 * @throws Unreadable `unsupported_media_type`, or `not_base64` for bytes that cannot be content as they are
 */
export function documentType(metadata: Record<string, unknown> | null): DocumentType {
  const isBase64 = isEncoded(metadata);
  const filename = text(metadata, 'filename');
  const { kind, charset } = declared(text(metadata, 'media_type'), filename) ?? guessed(filename, isBase64);
  if (!isBase64 && kind !== 'text' && kind !== 'html' && kind !== 'mail')
    throw new Unreadable('not_base64', 'A PDF or Office file must be sent as base64, with "encoding": "base64".');
  return { kind, charset, isBase64 };
}

/** Whether the content of a FILE message is the base64 of its bytes. */
export function isEncoded(metadata: Record<string, unknown> | null): boolean {
  return text(metadata, 'encoding')?.toLowerCase() === 'base64';
}

type Description = Pick<DocumentType, 'kind' | 'charset'>;

function declared(mediaType: string | undefined, filename: string | undefined): Description | undefined {
  if (mediaType === undefined) return undefined;
  const type = parsed(mediaType);
  if (type?.essence === 'application/octet-stream') return undefined;
  // Windows calls a CSV so where Excel opens it.
  if (type !== undefined && TEXT_AS.has(type.essence) && !NO_TEXT.has(extensionOf(filename)) && filename !== undefined)
    return undefined;
  const kind = type && kindOf(type.essence);
  if (kind === undefined) throw unsupported(type?.essence);
  return { kind, charset: type?.params.get('charset') ?? undefined };
}

function kindOf(essence: string): DocumentKind | undefined {
  const isText = essence.startsWith('text/') || /^application\/.+\+(json|xml)$/.test(essence);
  return KINDS.get(essence) ?? (isText && !UNREAD_TEXT.has(essence) ? 'text' : undefined);
}

function guessed(filename: string | undefined, isBase64: boolean): Description {
  const extension = extensionOf(filename);
  const other = NO_TEXT.get(extension);
  if (isBase64 && other !== undefined) throw unsupported(other);
  // Whether bytes of another name are text (README, Makefile), they tell themselves.
  const kind = EXTENSIONS.get(extension) ?? (isBase64 && filename === undefined ? undefined : 'text');
  if (kind === undefined) throw unsupported();
  return { kind, charset: undefined };
}

function extensionOf(filename: string | undefined): string {
  return path.extname(filename ?? '').toLowerCase();
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

function unsupported(what = 'a file of unknown type'): Unreadable {
  const name = what.slice(0, 80).replaceAll(/[^\w .+()/-]/g, '');
  return new Unreadable('unsupported_media_type', `Files of this type cannot be read: ${name}. ${READ} can.`);
}
