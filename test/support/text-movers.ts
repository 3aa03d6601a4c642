import { Database } from '#libs/database';
import { MessageTextRepository, TextMover } from '#libs/search';
import type { ApiServer } from './api-server.js';

/** Indexes what waits when it is told to: for servers that do no work by themselves (`WORKER=off`). */
export function textMoverOf({ app }: ApiServer): TextMover {
  return new TextMover(app.get(Database, { strict: false }), app.get(MessageTextRepository, { strict: false }));
}

/** Indexes all that waits in the database. */
export async function moveTexts(api: ApiServer): Promise<void> {
  const mover = textMoverOf(api);
  while (await mover.move());
}
