import { describe, expect, it } from '@jest/globals';
import { pack, product, unitVector, vectorText, weightedSum } from './vector.js';

const vector = (...numbers: number[]) => unitVector(numbers) ?? new Float32Array();

describe('vectors', () => {
  it('have length one', () => {
    expect([...vector(3, 4)]).toEqual([Math.fround(0.6), Math.fround(0.8)]);
  });

  it.each([[[]], [[0, 0]], [[1, NaN]], [[Infinity]], [Array.from({ length: 4_097 }, () => 1)]])(
    'are not made of what has no direction',
    (numbers) => {
      expect(unitVector(numbers)).toBeUndefined();
    },
  );

  it('are packed as little-endian float32, and compared so at any address', () => {
    expect(pack(vector(-1, 0)).toString('hex')).toBe('000080bf00000000');
    const shifted = Buffer.concat([Buffer.from([7]), pack(vector(4, 3))]).subarray(1);
    expect(product(vector(3, 4), shifted)).toBeCloseTo(0.96, 6);
  });

  it('are written as pgvector reads them', () => {
    expect(vectorText(vector(0.5, 0))).toBe('[1,0]');
  });

  it('add up by their weights', () => {
    const sum = weightedSum([
      { vector: vector(1, 0), weight: 1 },
      { vector: vector(0, 1), weight: 0.75 },
    ]);
    expect([...(sum ?? [])]).toEqual([Math.fround(0.8), Math.fround(0.6)]);
    const opposite = [vector(1, 0), vector(-1, 0)].map((each) => ({ vector: each, weight: 1 }));
    expect(weightedSum(opposite)).toBeUndefined();
    expect(weightedSum([])).toBeUndefined();
  });
});
