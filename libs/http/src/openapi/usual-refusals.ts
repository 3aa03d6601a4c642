import { ApiError, FieldRefused, refusal, ValidationFailed } from '../errors/api-error.js';
import { FieldCodes } from '../errors/field-codes.js';
import { HttpErrors } from '../errors/http-errors.js';
import { MAX_ID } from '../fields/number-field.js';

/** Examples of the refusals that every operation may give. */
export const USUAL_REFUSALS: readonly ApiError[] = [
  new ValidationFailed([{ field: 'colour', code: FieldCodes.unknown_field.code, message: 'is not known here' }]),
  refusal(HttpErrors.malformed_url),
  refusal(HttpErrors.request_timeout),
  refusal(HttpErrors.answers_not_read),
  refusal(HttpErrors.headers_too_large),
  refusal(HttpErrors.internal_error),
  refusal(HttpErrors.timeout),
];

/** Examples of the refusals that every operation with a body may give. */
export const BODY_REFUSALS: readonly ApiError[] = [
  refusal(HttpErrors.malformed_body),
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
  refusal(HttpErrors.bodies_under_way),
  refusal(HttpErrors.too_many_bodies),
  ...typeRefusals(),
];

/** Examples for a body that is not read, as that of DELETE. */
export function typeRefusals(): readonly ApiError[] {
  return [refusal(HttpErrors.body_too_large), refusal(HttpErrors.unsupported_media_type)];
}

/** An example for a wrong id in the path. */
export function idRefused(name: string): ApiError {
  return new FieldRefused(name, HttpErrors.out_of_range, `${name} must be a whole number from 1 to ${MAX_ID}`);
}
