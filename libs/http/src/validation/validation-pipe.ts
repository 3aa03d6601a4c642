import { type ArgumentMetadata, type PipeTransform, ValidationPipe } from '@nestjs/common';
import { getMetadataStorage, type ValidationError } from 'class-validator';
import { type FieldError, shownField, ValidationFailed } from '../errors/api-error.js';
import { FieldCodes } from '../errors/field-codes.js';
import { Unbuilt } from '../fields/unbuilt.js';
import { type Checked, QuickCheck } from './quick-check.js';

/**
 * Refuses unknown fields and parameters; every error names its field. Null in an optional field of a body means absent,
 * so handlers never see null. Path parameters have their own pipes; Nest's would read `1.5` as a number first.
 */
export class StrictValidation implements PipeTransform {
  private readonly thorough = new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    // Of which class an error is: what names it knows.
    validationError: { target: true, value: true },
    exceptionFactory: (errors) => new ValidationFailed(known(errors).flatMap(toFieldErrors)),
  });

  private readonly quick = new Map<Checked, QuickCheck>();

  transform(value: unknown, metadata: ArgumentMetadata): unknown {
    const { type, metatype } = metadata;
    if (type === 'query' && metatype !== undefined) return this.checked(value, metatype as Checked, metadata);
    if (type === 'body') return this.body(value, metadata);
    return value;
  }

  private async body(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const body = await this.checked(value, metadata.metatype as Checked, metadata);
    if (typeof body === 'object' && body !== null)
      for (const [key, field] of Object.entries(body)) if (field === null) Reflect.deleteProperty(body, key);
    return body;
  }

  private checked(value: unknown, type: Checked, metadata: ArgumentMetadata): unknown {
    let check = this.quick.get(type);
    if (check === undefined) this.quick.set(type, (check = new QuickCheck(type)));
    return check.pass(value) ?? this.thoroughly(value, metadata);
  }

  private async thoroughly(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    refuseInheritedNames(value);
    return this.thorough.transform(value, metadata);
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

/** The same, with the name that was meant where only its spelling differs: `sessionId` for `session_id`. */
function misspelt({ property, target }: ValidationError): FieldError {
  const error = unknownField(property);
  if (target === undefined || property.length > MAX_NAME) return error;
  const known = getMetadataStorage().getTargetValidationMetadatas(target.constructor, '', false, false);
  const meant = known.find(({ propertyName }) => plain(propertyName) === plain(property))?.propertyName;
  return meant === undefined ? error : { ...error, message: `${error.message}: did you mean ${meant}?` };
}

/** Longest name of a field that could be meant, in characters. */
const MAX_NAME = 64;

function plain(name: string): string {
  return name.replaceAll(/[-_]/g, '').toLowerCase();
}

/** A body with a field that is too large was read only up to there, so only the errors of that field are known. */
function known(errors: readonly ValidationError[]): readonly ValidationError[] {
  const heavy = errors.filter(({ value }) => value instanceof Unbuilt);
  return heavy.length > 0 ? heavy : errors;
}

function toFieldErrors(error: ValidationError): FieldError[] {
  return Object.entries(error.constraints ?? {}).map(([code, message]) =>
    code === 'whitelistValidation' ? misspelt(error) : { field: error.property, code, message },
  );
}
