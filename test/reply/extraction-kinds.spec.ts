import { afterAll, describe, expect, it } from '@jest/globals';
import { zipSync } from 'fflate';
import { PDFDocument } from 'pdf-lib';
import { Extractor } from '#libs/extraction';
import { bareDocx, barePdf, bytesFile, DOCX, PDF } from './extraction-files.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const PPTX = 'application/vnd.openxmlformats-officedocument.presentationml.presentation';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

const NAMESPACES =
  'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"';

const zipped = (files: Readonly<Record<string, string>>) =>
  zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, Buffer.from(text)])));

/** Characters by a table that the reader has to bring along (ISO 32000-1, 9.7.5.2). */
const japanesePdf = barePdf(Buffer.from('BT /F 12 Tf 50 700 Td <A4A2A4A4A4A6> Tj ET'), {
  page: '/Resources <</Font <</F 5 0 R>>>>',
  objects: `5 0 obj <</Type/Font/Subtype/Type0/BaseFont/Ryumin/Encoding/EUC-H/DescendantFonts[6 0 R]>> endobj
6 0 obj <</Type/Font/Subtype/CIDFontType0/BaseFont/Ryumin/DW 1000/FontDescriptor 8 0 R
/CIDSystemInfo <</Registry(Adobe)/Ordering(Japan1)/Supplement 2>>>> endobj
8 0 obj <</Type/FontDescriptor/FontName/Ryumin/Flags 4/ItalicAngle 0/Ascent 800/Descent -200/StemV 80>> endobj`,
});

async function formPdf(): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  const page = pdf.addPage();
  page.drawText('Registration', { x: 50, y: 700 });
  const form = pdf.getForm();
  const name = form.createTextField('Name');
  name.setText('Ann Rossi');
  name.addToPage(page, { x: 50, y: 600 });
  form.createCheckBox('Newsletter').addToPage(page, { x: 50, y: 500 });
  return pdf.save();
}

const run = (text: string, tag = 't') => `<w:r><w:${tag}>${text}</w:${tag}></w:r>`;
const TRACKED = `<w:p>${run('It opens at ')}<w:del w:id="1" w:author="a">${run('nine', 'delText')}</w:del><w:ins w:id="2" w:author="a">${run('ten')}</w:ins>${run('.')}</w:p>`;
const cell = (...lines: readonly string[]) => `<w:tc>${lines.map((line) => `<w:p>${run(line)}</w:p>`).join('')}</w:tc>`;
const TABLE = `<w:tbl><w:tr>${cell('Item')}${cell('Price')}</w:tr><w:tr>${cell('Lamp', 'red')}${cell('3.00')}</w:tr></w:tbl>`;

const types = (part: string, type: string) =>
  `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/${part}" ContentType="application/vnd.openxmlformats-officedocument.${type}.main+xml"/></Types>`;

const xlsx = zipped({
  '[Content_Types].xml': types('xl/workbook.xml', 'spreadsheetml.sheet'),
  'xl/workbook.xml': `<workbook xmlns:r="${RELATIONS}"><sheets><sheet name="Prices" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="rId1" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
  'xl/sharedStrings.xml': '<sst><si><t>Item</t></si><si><t>Price</t></si><si><t>Lamp</t></si></sst>',
  'xl/worksheets/sheet1.xml': `<worksheet><sheetData>
    <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>
    <row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2"><v>3.5</v></c></row></sheetData></worksheet>`,
});

const shape = (text: string) => `<p:sp><p:txBody><a:p><a:r><a:t>${text}</a:t></a:r></a:p></p:txBody></p:sp>`;
const slide = (text: string) =>
  `<p:sld ${NAMESPACES}><p:cSld><p:spTree>${shape(text)}<p:grpSp><p:grpSpPr/>${shape('In a group.')}
    <p:grpSp>${shape('Within it.')}</p:grpSp></p:grpSp><mc:AlternateContent xmlns:mc="m"><mc:Choice Requires="x">${shape('New.')}</mc:Choice>
    <mc:Fallback>${shape('Old.')}</mc:Fallback></mc:AlternateContent></p:spTree></p:cSld></p:sld>`;
const AROUND = '\n\nIn a group.\n\nWithin it.\n\nNew.';
const pptx = zipped({
  '[Content_Types].xml': types('ppt/presentation.xml', 'presentationml.presentation'),
  'ppt/presentation.xml': `<p:presentation ${NAMESPACES}/>`,
  'ppt/slides/slide1.xml': slide('The reactor was switched off.'),
  'ppt/slides/slide2.xml': slide('Its core holds forty rods.'),
});

