import type { MessageDto } from '#libs/message';

/**
 * `unread_count` by api.md's words alone, out of the messages that the chat lists and what its people did: messages
 * SENT or later, not SYSTEM, not deleted, addressed to the caller and not read by the caller; nothing is unread to who is added.
 */
export class UnreadModel {
  private readonly read = new Map<string, Set<number>>();
  private readonly readUpTo = new Map<string, number>();
  private readonly before = new Map<string, Set<number>>();

  constructor(private readonly isGroup: boolean) {}

  marked(userId: string, messageId: number, isUpTo: boolean): void {
    this.of(this.read, userId).add(messageId);
    if (isUpTo) this.readUpTo.set(userId, Math.max(messageId, this.readUpTo.get(userId) ?? 0));
  }

  added(userId: string, listed: readonly MessageDto[]): void {
    this.before.set(userId, new Set(listed.filter(isSent).map(({ id }) => id)));
  }

  unreadCount(userId: string, listed: readonly MessageDto[]): number {
    return listed.filter(
      (message) =>
        isSent(message) &&
        message.deleted_at === undefined &&
        message.message_type !== 'SYSTEM' &&
        (this.isGroup ? message.sender_id !== userId : !message.is_user) &&
        message.id > (this.readUpTo.get(userId) ?? 0) &&
        !this.of(this.read, userId).has(message.id) &&
        !this.of(this.before, userId).has(message.id),
    ).length;
  }

  private of(marks: Map<string, Set<number>>, userId: string): Set<number> {
    const known = marks.get(userId) ?? new Set<number>();
    marks.set(userId, known);
    return known;
  }
}

function isSent({ status }: MessageDto): boolean {
  return status !== 'SENDING' && status !== 'FAILED';
}
