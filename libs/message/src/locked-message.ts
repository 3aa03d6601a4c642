import type { LockedChat } from '#libs/chat';
import type { MessageView } from './message-view.js';

/** A message whose chat is locked: nothing in the chat changes until the transaction ends. */
export interface LockedMessage {
  readonly chat: LockedChat;
  readonly message: MessageView;
  /** The number of this transaction's change, however much it changes; raised when it is first asked for. */
  readonly seq: () => Promise<number>;
  /** That number, when it was asked for: otherwise nothing has changed. */
  readonly raised: () => number | undefined;
}
