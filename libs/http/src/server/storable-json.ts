import { FieldRefused } from '../errors/api-error.js';
import { HttpErrors } from '../errors/http-errors.js';
import { isStorable } from '../fields/text.js';

const MAX_DEPTH = 32;
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

interface Place {
  readonly value: unknown;
  readonly path: string;
  readonly depth: number;
}

/**
 * Refuses, by the path of the field, what PostgreSQL could not store as sent (NUL, lone surrogates), what
 * JavaScript could not carry safely (`__proto__` and its kin), and nesting over 32 levels.
 * Iterative: the depth of a body is the caller's choice, the depth of our stack is not.
 */
export function refuseUnstorable(body: object): void {
  const waiting: Place[] = [{ value: body, path: '', depth: 0 }];
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    const { value, path, depth } = place;
    if (typeof value === 'string') refuseText(value, path);
    else if (typeof value === 'object' && value !== null) {
      if (depth === MAX_DEPTH)
        throw new FieldRefused(path, HttpErrors.too_deep, `must be at most ${MAX_DEPTH} levels deep`);
      for (const key of Object.keys(value)) waiting.push(child(value, key, path, depth + 1));
    }
  }
}

function child(parent: object, key: string, parentPath: string, depth: number): Place {
  const path = Array.isArray(parent) ? `${parentPath}[${key}]` : parentPath === '' ? key : `${parentPath}.${key}`;
  if (FORBIDDEN_KEYS.has(key)) throw new FieldRefused(path, HttpErrors.forbidden_key, `the key ${key} is not allowed`);
  if (!isStorable(key)) refuseText(key, parentPath === '' ? '(body)' : parentPath);
  return { value: (parent as Record<string, unknown>)[key], path, depth };
}

function refuseText(text: string, path: string): void {
  if (!isStorable(text))
    throw new FieldRefused(path, HttpErrors.malformed_text, 'must not hold a NUL character or a lone surrogate');
}
