import { describe, expect, it } from '@jest/globals';
import { Extractor } from '#libs/extraction';
import { bytesFile, PDF, slowPdf } from './extraction-files.js';

describe('Files that come at the same time', () => {
  it('wait, up to a bound; each is answered with its own text', async () => {
    const extractor = new Extractor();
    const files = Array.from({ length: 100 }, (_, nth) => bytesFile(Buffer.from(`<p>file ${nth}`), 'text/html'));
    const answers = await Promise.allSettled(files.map((file) => extractor.extract(file)));
    extractor.onApplicationShutdown();
    const read = answers.slice(0, 64).map((answer) => answer.status === 'fulfilled' && answer.value.text);
    expect(read).toEqual(files.slice(0, 64).map((_, nth) => `file ${nth}`));
    for (const answer of answers.slice(66))
      expect(answer).toMatchObject({ status: 'rejected', reason: { code: 'too_busy' } });
  });

  it('are left alone when the server ends', async () => {
    const extractor = new Extractor();
    const readings = [0, 1, 2, 3].map(() => extractor.extract(bytesFile(slowPdf(), PDF)));
    const html = { content: '<p>late', metadata: { media_type: 'text/html' } };
    await new Promise((resolve) => setImmediate(resolve));
    extractor.onApplicationShutdown();
    const answers = await Promise.allSettled([...readings, extractor.extract(html)]);
    for (const answer of answers)
      expect(answer).toMatchObject({ status: 'rejected', reason: { code: 'reader_unavailable' } });
  });
});
