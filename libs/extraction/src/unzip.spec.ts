import { describe, expect, it } from '@jest/globals';
import { zipSync } from 'fflate';
import { unzip } from './unzip.js';

const MIB = 1024 * 1024;
const all = () => true;

describe('unzip', () => {
  it('takes what is wanted', () => {
    const archive = zipSync({
      'a.xml': Buffer.from('aa'),
      'b.png': Buffer.from('b'),
      'c.xml': [Buffer.from('c'), { level: 0 }],
    });
    const entries = unzip(archive, (name) => name.endsWith('.xml'));
    expect(Object.entries(entries).map(([name, bytes]) => [name, Buffer.from(bytes).toString()])).toEqual([
      ['a.xml', 'aa'],
      ['c.xml', 'c'],
    ]);
  });

  it('takes 64 MiB in all, and no more', () => {
    const half = new Uint8Array(32 * MIB);
    const exact = zipSync({ a: half, b: half }, { level: 0 });
    expect(Object.values(unzip(exact, all)).map(({ length }) => length)).toEqual([32 * MIB, 32 * MIB]);
    const more = zipSync({ a: half, b: half, c: new Uint8Array(1) }, { level: 0 });
    expect(() => unzip(more, all)).toThrow(expect.objectContaining({ code: 'too_large' }));
    expect(Object.keys(unzip(more, (name) => name < 'c'))).toEqual(['a', 'b']);
  });

  it('takes 10,000 entries, and no more', () => {
    const entries = Object.fromEntries(Array.from({ length: 10_000 }, (_, nth) => [`${nth}`, new Uint8Array(0)]));
    expect(unzip(zipSync(entries, { level: 0 }), () => false)).toEqual({});
    const more = zipSync({ ...entries, more: new Uint8Array(0) }, { level: 0 });
    expect(() => unzip(more, () => false)).toThrow(expect.objectContaining({ code: 'too_large' }));
  });

  it.each([
    [10, 10],
    [MIB, MIB],
    [4 * MIB, 3 * MIB],
  ])('takes no more than the directory claims: %i bytes of 3 MiB', (claimed, taken) => {
    const entries = unzip(claiming(zipSync({ a: new Uint8Array(3 * MIB) }), claimed), all);
    expect(entries['a']?.length).toBe(taken);
  });

  it('believes a claim that is too large', () => {
    const archive = claiming(zipSync({ a: new Uint8Array(10) }), 0xffff_fff0);
    expect(() => unzip(archive, all)).toThrow(expect.objectContaining({ code: 'too_large' }));
  });

  it('refuses what is cut off', () => {
    const archive = zipSync({ a: Buffer.from('some text that is there') });
    expect(() => unzip(archive.subarray(0, -1), all)).toThrow();
    expect(() => unzip(archive.subarray(0, 20), all)).toThrow();
  });
});

/** Sets the size that the directory claims for the archive's first entry (APPNOTE 4.3.12). */
function claiming(archive: Uint8Array, size: number): Uint8Array {
  const bytes = Buffer.from(archive);
  bytes.writeUInt32LE(size, bytes.indexOf('PK\x01\x02', 'latin1') + 24);
  return bytes;
}
