import { useCallback, useSyncExternalStore } from 'react';
import type { Citation } from './reply-text.js';

/** What stands beside a chat. */
export type Beside =
  'details' | 'search' | { readonly thread: number } | { readonly document: number } | { readonly citation: Citation };

/** What is on the screen. It has an address, so that Back, Forward, a reload and a bookmark do what people expect. */
export interface Route {
  readonly chatId?: number | undefined;
  readonly beside?: Beside | undefined;
}

/** Kept by the browser with an entry of its history. */
interface Kept {
  /** The address that this one was opened from, in this window. */
  readonly from?: string;
  /** A cited passage is too much for an address. */
  readonly citation?: Citation;
}

/** `#/chats/7`, with what stands beside it. */
const ADDRESS = /^#\/chats\/([1-9]\d{0,15})(?:\/(details|search|source|(?:thread|document)\/[1-9]\d{0,15}))?$/;

const listeners = new Set<() => void>();

export function useRoute() {
  const address = useSyncExternalStore(subscribe, () => location.hash);
  const { chatId, beside } = read(address);
  const go = useCallback((next: Route) => open(next), []);
  /** Goes back where it was opened from, so that Back does not show it again. */
  const close = useCallback((next: Route) => leaveFor(next), []);
  return { chatId, beside, go, close };
}

/** Nothing is open, for who signs in next. */
export function forgetRoute(): void {
  if (location.hash.startsWith('#/')) show('replaceState', '', {});
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener('popstate', listener);
  addEventListener('hashchange', listener);
  return () => {
    listeners.delete(listener);
    removeEventListener('popstate', listener);
    removeEventListener('hashchange', listener);
  };
}

function open(next: Route): void {
  const address = write(next);
  const { beside } = next;
  const citation = typeof beside === 'object' && 'citation' in beside ? { citation: beside.citation } : {};
  const isSame = address === location.hash;
  // Back from what stands beside a chat leads to the chat, through however many of them one has looked.
  const isBesides = beside !== undefined && read(location.hash).beside !== undefined;
  const { from = isSame ? undefined : location.hash } = isSame || isBesides ? kept() : {};
  show(isSame || isBesides ? 'replaceState' : 'pushState', address, {
    ...(from !== undefined && { from }),
    ...citation,
  });
}

function leaveFor(next: Route): void {
  const address = write(next);
  if (kept().from === address) history.back();
  else show('replaceState', address, {});
}

function show(how: 'pushState' | 'replaceState', address: string, state: Kept): void {
  history[how](state, '', address === '' ? location.pathname + location.search : address);
  for (const listener of listeners) listener();
}

function kept(): Kept {
  return (history.state ?? {}) as Kept;
}

function write({ chatId, beside }: Route): string {
  if (chatId === undefined) return '';
  const chat = `#/chats/${chatId}`;
  if (beside === undefined) return chat;
  if (typeof beside === 'string') return `${chat}/${beside}`;
  if ('citation' in beside) return `${chat}/source`;
  return 'thread' in beside ? `${chat}/thread/${beside.thread}` : `${chat}/document/${beside.document}`;
}

function read(address: string): Route {
  const [, chat, what] = ADDRESS.exec(address) ?? [];
  return chat === undefined ? {} : { chatId: Number(chat), beside: besideOf(what) };
}

function besideOf(what = ''): Beside | undefined {
  const [kind = '', id] = what.split('/');
  if (kind === 'details' || kind === 'search') return kind;
  if (kind === 'thread') return { thread: Number(id) };
  if (kind === 'document') return { document: Number(id) };
  const { citation } = kept();
  return kind === 'source' && citation !== undefined ? { citation } : undefined;
}
