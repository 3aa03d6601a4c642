import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { ValidationPipe } from '@nestjs/common';
import fc from 'fast-check';
import { BooleanField, BooleanParameter } from '../fields/boolean-field.js';
import { EnumField } from '../fields/enum-field.js';
import { MetadataField } from '../fields/metadata-field.js';
import { IntegerField, IntegerParameter } from '../fields/number-field.js';
import { ServerOwnedField } from '../fields/server-owned-field.js';
import { TextField } from '../fields/text-field.js';
import { TimeParameter } from '../fields/time-parameter.js';
import { UserIdField, UserIdListField } from '../fields/user-id-field.js';
import { ActingUserDto, NoQuery } from './query.dto.js';
import { type Checked, QuickCheck } from './quick-check.js';

const [description, range, length] = ['a field', { minimum: 1, maximum: 9 }, { minLength: 1, maxLength: 5 }];

class EveryFieldDto extends ActingUserDto {
  @BooleanField({ description })
  flag?: boolean;

  @BooleanParameter({ description })
  flag_parameter?: boolean;

  @EnumField({ description, of: { name: 'Word', description, words: ['one', 'two'] } })
  word?: string;

  @MetadataField({ description, example: {} })
  metadata?: Record<string, unknown>;

  @IntegerField({ description, ...range })
  number?: number;

  @IntegerParameter({ description, ...range })
  number_parameter?: number;

  @ServerOwnedField({ description })
  owned?: object;

  @TextField({ description, ...length, required: true })
  text: string;

  @TimeParameter({ description })
  time?: string;

  @UserIdListField({ description, maxItems: 2, example: [] })
  users?: string[];

  @UserIdField({ description })
  other_user?: string;

  @TextField({ description, ...length })
  with_default = 'given';
}

const value = fc.oneof(
  fc.constantFrom<unknown>(null, true, 'true', 'one', 'text', 3, '3', '2026-01-02T03:04:05Z', {}, { a: [1] }, [
    'x',
    'y',
  ]),
  fc.jsonValue({ maxDepth: 2 }),
);
const names = [...Object.keys(new EveryFieldDto()), 'user_id', 'unknown'];
const sent = fc.dictionary(fc.constantFrom(...names), value).map((given) => ({ ...given }));
const sentWithText = sent.map((given) => ({ ...given, text: 'text' }));

describe('the quick check', () => {
  const thorough = new ValidationPipe({ transform: true, whitelist: true, forbidNonWhitelisted: true });

  it('passes exactly what class-validator passes, and makes the same of it', async () => {
    for (const type of [EveryFieldDto, ActingUserDto, NoQuery] as Checked[]) {
      const quick = new QuickCheck(type);
      await fc.assert(
        fc.asyncProperty(fc.oneof(sent, sentWithText), async (given) => {
          const made = await thorough
            .transform(structuredClone(given), { type: 'body', metatype: type })
            .catch(() => undefined as unknown);
          const quickly = quick.pass(structuredClone(given));
          expect(quickly).toEqual(made);
          expect(quickly?.constructor).toBe((made as object | undefined)?.constructor);
          expect(Object.keys(quickly ?? {})).toEqual(Object.keys(made ?? {}));
        }),
        { numRuns: 500 },
      );
    }
  });

  it.each([undefined, null, 'text', 3, [], [{}]])('leaves %j to class-validator', (given) => {
    expect(new QuickCheck(NoQuery).pass(given)).toBeUndefined();
  });
});
