import { type ChatClient, ChatReplica, type Draft, type Head } from '#libs/client';
import type { ApiClient } from '../support/api-client.js';
import { liveClient } from '../support/live-client.js';
import { type AppliedOnce, watchReplica } from './applied-once.js';
import { KeptOutbox } from './kept-outbox.js';

export interface UserOptions {
  readonly url: string;
  readonly transport: 'websocket' | 'sse';
  readonly window: number | 'all';
  /** Chats that this run is about. */
  readonly isOurs: (chatId: number) => boolean;
}

const OLDER_MESSAGES = 30;

/** Somebody with the application open: a client of the library, and every chat that they are in. */
export class ChaosUser {
  readonly replicas = new Map<number, ChatReplica>();
  /** What was sent, by `client_message_id`, with its chat. */
  readonly sent = new Map<string, number>();
  /** What the server refused, by `client_message_id`, with the code. */
  readonly refused = new Map<string, string>();
  readonly acknowledged = new Set<string>();
  readonly applied: AppliedOnce = { frames: 0, doubled: [] };
  readonly errors: string[] = [];
  isOnline = false;
  edits = 0;
  deletions = 0;
  pulls = 0;
  connections = 0;
  private readonly outbox = new KeptOutbox();
  private readonly opening = new Set<number>();
  /** What must be to be seen since it was sent, by chat. */
  private readonly shown = new Map<number, Set<string>>();
  private listeners: readonly (() => void)[] = [];
  private client!: ChatClient;

  constructor(
    readonly api: ApiClient,
    private readonly options: UserOptions,
  ) {}

  get userId(): string {
    return this.api.userId;
  }

  /** Messages that the server has not answered yet. */
  get waiting(): number {
    return this.outbox.waiting;
  }

  /** Messages that the server has said to have. */
  get taken(): number {
    return this.sent.size - this.refused.size - this.outbox.size;
  }

  /** Begins, or ends the application and begins it anew with nothing but what was stored. */
  async start(): Promise<void> {
    this.stop();
    const { url, transport } = this.options;
    const client = liveClient(url, this.userId, { transport, storage: this.outbox, fetch: this.fetch });
    this.client = client;
    this.listeners = [
      client.on('heads', (heads) => this.discover(client, heads)),
      client.on('changed', (chatId) => this.leaveIfRemoved(chatId)),
      client.on('dropped', (chatId) => this.forget(chatId)),
      client.on('status', (status) => this.note(status === 'online')),
      client.on('error', (error) => this.errors.push(String(error))),
    ];
    await client.start();
  }

  stop(): void {
    for (const end of this.listeners) end();
    void (this.client as ChatClient | undefined)?.stop();
    this.isOnline = false;
    this.opening.clear();
    for (const chatId of this.replicas.keys()) this.forget(chatId);
  }

  send(chatId: number, draft: Draft): void {
    const key = this.keep(chatId, this.client.send(chatId, draft));
    if (this.replicas.has(chatId)) this.shownOf(chatId).add(key);
  }

  /** The act itself is hidden. */
  edit(chatId: number, messageId: number, text: string): void {
    this.keep(chatId, this.client.edit(chatId, messageId, text));
    this.edits++;
  }

  delete(chatId: number, messageId: number): void {
    this.keep(chatId, this.client.delete(chatId, messageId));
    this.deletions++;
  }

  typing(chatId: number): void {
    this.client.typing(chatId);
  }

  /** Tries; it cannot be without a network, or when the application ends. */
  async loadOlder(chatId: number): Promise<void> {
    await this.client.loadOlder(chatId, OLDER_MESSAGES).catch(() => undefined);
  }

  /** Takes note of what was refused, and lets go of it. */
  giveUpRefused(): void {
    for (const { clientMessageId, chatId, code } of this.outbox.refused) {
      this.refused.set(clientMessageId, code);
      this.shown.get(chatId)?.delete(clientMessageId);
      try {
        this.client.discard(clientMessageId);
      } catch {
        // What is stored may be a moment behind what the client has.
      }
    }
  }

  /** @returns what the user sees twice, or does not see any more */
  look(): string[] {
    return [...this.replicas.keys()].flatMap((chatId) => {
      const seen = new Set<string | number>();
      const wrong: string[] = [];
      for (const message of this.client.messages(chatId)) {
        const key = message.sender_id === this.userId ? message.client_message_id : undefined;
        const name = key ?? ('id' in message ? message.id : '');
        if (seen.has(name)) wrong.push(`${this.userId} sees ${name} twice in chat ${chatId}`);
        seen.add(name);
      }
      const gone = [...(this.shown.get(chatId) ?? [])].filter((key) => !seen.has(key));
      return [...wrong, ...gone.map((key) => `${this.userId} does not see ${key} in chat ${chatId} any more`)];
    });
  }

  /** What the client still shows of a chat's messages, apart from unsent ones. */
  holds(chatId: number): number {
    return this.client.messages(chatId).filter(({ isPending = false }) => !isPending).length;
  }

  private keep(chatId: number, { clientMessageId, sent }: ReturnType<ChatClient['send']>): string {
    this.sent.set(clientMessageId, chatId);
    // Whoever does not answer is asked again; what was refused is found in the outbox.
    sent.then(() => this.acknowledged.add(clientMessageId)).catch(() => undefined);
    return clientMessageId;
  }

  private readonly fetch: typeof globalThis.fetch = (input, init) => {
    if (typeof input === 'string' && input.includes('after_seq=')) this.pulls++;
    return fetch(input, init);
  };

  private note(isOnline: boolean): void {
    this.isOnline = isOnline;
    if (isOnline) this.connections++;
  }

  private discover(client: ChatClient, heads: readonly Head[]): void {
    for (const { id } of heads)
      if (this.options.isOurs(id) && !this.replicas.has(id) && !this.opening.has(id)) void this.open(client, id);
  }

  private async open(client: ChatClient, chatId: number): Promise<void> {
    this.opening.add(chatId);
    const replica = await client.open(chatId, { window: this.options.window }).catch(() => undefined);
    if (client !== this.client) return;
    this.opening.delete(chatId);
    if (replica === undefined) return;
    this.replicas.set(chatId, replica);
    watchReplica(replica, this.applied);
    this.leaveIfRemoved(chatId);
  }

  /** The last that a removed participant is told is the chat without them. */
  private leaveIfRemoved(chatId: number): void {
    if (this.replicas.get(chatId)?.chat?.participants.includes(this.userId) !== false) return;
    this.forget(chatId);
    this.client.close(chatId);
  }

  private forget(chatId: number): void {
    this.replicas.delete(chatId);
    this.shown.delete(chatId);
  }

  private shownOf(chatId: number): Set<string> {
    const known = this.shown.get(chatId) ?? new Set();
    this.shown.set(chatId, known);
    return known;
  }
}
