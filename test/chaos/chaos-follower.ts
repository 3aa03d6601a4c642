import { isDeepStrictEqual } from 'node:util';
import WebSocket from 'ws';
import { issueToken } from '#libs/auth';
import { EveryChat, type EveryChatPlace, type Message } from '#libs/client';
import { SECRET } from '../support/api-server.js';

/** A service with a copy of every chat, kept by the feed of everything; it may be killed, and begins again where it was. */
export class ChaosFollower {
  readonly errors: string[] = [];
  kills = 0;
  /** How often it was told of a chat. */
  told = 0;
  private readonly seqs = new Map<number, number>();
  private readonly messages = new Map<number, Map<number, Message>>();
  private place: EveryChatPlace | undefined;
  private running: EveryChat | undefined;
  private readonly token = issueToken({ secret: SECRET, subject: 'mirror', isService: true, lifetimeSeconds: 86_400 });

  constructor(
    private readonly url: string,
    private readonly transport: 'websocket' | 'sse',
  ) {}

  start(): void {
    const everyChat = new EveryChat({
      url: this.url,
      token: () => this.token,
      transport: this.transport,
      WebSocket,
      place: this.place,
      backOff: { baseMs: 5, maxMs: 50 },
      restart: { baseMs: 5, maxMs: 50 },
      seqOf: (chatId) => this.seqs.get(chatId),
      take: ({ chat_id, seq, messages = [] }) => {
        this.told++;
        const known = this.seqs.get(chat_id) ?? 0;
        if (seq < known) this.errors.push(`chat ${chat_id} goes back from ${known} to ${seq}`);
        const copy = this.messages.get(chat_id) ?? new Map<number, Message>();
        this.messages.set(chat_id, copy);
        for (const message of messages) copy.set(message.id, message);
        this.seqs.set(chat_id, seq);
      },
      drop: (chatId) => {
        this.seqs.delete(chatId);
        this.messages.delete(chatId);
      },
    });
    everyChat.on('place', (place) => {
      if (this.running === everyChat) this.place = place;
    });
    void everyChat.run();
    this.running = everyChat;
  }

  /** Ends it in the midst of whatever it does, and begins again. */
  restart(): void {
    this.stop();
    this.kills++;
    this.start();
  }

  stop(): void {
    this.running?.stop();
  }

  isAt(chatId: number, seq: number): boolean {
    return this.seqs.get(chatId) === seq;
  }

  /** What it has otherwise than it is stored, in words. */
  differences(chatId: number, stored: readonly Message[]): string[] {
    const copy = this.messages.get(chatId) ?? new Map<number, Message>();
    const strangers = [...copy.keys()].filter((id) => !stored.some((message) => message.id === id));
    return [
      ...strangers.map((id) => `the follower has message ${id}, which is not in chat ${chatId}`),
      ...stored.flatMap((message) =>
        isDeepStrictEqual(withoutMarks(copy.get(message.id)), withoutMarks(message))
          ? []
          : [`the follower has ${JSON.stringify(copy.get(message.id))}, stored is ${JSON.stringify(message)}`],
      ),
    ];
  }
}

/** What watermarks say of messages is told as watermarks, without the messages. */
function withoutMarks(message: Message | undefined): Partial<Message> | undefined {
  if (message === undefined) return undefined;
  const { status, receipts: _, ...rest } = message;
  return { ...rest, ...(['SENDING', 'FAILED'].includes(status) && { status }) };
}
