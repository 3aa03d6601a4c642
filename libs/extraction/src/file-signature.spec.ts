import { describe, expect, it } from '@jest/globals';
import type { DocumentKind } from './document-type.js';
import { checkSignature } from './file-signature.js';

const check = (latin1: string, kind: DocumentKind) => () => checkSignature(Buffer.from(latin1, 'latin1'), kind);
const COMPOUND_FILE = '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1';
const ENCRYPTED = Buffer.from('EncryptedPackage', 'utf16le').toString('latin1');

describe('checkSignature', () => {
  it.each([
    ['%PDF-1.7', 'pdf'],
    [`${' '.repeat(1019)}%PDF-`, 'pdf'],
    ['PK\x03\x04', 'docx'],
    ['', 'text'],
    ['plain', 'text'],
    ['PK', 'text'],
    ['see %PDF-', 'text'],
    ['\xff\xfeh\0', 'text'],
    ['<p>', 'html'],
  ] as const)('takes %j as %s', (latin1, kind) => {
    expect(check(latin1, kind)).not.toThrow();
  });

  it.each([
    ['', 'pdf'],
    ['plain', 'pdf'],
    [`${' '.repeat(1020)}%PDF-`, 'pdf'],
    ['\x89PNG\r\n\x1a\n', 'pdf'],
    ['%PDF-1.7', 'docx'],
    ['PK\x05\x06', 'docx'],
    [COMPOUND_FILE, 'docx'],
    ['%PDF-1.7', 'text'],
    ['%PDF-1.7', 'html'],
    ['PK\x03\x04', 'text'],
    ['\x89PNG\r\n\x1a\n', 'text'],
    ['\xff\xd8\xff\xe0', 'html'],
    ['{\\rtf1', 'text'],
    [COMPOUND_FILE + ENCRYPTED, 'text'],
  ] as const)('refuses %j as %s', (latin1, kind) => {
    expect(check(latin1, kind)).toThrow(expect.objectContaining({ code: 'media_type_mismatch' }));
  });

  it('knows a Word file behind a password', () => {
    expect(check(`${COMPOUND_FILE}....${ENCRYPTED}`, 'docx')).toThrow(expect.objectContaining({ code: 'encrypted' }));
  });
});
