import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { FieldCodes } from '../errors/field-codes.js';
import { asSent, converted } from './converted.js';
import { ifPresent, rule } from './rule.js';
import { isJsonObject } from './unbuilt.js';

/** An object that the server owns: the empty one says nothing new and is accepted. */
export function ServerOwnedField(options: { description: string }): PropertyDecorator {
  const isEmpty = (value: unknown) => isJsonObject(value) && Object.keys(value).length === 0;
  return applyDecorators(
    ApiProperty({
      ...options,
      type: 'object',
      additionalProperties: true,
      selfRequired: false,
      maxProperties: 0,
      example: {},
    }),
    converted(asSent),
    rule(FieldCodes.server_owned_field, ifPresent(isEmpty), 'belongs to the server'),
  );
}
