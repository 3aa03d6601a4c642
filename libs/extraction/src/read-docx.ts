import { zipSync } from 'fflate';
import mammoth from 'mammoth';
import { checkTextSize } from './bounded-text.js';
import { readHtml } from './read-html.js';
import { Unreadable } from './unreadable.js';
import { unzip } from './unzip.js';

/**
 * The text of a Word file (ECMA-376), by way of HTML: so headings, lists and tables keep their form.
 * @param most bytes of text
 * @throws Unreadable `too_large`, `media_type_mismatch`; another error where it is broken
 */
export async function readDocx(bytes: Uint8Array, most: number): Promise<string> {
  const entries = unzip(bytes, (name) => /\.(xml|rels)$/i.test(name));
  if (!Object.keys(entries).some((name) => name.startsWith('word/')))
    throw new Unreadable('media_type_mismatch', 'The file is not what its type says: it is no Word file (.docx).');
  // Packed again without compression: mammoth unzips without a bound, and believes other parts of an archive.
  const buffer = Buffer.from(zipSync(entries, { level: 0 }));
  const { value: html } = await mammoth.convertToHtml(
    { buffer },
    { includeEmbeddedStyleMap: false, externalFileAccess: false, convertImage: withoutBytes },
  );
  checkTextSize(html.length / MAX_MARKUP, most);
  return readHtml(html);
}

/** Mark-up may be as many times longer than its text. */
const MAX_MARKUP = 8;

const withoutBytes = mammoth.images.imgElement(() => Promise.resolve({ src: '' }));
