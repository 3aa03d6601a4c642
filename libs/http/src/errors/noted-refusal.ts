import type { ServerResponse } from 'node:http';
import type { ApiError } from './api-error.js';

const noted = new WeakMap<ServerResponse, ApiError>();

/** For the line of the log that is written at the end of an answer. */
export function noteRefusal(answer: ServerResponse, refusal: ApiError): void {
  noted.set(answer, refusal);
}

/** What is logged of a refusal: words from tables of ours, nothing that the caller sent. */
export function notedRefusal(answer: ServerResponse): Record<string, string> {
  const refusal = noted.get(answer);
  return refusal === undefined ? {} : loggableRefusal(refusal);
}

export function loggableRefusal({ code, reason }: ApiError): Record<string, string> {
  return { code, ...(reason !== undefined && { reason }) };
}
