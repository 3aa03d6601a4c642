import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { FieldCodes } from '../errors/field-codes.js';
import { asSent, converted } from './converted.js';
import { ifPresent, rule } from './rule.js';
import { isJsonObject, Unbuilt } from './unbuilt.js';

const MAX_BYTES = 16_384;
const MAX_KEYS = 50;
const MAX_DEPTH = 5;

/** A free JSON object of at most 16 KiB (UTF-8), 50 keys at the top, 5 levels deep; it comes back as it was sent. */
export function MetadataField(options: { description: string; example: Record<string, unknown> }): PropertyDecorator {
  const ofObject = (test: (value: object) => boolean) => ifPresent((value) => !isObject(value) || test(value));
  return applyDecorators(
    ApiProperty({
      ...options,
      type: 'object',
      additionalProperties: true,
      selfRequired: false,
      maxProperties: MAX_KEYS,
    }),
    converted(asSent),
    rule(FieldCodes.wrong_type, ifPresent(isObject), 'must be an object'),
    rule(
      FieldCodes.too_many_keys,
      ofObject((value) => keys(value) <= MAX_KEYS),
      `at most ${MAX_KEYS} keys`,
    ),
    rule(
      FieldCodes.too_deep,
      ofObject((value) => depth(value) <= MAX_DEPTH),
      `at most ${MAX_DEPTH} levels deep`,
    ),
    rule(
      FieldCodes.too_large,
      ofObject((value) => !(value instanceof Unbuilt) && jsonBytes(value) <= MAX_BYTES),
      `at most ${MAX_BYTES} bytes of JSON`,
    ),
  );
}

function isObject(value: unknown): value is object {
  return value instanceof Unbuilt ? value.kind === 'object' : isJsonObject(value);
}

function keys(value: object): number {
  return value instanceof Unbuilt ? value.entries : Object.keys(value).length;
}

function jsonBytes(value: object): number {
  return Buffer.byteLength(JSON.stringify(value));
}

/** The body is at most 32 levels deep when it gets here, so recursion is safe. */
function depth(value: unknown): number {
  if (value instanceof Unbuilt) return value.depth;
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Object.values(value).reduce<number>((deepest, child) => Math.max(deepest, depth(child)), 0);
}
