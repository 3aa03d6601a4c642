import { type ArgumentMetadata, Injectable, type PipeTransform, ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { type FieldError, ValidationFailed } from '../errors/api-error.js';
import { FieldCodes } from '../errors/field-codes.js';
import { shownField } from '../errors/shown-field.js';
import { Unbuilt } from '../fields/unbuilt.js';

/** Unknown fields and parameters are errors, and every error names its field. */
export class StrictValidation extends ValidationPipe {
  constructor() {
    super({
      transform: true,
      whitelist: true,
      forbidNonWhitelisted: true,
      exceptionFactory: (errors) => new ValidationFailed(known(errors).flatMap(toFieldErrors)),
    });
  }

  /** Path parameters have pipes of their own; Nest's would read `1.5` as a number before they see it. */
  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'param') return value;
    refuseInheritedNames(value);
    return super.transform(value, metadata);
  }
}

/** After validation: null in an optional field means absent, so that nobody behind this pipe meets null. */
@Injectable()
export class NullIsAbsent implements PipeTransform {
  transform(value: unknown, { type }: ArgumentMetadata): unknown {
    if (type === 'body' && typeof value === 'object' && value !== null)
      for (const [key, field] of Object.entries(value)) if (field === null) Reflect.deleteProperty(value, key);
    return value;
  }
}

/** class-validator takes `toString` and its like for known fields: it looks them up in a plain object. */
function refuseInheritedNames(value: unknown): void {
  const inherited = Object.keys(value ?? {}).filter((name) => name in Object.prototype);
  if (inherited.length > 0) throw new ValidationFailed(inherited.map(unknownField));
}

export function unknownField(field: string): FieldError {
  return { field: shownField(field), code: FieldCodes.unknown_field.code, message: 'is not known here' };
}

/** A body that holds too much in one field was read up to there: only of that field are the errors known. */
function known(errors: readonly ValidationError[]): readonly ValidationError[] {
  const heavy = errors.filter(({ value }) => value instanceof Unbuilt);
  return heavy.length > 0 ? heavy : errors;
}

function toFieldErrors(error: ValidationError): FieldError[] {
  return Object.entries(error.constraints ?? {}).map(([code, message]) =>
    code === 'whitelistValidation' ? unknownField(error.property) : { field: error.property, code, message },
  );
}
