import type { Chat } from 'chat-system-client';

/** What to call somebody: user ids are all that the service knows of people. */
export function nameOf(userId: string, ownId?: string): string {
  if (userId === ownId) return 'You';
  if (!/^[a-z][a-z0-9]*([-_.][a-z0-9]+)*$/.test(userId)) return userId;
  return userId.replace(
    /(^|[-_.])([a-z0-9])/g,
    (_all, before: string, first: string) => `${before && ' '}${first.toUpperCase()}`,
  );
}

export function titleOf(
  { title, chat_type, participants }: Pick<Chat, 'title' | 'chat_type' | 'participants'>,
  ownId: string,
): string {
  if (title !== undefined) return title;
  const others = participants.filter((userId) => userId !== ownId);
  return chat_type === 'GROUP' && others.length > 0 ? others.map((userId) => nameOf(userId)).join(', ') : 'New chat';
}

/** User ids as somebody writes them, with commas or spaces between them. */
export function userIdsIn(text: string): string[] {
  return text.split(/[\s,]+/).filter((id) => id !== '');
}

export function initialsOf(name: string): string {
  const words = name.split(' ').filter((word) => word !== '');
  return words
    .slice(0, 2)
    .map((word) => [...word][0]!.toUpperCase())
    .join('');
}

/** One of eight colours, the same for a name every time. */
export function hueOf(name: string): number {
  let sum = 2;
  for (const character of name) sum = (sum * 53 + character.codePointAt(0)!) % 1009;
  return sum % 8;
}

export function list(names: readonly string[]): string {
  return new Intl.ListFormat('en-GB').format(names);
}
