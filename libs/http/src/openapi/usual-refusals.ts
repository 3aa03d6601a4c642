import { ApiError, FieldRefused, Unavailable, ValidationFailed } from '../errors/api-error.js';
import { FieldCodes } from '../errors/field-codes.js';
import { HttpErrors } from '../errors/http-errors.js';
import { MAX_ID } from '../fields/number-field.js';

/** Examples of what every operation may refuse, whatever it is about. */
export const USUAL_REFUSALS: readonly ApiError[] = [
  new ValidationFailed([{ field: 'colour', code: FieldCodes.unknown_field.code, message: 'is not known here' }]),
  new ApiError(HttpErrors.malformed_url, 'The query is not well-formed percent-encoded UTF-8.'),
  new ApiError(HttpErrors.request_timeout, 'The request did not arrive in time.'),
  new ApiError(HttpErrors.answers_not_read, 'Read the answers that you have asked for first.'),
  new ApiError(HttpErrors.headers_too_large, 'The headers are too large.'),
  new ApiError(HttpErrors.internal_error, 'Something went wrong on our side.'),
  new Unavailable(HttpErrors.timeout, 'The request took too long. It may or may not have taken effect.'),
];

/** Of what every operation with a body may refuse. */
export const BODY_REFUSALS: readonly ApiError[] = [
  new ApiError(HttpErrors.malformed_body, 'The body is not well-formed JSON.'),
  new ApiError(
    HttpErrors.number_out_of_range,
    'The number 12345678901234567890 cannot be kept exactly; send it as a string.',
  ),
  new FieldRefused(
    'chat_metadata.source',
    HttpErrors.malformed_text,
    'must not hold a NUL character or a lone surrogate',
  ),
  new FieldRefused('chat_metadata.__proto__', HttpErrors.forbidden_key, 'the key __proto__ is not allowed'),
  new FieldRefused('chat_metadata.a.b', HttpErrors.too_deep, 'must be at most 32 levels deep'),
  new ApiError(HttpErrors.bodies_under_way, 'Wait until your other large bodies are answered.'),
  new Unavailable(HttpErrors.too_many_bodies, 'The server reads as many large bodies as it can.'),
  ...typeRefusals(),
];

/** Of what DELETE, whose body nobody reads, may refuse of one, too. */
export function typeRefusals(): readonly ApiError[] {
  return [
    new ApiError(HttpErrors.body_too_large, 'The body is larger than this operation accepts.'),
    new ApiError(HttpErrors.unsupported_media_type, 'Send application/json.'),
  ];
}

/** Of a wrong id in the path. */
export function idRefused(name: string): ApiError {
  return new FieldRefused(name, HttpErrors.out_of_range, `${name} must be a whole number from 1 to ${MAX_ID}`);
}
