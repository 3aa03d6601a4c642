import { EXAMPLE_REQUEST_ID } from '../errors/problem.dto.js';
import type { ApiResponseOptions } from '@nestjs/swagger';

type Headers = NonNullable<ApiResponseOptions['headers']>;

const text = (description: string, maxLength: number, example: string) => ({
  description,
  schema: { type: 'string' as const, maxLength, example },
});

const REQUEST_ID = text(
  'Id of the request, as in the log: yours when you sent one of 1-128 visible ASCII characters, else a new one.',
  128,
  EXAMPLE_REQUEST_ID,
);

/** draft-ietf-httpapi-ratelimit-headers-11. */
const RATE_LIMITS: Headers = {
  'RateLimit-Policy': text(
    'Where requests are limited: the class of this one, how many of it you may make (`q`), in how many seconds (`w`).',
    64,
    '"write";q=60000;w=60',
  ),
  RateLimit: text(
    'Where requests are limited: how many of this class are left (`r`), and in how many seconds there are all of them again (`t`).',
    64,
    '"write";r=59999;t=60',
  ),
};

export interface AnswerHeaders {
  /** The answer may be revalidated with `If-None-Match`. */
  readonly revalidate?: boolean;
  /** It is a page, and an example of the `Link` to the others. */
  readonly link?: string;
  /** It may wait, as `Prefer: wait=N` asks. */
  readonly waits?: boolean;
}

/** Headers of a 200. */
export function answerHeaders({ revalidate = false, link, waits = false }: AnswerHeaders): Headers {
  return {
    'X-Request-Id': REQUEST_ID,
    ...RATE_LIMITS,
    ...(revalidate && {
      ETag: text(
        'Of this answer to you. Send it as `If-None-Match`: 304 without a body says that nothing changed (RFC 9110, section 13).',
        256,
        '"2a1-9k3vXq0wJm4u1l6wH2c7dEo5sYk"',
      ),
    }),
    ...(link !== undefined && {
      Link: text(
        'The pages beside this one, relative to the server (RFC 8288): `next`, and `prev` where there is one. Absent at the end.',
        16_384,
        link,
      ),
    }),
    ...(waits && {
      'Preference-Applied': text(
        '`wait=N` with the seconds that were granted, when the request asked to wait (RFC 7240, section 3).',
        16,
        'wait=25',
      ),
    }),
  };
}

/** Headers of a problem. */
export function problemHeaders(status: number | 'default'): Headers {
  return {
    'X-Request-Id': REQUEST_ID,
    ...(status === 401 && {
      'WWW-Authenticate': text(
        '`Bearer`, with `error="invalid_token"` when there was a token (RFC 6750, section 3).',
        512,
        'Bearer error="invalid_token", error_description="The access token has expired."',
      ),
    }),
    ...(status === 'default' && {
      Allow: text('With 405: the methods that the path answers (RFC 9110, section 10.2.1).', 128, 'GET, HEAD, POST'),
      ...RATE_LIMITS,
      'Retry-After': {
        description: 'With 503 and 429 `rate_limited`: after how many seconds to repeat the request.',
        schema: { type: 'integer' as const, format: 'int32', minimum: 0, maximum: 60, example: 1 },
      },
    }),
  };
}
