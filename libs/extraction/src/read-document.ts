import { decodeBase64 } from './base64.js';
import { checkNotEmpty, checkTextSize, mostText } from './bounded-text.js';
import { decodeText } from './decode-text.js';
import type { DocumentType } from './document-type.js';
import { checkSignature } from './file-signature.js';
import { declaredCharset } from './html-charset.js';
import { storableText, tidyText } from './tidy-text.js';

/** Everything that reading takes, in a form that goes from process to process. */
export interface Document extends DocumentType {
  readonly content: string;
}

/**
 * The text of a document: always the same for the same content, since citations point into it. Readers are loaded
 * when they are needed first.
 * @throws Unreadable; another error where a reader fails, which means that the file is broken
 */
export async function readDocument(document: Document): Promise<string> {
  const { text: read, most } = await reading(document);
  const text = storableText(read);
  checkTextSize(Buffer.byteLength(text), most);
  checkNotEmpty(text);
  return text;
}

/** @returns `most`: the bytes of text that a file of this size may give */
async function reading({ content, kind, charset, isBase64 }: Document): Promise<{ text: string; most: number }> {
  if (!isBase64) return { text: await textOfText(content, kind), most: mostText(Buffer.byteLength(content)) };
  const bytes = decodeBase64(content);
  checkSignature(bytes, kind);
  const most = mostText(bytes.length);
  return { text: await textOf(bytes, kind, charset, most), most };
}

async function textOf(
  bytes: Buffer,
  kind: Document['kind'],
  charset: string | undefined,
  most: number,
): Promise<string> {
  switch (kind) {
    case 'text':
      return decodeText(bytes, charset);
    case 'mail':
      return mail(bytes);
    case 'html':
      return html(decodeText(bytes, charset ?? declaredCharset(bytes)));
    case 'pdf': {
      const { readPdf } = await import('./read-pdf.js');
      return tidyText(await readPdf(bytes, most));
    }
    case 'docx': {
      const { readDocx } = await import('./read-docx.js');
      return tidyText(await readDocx(bytes, most));
    }
    case 'xlsx':
    case 'pptx': {
      const { readOffice } = await import('./read-office.js');
      return tidyText(await readOffice(bytes, kind, most));
    }
  }
}

function textOfText(content: string, kind: Document['kind']): Promise<string> | string {
  if (kind === 'mail') return mail(content);
  return kind === 'html' ? html(content) : content;
}

async function mail(content: string | Uint8Array): Promise<string> {
  const [{ readMail }, { readHtml }] = await Promise.all([import('./read-mail.js'), import('./read-html.js')]);
  return tidyText(await readMail(content, readHtml));
}

async function html(text: string): Promise<string> {
  const { readHtml } = await import('./read-html.js');
  return tidyText(readHtml(text));
}
