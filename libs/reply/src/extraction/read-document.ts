import { decodeBase64 } from './base64.js';
import { checkNotEmpty, checkTextLength } from './bounded-text.js';
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
 * The text of a document: the same for the same content, for ever, as citations point into it. Readers are loaded
 * when they are needed first.
 * @throws Unreadable; another error where a reader fails, which means that the file is broken
 */
export async function readDocument(document: Document): Promise<string> {
  const text = storableText(await read(document));
  checkTextLength(text.length);
  checkNotEmpty(text);
  return text;
}

async function read({ content, kind, charset, isBase64 }: Document): Promise<string> {
  if (!isBase64) return kind === 'html' ? html(content) : content;
  const bytes = decodeBase64(content);
  checkSignature(bytes, kind);
  switch (kind) {
    case 'text':
      return decodeText(bytes, charset);
    case 'html':
      return html(decodeText(bytes, charset ?? declaredCharset(bytes)));
    case 'pdf': {
      const { readPdf } = await import('./read-pdf.js');
      return tidyText(await readPdf(bytes));
    }
    case 'docx': {
      const { readDocx } = await import('./read-docx.js');
      return tidyText(await readDocx(bytes));
    }
  }
}

async function html(text: string): Promise<string> {
  const { readHtml } = await import('./read-html.js');
  return tidyText(readHtml(text));
}
