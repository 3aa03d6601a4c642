import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { FieldCodes } from '../errors/field-codes.js';
import { type ExampleAlone, withExamples } from './example-alone.js';
import { ifPresent, presence, rule } from './rule.js';

/** A closed list of words, named once in the document. */
export interface Vocabulary<Word extends string> {
  readonly name: string;
  readonly words: readonly Word[];
  readonly description: string;
}

export interface EnumFieldOptions extends ExampleAlone {
  readonly of: Vocabulary<string>;
  readonly description: string;
  readonly default?: string;
  readonly example?: string;
  readonly required?: boolean;
  /** A wider vocabulary: words that it has beyond `of` pass here and are refused later, with a more exact code. */
  readonly within?: Vocabulary<string>;
}

/** One word of a vocabulary, in a body or a query. */
export function EnumField({ of, within = of, required = false, ...shown }: EnumFieldOptions): PropertyDecorator {
  return applyDecorators(
    documented(of, { ...shown, required }),
    ...presence(required),
    rule(
      FieldCodes.not_allowed,
      ifPresent((value) => within.words.includes(value as string)),
      `must be one of ${of.words.join(', ')}`,
    ),
  );
}

/** The same in an answer. */
export function EnumProperty({
  of,
  ...shown
}: Omit<EnumFieldOptions, 'default' | 'required' | 'within'>): PropertyDecorator {
  return documented(of, { ...shown, required: true });
}

function documented(
  of: Vocabulary<string>,
  shown: ExampleAlone & Readonly<Record<string, unknown>>,
): PropertyDecorator {
  const named = { enum: [...of.words], enumName: of.name, enumSchema: { description: of.description } };
  return ApiProperty({ ...withExamples(shown), ...named } as ApiPropertyOptions);
}
