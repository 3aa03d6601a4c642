import { createHmac } from 'node:crypto';
import { SECRET } from './api-server.js';

interface Making {
  readonly header?: Readonly<Record<string, unknown>>;
  readonly secret?: string;
  readonly hash?: 'sha256' | 'sha384' | 'sha512';
}

export const inSeconds = (seconds: number): number => Math.floor(Date.now() / 1000) + seconds;

/** A JWT of any claims, sound ones or not; `undefined` leaves a claim out. HS256 unless told otherwise. */
export function makeToken(
  claims: Readonly<Record<string, unknown>>,
  { header = {}, secret = SECRET, hash = 'sha256' }: Making = {},
): string {
  const signed = [
    { alg: 'HS256', typ: 'JWT', ...header },
    { exp: inSeconds(3600), ...claims },
  ]
    .map(toBase64Url)
    .join('.');
  return `${signed}.${createHmac(hash, secret).update(signed).digest('base64url')}`;
}

/** A JWT that nobody signed. */
export function makeUnsignedToken(claims: Readonly<Record<string, unknown>>, alg: string): string {
  return `${[
    { alg, typ: 'JWT' },
    { exp: inSeconds(3600), ...claims },
  ]
    .map(toBase64Url)
    .join('.')}.`;
}

function toBase64Url(part: object): string {
  // JSON has no Infinity, but numbers that are read as it.
  const text = JSON.stringify(part, (_name, value: unknown) => (value === Infinity ? 'Infinity' : value));
  return Buffer.from(text.replaceAll('"Infinity"', '1e999')).toString('base64url');
}
