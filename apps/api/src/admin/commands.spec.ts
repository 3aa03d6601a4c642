import { describe, expect, it } from '@jest/globals';
import { COMMANDS } from './commands.js';

const isUnderstood = ([name = '', ...given]: readonly string[]) => COMMANDS.get(name)?.prepare(given) !== undefined;

describe('what npm run admin understands', () => {
  it.each([
    [['revoke', 'alice']],
    [['revoke', 'auth0|o’neil "x"; DROP TABLE chat']],
    [['webhooks']],
    [['webhooks', 'retry']],
    [['webhooks', 'replay', '7']],
    [['webhooks', 'replay', '7', '0']],
    [['webhooks', 'replay', '9007199254740991', '9007199254740991']],
  ])('%j', (given) => expect(isUnderstood(given)).toBe(true));

  it.each([
    ['nothing', []],
    ['an unknown command', ['promote', 'alice']],
    ['a member of every object', ['constructor', 'alice']],
    ['no user', ['revoke']],
    ['two users', ['revoke', 'alice', 'bob']],
    ['no user id', ['revoke', 'x'.repeat(129)]],
    ['the assistant', ['revoke', 'assistant']],
    ['an unknown word', ['webhooks', 'repeat']],
    ['too much to show', ['webhooks', 'show', '10']],
    ['too much to retry', ['webhooks', 'retry', '1']],
    ['no chat to replay', ['webhooks', 'replay']],
    ['a chat that is no number', ['webhooks', 'replay', 'all']],
    ['an empty chat', ['webhooks', 'replay', '']],
    ['chat 0', ['webhooks', 'replay', '0']],
    ['a chat that no number can say', ['webhooks', 'replay', '9007199254740993']],
    ['a negative number', ['webhooks', 'replay', '1', '-1']],
    ['a part of a number', ['webhooks', 'replay', '1', '1.5']],
    ['two numbers', ['webhooks', 'replay', '1', '2', '3']],
  ])('and not %s', (_what, given) => expect(isUnderstood(given)).toBe(false));
});
