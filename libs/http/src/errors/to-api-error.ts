import { HttpException } from '@nestjs/common';
import { ApiError, refusal } from './api-error.js';
import { HttpErrors } from './http-errors.js';

/** Fastify's own errors, by code: what transport adds to the API's. */
const TRANSPORT_ERRORS: Readonly<Record<string, ApiError>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: refusal(HttpErrors.body_too_large),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: refusal(HttpErrors.unsupported_media_type),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: new ApiError(
    HttpErrors.malformed_body,
    'The body is not as long as Content-Length.',
  ),
  FST_ERR_BAD_URL: new ApiError(HttpErrors.malformed_url, 'The URL is not well-formed percent-encoded UTF-8.'),
  FST_ERR_MAX_PARAM_LENGTH: new ApiError(HttpErrors.malformed_url, 'A part of the path is too long.'),
};

/** What the caller learns about an error. An unexpected one is a 500 without details. */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  // Nest wraps Fastify's errors and keeps the original as the cause.
  const { cause, code, statusCode } = error as { cause?: { code?: string }; code?: string; statusCode?: number };
  const transport = TRANSPORT_ERRORS[cause?.code ?? code ?? ''];
  if (transport !== undefined) return transport;
  const status = error instanceof HttpException ? error.getStatus() : (statusCode ?? 500);
  // The file server of Swagger UI answers 403 for paths that lead out of its folder.
  if (status === 404 || status === 403) return refusal(HttpErrors.not_found);
  if (status >= 400 && status < 500) return refusal(HttpErrors.bad_request);
  return refusal(HttpErrors.internal_error);
}
