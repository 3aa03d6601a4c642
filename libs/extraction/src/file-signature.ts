import type { DocumentKind } from './document-type.js';
import { Unreadable } from './unreadable.js';

/** First bytes of files that are not text, as latin1. */
const SIGNATURES = [
  '%PDF-',
  'PK\x03\x04',
  'PK\x05\x06',
  '\x89PNG\r\n\x1a\n',
  '\xff\xd8\xff',
  'GIF87a',
  'GIF89a',
  '\x1f\x8b\x08',
  '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1',
  '\x7fELF',
  '{\\rtf',
];
const COMPOUND_FILE = '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1';
/** Readers of PDF look for its header this far (ISO 32000-1, annex H, note 13). */
const PDF_HEADER_WITHIN = 1024;

/**
 * Compares the bytes' beginning with what they are said to be.
 * @throws Unreadable `media_type_mismatch`, or `encrypted` for a Word file behind a password (MS-OFFCRYPTO 2.3.4)
 */
export function checkSignature(bytes: Buffer, kind: DocumentKind): void {
  const head = bytes.toString('latin1', 0, PDF_HEADER_WITHIN);
  if (isOffice(kind) && head.startsWith(COMPOUND_FILE) && bytes.includes('EncryptedPackage', 0, 'utf16le'))
    throw new Unreadable('encrypted', 'The file is protected with a password.');
  if (!fits(head, kind))
    throw new Unreadable('media_type_mismatch', `The file is not what its type says: it is no ${NAMES[kind]}.`);
}

const NAMES: Record<DocumentKind, string> = {
  text: 'text',
  html: 'HTML',
  mail: 'mail',
  pdf: 'PDF',
  docx: 'Word file (.docx)',
  xlsx: 'Excel file (.xlsx)',
  pptx: 'PowerPoint file (.pptx)',
};

function isOffice(kind: DocumentKind): boolean {
  return kind === 'docx' || kind === 'xlsx' || kind === 'pptx';
}

function fits(head: string, kind: DocumentKind): boolean {
  switch (kind) {
    case 'pdf':
      return head.includes('%PDF-');
    case 'docx':
    case 'xlsx':
    case 'pptx':
      return head.startsWith('PK\x03\x04');
    case 'text':
    case 'html':
    case 'mail':
      return !SIGNATURES.some((signature) => head.startsWith(signature));
  }
}
