import { afterAll, describe, expect, it } from '@jest/globals';
import { Extractor } from '#libs/extraction';
import { bareDocx, bytesFile, DOCX, docxOf, paragraph, PDF, pdfOf, unicodePdf } from './extraction-files.js';

const HTML = '<body><h1>Head</h1><p>One <a href="https://example.com">link</a> – ü.</p><script>no</script></body>';
const HTML_TEXT = 'Head\n\nOne link – ü.';

describe('The text of a FILE message', () => {
  const extractor = new Extractor();
  afterAll(() => extractor.onApplicationShutdown());

  it.each([
    ['plain text', null],
    ['# Mark *down*\r\n\r\n- x  \n', { media_type: 'text/markdown' }],
    ['\ufeffa,b\n1,2', { media_type: 'text/csv; header=present' }],
    ['{"a":1}', { media_type: 'application/json', filename: 'a.json' }],
    ['<b>', { filename: 'notes' }],
  ])('is the content itself: %j', async (content, metadata) => {
    expect(await extractor.extract({ content, metadata })).toEqual({ source: 'content', text: content });
  });

  it.each([
    ['# Grüße 😀\r\n', 'text/markdown', '# Grüße 😀\n'],
    ['\ufeffmarked', 'text/plain', 'marked'],
    ['  kept  \n\n\n\nas it is ', 'text/plain', '  kept  \n\n\n\nas it is '],
    [HTML, 'text/html', HTML_TEXT],
    [HTML, 'application/xhtml+xml;charset=utf-8', HTML_TEXT],
  ])('is decoded: %j as %s', async (content, mediaType, text) => {
    expect(await extractor.extract(bytesFile(Buffer.from(content), mediaType))).toEqual({ source: 'extracted', text });
  });

  it('is decoded by its mark, its label, and what HTML says of itself', async () => {
    const read = async (bytes: Buffer, mediaType: string) =>
      (await extractor.extract(bytesFile(bytes, mediaType))).text;
    expect(await read(Buffer.from('\ufeffGrüße 你', 'utf16le'), 'text/plain')).toBe('Grüße 你');
    expect(await read(Buffer.from('\ufeffGrüße 你', 'utf16le').swap16(), 'text/plain')).toBe('Grüße 你');
    expect(await read(Buffer.from('Grüße', 'latin1'), 'text/plain; charset=ISO-8859-1')).toBe('Grüße');
    expect(await read(Buffer.from('<meta charset=latin1>Grüße', 'latin1'), 'text/html')).toBe('Grüße');
    expect(await read(Buffer.from(`\ufeff${HTML}`, 'utf16le'), 'text/html')).toBe(HTML_TEXT);
  });

  it('of HTML that is text is extracted', async () => {
    const metadata = { media_type: 'Text/HTML; charset=utf-16' };
    expect(await extractor.extract({ content: HTML, metadata })).toEqual({ source: 'extracted', text: HTML_TEXT });
    expect(await extractor.extract({ content: HTML, metadata: { filename: 'a.html' } })).toEqual({
      source: 'extracted',
      text: HTML_TEXT,
    });
  });

  it('of a PDF is that of its pages', async () => {
    const wrapped = 'The quick brown fox jumps over the lazy dog. '.repeat(9).trim();
    const file = bytesFile(await pdfOf([wrapped, '', 'Page three: naïve café.']), PDF);
    const text = `${wrapped}\n\nPage three: naïve café.`;
    expect(await extractor.extract(file)).toEqual({ source: 'extracted', text });
    expect(await extractor.extract({ ...file, metadata: { encoding: 'base64', filename: 'A.PDF' } })).toEqual({
      source: 'extracted',
      text,
    });
  });

  it('of a PDF may be in any script', async () => {
    const text = 'Привет 你好 سلام 😀';
    expect(await extractor.extract(bytesFile(unicodePdf('Привет, 你好! 😀'), PDF))).toEqual({
      source: 'extracted',
      text: 'Привет, 你好! 😀',
    });
    expect((await extractor.extract(bytesFile(unicodePdf(text), PDF))).text).toHaveLength(text.length);
  });

  it('of a Word file has its headings, lists and tables', async () => {
    expect(await extractor.extract(bytesFile(await docxOf(), DOCX))).toEqual({
      source: 'extracted',
      text: 'Opening hours\n\nKörper & 你好 😀\n\n- first\n- second\n\nDay | Hours\nMonday | 9–17\n\nThe end.',
    });
  });

  it('of a Word file is without what is packed in it', async () => {
    const inner = bareDocx(paragraph('inner'));
    const docx = bareDocx(paragraph('outer'), { 'word/embeddings/inner.docx': inner, 'word/media/image1.png': inner });
    expect(await extractor.extract(bytesFile(docx, DOCX))).toEqual({ source: 'extracted', text: 'outer' });
  });

  it('may come in lines of base64', async () => {
    const content = Buffer.from('some text in lines of base64')
      .toString('base64')
      .replace(/(.{8})/g, '$1\r\n');
    const metadata = { filename: 'a.txt', encoding: 'base64' };
    expect((await extractor.extract({ content, metadata })).text).toBe('some text in lines of base64');
  });
});
