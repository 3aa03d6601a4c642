import { isDeepStrictEqual } from 'node:util';
import { issueToken } from '#libs/auth';
import type { Message } from '#libs/client';
import { SECRET } from '../support/api-server.js';
import { EveryChatCopy } from '../support/every-chat-copy.js';

/** A service with a copy of every chat; it may be killed, and begins again where it was. */
export class ChaosFollower extends EveryChatCopy {
  kills = 0;

  constructor(url: string, transport: 'websocket' | 'sse') {
    super({
      url,
      transport,
      token: issueToken({ secret: SECRET, subject: 'mirror', isService: true, lifetimeSeconds: 86_400 }),
    });
  }

  /** Ends it in the midst of whatever it does, and begins again. */
  restart(): void {
    this.stop();
    this.kills++;
    this.start();
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
