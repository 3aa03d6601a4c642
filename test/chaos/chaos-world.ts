import { randomUUID } from 'node:crypto';
import { ApiClient } from '../support/api-client.js';
import { SECRET } from '../support/api-server.js';
import { loadContract } from '../support/contract.js';
import { groupOf } from '../support/group-chats.js';
import { tokenOf } from '../support/live-client.js';
import { newDataFolder } from '../support/service-process.js';
import { ChaosFollower } from './chaos-follower.js';
import { ChaosUser } from './chaos-user.js';
import { type BusName, LossyBus } from './lossy-bus.js';
import { SeededRandom } from './seeded-random.js';
import { ServerFleet } from './server-fleet.js';
import { TcpRelay } from './tcp-relay.js';

export interface WorldOptions {
  readonly seed: number;
  readonly databaseUrl: string;
  readonly bus: BusName;
  readonly servers: number;
  readonly users: number;
  readonly chats: number;
}

/** Who has been removed is told 404, and a message may have been deleted by the owner meanwhile. */
const EXPECTED = new Set(['chat_not_found', 'not_editable']);

/** What a server says that has too little of a busy machine; who was refused so asks again, and nothing is lost. */
const NOT_NOW = /"code":"(?:database_unavailable|too_busy)","msg":"request failed"/;

interface GroupChat {
  readonly id: number;
  readonly owner: ChaosUser;
}

/** Servers on one database and a bus that loses hints, a balancer before them, and the people behind it. */
export class ChaosWorld {
  readonly chats: GroupChat[] = [];
  readonly users: ChaosUser[] = [];
  /** Of every chat, one over each kind of connection. */
  readonly followers: ChaosFollower[] = [];
  /** What somebody saw that nobody may see. */
  private readonly seen: string[] = [];

  private constructor(
    readonly random: SeededRandom,
    readonly bus: LossyBus,
    readonly fleet: ServerFleet,
    readonly balancer: TcpRelay,
    private readonly removeFolder: () => Promise<void>,
  ) {}

  static async start({ seed, databaseUrl, bus: busName, servers, users, chats }: WorldOptions): Promise<ChaosWorld> {
    const random = new SeededRandom(seed);
    const { folder, remove } = await newDataFolder();
    const bus = await LossyBus.start(busName, databaseUrl, folder, random.fork());
    const environment = {
      // Does not greet.
      NODE_ENV: 'production',
      RATE_LIMITS: 'off',
      DATABASE_URL: databaseUrl,
      DATABASE_POOL_SIZE: '8',
      JWT_SECRET: SECRET,
      BUS_CHANNEL: `chaos_${randomUUID().slice(0, 8)}`,
      ...bus.environment(databaseUrl),
    };
    const fleet = await ServerFleet.start(servers, folder, environment, random.fork());
    const balancer = await TcpRelay.listen({ target: fleet.pickPort });
    const world = new ChaosWorld(random, bus, fleet, balancer, remove);
    try {
      await fleet.up();
      await world.populate(users, chats);
    } catch (error) {
      await world.close();
      throw error;
    }
    return world;
  }

  get chatIds(): readonly number[] {
    return this.chats.map(({ id }) => id);
  }

  /** Messages that a server has taken. */
  get taken(): number {
    return this.users.reduce((total, { taken }) => total + taken, 0);
  }

  get counts(): Record<string, number> {
    const { users, fleet, balancer, bus } = this;
    const sum = (of: (user: ChaosUser) => number) => users.reduce((total, user) => total + of(user), 0);
    return {
      users: users.length,
      chats: this.chats.length,
      'messages sent': sum(({ sent }) => sent.size),
      'messages acknowledged': sum(({ acknowledged }) => acknowledged.size),
      'messages refused': sum(({ refused }) => refused.size),
      edits: sum(({ edits }) => edits),
      deletions: sum(({ deletions }) => deletions),
      'answers: not now': this.said.filter((line) => NOT_NOW.test(line)).length,
      'servers killed': fleet.kills,
      'Redis killed': bus.redisKills,
      'client connections cut': balancer.cuts,
      'bus connections cut': bus.cuts,
      'hints carried': bus.carried,
      'hints lost': bus.lost,
      reconnects: sum(({ connections }) => connections - 1),
      pulls: sum(({ pulls }) => pulls),
      'frames applied': sum(({ applied }) => applied.frames),
      'followers killed': this.followers.reduce((total, { kills }) => total + kills, 0),
      'told to followers': this.followers.reduce((total, { told }) => total + told, 0),
    };
  }

