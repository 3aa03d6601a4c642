// npm run bench -- extraction: how long a file of 1 MiB blocks the server that reads it, against
// reading it on the server's own thread. BENCH_ROUNDS (3) says how often; about a minute.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Document, Packer, Paragraph } from 'docx';
import { PDFDocument, StandardFonts } from 'pdf-lib';
import { documentType } from '../../dist/libs/extraction/src/document-type.js';
import { Extractor } from '../../dist/libs/extraction/src/extractor.js';
import { readDocument } from '../../dist/libs/extraction/src/read-document.js';
import { printTable, Records, ROUNDS, say } from './figures.mjs';
import { textOf } from './texts.mjs';

const MIB = 1024 * 1024;
/** ms between two looks at the event loop; what it shows is that much too long. */
const RESOLUTION = 1;

const paragraphs = (count) => Array.from({ length: count }, (_, nth) => textOf(nth));

async function pdf() {
  const document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.Helvetica);
  for (let page = 0; page < 225; page++)
    document
      .addPage()
      .drawText(paragraphs(20).join('\n'), { x: 40, y: 800, size: 9, font, maxWidth: 500, lineHeight: 11 });
  return base64(await document.save(), 'a.pdf');
}

async function docx() {
  const children = paragraphs(6_000).map((text) => new Paragraph(text));
  return base64(await Packer.toBuffer(new Document({ sections: [{ children }] })), 'a.docx');
}

const html = () =>
  filled(
    paragraphs(6_000)
      .map((text) => `<p>${text}</p>`)
      .join('\n'),
  );
const text = () => filled(paragraphs(6_000).join('\n\n'));
const filled = (content) => content.slice(0, MIB);
const base64 = (bytes, filename) => ({
  content: Buffer.from(bytes).toString('base64'),
  metadata: { filename, encoding: 'base64' },
});

const files = {
  PDF: await pdf(),
  Word: await docx(),
  HTML: { content: html(), metadata: { filename: 'a.html' } },
  'HTML, base64': base64(html().slice(0, (MIB * 3) / 4), 'a.html'),
  Markdown: { content: text(), metadata: { filename: 'a.md' } },
  'Markdown, base64': base64(text().slice(0, (MIB * 3) / 4), 'a.md'),
  'not base64': { content: `${'A'.repeat(MIB - 1)}!`, metadata: { filename: 'a.pdf', encoding: 'base64' } },
};

/** How long the event loop was held up at most, and how long the reading took. */
async function timed(read) {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION });
  await new Promise((resolve) => setTimeout(resolve, 50));
  delay.enable();
  await new Promise((resolve) => setTimeout(resolve, 50));
  const start = performance.now();
  const length = await read().catch(() => 0);
  const took = performance.now() - start;
  await new Promise((resolve) => setTimeout(resolve, 50));
  delay.disable();
  return { length, took, blocked: delay.max / 1e6 };
}

const records = new Records();
for (let round = 0; round < ROUNDS; round++)
  for (const [name, file] of Object.entries(files)) {
    const extractor = new Extractor();
    const extract = async () => (await extractor.extract(file)).text.length;
    records.add(`${name}, first`, await timed(extract));
    records.add(name, await timed(extract));
    extractor.onApplicationShutdown();
    const here = async () => (await readDocument({ ...documentType(file.metadata), content: file.content })).length;
    records.add(`${name}, here`, await timed(here));
  }
say(`${ROUNDS} rounds, medians; ms. "first" starts the process that reads.`);
printTable(
  'A file of about 1 MiB',
  Object.entries(files).map(([name, { content }]) => {
    const [first, next, here] = [`${name}, first`, name, `${name}, here`].map((of) => records.median(of));
    return {
      file: name,
      KiB: content.length / 1024,
      characters: next.length,
      'blocked, first': first.blocked,
      blocked: next.blocked,
      'blocked, own thread': here.blocked,
      'took, first': first.took,
      took: next.took,
      'took, own thread': here.took,
    };
  }),
);
