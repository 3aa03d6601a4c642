import { describe, expect, it } from '@jest/globals';
import { RowList } from './row-list.js';

describe('a list of rows as parameters', () => {
  const list = new RowList<{ id: number; name: string | null }>('u', {
    id: ['bigint', ({ id }) => id],
    name: ['text', ({ name }) => name],
  });
  const statement = { name: 'row.store', text: `SELECT ${list.names} FROM ${list.sql} WHERE ${list.next}` };

  it('has a parameter for each column, in one order everywhere', () => {
    expect(list.names).toBe('id, name');
    expect(list.sql).toBe('unnest($1::bigint[], $2::text[]) u (id, name)');
    expect(list.next).toBe('$3');
  });

  it('has the values of each column, then what else the statement needs', () => {
    const rows = [
      { id: 7, name: 'seven' },
      { id: 8, name: null },
    ];
    const values = [[7, 8], ['seven', null], true];
    expect(list.statements(statement, rows, true)).toEqual([{ ...statement, values }]);
  });

  it('needs no statement without rows', () => {
    expect(list.statements(statement, [], true)).toEqual([]);
  });
});
