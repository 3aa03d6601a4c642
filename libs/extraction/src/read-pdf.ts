import { getDocumentProxy } from 'unpdf';
import { checkTextSize } from './bounded-text.js';
import { pageText, type TextRun } from './page-text.js';
import { Unreadable } from './unreadable.js';

/**
 * The text of a PDF (ISO 32000), page after page with a blank line between.
 * @param most bytes of text
 * @throws Unreadable `encrypted`, `too_large`; another error where it is broken
 */
export async function readPdf(bytes: Uint8Array, most: number): Promise<string> {
  const pdf = await open(bytes);
  const pages: string[] = [];
  let size = 0;
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await pdf.getPage(number);
    const { items }: { items: (TextRun | { type: string })[] } = await page.getTextContent();
    const text = pageText(items.filter((item) => 'str' in item));
    size += Buffer.byteLength(text);
    checkTextSize(size, most);
    pages.push(text);
    page.cleanup();
  }
  await pdf.destroy();
  return pages.filter((text) => text !== '').join('\n\n');
}

async function open(bytes: Uint8Array): ReturnType<typeof getDocumentProxy> {
  try {
    // pdf.js takes no Buffer; verbosity 0 keeps its warnings, which quote the file, off the console.
    return await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0, useSystemFonts: false });
  } catch (cause) {
    if (cause instanceof Error && cause.name === 'PasswordException')
      throw new Unreadable('encrypted', 'The file is protected with a password.', { cause });
    throw cause;
  }
}
