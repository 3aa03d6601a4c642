import { zipSync } from 'fflate';
import { type OfficeContentNode, parseOffice } from 'officeparser';
import { checkTextSize } from './bounded-text.js';
import { Unreadable } from './unreadable.js';
import { unzip } from './unzip.js';

const FOLDERS = { xlsx: 'xl/', pptx: 'ppt/' } as const;

const SLIDE = /^ppt\/slides\/slide\d+\.xml$/;
const AROUND_SHAPES = /<(\/?)(?:p:grpSp|mc:AlternateContent|mc:Choice)(\s[^<>]*[^<>/])?>/g;

/**
 * The text of an Excel or PowerPoint file (ECMA-376): a row a line, its cells parted by bars, under the name of its sheet.
 * @param most bytes of text
 * @throws Unreadable `too_large`, `media_type_mismatch`; another error where it is broken
 */
export async function readOffice(bytes: Uint8Array, kind: keyof typeof FOLDERS, most: number): Promise<string> {
  const entries = unzip(bytes, (name) => /\.(xml|rels)$/i.test(name));
  if (!Object.keys(entries).some((name) => name.startsWith(FOLDERS[kind])))
    throw new Unreadable('media_type_mismatch', `The file is not what its type says: it is no .${kind} file.`);
  for (const [name, xml] of Object.entries(entries)) if (SLIDE.test(name)) entries[name] = grouped(xml);
  // Packed again without compression: the parser unzips without a bound.
  const { content } = await parseOffice(Buffer.from(zipSync(entries, { level: 0 })), {
    extractAttachments: false,
    ocr: false,
    outputErrorToConsole: false,
  });
  const blocks: string[] = [];
  let size = 0;
  for (const node of content) {
    const block = blockOf(node);
    size += Buffer.byteLength(block);
    checkTextSize(size, most);
    blocks.push(block);
  }
  return blocks.filter((block) => block !== '').join('\n\n');
}

/**
 * The parser looks for the shapes of a group in a tree within it, which there is not, and passes over shapes that newer
 * readers choose: so both become groups with such a tree.
 */
function grouped(slide: Uint8Array): Uint8Array {
  const xml = Buffer.from(slide).toString('latin1');
  const rewritten = xml.replaceAll(AROUND_SHAPES, (_tag, closes: string, attributes = '') =>
    closes === '' ? `<p:grpSp${attributes}><p:spTree>` : '</p:spTree></p:grpSp>',
  );
  return Buffer.from(rewritten, 'latin1');
}

function blockOf(node: OfficeContentNode): string {
  const { type, children = [], text = '' } = node;
  if (type === 'sheet') {
    const { sheetName } = (node.metadata ?? {}) as { readonly sheetName?: string };
    const rows = tables(children);
    return rows === '' ? '' : [sheetName ?? '', rows].filter((each) => each !== '').join('\n\n');
  }
  if (type === 'table') return tables(children);
  const isLeaf = children.every((child) => child.type === 'text') || ['paragraph', 'heading', 'list'].includes(type);
  if (!isLeaf)
    return children
      .map(blockOf)
      .filter((each) => each !== '')
      .join('\n\n');
  return type === 'list' ? `- ${inOneLine(text)}` : inOneLine(text);
}

/** Rows, with a blank line where rows of the sheet are empty. */
function tables(rows: readonly OfficeContentNode[]): string {
  let last: number | undefined;
  const lines: string[] = [];
  for (const { children: cells = [] } of rows) {
    const first = cells[0]?.metadata as { readonly row?: number } | undefined;
    if (last !== undefined && first?.row !== undefined && first.row > last + 1) lines.push('');
    last = first?.row ?? last;
    const line = cells.map(({ text = '' }) => inOneLine(text));
    if (line.some((cell) => cell !== '')) lines.push(line.join(' | '));
  }
  return lines.join('\n');
}

function inOneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
