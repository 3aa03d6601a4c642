import { ValidateBy } from 'class-validator';
import type { ErrorCode } from '../errors/error-code.js';
import { FieldCodes } from '../errors/field-codes.js';

/** A class-validator rule whose name is the stable code of the field error. */
export function rule({ code }: ErrorCode<400>, holds: (value: unknown) => boolean, message: string): PropertyDecorator {
  return ValidateBy({ name: code, validator: { validate: holds, defaultMessage: () => message } });
}

/** Absent and null mean the same. A required field refuses both; the other rules then do not apply. */
export function presence(isRequired: boolean): PropertyDecorator[] {
  return isRequired ? [rule(FieldCodes.required, (value) => value !== undefined && value !== null, 'is required')] : [];
}

/** `test`, applied only to a value that is present. */
export function ifPresent(test: (value: unknown) => boolean): (value: unknown) => boolean {
  return (value) => value === undefined || value === null || test(value);
}
