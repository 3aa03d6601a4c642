import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { KnowledgeService } from '#libs/knowledge';
import { accessStory, playAccess } from '../support/access-story.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { GuardedWorld } from '../support/guarded-world.js';

const { ACCESS_QUESTIONS = '10000', ACCESS_SEED } = process.env;
const seed = Number(ACCESS_SEED ?? Date.now() % 1_000_000);

describe('chats that are deleted, restored, shared and taken away', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  it(`nobody finds, or gets a reply from, what they may not read, ${ACCESS_QUESTIONS} times`, async () => {
    process.stdout.write(`ACCESS_SEED=${seed}\n`);
    const knowledge = api.app.get(KnowledgeService, { strict: false });
    const counts = { questions: 0, held: 0, passages: 0, replies: 0, citations: 0 };
    const leaks: string[] = [];
    for (let nth = 0; counts.questions < Number(ACCESS_QUESTIONS); nth++) {
      const [story] = fc.sample(accessStory, { seed: seed + nth, numRuns: 1 });
      const people = ['ada', 'ben', 'cleo', 'dan'].map((name) => api.user(name));
      const world = new GuardedWorld(knowledge, api.pool, people, counts);
      if (story !== undefined) await playAccess(world, story);
      leaks.push(...world.leaks);
    }
    process.stdout.write(`${JSON.stringify({ ...counts, leaks: leaks.length })}\n`);
    expect(leaks).toEqual([]);
  });
});
