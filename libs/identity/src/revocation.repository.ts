import { Injectable } from '@nestjs/common';
import type { Revocation } from '#libs/auth';
import { Database } from '#libs/database';

const PAGE = 1_000;

export interface NewRevocation extends Revocation {
  /** How long it is until that moment, in ms. */
  readonly in: number;
}

@Injectable()
export class RevocationRepository {
  constructor(private readonly database: Database) {}

  /** A token says in whole seconds when it was issued, so that the moment is the end of the second that runs. */
  async add(userId: string): Promise<NewRevocation> {
    const [row] = await this.database.query<Row & { wait_ms: number }>({
      name: 'token-revocation.add',
      text: `INSERT INTO token_revocation AS r (user_id, revoked_before)
        VALUES ($1, date_trunc('second', clock_timestamp()) + interval '1 second')
        ON CONFLICT (user_id) DO UPDATE SET revoked_before = greatest(r.revoked_before, excluded.revoked_before)
        RETURNING r.user_id, r.revoked_before,
          ceil(extract(epoch FROM r.revoked_before - clock_timestamp()) * 1000)::bigint AS wait_ms`,
      values: [userId],
    });
    if (row === undefined) throw new Error('an INSERT returns its row');
    return { ...toRevocation(row), in: row.wait_ms };
  }

  /** Those since a moment, the newest first, page by page. @param since in ms since 1970; all unless given */
  async *pages(since?: number): AsyncGenerator<Revocation[]> {
    let last: Row = { user_id: '', revoked_before: 'infinity' };
    for (;;) {
      const rows = await this.database.query<Row>({
        name: 'token-revocation.page',
        text: `SELECT user_id, revoked_before FROM token_revocation
          WHERE (revoked_before, user_id) < ($1::timestamptz, $2) AND revoked_before >= $3::timestamptz
          ORDER BY revoked_before DESC, user_id DESC LIMIT $4`,
        values: [
          last.revoked_before,
          last.user_id,
          since === undefined ? '-infinity' : new Date(since).toISOString(),
          PAGE,
        ],
      });
      yield rows.map(toRevocation);
      const next = rows.at(-1);
      if (next === undefined || rows.length < PAGE) return;
      last = next;
    }
  }
}

interface Row {
  readonly user_id: string;
  readonly revoked_before: string;
}

function toRevocation({ user_id: userId, revoked_before: before }: Row): Revocation {
  return { userId, before: Date.parse(before) };
}
