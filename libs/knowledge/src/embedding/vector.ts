/** float32, of length 1: the product of two is the cosine of their angle. */
export type Vector = Float32Array;

/** Longer ones would cost more than they tell. */
const MOST_DIMENSIONS = 4_096;

/** @returns undefined when the numbers have no direction: none, too many, not finite, or all zero */
export function unitVector(numbers: readonly number[]): Vector | undefined {
  if (numbers.length > MOST_DIMENSIONS) return undefined;
  const length = Math.hypot(...numbers);
  if (!Number.isFinite(length) || length === 0) return undefined;
  return Float32Array.from(numbers, (number) => number / length);
}

/** @returns undefined when they cancel each other out */
export function weightedSum(
  parts: readonly { readonly vector: Vector; readonly weight: number }[],
): Vector | undefined {
  const sum = Array.from({ length: parts[0]?.vector.length ?? 0 }, (_, at) =>
    parts.reduce((total, { vector, weight }) => total + weight * (vector[at] ?? 0), 0),
  );
  return unitVector(sum);
}

export function pack(vector: Vector): Buffer {
  const bytes = Buffer.alloc(4 * vector.length);
  vector.forEach((number, at) => bytes.writeFloatLE(number, 4 * at));
  return bytes;
}

/** The product of a vector and a packed one of the same length, without unpacking it. */
export function product(vector: Vector, other: Uint8Array): number {
  const view = new DataView(other.buffer, other.byteOffset, other.byteLength);
  let sum = 0;
  for (let at = 0; at < vector.length; at++) sum += (vector[at] ?? 0) * view.getFloat32(4 * at, true);
  return sum;
}

/** As pgvector reads it. */
export function vectorText(vector: Vector): string {
  return `[${vector.join(',')}]`;
}
