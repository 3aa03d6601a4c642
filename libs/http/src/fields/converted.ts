import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';

/** Converts the value of a field before its rules check it. */
export type Conversion = (sent: unknown) => unknown;

const conversions = new Map<object, Map<string | symbol, Conversion>>();

/** class-transformer's `Transform` of one value, which can be looked up again: see quick-check.ts. */
export function converted(conversion: Conversion): PropertyDecorator {
  return applyDecorators(
    Transform(({ obj, key }: { obj: Record<string, unknown>; key: string }) => conversion(obj[key])),
    (prototype: object, field: string | symbol) => {
      const ofClass = conversions.get(prototype) ?? new Map<string | symbol, Conversion>();
      conversions.set(prototype, ofClass.set(field, conversion));
    },
  );
}

/** As it was sent: class-transformer would copy it entry by entry. */
export const asSent: Conversion = (sent) => sent;

/** Undefined for a field that is taken as it is. */
export function conversionOf(prototype: object | null, field: string): Conversion | undefined {
  for (let at = prototype; at !== null; at = Object.getPrototypeOf(at) as object | null) {
    const found = conversions.get(at)?.get(field);
    if (found !== undefined) return found;
  }
  return undefined;
}
