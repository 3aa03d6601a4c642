import { HttpException } from '@nestjs/common';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ApiError, shownField } from './api-error.js';
import { errorCodes } from './error-code.js';
import { HttpErrors } from './http-errors.js';
import { loggableError } from './loggable-error.js';
import { toApiError } from './to-api-error.js';

it('the name of a field is shown whole, or cut to 200 units that are well-formed', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (name) => {
      const shown = shownField(name);
      expect(shown.length).toBeLessThanOrEqual(201);
      expect(shown === name || (shown.isWellFormed() && shown.endsWith('…'))).toBe(true);
    }),
  );
});

it('a table of codes gives each entry its name', () => {
  const table = errorCodes({ too_late: { status: 409, meaning: 'It is over.', remedy: 'Come earlier.' } });
  expect(table.too_late).toEqual({ code: 'too_late', status: 409, meaning: 'It is over.', remedy: 'Come earlier.' });
});

describe('what a caller is told about an error', () => {
  it("is the error itself where it is the API's", () => {
    const error = new ApiError(HttpErrors.not_found, 'No such chat.');
    expect(toApiError(error)).toBe(error);
  });

  it.each([
    [{ code: 'FST_ERR_CTP_BODY_TOO_LARGE' }, 'body_too_large', 413],
    [{ cause: { code: 'FST_ERR_BAD_URL' } }, 'malformed_url', 400],
    [new HttpException('No', 404), 'not_found', 404],
    [new HttpException('No', 403), 'not_found', 404],
    [new HttpException('No', 418), 'bad_request', 400],
    [{ statusCode: 431 }, 'bad_request', 400],
    [new Error('the password is hunter2'), 'internal_error', 500],
    ['a string', 'internal_error', 500],
    [{ statusCode: 503 }, 'internal_error', 500],
  ])('%j is %s', (error, code, status) => {
    const told = toApiError(error);
    expect([told.code, told.kind.status]).toEqual([code, status]);
    expect(told.message).not.toContain('hunter2');
  });
});

describe('what of an error stands in a log', () => {
  it('are the names of PostgreSQL, and none of its values', () => {
    const error = Object.assign(new Error('duplicate key: (alice, secret)'), {
      severity: 'ERROR',
      code: '23505',
      constraint: 'participant_pkey',
      detail: 'Key (user_id)=(alice) already exists.',
      parameters: ['secret'],
    });
    const logged = loggableError(new Error('no chat', { cause: error }));
    expect(logged).toMatchObject({ message: 'no chat', cause: { code: '23505', constraint: 'participant_pkey' } });
    expect(JSON.stringify(logged)).not.toMatch(/alice|secret/);
  });

  it('of what is no error is its type', () => {
    expect(loggableError('secret')).toEqual({ name: 'string' });
  });

  it('is a stack of places, never a message again', () => {
    const { stack = [] } = loggableError(new Error('first\n    second'));
    expect(stack.length).toBeLessThanOrEqual(12);
    for (const line of stack) expect(line).toMatch(/^ {4}at /);
  });
});
