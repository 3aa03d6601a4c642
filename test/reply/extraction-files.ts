import { constants, deflateRawSync, deflateSync } from 'node:zlib';
import { Document, HeadingLevel, Packer, Paragraph, Table, TableCell, TableRow } from 'docx';
import { zipSync } from 'fflate';
import { PDFDocument, StandardFonts } from 'pdf-lib';

export const PDF = 'application/pdf';
export const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** A FILE message with bytes. */
export function bytesFile(bytes: Uint8Array, mediaType: string) {
  return {
    content: Buffer.from(bytes).toString('base64'),
    metadata: { media_type: mediaType, encoding: 'base64' },
  };
}

/** A PDF whose pages say this. */
export async function pdfOf(pages: readonly string[]): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  for (const text of pages)
    pdf.addPage().drawText(text, { x: 50, y: 750, size: 11, font, maxWidth: 480, lineHeight: 14 });
  return pdf.save();
}

export async function imagePdf(): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  const image = await pdf.embedPng(PNG);
  pdf.addPage().drawImage(image, { x: 0, y: 0, width: 500, height: 700 });
  return pdf.save();
}

export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** A PDF of one page out of its parts, without a table of them: readers then find them by themselves. */
export function barePdf(contents: Uint8Array, { dict = '', page = '', objects = '', trailer = '' } = {}): Buffer {
  return Buffer.concat([
    Buffer.from(`%PDF-1.4
1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj
3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R ${page}>> endobj
${objects}
4 0 obj <</Length ${contents.length} ${dict}>> stream
`),
    contents,
    Buffer.from(`\nendstream endobj\ntrailer <</Root 1 0 R ${trailer}>>\n`),
  ]);
}

/** Each character is one glyph, whose meaning stands in a table beside the font (ISO 32000-1, 9.10.3). */
export function unicodePdf(text: string): Buffer {
  const glyphs = Array.from(text, (_, nth) => hex(nth + 1));
  const meanings = Array.from(text, (character, nth) => `<${hex(nth + 1)}> <${utf16(character)}>`);
  const table = `/CIDInit /ProcSet findresource begin begincmap
1 begincodespacerange <0000> <FFFF> endcodespacerange
${meanings.length} beginbfchar\n${meanings.join('\n')}\nendbfchar endcmap end`;
  return barePdf(Buffer.from(`BT /F 12 Tf 50 700 Td <${glyphs.join('')}> Tj ET`), {
    page: '/Resources <</Font <</F 5 0 R>>>>',
    objects: `5 0 obj <</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 7 0 R>> endobj
6 0 obj <</Type/Font/Subtype/CIDFontType2/BaseFont/X/DW 1000/FontDescriptor 8 0 R
/CIDSystemInfo <</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>> endobj
7 0 obj <</Length ${table.length}>> stream\n${table}\nendstream endobj
8 0 obj <</Type/FontDescriptor/FontName/X/Flags 4/ItalicAngle 0/Ascent 800/Descent -200/StemV 80>> endobj`,
  });
}

/** What only a password opens (ISO 32000-1, 7.6.3): the keys that are stored fit none. */
export function encryptedPdf(): Buffer {
  const [owner, user] = ['11', '22'].map((byte) => byte.repeat(32));
  return barePdf(Buffer.from('BT ET'), {
    trailer: `/Encrypt <</Filter/Standard/V 1/R 2/P -4/O<${owner}>/U<${user}>>> /ID [<33> <33>]`,
  });
}

/** A page whose contents are so many MiB of blanks, packed once or twice. */
export function pdfBomb(size: number, times: 1 | 2): Buffer {
  const filters = Array<string>(times).fill('/FlateDecode').join('');
  const contents = blanks(size);
  return barePdf(times === 1 ? contents : deflateSync(contents), { dict: `/Filter[${filters}]` });
}

/** One piece after the other, each the same bytes; nobody checks the sum at the end (RFC 1950). */
function blanks(mebibytes: number): Buffer {
  const piece = deflateRawSync(Buffer.alloc(1024 * 1024, ' '), { level: 9, finishFlush: constants.Z_FULL_FLUSH });
  const pieces = Array<Buffer>(mebibytes).fill(piece);
  return Buffer.concat([Buffer.from([0x78, 0xda]), ...pieces, Buffer.from([3, 0, 0, 0, 0, 0])]);
}

/** Opens a state of drawing so often that to close them again takes minutes. */
export function slowPdf(): Buffer {
  return barePdf(Buffer.from('q '.repeat(350_000)));
}

export function docxOf(): Promise<Buffer> {
  const row = (...cells: string[]) =>
    new TableRow({ children: cells.map((text) => new TableCell({ children: [new Paragraph(text)] })) });
  return Packer.toBuffer(
    new Document({
      sections: [
        {
          children: [
            new Paragraph({ text: 'Opening hours', heading: HeadingLevel.HEADING_1 }),
            new Paragraph('Körper & 你好 😀'),
            new Paragraph({ text: 'first', bullet: { level: 0 } }),
            new Paragraph({ text: 'second', bullet: { level: 0 } }),
            new Table({ rows: [row('Day', 'Hours'), row('Monday', '9–17')] }),
            new Paragraph('The end.'),
          ],
        },
      ],
    }),
  );
}

/** The least that is a Word file, with this body and further entries. */
export function bareDocx(body: string, entries: Record<string, Uint8Array> = {}): Buffer {
  const files = {
    '[Content_Types].xml': Buffer.from('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'),
    '_rels/.rels': Buffer.from(
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="${OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>`,
    ),
    'word/document.xml': Buffer.from(documentXml(body)),
  };
  return Buffer.from(zipSync({ ...files, ...entries }));
}

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

export function documentXml(body: string): string {
  const namespace = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
  return `<w:document xmlns:w="${namespace}"><w:body>${body}</w:body></w:document>`;
}

export const paragraph = (text: string) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`;

const hex = (value: number) => value.toString(16).padStart(4, '0');
const utf16 = (character: string) =>
  Array.from({ length: character.length }, (_, nth) => hex(character.charCodeAt(nth))).join('');
