import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { FieldCodes } from '../errors/field-codes.js';
import { ifPresent, rule } from './rule.js';

const RFC_3339 = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)$/;

/** An optional RFC 3339 time in a query; it stays a string until it is mapped. */
export function TimeParameter(options: { description: string; example?: string }): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ ...options, required: false, type: 'string', format: 'date-time', maxLength: 40 }),
    rule(FieldCodes.not_a_time, ifPresent(isTime), 'must be an RFC 3339 time such as 2026-01-02T03:04:05Z'),
  );
}

function isTime(value: unknown): boolean {
  if (typeof value !== 'string' || !RFC_3339.test(value)) return false;
  const [day, month, year] = [Number(value.slice(8, 10)), Number(value.slice(5, 7)), Number(value.slice(0, 4))];
  // Date would read 30 February as 2 March. PostgreSQL knows no year 0.
  return year > 0 && !Number.isNaN(Date.parse(value)) && new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day;
}
