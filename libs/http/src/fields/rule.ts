import { ValidateBy } from 'class-validator';
import type { ErrorCode } from '../errors/error-code.js';
import { FieldCodes } from '../errors/field-codes.js';

/** A class-validator rule whose name is the stable code of the field error. */
export function rule({ code }: ErrorCode<400>, holds: (value: unknown) => boolean, message: string): PropertyDecorator {
  return ValidateBy({ name: code, validator: { validate: holds, defaultMessage: () => message } });
}

/** Absent and null are the same; a required field refuses both, and the other rules then stay silent. */
export function presence(isRequired: boolean): PropertyDecorator[] {
  return isRequired ? [rule(FieldCodes.required, (value) => value !== undefined && value !== null, 'is required')] : [];
}

/** `test`, asked only of a value that is there. */
export function ifPresent(test: (value: unknown) => boolean): (value: unknown) => boolean {
  return (value) => value === undefined || value === null || test(value);
}
