import { Injectable, Logger } from '@nestjs/common';
import pLimit from 'p-limit';
import { Bus, type PeersHint, type PresenceHint } from '#libs/bus';
import { ParticipantRepository } from '#libs/chat';
import { Database } from '#libs/database';
import { loggableError } from '#libs/http';
import type { LocalFeeds } from './chat-channel.js';
import type { Feed } from './feed.js';
import { Frame } from './frame.js';

/** In ms. A user who reconnects within this time was not away. */
const GRACE_MS = 5_000;
/** Arrivals and departures that wait for the database; further ones are dropped. */
const MAX_WAITING = 1_000;
/** Peers that are sent to a user who arrives. */
const MAX_PEERS = 100;
/** People of whom it is remembered what a feed was told last. */
const MAX_KNOWN = 1_000;

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
  private readonly told = new WeakMap<Feed, Map<string, PresenceHint['status']>>();

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
      const hearing = peers.filter(({ may_hear }) => may_hear).map(({ user_id }) => user_id);
      this.tell(local.ofUsers(hearing), userId, status);
      const heard = peers.filter(({ may_be_heard }) => may_be_heard).map(({ user_id }) => user_id);
      if (status === 'online' && heard.length > 0)
        this.bus.publish({ kind: 'peers', of: userId, userIds: heard.slice(0, MAX_PEERS) });
    } catch (error) {
      this.logger.warn({ error: loggableError(error) }, 'presence is not told');
    }
  }

  private tellPeers({ of: userId, userIds }: PeersHint, local: LocalFeeds): void {
    const feeds = local.ofUsers([userId]);
    if (feeds.length > 0) for (const peer of userIds) this.tell(feeds, peer, 'online');
  }

  /** Two who arrive at once are looked up for each other twice, and somebody on two servers arrives and leaves on each. */
  private tell(feeds: readonly Feed[], userId: string, status: PresenceHint['status']): void {
    const frame = Frame.of('presence', { user_id: userId, status });
    for (const feed of feeds) {
      const known = this.told.get(feed) ?? new Map<string, PresenceHint['status']>();
      this.told.set(feed, known);
      if (known.get(userId) === status) continue;
      // The latest last, so that the first is who has been told of the longest ago.
      known.delete(userId);
      known.set(userId, status);
      if (known.size > MAX_KNOWN) known.delete(known.keys().next().value ?? userId);
      feed.hear(frame);
    }
  }
}
