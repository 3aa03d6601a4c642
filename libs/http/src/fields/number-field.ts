import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { FieldCodes } from '../errors/field-codes.js';
import { converted } from './converted.js';
import { type ExampleAlone, withExamples } from './example-alone.js';
import { ifPresent, presence, rule } from './rule.js';

export const MAX_ID = Number.MAX_SAFE_INTEGER;

export interface IntegerFieldOptions extends ExampleAlone {
  readonly description: string;
  readonly example?: number;
  readonly default?: number;
  readonly required?: boolean;
  readonly minimum: number;
  readonly maximum: number;
}

/** A whole number in a JSON body; larger than int32 is documented as int64. */
export function IntegerField(options: IntegerFieldOptions): PropertyDecorator {
  const { required = false, minimum, maximum } = options;
  const isInRange = (value: unknown) =>
    Number.isSafeInteger(value) && Number(value) >= minimum && Number(value) <= maximum;
  return applyDecorators(
    ApiProperty({
      ...withExamples(options),
      required,
      type: 'integer',
      format: integerFormat(maximum),
    } as ApiPropertyOptions),
    ...presence(required),
    rule(FieldCodes.out_of_range, ifPresent(isInRange), `must be a whole number from ${minimum} to ${maximum}`),
  );
}

/** The same in a query or a path, where it is written in decimal digits. */
export function IntegerParameter(options: IntegerFieldOptions): PropertyDecorator {
  return applyDecorators(IntegerField(options), converted(fromDigits));
}

/** A value that is not plain digits stays unchanged; the range rule refuses it. */
export function fromDigits(value: unknown): unknown {
  return typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : value;
}

function integerFormat(maximum: number): string {
  return maximum > 0x7fff_ffff ? 'int64' : 'int32';
}
