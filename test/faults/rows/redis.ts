import { RedisServer } from '../../chaos/redis-server.js';
import { newDataFolder } from '../../support/service-process.js';
import { FaultStage } from '../fault-stage.js';
import type { FaultRow } from '../fault-table.js';
import { underLoad } from '../under-load.js';
import { UnsteadyNetwork } from '../unsteady-network.js';

const STATES = ['killed', 'refusing', 'dead', 'cut'] as const;

/** The servers lose Redis in every way; hints are late then, and nothing else. */
export async function redisFaults(seed: number, times: number): Promise<FaultRow> {
  const data = await newDataFolder();
  const redis = await RedisServer.start(data.folder);
  const network = await UnsteadyNetwork.before(redis.port);
  const stage = await FaultStage.start(seed, { BUS: 'redis', REDIS_URL: network.urlOf('redis://127.0.0.1') });
  try {
    const fault = `Redis ${STATES.join(', ')}`;
    return await underLoad(stage, { fault, times: times * STATES.length }, async ({ nth, senders }) => {
      const state = STATES[nth % STATES.length];
      if (state === 'killed') await redis.restart();
      else if (state === 'dead') network.loseTrack();
      else {
        if (state === 'refusing') network.be('refusing');
        network.cut();
        await senders.acknowledge(100);
        network.be('steady');
      }
      return [];
    });
  } finally {
    await stage.close();
    await network.close();
    await redis.stop();
    await data.remove();
  }
}
