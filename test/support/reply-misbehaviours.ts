import type { ModelBehaviour } from './model-server.js';

const SECRET_BODY = '{"error":{"message":"key sk-secret-123 of org-9 is not valid"}}';
const SSE = 'text/event-stream';

interface Misbehaviour {
  readonly name: string;
  readonly behaviours: readonly [ModelBehaviour, ...ModelBehaviour[]];
  readonly status?: string;
  readonly content: string;
  readonly code?: string;
  /** Requests that it gets. */
  readonly asked: number;
}

/** What a server of a language model may do; a code where the reply is FAILED then. */
export const MISBEHAVIOURS: readonly Misbehaviour[] = [
  {
    name: 'refuses',
    behaviours: [{ does: 'refuse', status: 401, body: SECRET_BODY }],
    content: '',
    code: 'model_refused',
    asked: 1,
  },
  {
    name: 'is busy for long',
    behaviours: [{ does: 'refuse', status: 429, headers: { 'retry-after': '3600' } }],
    content: '',
    code: 'model_busy',
    asked: 1,
  },
  {
    name: 'is busy for a moment',
    behaviours: [
      { does: 'refuse', status: 429 },
      { does: 'answer', chunks: ['Whole.'] },
    ],
    status: 'SENT',
    content: 'Whole.',
    asked: 2,
  },
  {
    name: 'is broken for a moment',
    behaviours: [{ does: 'cut' }, { does: 'refuse', status: 500 }, { does: 'answer', chunks: ['Whole.'] }],
    status: 'SENT',
    content: 'Whole.',
    asked: 3,
  },
  {
    name: 'is broken',
    behaviours: [{ does: 'refuse', status: 500, body: SECRET_BODY }],
    content: '',
    code: 'model_refused',
    asked: 3,
  },
  { name: 'says nothing', behaviours: [{ does: 'hang' }], content: '', code: 'model_timeout', asked: 1 },
  {
    name: 'stops in the middle',
    behaviours: [{ does: 'hang', chunks: ['So far', ' it'] }],
    content: 'So far it',
    code: 'model_timeout',
    asked: 1,
  },
  {
    name: 'never ends',
    behaviours: [{ does: 'trickle', chunks: Array.from({ length: 100 }, () => 'ha'), everyMs: 400 }],
    content: 'ha',
    code: 'model_timeout',
    asked: 1,
  },
  {
    name: 'cuts the connection',
    behaviours: [{ does: 'cut', chunks: ['So far', ' it'] }],
    content: 'So far it',
    code: 'model_interrupted',
    asked: 1,
  },
  {
    name: 'falls silent',
    behaviours: [{ does: 'fall_silent', chunks: ['So far'] }],
    content: 'So far',
    code: 'model_interrupted',
    asked: 1,
  },
  {
    name: 'answers with a page',
    behaviours: [{ does: 'send', type: 'text/html', body: '<html>sk-secret-123</html>' }],
    content: '',
    code: 'model_rubbish',
    asked: 1,
  },
  {
    name: 'answers with rubbish',
    behaviours: [{ does: 'send', type: SSE, body: 'data: {"what": sk-secret-123\n\n' }],
    content: '',
    code: 'model_rubbish',
    asked: 1,
  },
  {
    name: 'answers nothing',
    behaviours: [{ does: 'answer', chunks: [] }],
    content: '',
    code: 'model_rubbish',
    asked: 1,
  },
  {
    name: 'cuts characters',
    behaviours: [{ does: 'split', chunks: ['Grüße 😀', ' 中文'], bytes: 7 }],
    status: 'SENT',
    content: 'Grüße 😀 中文',
    asked: 1,
  },
];
