import { ChangedDto, DeltaDto, HeadsDto, HelloDto, PresenceDto, TypingDto } from '#libs/realtime';
import { DoneDto } from '#libs/reply';

/** What a feed or the stream of a reply tells, each with the class that describes it. */
export const EVENTS = {
  hello: { dto: HelloDto, title: 'First: how far your chats are.' },
  changed: { dto: ChangedDto, title: 'All that one commit changed in a chat, as GET would show it.' },
  delta: {
    dto: DeltaDto,
    title: 'Text of a reply as it is written. Ephemeral: the finished reply comes as `changed`.',
  },
  heads: { dto: HeadsDto, title: 'How far the chats are that changed lately; heals what was lost.' },
  typing: { dto: TypingDto, title: 'Somebody is writing. Ephemeral.' },
  presence: { dto: PresenceDto, title: 'Somebody came or went. Ephemeral.' },
  done: { dto: DoneDto, title: 'Last: the message is sent, and the reply to it is finished.' },
} as const;

export type EventName = keyof typeof EVENTS;

export const EVENT_NAMES = Object.keys(EVENTS) as EventName[];
/** A feed has no end. */
export const LIVE = EVENT_NAMES.filter((name) => name !== 'done');
/** Presence is of people, not of a chat. */
export const OF_ONE_CHAT = LIVE.filter((name) => name !== 'heads' && name !== 'presence');
export const OF_ONE_REPLY: readonly EventName[] = ['changed', 'delta', 'done'];

/** An event in the envelope that a WebSocket puts around it. */
export function frameName(name: EventName): string {
  return `${name}Frame`;
}
