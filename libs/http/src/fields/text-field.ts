import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { ifPresent, presence, rule } from './rule.js';
import { characters, hasControlCharacter, isStorable } from './text.js';

export interface TextFieldOptions {
  readonly description: string;
  readonly example?: string;
  readonly default?: string;
  readonly required?: boolean;
  /** Unicode code points. */
  readonly minLength: number;
  readonly maxLength: number;
  readonly controlCharacters?: 'allowed' | 'refused';
}

/** A string, checked and documented by the same numbers. */
export function TextField(options: TextFieldOptions): PropertyDecorator {
  const { required = false, controlCharacters = 'allowed', ...shown } = options;
  return applyDecorators(
    ApiProperty({ ...shown, type: 'string', required } as ApiPropertyOptions),
    ...presence(required),
    ...textRules(options.minLength, options.maxLength, controlCharacters),
  );
}

function textRules(least: number, most: number, control: 'allowed' | 'refused'): PropertyDecorator[] {
  const ofText = (test: (text: string) => boolean) => ifPresent((value) => typeof value !== 'string' || test(value));
  return [
    rule(
      'wrong_type',
      ifPresent((value) => typeof value === 'string'),
      'must be a string',
    ),
    rule(
      'too_short',
      ofText((text) => characters(text) >= least),
      `must have at least ${least} characters`,
    ),
    rule(
      'too_long',
      ofText((text) => characters(text) <= most),
      `must have at most ${most} characters`,
    ),
    rule('malformed_text', ofText(isStorable), 'must not hold a NUL character or a lone surrogate'),
    ...(control === 'refused'
      ? [
          rule(
            'control_character',
            ofText((text) => !hasControlCharacter(text)),
            'must not hold control characters',
          ),
        ]
      : []),
  ];
}
