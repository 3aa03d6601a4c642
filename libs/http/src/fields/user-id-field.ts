import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { FieldCodes } from '../errors/field-codes.js';
import { asSent, converted } from './converted.js';
import { type ExampleAlone, withExamples } from './example-alone.js';
import { ifPresent, rule } from './rule.js';
import { hasAtMost, hasControlCharacter, isStorable } from './text.js';
import { Unbuilt } from './unbuilt.js';

const NOT_A_USER_ID = 'must be a user id: 1-128 characters, no control characters, not "assistant"';

/** An optional user id. In a query its example stands alone, since it is that of one caller. */
export function UserIdField(options: ExampleAlone & { description: string; example?: string }): PropertyDecorator {
  return applyDecorators(
    ApiProperty({
      ...withExamples(options),
      required: false,
      type: 'string',
      minLength: 1,
      maxLength: 128,
    } as ApiPropertyOptions),
    rule(FieldCodes.not_a_user_id, ifPresent(isUserId), NOT_A_USER_ID),
  );
}

/** An optional array of user ids, each of 1-128 characters without control characters. */
export function UserIdListField(options: {
  description: string;
  example: string[];
  maxItems: number;
}): PropertyDecorator {
  const ofList = (test: (list: List) => boolean) => ifPresent((value) => !isList(value) || test(value));
  const isShort = (list: List) => (list instanceof Unbuilt ? list.entries : list.length) <= options.maxItems;
  return applyDecorators(
    ApiProperty({
      ...options,
      required: false,
      type: 'array',
      items: { type: 'string', minLength: 1, maxLength: 128 },
    }),
    converted(asSent),
    rule(FieldCodes.wrong_type, ifPresent(isList), 'must be an array of user ids'),
    rule(FieldCodes.too_many, ofList(isShort), `must have at most ${options.maxItems} entries`),
    rule(
      FieldCodes.not_a_user_id,
      ofList((list) => (list instanceof Unbuilt ? !isShort(list) : list.every(isUserId))),
      `each ${NOT_A_USER_ID}`,
    ),
  );
}

type List = unknown[] | Unbuilt;

function isList(value: unknown): value is List {
  return value instanceof Unbuilt ? value.kind === 'array' : Array.isArray(value);
}

/** The server's own replies carry this `sender_id`; nobody else may. */
export const ASSISTANT = 'assistant';

/** A user id: 1-128 characters without control characters, and not the server's own. */
export function isUserId(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    value !== '' &&
    hasAtMost(128, value) &&
    isStorable(value) &&
    !hasControlCharacter(value) &&
    value !== ASSISTANT
  );
}
