import { createRequire } from 'node:module';
import path from 'node:path';
import { getDocumentProxy } from 'unpdf';
import { checkTextSize } from './bounded-text.js';
import { formValues, type PageAnnotation } from './form-values.js';
import { joinedPages, withoutRunningHeads } from './page-joints.js';
import { linesOf, pageText, type PageLine, type TextRun } from './page-text.js';
import { Unreadable } from './unreadable.js';

/**
 * The text of a PDF (ISO 32000), page after page with a blank line between.
 * @param most bytes of text
 * @throws Unreadable `encrypted`, `too_large`; another error where it is broken
 */
export async function readPdf(bytes: Uint8Array, most: number): Promise<string> {
  const pdf = await open(bytes);
  const pages: { lines: readonly PageLine[]; values: string }[] = [];
  let size = 0;
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await pdf.getPage(number);
    const { items }: { items: (TextRun | { type: string })[] } = await page.getTextContent();
    const lines = linesOf(items.filter((item) => 'str' in item));
    const values = formValues((await page.getAnnotations()) as readonly PageAnnotation[]);
    size += lines.reduce((sum, { text }) => sum + Buffer.byteLength(text) + 1, Buffer.byteLength(values));
    checkTextSize(size, most);
    pages.push({ lines, values });
    page.cleanup();
  }
  await pdf.destroy();
  const bare = withoutRunningHeads(pages.map(({ lines }) => lines));
  return joinedPages(bare.map((lines, nth) => [pageText(lines), pages[nth]?.values ?? '']));
}

const PDFJS = path.dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));

/** The characters of Chinese, Japanese and Korean fonts that a file only names, and metrics of the standard fonts. */
const RESOURCES = {
  cMapUrl: `${path.join(PDFJS, 'cmaps')}/`,
  cMapPacked: true,
  standardFontDataUrl: `${path.join(PDFJS, 'standard_fonts')}/`,
};

async function open(bytes: Uint8Array): ReturnType<typeof getDocumentProxy> {
  try {
    // pdf.js takes no Buffer; verbosity 0 keeps its warnings, which quote the file, off the console.
    return await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0, useSystemFonts: false, ...RESOURCES });
  } catch (cause) {
    if (cause instanceof Error && cause.name === 'PasswordException')
      throw new Unreadable('encrypted', 'The file is protected with a password.', { cause });
    throw cause;
  }
}
