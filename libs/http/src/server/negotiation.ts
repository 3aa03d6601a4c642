import type { IncomingMessage } from 'node:http';
import type { FastifyServerOptions } from 'fastify';
import Negotiator from 'negotiator';

/**
 * The form in which a URL is requested: event stream, export, or an answer that may wait. Without a mode it is plain
 * JSON, also for an unsupported `Accept`.
 */
export type AnswerMode = 'events' | 'export' | 'wait';

const MODES: Readonly<Record<string, AnswerMode>> = {
  'text/event-stream': 'events',
  'application/x-ndjson': 'export',
};
const OFFERED = ['application/json', ...Object.keys(MODES)];

/** RFC 7240, section 4.3: how many seconds the caller would wait. */
const WAIT = /(?:^|,)\s*wait\s*=\s*"?(\d{1,9})"?\s*(?=$|[,;])/i;

/** Longest wait that is granted, in seconds. */
export const MAX_WAIT_SECONDS = 30;

/** What `Prefer: wait=N` asks for, at most {@link MAX_WAIT_SECONDS}; undefined when it asks for nothing. */
export function preferredWait(prefer: string | string[] | undefined): number | undefined {
  const seconds = WAIT.exec([prefer].flat().join(', '))?.[1];
  return seconds === undefined ? undefined : Math.min(Number(seconds), MAX_WAIT_SECONDS);
}

export function answerMode(request: IncomingMessage): AnswerMode | undefined {
  if (request.method !== 'GET' && request.method !== 'POST') return undefined;
  const { accept, prefer } = request.headers;
  if (accept !== undefined && /event-stream|x-ndjson/i.test(accept)) {
    const mode = MODES[new Negotiator(request).mediaType(OFFERED) ?? ''];
    if (mode !== undefined && (mode !== 'export' || request.method === 'GET')) return mode;
  }
  return prefer !== undefined && preferredWait(prefer) !== undefined ? 'wait' : undefined;
}

type Constraint = NonNullable<NonNullable<FastifyServerOptions['routerOptions']>['constraints']>[string];
type Store = ReturnType<Constraint['storage']>;

/**
 * Content negotiation as routing: `@RouteConstraints({ mode: 'events' })` receives such requests, and no handler checks
 * again.
 */
export const modeConstraint: Constraint = {
  name: 'mode',
  storage: () => {
    const handlers = new Map<unknown, Parameters<Store['set']>[1]>();
    return {
      get: (mode) => handlers.get(mode) ?? null,
      set: (mode, handler) => void handlers.set(mode, handler),
    };
  },
  validate: (mode: unknown) => {
    if (!['events', 'export', 'wait'].includes(mode as string)) throw new Error(`there is no mode ${String(mode)}`);
  },
  // No mode is a mode too: the route without a constraint.
  deriveConstraint: answerMode as (request: IncomingMessage) => AnswerMode,
};
