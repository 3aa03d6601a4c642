import { EveryChat, type EveryChatPlace, type Message } from '#libs/client';
import WebSocket from 'ws';

interface Options {
  readonly url: string;
  readonly token: string;
  readonly transport: 'websocket' | 'sse';
}

/** A service's copy of every chat, kept by the feed of everything. It may be stopped, and begins again where it was. */
export class EveryChatCopy {
  readonly seqs = new Map<number, number>();
  readonly messages = new Map<number, Map<number, Message>>();
  /** What it was told that goes back. */
  readonly errors: string[] = [];
  /** How often it was told of a chat. */
  told = 0;
  place: EveryChatPlace | undefined;
  private running: EveryChat | undefined;

  constructor(private readonly options: Options) {}

  start(): void {
    const { url, token, transport } = this.options;
    const everyChat = new EveryChat({
      url,
      token: () => token,
      transport,
      WebSocket,
      place: this.place,
      backOff: { baseMs: 5, maxMs: 50 },
      restart: { baseMs: 5, maxMs: 50 },
      seqOf: (chatId) => this.seqs.get(chatId),
      take: async ({ chat_id, seq, messages = [] }) => {
        await Promise.resolve();
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

  /** As when its process is killed: what comes later is of no use. */
  stop(): void {
    this.running?.stop();
  }
}
