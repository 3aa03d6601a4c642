import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { KnowledgeService } from '#libs/knowledge';
import { accessStory, playAccess } from '../support/access-story.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { GuardedWorld } from '../support/guarded-world.js';
import { holds, PROPERTY_TIMEOUT } from '../support/property.js';

describe('chats that are deleted, restored, shared and taken away', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  it(
    'nobody finds, or gets a reply from, what they may not read',
    async () => {
      const counts = { questions: 0, held: 0, passages: 0, replies: 0, citations: 0 };
      await holds(10, accessStory, async (story) => {
        const people = ['ada', 'ben', 'cleo', 'dan'].map((name) => api.user(name));
        const world = new GuardedWorld(api.app.get(KnowledgeService, { strict: false }), api.pool, people, counts);
        await playAccess(world, story);
        expect(world.leaks).toEqual([]);
      });
      // Or it would have shown nothing.
      for (const count of Object.values(counts)) expect(count).toBeGreaterThan(0);
    },
    PROPERTY_TIMEOUT,
  );
});