const MAIL = [
  'From: =?utf-8?Q?J=C3=BCrgen?= <j@harbour.test>',
  'To: Ann <ann@sea.test>',
  'Subject: =?iso-8859-1?Q?Liegegeb=FChr?=',
  'Date: Mon, 2 Nov 2026 10:00:00 +0100',
  'Content-Type: multipart/mixed; boundary="b"',
  '',
  '--b',
  'Content-Type: text/plain; charset=iso-8859-1',
  'Content-Transfer-Encoding: quoted-printable',
  '',
  'Die Geb=FChr betr=E4gt zw=F6lf Euro je =',
  'Nacht.',
  '--b',
  'Content-Type: application/pdf; name="fees.pdf"',
  'Content-Disposition: attachment; filename="fees.pdf"',
  'Content-Transfer-Encoding: base64',
  '',
  'JVBERi0xLjQK',
  '--b--',
].join('\r\n');

describe('The text of', () => {
  const extractor = new Extractor();
  afterAll(() => extractor.onApplicationShutdown());
  const read = async (bytes: Uint8Array, mediaType: string) =>
    (await extractor.extract(bytesFile(bytes, mediaType))).text;

  it.each([
    ['a Japanese PDF whose fonts are only named', () => Promise.resolve(japanesePdf), PDF, 'あいう'],
    ['a PDF with a form that was filled in', formPdf, PDF, 'Registration\n\nName: Ann Rossi'],
    ['a Word file with changes that are tracked', () => Promise.resolve(bareDocx(TRACKED)), DOCX, 'It opens at ten.'],
    ['a Word table', () => Promise.resolve(bareDocx(TABLE)), DOCX, 'Item | Price\nLamp red | 3.00'],
    ['an Excel file', () => Promise.resolve(xlsx), XLSX, 'Prices\n\nItem | Price\nLamp | 3.5'],
    [
      'a PowerPoint file',
      () => Promise.resolve(pptx),
      PPTX,
      `The reactor was switched off.${AROUND}\n\nIts core holds forty rods.${AROUND}`,
    ],
  ])('%s', async (_what, make, mediaType, text) => {
    expect(await read(await make(), mediaType)).toBe(text);
  });

  it.each(['prices.csv', 'a.py', 'a.sql', 'a.toml', 'a.eml', 'a.tex'])('a text called %s', async (filename) => {
    const content = Buffer.from('naïve,1\nb,2').toString('base64');
    const metadata = {
      filename,
      encoding: 'base64',
      ...(filename === 'prices.csv' && { media_type: 'application/vnd.ms-excel' }),
    };
    expect((await extractor.extract({ content, metadata })).text).toBe('naïve,1\nb,2');
  });

  it.each([
    ['bytes', (mail: string) => ({ content: Buffer.from(mail, 'latin1').toString('base64'), encoding: 'base64' })],
    ['text', (mail: string) => ({ content: mail })],
  ])('a mail as %s: who wrote what, and the names of what is attached', async (_how, sent) => {
    const { content, ...metadata } = sent(MAIL);
    expect((await extractor.extract({ content, metadata: { ...metadata, filename: 'fees.eml' } })).text).toBe(
      [
        'Subject: Liegegebühr\nFrom: Jürgen <j@harbour.test>\nTo: Ann <ann@sea.test>\nDate: Mon, 2 Nov 2026 10:00:00 +0100',
        'Die Gebühr beträgt zwölf Euro je Nacht.',
        'Attachments: fees.pdf',
      ].join('\n\n'),
    );
  });

  it('a mail of HTML alone, or beside a text that says nothing', async () => {
    const page = 'Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n';
    const encoded = Buffer.from('<p>Gebühr</p><table><tr><td>Nacht</td><td>12 €</td></tr></table>').toString('base64');
    const stub = `--b\nContent-Type: text/plain\n\nHTML\n--b\n${page}${encoded}\n--b--\n`;
    const type = 'Content-Type: multipart/alternative; boundary="b"\n\n';
    for (const body of [page + encoded, type + stub]) {
      const metadata = { media_type: 'message/rfc822' };
      const { text } = await extractor.extract({ content: `Subject: Fees\n${body}`, metadata });
      expect(text).toBe('Subject: Fees\n\nGebühr\n\nNacht | 12 €');
    }
  });

  it('what is packed as something else is refused by its name', async () => {
    await expect(read(xlsx, PPTX)).rejects.toMatchObject({ code: 'media_type_mismatch' });
    await expect(read(pptx, DOCX)).rejects.toMatchObject({ code: 'media_type_mismatch' });
  });
});
