import { Injectable, Logger } from '@nestjs/common';
import pLimit from 'p-limit';
import { Bus, type PeersHint, type PresenceHint } from '#libs/bus';
import { ParticipantRepository } from '#libs/chat';
import { Database } from '#libs/database';
import { loggableError } from '#libs/http';
import type { LocalFeeds } from './chat-channel.js';
import { Frame } from './frame.js';

/** In ms. A user who reconnects within this time was not away. */
const GRACE_MS = 5_000;
/** Arrivals and departures that wait for the database; further ones are dropped. */
const MAX_WAITING = 1_000;
/** Peers that are sent to a user who arrives. */
const MAX_PEERS = 100;

/**
 * Who is online. A user's presence goes to the people of groups in which the user has taken part, so nobody learns of a
 * user by adding them to a group. It is never stored, and not guaranteed: after a server was killed, a user who does
 * not come back stays `online` for others. A user who arrives is sent who is online.
 */
@Injectable()
export class Presence {
  private readonly logger = new Logger(Presence.name);
  private readonly limit = pLimit(1);
  private readonly leaving = new Map<string, NodeJS.Timeout>();

  constructor(
    private readonly bus: Bus,
    private readonly database: Database,
    private readonly participants: ParticipantRepository,
  ) {}

  /** The first feed of a user in this process. */
  arrived(userId: string): void {
    const timer = this.leaving.get(userId);
    clearTimeout(timer);
    this.leaving.delete(userId);
    if (timer === undefined) this.bus.publish({ kind: 'presence', userId, status: 'online' });
  }

  /** The last feed of a user in this process was closed. */
  left(userId: string): void {
    const timer = setTimeout(() => {
      this.leaving.delete(userId);
      this.bus.publish({ kind: 'presence', userId, status: 'offline' });
    }, GRACE_MS);
    timer.unref();
    this.leaving.set(userId, timer);
  }

  heard(hint: PresenceHint | PeersHint, local: LocalFeeds): void {
    if (hint.kind === 'peers') this.tellPeers(hint, local);
    else if (hint.status === 'offline' && local.ofUsers([hint.userId]).length > 0)
      this.bus.publish({ ...hint, status: 'online' });
    else if (this.limit.pendingCount < MAX_WAITING) void this.limit(() => this.spread(hint, local));
  }

  private async spread({ userId, status }: PresenceHint, local: LocalFeeds) {
    try {
      const peers = await this.participants.peersAmong(this.database, userId, local.users);
      const frame = Frame.of('presence', { user_id: userId, status });
      const hearing = peers.filter(({ may_hear }) => may_hear).map(({ user_id }) => user_id);
      for (const feed of local.ofUsers(hearing)) feed.hear(frame);
      const heard = peers.filter(({ may_be_heard }) => may_be_heard).map(({ user_id }) => user_id);
      if (status === 'online' && heard.length > 0)
        this.bus.publish({ kind: 'peers', of: userId, userIds: heard.slice(0, MAX_PEERS) });
    } catch (error) {
      this.logger.warn({ error: loggableError(error) }, 'presence is not told');
    }
  }

  private tellPeers({ of: userId, userIds }: PeersHint, local: LocalFeeds): void {
    const feeds = local.ofUsers([userId]);
    if (feeds.length === 0) return;
    for (const peer of userIds) {
      const frame = Frame.of('presence', { user_id: peer, status: 'online' });
      for (const feed of feeds) feed.hear(frame);
    }
  }
}
