import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';

/** The length of a key id, which keeps what tokens may have looked up short. */
const MAX_KID = 256;
const RSA_BITS = { least: 2_048, most: 8_192 };
/** Keys of a set that are looked at: each costs some 0.4 ms, at once for all. */
const MAX_KEYS = 100;
/** Below this RSA is weak (FIPS 186-5, section 5.1), and with 1 it signs nothing. */
const LEAST_EXPONENT = 65_537n;

export type KeyAlgorithm = 'RS256' | 'ES256' | 'EdDSA';

/** A key of the set that tokens may be signed with. */
export interface PublicKey {
  readonly kid: string;
  readonly algorithm: KeyAlgorithm;
  readonly pem: string;
}

export interface ReadKeys {
  readonly keys: readonly PublicKey[];
  /** Keys of the set that are not used, with the reason. */
  readonly unused: readonly { readonly kid: string; readonly why: string }[];
}

export function isKid(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= MAX_KID;
}

/**
 * The first hundred keys of a JSON Web Key Set (RFC 7517). One that is weak, secret, for something else or of another type is not used, and
 * does not keep the others from being used (section 5). Where one `kid` has two keys nobody can say which is meant, so
 * that neither is used.
 * @throws Error when it is no key set
 */
export function readKeySet(text: string): ReadKeys {
  const { keys: given } = (JSON.parse(text) ?? {}) as { keys?: unknown };
  if (!Array.isArray(given)) throw new Error('It is not a JSON Web Key Set.');
  const found = new Map<string, PublicKey>();
  const ambiguous = new Set<string>();
  const unused: { kid: string; why: string }[] = [];
  if (given.length > MAX_KEYS) unused.push({ kid: '', why: `of ${given.length} keys the first ${MAX_KEYS} are used` });
  for (const entry of given.slice(0, MAX_KEYS)) {
    const key = readKey((entry ?? {}) as JsonWebKey);
    if ('why' in key) {
      unused.push(key);
      continue;
    }
    const name = keyName(key);
    const before = found.get(name);
    if (before !== undefined && before.pem !== key.pem) ambiguous.add(name);
    found.set(name, key);
  }
  for (const name of ambiguous) {
    unused.push({ kid: found.get(name)?.kid ?? '', why: 'two keys have this kid' });
    found.delete(name);
  }
  return { keys: [...found.values()], unused };
}

/** By what a token says that it is signed with. */
export function keyName({ algorithm, kid }: Pick<PublicKey, 'algorithm' | 'kid'>): string {
  return `${algorithm} ${kid}`;
}

function readKey(given: JsonWebKey): PublicKey | { kid: string; why: string } {
  const { kid } = given;
  const refused = (why: string) => ({ kid: isKid(kid) ? kid : '', why });
  if (!isKid(kid)) return refused('it has no kid to be named by');
  const algorithm = algorithmOf(given);
  if (algorithm === undefined) return refused('it is of another type than RSA, P-256 and Ed25519');
  if (!isForVerifying(given, algorithm)) return refused('it is for something else');
  if (given.d !== undefined) return refused('its private key is published');
  try {
    const key = createPublicKey({ format: 'jwk', key: publicPart(given) });
    if (algorithm === 'RS256' && !isStrong(key)) return refused('it is weak');
    return { kid, algorithm, pem: key.export({ type: 'spki', format: 'pem' }).toString() };
  } catch {
    return refused('it is malformed');
  }
}

/** The type of a key decides what it may verify: one algorithm. */
function algorithmOf({ kty, crv }: JsonWebKey): KeyAlgorithm | undefined {
  if (kty === 'RSA') return 'RS256';
  if (kty === 'EC' && crv === 'P-256') return 'ES256';
  return kty === 'OKP' && crv === 'Ed25519' ? 'EdDSA' : undefined;
}

function isForVerifying({ use, key_ops: operations, alg }: JsonWebKey, algorithm: KeyAlgorithm): boolean {
  const names = algorithm === 'EdDSA' ? [algorithm, 'Ed25519'] : [algorithm];
  return (
    (use === undefined || use === 'sig') &&
    (operations === undefined || (Array.isArray(operations) && operations.includes('verify'))) &&
    (alg === undefined || names.includes(alg as string))
  );
}

function publicPart({ kty, n, e, crv, x, y }: JsonWebKey): JsonWebKey {
  if (kty === 'RSA') return { kty, n, e };
  return kty === 'EC' ? { kty, crv, x, y } : { kty, crv, x };
}

function isStrong({ asymmetricKeyDetails: { modulusLength = 0, publicExponent = 0n } = {} }: KeyObject): boolean {
  const isLongEnough = modulusLength >= RSA_BITS.least && modulusLength <= RSA_BITS.most;
  return isLongEnough && publicExponent >= LEAST_EXPONENT && publicExponent % 2n === 1n;
}
