import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inSeconds } from './json-web-token.js';

export type KeyKind = 'RS256' | 'ES256' | 'EdDSA';

/** A key pair of an issuer. */
export interface IssuerKey {
  readonly kid: string;
  readonly alg: KeyKind;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  /** As the set shows it. */
  readonly jwk: Readonly<Record<string, unknown>>;
}

export function newKey(alg: KeyKind, kid: string, modulusLength = 2048): IssuerKey {
  const { privateKey, publicKey } = newPair(alg, modulusLength);
  return { kid, alg, privateKey, publicKey, jwk: { ...publicKey.export({ format: 'jwk' }), kid, alg, use: 'sig' } };
}

function newPair(alg: KeyKind, modulusLength: number): { privateKey: KeyObject; publicKey: KeyObject } {
  if (alg === 'RS256') return generateKeyPairSync('rsa', { modulusLength });
  return alg === 'ES256' ? generateKeyPairSync('ec', { namedCurve: 'P-256' }) : generateKeyPairSync('ed25519');
}

type Answer = (answer: ServerResponse) => void;

/** An identity service on the loopback interface: publishes keys, and signs with them. */
export class Issuer {
  static readonly path = '/.well-known/jwks.json';
  /** How often its keys were asked for. */
  asked = 0;
  private keys: readonly object[] = [];
  private answer: Answer = (answer) => answer.end(JSON.stringify({ keys: this.keys }));

  static async start(...keys: readonly IssuerKey[]): Promise<Issuer> {
    const issuer = new Issuer();
    issuer.publish(...keys.map(({ jwk }) => jwk));
    await issuer.open(0);
    return issuer;
  }

  private server: Server | undefined;
  private port = 0;

  get url(): string {
    return `http://127.0.0.1:${this.port}/`;
  }

  /** For a server that takes its tokens. */
  get settings(): Record<string, string> {
    return { JWT_JWKS_URL: new URL(Issuer.path, this.url).href, JWT_ISSUER: this.url, JWT_AUDIENCE: 'chat' };
  }

  publish(...keys: readonly object[]): void {
    this.keys = keys;
  }

  /** Answers in another way from now on. */
  misbehave(answer: Answer): void {
    this.answer = answer;
  }

  behave(): void {
    this.answer = (answer) => answer.end(JSON.stringify({ keys: this.keys }));
  }

  /** A token of this issuer for these servers, unless the claims or the header say otherwise; `undefined` leaves out. */
  token(
    key: IssuerKey,
    claims: Readonly<Record<string, unknown>>,
    header: Readonly<Record<string, unknown>> = {},
  ): string {
    return signedToken(key, { iss: this.url, aud: 'chat', iat: inSeconds(0), exp: inSeconds(3600), ...claims }, header);
  }

  /** Nothing listens there any more. */
  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.server?.close(resolve));
    this.server?.closeAllConnections();
    await closed;
  }

  async reopen(): Promise<void> {
    await this.open(this.port);
  }

  private async open(port: number): Promise<void> {
    this.server = createServer((_request, answer) => {
      this.asked++;
      this.answer(answer);
    });
    await once(this.server.listen(port, '127.0.0.1'), 'listening');
    this.port = (this.server.address() as AddressInfo).port;
  }
}

export function signedToken(
  { alg, kid, privateKey }: Pick<IssuerKey, 'alg' | 'kid' | 'privateKey'>,
  claims: object,
  header: object = {},
): string {
  const input = [{ alg, typ: 'JWT', kid, ...header }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  const hash = alg === 'EdDSA' ? null : 'sha256';
  const signature = sign(hash, Buffer.from(input), { key: privateKey, dsaEncoding: 'ieee-p1363' });
  return `${input}.${signature.toString('base64url')}`;
}
