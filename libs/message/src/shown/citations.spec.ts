import { describe, expect, it } from '@jest/globals';
import { withoutTexts } from './citations.js';

const citation = (n: number, more: object = {}) => ({
  n,
  chat_id: 1,
  message_id: n,
  filename: 'f',
  text: `t${n}`,
  ...more,
});
const reply = (mode: string | undefined, citations: object[]) => ({
  content: 'It says:\n\n> t1, and\n> more [1]\n\n> t2 [2]',
  message_metadata: { rag: { ...(mode !== undefined && { mode }), citations }, kept: true },
});
const fate = (id: number, what: 'edited' | 'deleted') => (cited: { message_id: number }) =>
  cited.message_id === id ? what : undefined;

describe('a reply whose cited message was edited or deleted', () => {
  it.each(['extractive', undefined])('loses the text of the citation, and its quote; mode %s', (mode) => {
    const given = reply(mode, [citation(1), citation(2)]);
    const left = withoutTexts(given, fate(1, 'edited'));
    expect(left?.content).toBe('It says:\n\n> [1]\n\n> t2 [2]');
    expect(left?.message_metadata).toEqual({
      rag: { ...given.message_metadata.rag, citations: [citation(1, { text: '', edited: true }), citation(2)] },
      kept: true,
    });
  });

  it('keeps the words of a model', () => {
    const given = reply('model', [citation(1)]);
    expect(withoutTexts(given, fate(1, 'edited'))?.content).toBe(given.content);
  });

  it('says deleted after edited, and no file name', () => {
    const left = withoutTexts(reply('model', [citation(1, { text: '', edited: true })]), fate(1, 'deleted'));
    const { filename: _, ...rest } = citation(1, { text: '', deleted: true });
    expect(left?.message_metadata).toMatchObject({ rag: { citations: [rest] } });
    expect(JSON.stringify(left)).not.toMatch(/filename|edited/);
  });

  it.each([
    [[citation(1, { text: '', edited: true })], 'edited'],
    [[citation(1, { text: '', deleted: true })], 'edited'],
    [[citation(1, { text: '', deleted: true })], 'deleted'],
    [[citation(2)], 'deleted'],
    [[], 'deleted'],
  ] as const)('does not change where nothing is left to lose: %j %s', (citations, what) => {
    expect(withoutTexts(reply('extractive', [...citations]), fate(1, what))).toBeUndefined();
  });
});
