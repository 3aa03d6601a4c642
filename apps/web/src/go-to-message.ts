import type { Message } from 'chat-system-client';
import { type UsedChat, useChatClient } from 'chat-system-client/react';
import { useState } from 'react';
import { isInThread } from './shown.js';

/** At most this many older messages are read to come to one: 10 requests. */
const [PAGE, PAGES] = [100, 10];

/** A message that the list is to show; a new object each time, so that it can be shown again. */
export interface Target {
  readonly id: number;
}

/** Comes to a message of the chat, wherever it is; older ones are read until it is there. */
export function useTarget(chatId: number, loadOlder: UsedChat['loadOlder']) {
  const client = useChatClient();
  const [target, setTarget] = useState<Target>();
  const isHeld = (id: number) => client.replica(chatId)?.messages.some((message) => message.id === id) === true;
  /** @throws Error that says why it cannot be shown */
  const goTo = async ({ id }: Message) => {
    for (let page = 0; page < PAGES && !isHeld(id) && client.replica(chatId)?.hasOlder === true; page++)
      await loadOlder(PAGE);
    if (!isHeld(id)) throw new Error(`That message is more than ${PAGE * PAGES} messages back.`);
    setTarget({ id });
  };
  return { target, goTo };
}

/** Where a message is found: in the list, or in a thread beside it. */
export function threadOf(message: Message, isGroup: boolean): number | undefined {
  return isInThread(message, isGroup) ? (message.thread_root_id ?? message.parent_message_id) : undefined;
}
