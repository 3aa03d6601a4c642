import type { OpenAPIObject } from '@nestjs/swagger';

interface Schema {
  readonly allOf?: readonly { readonly $ref?: string }[];
  readonly properties?: Readonly<Record<string, { readonly nullable?: boolean }>>;
  required?: string[];
}

/**
 * Rewrites the document for generators, with the same meaning. A reference stands alone: generators make a class of an
 * `allOf` around it, which in Java extends an enum and does not compile. A field that may be null is not required:
 * Python's models refuse null for a required one.
 */
export function forGenerators(document: OpenAPIObject): OpenAPIObject {
  return plain(document) as OpenAPIObject;
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  const { allOf, properties, required } = value as Schema;
  const [only, ...others] = allOf ?? [];
  if (only?.$ref !== undefined && others.length === 0) return { $ref: only.$ref };
  const copy = Object.fromEntries(Object.entries(value).map(([key, child]) => [key, plain(child)]));
  if (properties !== undefined && required !== undefined)
    copy['required'] = required.filter((name) => properties[name]?.nullable !== true);
  return copy;
}
