import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { FieldCodes } from '../errors/field-codes.js';
import { type ExampleAlone, withExamples } from './example-alone.js';
import { ifPresent, presence, rule } from './rule.js';
import { hasAtLeast, hasAtMost, isStorable } from './text.js';

export interface TextFieldOptions extends ExampleAlone {
  readonly description: string;
  readonly example?: string;
  readonly default?: string;
  readonly required?: boolean;
  /** Unicode code points. */
  readonly minLength: number;
  readonly maxLength: number;
}

/** A string, checked and documented by the same numbers. */
export function TextField(options: TextFieldOptions): PropertyDecorator {
  const { required = false, ...shown } = options;
  return applyDecorators(
    ApiProperty({ ...withExamples(shown), type: 'string', required } as ApiPropertyOptions),
    ...presence(required),
    ...textRules(options.minLength, options.maxLength),
  );
}

function textRules(least: number, most: number): PropertyDecorator[] {
  const ofText = (test: (text: string) => boolean) => ifPresent((value) => typeof value !== 'string' || test(value));
  return [
    rule(
      FieldCodes.wrong_type,
      ifPresent((value) => typeof value === 'string'),
      'must be a string',
    ),
    rule(
      FieldCodes.too_short,
      ofText((text) => hasAtLeast(least, text)),
      `must have at least ${least} characters`,
    ),
    rule(
      FieldCodes.too_long,
      ofText((text) => hasAtMost(most, text)),
      `must have at most ${most} characters`,
    ),
    rule(FieldCodes.malformed_text, ofText(isStorable), 'must not hold a NUL character or a lone surrogate'),
  ];
}
