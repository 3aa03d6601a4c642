import { Column, type ColumnOptions, PrimaryColumn, type ValueTransformer } from 'typeorm';

/** int8 as a number: every id and counter stays below 2^53. */
const int8: ValueTransformer = {
  from: (value: string | null) => (value === null ? null : Number(value)),
  to: (value: number | null | undefined) => value,
};

export function Int8Column(options: ColumnOptions = {}): PropertyDecorator {
  return Column({ ...options, type: 'bigint', transformer: int8 });
}

export function Int8Key(name: string, primaryKeyConstraintName: string): PropertyDecorator {
  return PrimaryColumn({ name, type: 'bigint', transformer: int8, primaryKeyConstraintName });
}

export function TextKey(
  name: string,
  primaryKeyConstraintName: string,
  options: { collation?: string } = {},
): PropertyDecorator {
  return PrimaryColumn({ ...options, name, type: 'text', primaryKeyConstraintName });
}

/** The API shows milliseconds, so no more is stored: times are compared as they are shown. */
export function TimeColumn(options: ColumnOptions = {}): PropertyDecorator {
  return Column({ ...options, type: 'timestamptz', precision: 3 });
}
