import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { Parser } from '@asyncapi/parser';
import { type ApiServer, startApi } from '../support/api-server.js';
import { LiveContract } from '../support/live-contract.js';

describe('the AsyncAPI document', () => {
  let api: ApiServer;
  let served: string;
  beforeAll(async () => {
    api = await startApi();
    served = await (await fetch(`${api.url}/docs/asyncapi.json`)).text();
  });
  afterAll(() => api.close());

  it('is valid AsyncAPI 3.0', async () => {
    const { document, diagnostics } = await new Parser().parse(served);
    expect(diagnostics.filter(({ code }) => code !== 'asyncapi-latest-version')).toEqual([]);
    expect(document?.version()).toBe('3.0.0');
    expect(
      document
        ?.channels()
        .all()
        .map((channel) => channel.address()),
    ).toEqual(['/realtime', '/api/v1/chats', ...Array<string>(2).fill('/api/v1/chats/{chat_id}/messages')]);
  });

  it('has an example of every message, as its schema wants it', async () => {
    const contract = await LiveContract.load(api.url);
    for (const [name, { examples = [] }] of Object.entries(contract.document.components.messages)) {
      expect([name, examples.length]).not.toEqual([name, 0]);
      for (const { payload } of examples) expect(() => contract.check(name, payload)).not.toThrow();
    }
  });

  it('is the one that is checked in', async () => {
    const checkedIn = JSON.parse(await readFile('apps/api/asyncapi.json', 'utf8')) as object;
    // But for the address, which is that of this server.
    const servers = { webSocket: { host: new URL(api.url).host }, eventStream: { host: new URL(api.url).host } };
    expect(JSON.parse(served)).toMatchObject({ servers });
    expect({ ...(JSON.parse(served) as object), servers: {} }).toEqual({ ...checkedIn, servers: {} });
  });

  it('describes messages and chats with the very schemas of the OpenAPI document', async () => {
    const openApi = (await (await fetch(`${api.url}/docs/openapi.json`)).json()) as Described;
    const { components } = JSON.parse(served) as Described;
    for (const name of ['Message', 'Chat', 'Watermarks'])
      expect(components.schemas[name]).toEqual({ ...openApi.components.schemas[name], additionalProperties: false });
  });
});

interface Described {
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}
