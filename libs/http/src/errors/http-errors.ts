import { errorCodes } from './error-code.js';
import { FieldCodes } from './field-codes.js';

const { malformed_text, not_a_user_id, out_of_range, server_owned_field, too_deep } = FieldCodes;

/** Refusals that any operation may answer. */
export const HttpErrors = errorCodes({
  validation_failed: {
    status: 400,
    meaning: 'Fields, parameters or headers are wrong, or not known; `errors` names every one of them.',
    remedy: 'Correct what `errors` names. The same request never succeeds, so do not repeat it as it is.',
  },
  server_owned_field,
  out_of_range,
  not_a_user_id,
  malformed_text,
  too_deep,
  forbidden_key: {
    status: 400,
    meaning: 'A key of the body is `__proto__`, `constructor` or `prototype`.',
    remedy: 'Give the key another name.',
  },
  number_out_of_range: {
    status: 400,
    meaning: 'A number of the body cannot be kept exactly by an IEEE 754 double.',
    remedy: 'Send it as a string: metadata come back exactly as they were sent, or are refused.',
  },
  malformed_body: {
    status: 400,
    detail: 'The body is not well-formed JSON.',
    meaning: 'The body is not a JSON object in UTF-8, or not as long as Content-Length says.',
    remedy: 'Send one JSON object; let a library write it.',
  },
  malformed_url: {
    status: 400,
    detail: 'The query is not well-formed percent-encoded UTF-8.',
    meaning: 'The path or the query is not well-formed percent-encoded UTF-8, or a part of the path is too long.',
    remedy: 'Encode every part of the path and every value of the query, as encodeURIComponent() does.',
  },
  malformed_header: {
    status: 400,
    meaning: 'A header does not hold what it may hold; `errors` names it.',
    remedy: 'Correct the header, or leave it out.',
  },
  malformed_request: {
    status: 400,
    detail: 'This is not a well-formed HTTP request.',
    meaning: 'What arrived is not an HTTP request; the connection is closed.',
    remedy: 'Send well-formed HTTP/1.1; look for a proxy that damages requests.',
  },
  bad_request: {
    status: 400,
    detail: 'The request is not well-formed.',
    meaning: 'The request is not well-formed in a way that has no code of its own.',
    remedy: 'Compare the request with the document, and do not repeat it as it is.',
  },
  invalid_cursor: {
    status: 400,
    field: 'cursor',
    detail: 'cursor was not made by this server for this walk',
    meaning: 'The `cursor` was not made by this operation, or has been changed.',
    remedy: 'Send `next_cursor` exactly as it was answered, or begin again without a cursor.',
  },
  cursor_mismatch: {
    status: 400,
    field: (field: string) => field,
    detail: (field: string) => `${field} differs from the walk that cursor belongs to`,
    meaning: 'The request has parameters, or a chat, other than those that the walk of this cursor began with.',
    remedy: 'Go on with the same parameters, or with none but `cursor`, `limit` and `user_id`; or begin a new walk.',
  },
  idempotency_key_mismatch: {
    status: 400,
    meaning: 'The header `Idempotency-Key` and the field that it stands for are both there, and differ.',
    remedy: 'Send one of them, or the same in both.',
  },
  origin_not_allowed: {
    status: 403,
    detail: 'Pages of this origin may not call: name it in the setting CORS_ORIGINS.',
    meaning: 'A page of an origin that is not in CORS_ORIGINS asked whether it may call (a CORS preflight).',
    remedy: 'Have the operator name the origin in CORS_ORIGINS, or serve the page from the origin of the service.',
  },
  not_found: {
    status: 404,
    detail: 'No such route: the operations are below /api/v1, and /docs describes them.',
    meaning: 'There is no such route.',
    remedy: 'Correct the path; all operations are below /api/v1.',
  },
  method_not_allowed: {
    status: 405,
    meaning: 'The path is right, but the method is not one of those that the header `Allow` lists.',
    remedy: 'Use one of `Allow`.',
  },
  request_timeout: {
    status: 408,
    detail: 'The request did not arrive in time.',
    meaning: 'The request did not arrive in time; the connection is closed.',
    remedy: 'Repeat it, with the same key, over a new connection.',
  },
  body_too_large: {
    status: 413,
    detail: 'The body is larger than this operation accepts.',
    meaning: 'The body is larger than 1 MiB, or 8 MiB for sendMessage.',
    remedy: 'Send less: content is never taken in parts. Keep large files elsewhere and send a link.',
  },
  unsupported_media_type: {
    status: 415,
    detail: 'Send the header Content-Type: application/json.',
    meaning: 'The body is not declared as `application/json`, or has a `Content-Encoding`.',
    remedy: 'Send `Content-Type: application/json`, and the body as it is, not compressed.',
  },
  answers_not_read: {
    status: 429,
    detail: 'Read the answers that you have asked for first.',
    retryAfter: 1,
    meaning:
      'What was answered to the person before has not been read yet, and with one page more it may be over 16 MiB.',
    remedy:
      'Read the answers that you ask for, or close their connections; then repeat it after `Retry-After` seconds.',
  },
  bodies_under_way: {
    status: 429,
    detail: 'Wait until your other large bodies are answered.',
    retryAfter: 1,
    meaning: 'Large bodies of the person, 96 MiB in all, are on their way already or not answered yet.',
    remedy: 'Send large bodies one after the other: repeat it after `Retry-After` seconds with the same key.',
  },
  headers_too_large: {
    status: 431,
    detail: 'The headers are too large.',
    meaning: 'The headers are larger than 16 KiB.',
    remedy: 'Send fewer or shorter headers: look at cookies and at the size of the token.',
  },
  internal_error: {
    status: 500,
    detail: 'Something went wrong on our side.',
    meaning: 'Something went wrong on the side of the server, which has logged it under `request_id`.',
    remedy: 'Repeat it once, with the same key; when it stays, report `request_id` to the operator.',
  },
  too_many_bodies: {
    status: 503,
    detail: 'The server reads as many large bodies as it can.',
    meaning: 'The server reads as many large bodies as it can.',
    remedy: 'Repeat it after `Retry-After` seconds with the same key.',
  },
  timeout: {
    status: 503,
    detail: 'The request took too long. It may or may not have taken effect.',
    meaning: 'The server did not finish in time; the request may or may not have taken effect.',
    remedy: 'Repeat it after `Retry-After` seconds with the same key: it takes effect once.',
  },
  draining: {
    status: 503,
    detail: 'The server is about to end; connect again.',
    meaning: 'The server is about to end and takes no new live connections.',
    remedy: 'Connect again after a random 0.5-30 s; nothing is lost.',
  },
});
