import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync, type KeyObject, randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';

export interface SealKey {
  /** From 1. */
  readonly id: number;
  readonly key: KeyObject;
}

/** The keys that only servers can read. */
export interface SealKeys {
  /** The key that seals. */
  readonly newest: SealKey | undefined;
  find(id: number): SealKey | undefined;
}

/** `old`: received before, or sent too long ago. */
export type Opened = { readonly text: string } | 'own' | 'forged' | 'old';

const CIPHER = 'aes-256-gcm';
const VERSION = 1;
const ORIGIN_BYTES = 16;
/** The version, the key's id and who seals: authenticated beside the text. */
const PLAIN_BYTES = 1 + 4 + ORIGIN_BYTES;
/** Milliseconds since 1970, and a count. */
const NONCE_BYTES = 6 + 6;
const TAG_BYTES = 16;
const OVERHEAD = PLAIN_BYTES + NONCE_BYTES + TAG_BYTES;

/** In ms. Servers whose clocks differ by more do not hear each other. */
const MAX_AGE_MS = 5 * 60_000;
/** Other servers whose latest message is remembered. */
const MAX_ORIGINS = 1_000;

interface Origin {
  readonly key: KeyObject;
  lastCount: number;
}

/**
 * Texts that only servers can read, make, change or repeat: AES-256-GCM (NIST SP 800-38D) with a key for each server,
 * derived by HKDF (RFC 5869) from the common key and a random name, so a counter makes nonces that never repeat. A
 * sealed text is base64.
 */
export class Seal {
  private readonly origin = randomBytes(ORIGIN_BYTES);
  private readonly origins = new LRUCache<string, Origin>({ max: MAX_ORIGINS });
  private own: { readonly id: number; readonly key: KeyObject } | undefined;
  private count = 0;

  constructor(private readonly keys: SealKeys) {}

  /** The longest text, in bytes, that fits into `bytes` once it is sealed. */
  static room(bytes: number): number {
    return Math.floor(bytes / 4) * 3 - OVERHEAD;
  }

  /** Undefined when there is no key. */
  seal(text: string): string | undefined {
    const { newest } = this.keys;
    if (newest === undefined) return undefined;
    if (this.own?.id !== newest.id) this.own = { id: newest.id, key: derive(newest, this.origin) };
    const head = Buffer.allocUnsafe(PLAIN_BYTES + NONCE_BYTES);
    head.writeUInt8(VERSION, 0);
    head.writeUInt32BE(newest.id, 1);
    this.origin.copy(head, 5);
    head.writeUIntBE(Date.now(), PLAIN_BYTES, 6);
    head.writeUIntBE(++this.count, PLAIN_BYTES + 6, 6);
    const cipher = createCipheriv(CIPHER, this.own.key, head.subarray(PLAIN_BYTES));
    cipher.setAAD(head.subarray(0, PLAIN_BYTES));
    const sealed = [head, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()];
    return Buffer.concat(sealed).toString('base64');
  }

  open(payload: string): Opened {
    const bytes = Buffer.from(payload, 'base64');
    if (bytes.length < OVERHEAD || bytes[0] !== VERSION) return 'forged';
    const name = bytes.toString('latin1', 1, PLAIN_BYTES);
    if (bytes.subarray(5, PLAIN_BYTES).equals(this.origin)) return 'own';
    const origin = this.origins.get(name) ?? this.newOrigin(bytes);
    const text = origin === undefined ? undefined : unsealed(bytes, origin.key);
    if (origin === undefined || text === undefined) return 'forged';
    const count = bytes.readUIntBE(PLAIN_BYTES + 6, 6);
    const age = Date.now() - bytes.readUIntBE(PLAIN_BYTES, 6);
    if (count <= origin.lastCount || Math.abs(age) > MAX_AGE_MS) return 'old';
    origin.lastCount = count;
    // Only now: a forged message must not change the memory of what came before.
    this.origins.set(name, origin);
    return { text };
  }

  private newOrigin(bytes: Buffer): Origin | undefined {
    const key = this.keys.find(bytes.readUInt32BE(1));
    return key && { key: derive(key, bytes.subarray(5, PLAIN_BYTES)), lastCount: 0 };
  }
}

function derive({ key }: SealKey, origin: Buffer): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync('sha256', key, origin, 'chat-system-api bus', 32)));
}

function unsealed(bytes: Buffer, key: KeyObject): string | undefined {
  const end = bytes.length - TAG_BYTES;
  const decipher = createDecipheriv(CIPHER, key, bytes.subarray(PLAIN_BYTES, PLAIN_BYTES + NONCE_BYTES));
  decipher.setAAD(bytes.subarray(0, PLAIN_BYTES));
  decipher.setAuthTag(bytes.subarray(end));
  try {
    const text = decipher.update(bytes.subarray(PLAIN_BYTES + NONCE_BYTES, end), undefined, 'utf8');
    return text + decipher.final('utf8');
  } catch {
    return undefined;
  }
}
