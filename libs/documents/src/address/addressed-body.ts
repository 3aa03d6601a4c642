import type { FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { type PublicAddress, StaticBody } from '#libs/http';

/** Addresses that a body is kept for; a service is known by few. Strangers can make up hosts, so there is a bound. */
const KEPT = 8;

/** A document or page that names the address that it is asked at: written and compressed once for each. */
export class AddressedBody {
  private readonly bodies = new LRUCache<string, StaticBody>({ max: KEPT });

  /** @param write makes the text, cheaply: callers choose the address. Address and path hold nothing that needs escaping */
  constructor(
    private readonly type: string,
    private readonly write: (address: PublicAddress) => string,
  ) {}

  readonly send = (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> =>
    this.at(request.publicAddress).send(request, reply);

  private at(address: PublicAddress): StaticBody {
    const key = `${address.origin}${address.path}`;
    const kept = this.bodies.get(key);
    if (kept !== undefined) return kept;
    const body = new StaticBody(this.type, this.write(address));
    this.bodies.set(key, body);
    return body;
  }
}
