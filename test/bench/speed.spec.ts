import { describe, expect, it } from '@jest/globals';
import { measure } from './children.mjs';
import { runSmall } from './speed/small-run.mjs';

describe('npm run bench -- speed, on next to nothing', () => {
  it('makes data whose counters are right, and compares servers that answer alike', async () => {
    let result: Awaited<ReturnType<typeof runSmall>> | undefined;
    await measure(async () => {
      result = await runSmall(process.env['TEST_POSTGRES_URL'] ?? '', 'small');
    });
    expect(result).toEqual({ compared: 36, requests: 215, failures: 0 });
  }, 180_000);
});