  /** What no server may say, and no client either. */
  get mistakes(): string[] {
    const codes = this.users.flatMap(({ refused }) => [...refused.values()]);
    const unexpected = codes.filter((code) => !EXPECTED.has(code)).map((code) => `refused with ${code}`);
    const output = this.said.filter((line) => !NOT_NOW.test(line));
    const told = [...this.users, ...this.followers].flatMap(({ errors }) => errors);
    return [...unexpected, ...told, ...output];
  }

  private get said(): string[] {
    return this.fleet.output.split('\n').filter((line) => line !== '');
  }

  get doubled(): string[] {
    return [...this.seen, ...this.users.flatMap(({ applied }) => applied.doubled)];
  }

  /** Everybody looks at what their application shows. */
  look(): void {
    for (const user of this.users) this.seen.push(...user.look());
  }

  /** Everybody says something in each of their chats, and no server tells another. */
  sayLastWords(): void {
    this.bus.fallSilent();
    for (const user of this.users)
      for (const chatId of user.replicas.keys()) user.send(chatId, { content: 'last words' });
  }

  /** Whether all servers are up, everybody is online and every outbox is empty. */
  get isQuiet(): boolean {
    for (const user of this.users) user.giveUpRefused();
    return this.fleet.isUp && this.users.every(({ isOnline, waiting }) => isOnline && waiting === 0);
  }

  /** Whether everybody has just the chats that they are in, as far as the server has them. */
  async isInStep(): Promise<boolean> {
    for (const user of this.users) if (!(await this.hasAll(user))) return false;
    for (const { id, owner } of this.chats) {
      const reply = await owner.api.getChat(id).catch(() => undefined);
      if (reply?.status !== 200) return false;
      if (!this.followers.every((follower) => follower.isAt(id, reply.body.last_seq))) return false;
    }
    return true;
  }

  async close(): Promise<void> {
    for (const follower of this.followers) follower.stop();
    for (const user of this.users) user.stop();
    await this.balancer.close();
    await this.fleet.stop();
    await this.bus.stop();
    await this.removeFolder();
  }

  private async hasAll({ api, replicas }: ChaosUser): Promise<boolean> {
    const reply = await api.listChats({ limit: 100 }).catch(() => undefined);
    if (reply?.status !== 200) return false;
    const heads = reply.body.data.filter(({ id }) => this.chatIds.includes(id));
    return heads.length === replicas.size && heads.every(({ id, last_seq }) => replicas.get(id)?.seq === last_seq);
  }

  private async populate(users: number, chats: number): Promise<void> {
    const url = `http://127.0.0.1:${this.balancer.port}`;
    const contract = await loadContract(url);
    const isOurs = (chatId: number) => this.chatIds.includes(chatId);
    for (let nth = 0; nth < users; nth++) {
      const userId = `user${nth}-${randomUUID().slice(0, 8)}`;
      const api = new ApiClient({ url, contract, token: tokenOf(userId, 24 * 3600), userId });
      const transport = nth % 2 === 0 ? 'websocket' : 'sse';
      this.users.push(new ChaosUser(api, { url, transport, window: nth % 3 === 2 ? 30 : 'all', isOurs }));
    }
    for (let nth = 0; nth < chats; nth++) {
      const owner = this.users[nth % users];
      if (owner === undefined) throw new Error('there are no users');
      const others = this.users.filter((user) => user !== owner && this.random.chance(0.7));
      const { id } = await groupOf(owner.api, ...others.map(({ api }) => api));
      this.chats.push({ id, owner });
    }
    await Promise.all(this.users.map((user) => user.start()));
    this.followers.push(new ChaosFollower(url, 'websocket'), new ChaosFollower(url, 'sse'));
    for (const follower of this.followers) follower.start();
  }
}
