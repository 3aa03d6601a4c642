import type { Shape } from '../shapes.js';
import { editAndDelete, mark, send } from './changes.js';
import { readAndMakeChats, readPages } from './lists.js';
import { beat, followFeeds, tellReceiver } from './live.js';
import { moveNewTexts, purge, revoke } from './own-work.js';
import { knowAndForget, writeReplies } from './replies.js';
import { type Stage, Visit } from './visit.js';

/** Does all that the service can do, in a database of a known shape. */
export async function tour(stage: Stage, shape: Shape): Promise<void> {
  const visit = new Visit(stage, shape);
  await readPages(visit);
  await readAndMakeChats(visit);
  await send(visit);
  await mark(visit);
  await editAndDelete(visit);
  await moveNewTexts(visit);
  await followFeeds(visit);
  await writeReplies(visit);
  await knowAndForget(visit);
  await beat(visit);
  await revoke(visit);
  await purge(visit);
  await tellReceiver(visit);
  await fetch(`${stage.api.url}/health/ready`);
  await fetch(`${stage.api.url}/metrics`);
}
