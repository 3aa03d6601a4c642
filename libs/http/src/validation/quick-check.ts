import { getMetadataStorage, type ValidatorConstraintInterface } from 'class-validator';
import { type Conversion, conversionOf } from '../fields/converted.js';

/** A class whose fields have rules. */
export type Checked = new () => object;

type Made = Record<string, unknown>;

interface Field {
  readonly name: string;
  readonly conversion: Conversion | undefined;
  readonly rules: ValidatorConstraintInterface[];
}

/**
 * The rules and conversions of one class, looked up once; class-transformer and class-validator look them up and copy
 * for every request (5 % of a mark's CPU). It only confirms: what it does not accept may still be valid, and those two
 * find the errors.
 */
export class QuickCheck {
  /** Undefined for a class with rules that only class-validator knows. */
  private readonly fields: ReadonlyMap<string, Field> | undefined;

  constructor(private readonly type: Checked) {
    this.fields = fieldsOf(type);
  }

  /** @returns the converted fields when all rules hold */
  pass(sent: unknown): object | undefined {
    if (this.fields === undefined || typeof sent !== 'object' || sent === null || Array.isArray(sent)) return undefined;
    const made = new this.type() as Made;
    for (const name of Object.keys(sent)) {
      const field = this.fields.get(name);
      const value = (sent as Made)[name];
      if (field === undefined || (field.conversion === undefined && isObject(value))) return undefined;
      made[name] = field.conversion === undefined ? value : field.conversion(value);
    }
    for (const field of this.fields.values()) if (!this.holds(field, made)) return undefined;
    return made;
  }

  private holds({ name: property, rules }: Field, made: Made): boolean {
    const about = { targetName: this.type.name, property, object: made, value: made[property], constraints: [] };
    return rules.every((rule) => rule.validate(made[property], about) === true);
  }
}

function fieldsOf(type: Checked): Map<string, Field> | undefined {
  const storage = getMetadataStorage();
  const fields = new Map<string, Field>();
  for (const { type: kind, propertyName: name, constraintCls, groups } of storage.getTargetValidationMetadatas(
    type,
    '',
    false,
    false,
  )) {
    const rules = storage.getTargetValidatorConstraints(constraintCls);
    if (kind !== 'customValidation' || groups?.length || rules.some(({ async }) => async)) return undefined;
    const field = fields.get(name) ?? { name, conversion: conversionOf(type.prototype as object, name), rules: [] };
    field.rules.push(...rules.map(({ instance }) => instance));
    fields.set(name, field);
  }
  return fields;
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}
