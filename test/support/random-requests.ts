import fc, { type Arbitrary } from 'fast-check';
import { brokenValue, valueOf } from './documented-values.js';
import type { OperationCase, Target } from './nine-operations.js';
import type { DocumentedApi, Schema } from './openapi-document.js';

export interface RandomRequest {
  readonly path: string;
  readonly query: Readonly<Record<string, unknown>>;
  /** Null for none. */
  readonly body: Readonly<Record<string, unknown>> | null;
}

interface World {
  readonly documented: DocumentedApi;
  readonly targets: Arbitrary<Target>;
  readonly userIds: Arbitrary<string>;
}

/** What a request may say: each part as documented, broken, or not at all. */
export function randomRequest(world: World, { operationId, path }: OperationCase): Arbitrary<RandomRequest> {
  const { documented, targets } = world;
  const query = documented.queryParameters(operationId).map(({ name, schema }) => [name, schema] as const);
  const body = Object.entries(documented.bodyFields(operationId));
  return fc.record({
    path: targets.map(path),
    query: someOf(world, query),
    body: fc.option(someOf(world, body), { freq: 9 }),
  });
}

/** As it goes into a query. */
export function toText(value: unknown): string {
  return (typeof value === 'string' ? value : JSON.stringify(value)).toWellFormed();
}

function someOf(world: World, parts: readonly (readonly [name: string, schema: Schema])[]) {
  return fc
    .subarray([...parts], { maxLength: Math.min(3, parts.length) })
    .chain((chosen) =>
      fc.record(Object.fromEntries(chosen.map(([name, schema]) => [name, part(world, name, schema)]))),
    );
}

function part({ documented, userIds }: World, name: string, schema: Schema): Arbitrary<unknown> {
  const sound = name === 'user_id' ? userIds : valueOf(documented, schema);
  return fc.oneof({ weight: 5, arbitrary: sound }, { weight: 1, arbitrary: brokenValue });
}
