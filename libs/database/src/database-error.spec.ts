import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { breaksConnection, DatabaseUnavailable, translate } from './database-error.js';

/** An error as the server sends it. */
function sent(code: string, severity = 'ERROR'): Error {
  return Object.assign(new pg.DatabaseError('said by the server', 0, 'error'), { code, severity });
}

describe('what the server says', () => {
  it.each([
    ['connection_exception', '08000'],
    ['protocol_violation', '08P01'],
    ['insufficient_resources', '53000'],
    ['disk_full', '53100'],
    ['out_of_memory', '53200'],
    ['too_many_connections', '53300'],
    ['query_canceled', '57014'],
    ['admin_shutdown', '57P01'],
    ['crash_shutdown', '57P02'],
    ['cannot_connect_now', '57P03'],
    ['idle_session_timeout', '57P05'],
    ['system_error', '58000'],
    ['io_error', '58030'],
    ['lock_not_available', '55P03'],
    ['idle_in_transaction_session_timeout', '25P03'],
    ['read_only_sql_transaction', '25006'],
  ])('%s is 503', (_name, code) => {
    const error = sent(code);
    expect(translate(error)).toBeInstanceOf(DatabaseUnavailable);
    expect((translate(error) as Error).cause).toBe(error);
  });

  it.each([
    ['division_by_zero', '22012'],
    ['unique_violation', '23505'],
    ['in_failed_sql_transaction', '25P02'],
    ['insufficient_privilege', '42501'],
    ['undefined_table', '42P01'],
    ['statement_too_complex', '54001'],
    ['object_in_use', '55006'],
    ['data_corrupted', 'XX001'],
  ])('%s is a mistake of ours and stays one', (_name, code) => {
    const error = sent(code);
    expect(translate(error)).toBe(error);
  });

  it.each([
    ['57P01', 'FATAL', true],
    ['57P01', 'ERROR', true],
    ['58030', 'FATAL', true],
    ['XX000', 'PANIC', true],
    ['53100', 'ERROR', false],
    ['57014', 'ERROR', false],
    ['22012', 'ERROR', false],
  ])('%s at %s ends the connection: %s', (code, severity, isBroken) => {
    expect(breaksConnection(sent(code, severity))).toBe(isBroken);
  });

  it('means nothing when it was not the server that said it', () => {
    const error = Object.assign(new Error('ours'), { code: '53100' });
    expect(translate(error)).toBe(error);
  });
});
