import { describe, expect, it } from '@jest/globals';
import { Extractor } from '#libs/extraction';
import { bytesFile, PDF, slowPdf } from './extraction-files.js';

describe('Files that come at the same time', () => {
  it('are each answered with their own text', async () => {
    const extractor = new Extractor();
    const files = [0, 1, 2].map((nth) => bytesFile(Buffer.from(`<p>file ${nth}`), 'text/html'));
    const answers = await Promise.all(files.map((file) => extractor.extract(file)));
    extractor.onApplicationShutdown();
    expect(answers.map(({ text }) => text)).toEqual(['file 0', 'file 1', 'file 2']);
  });

  it('are left alone when the server ends', async () => {
    const extractor = new Extractor();
    const readings = [0, 1].map(() => extractor.extract(bytesFile(slowPdf(), PDF)));
    const html = { content: '<p>late', metadata: { media_type: 'text/html' } };
    await new Promise((resolve) => setImmediate(resolve));
    extractor.onApplicationShutdown();
    const answers = await Promise.allSettled([...readings, extractor.extract(html)]);
    for (const answer of answers) expect(answer).toMatchObject({ status: 'rejected', reason: { name: 'NotReadNow' } });
  });
});
