import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { FieldCodes } from '../errors/field-codes.js';
import { converted } from './converted.js';
import { ifPresent, rule } from './rule.js';

export interface BooleanFieldOptions {
  readonly description: string;
  readonly example?: boolean;
  readonly default?: boolean;
}

/** An optional boolean in a JSON body. */
export function BooleanField(options: BooleanFieldOptions): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ ...options, type: 'boolean', required: false } as ApiPropertyOptions),
    rule(
      FieldCodes.wrong_type,
      ifPresent((value) => typeof value === 'boolean'),
      'must be true or false',
    ),
  );
}

/** The same in a query, written `true` or `false`. */
export function BooleanParameter(options: BooleanFieldOptions): PropertyDecorator {
  return applyDecorators(
    BooleanField(options),
    converted((value) => (value === 'true' ? true : value === 'false' ? false : value)),
  );
}
