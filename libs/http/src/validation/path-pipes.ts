import { Injectable, type PipeTransform } from '@nestjs/common';
import { FieldRefused } from '../errors/api-error.js';
import { HttpErrors } from '../errors/http-errors.js';
import { fromDigits, MAX_ID } from '../fields/number-field.js';

/** An id in the path: a whole number from 1 to 2^53-1 in decimal digits. */
@Injectable()
export class PathId implements PipeTransform<string, number> {
  constructor(private readonly name: string) {}

  transform(text: string): number {
    const id = fromDigits(text);
    if (typeof id === 'number' && id >= 1 && id <= MAX_ID) return id;
    throw new FieldRefused(
      this.name,
      HttpErrors.out_of_range,
      `${this.name} must be a whole number from 1 to ${MAX_ID}`,
    );
  }
}
