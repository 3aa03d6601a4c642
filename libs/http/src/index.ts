export { ApiError, FieldRefused, refusal, ValidationFailed } from './errors/api-error.js';
export { type ErrorCode, errorCodes, type Explanation } from './errors/error-code.js';
export { FieldCodes } from './errors/field-codes.js';
export { HttpErrors } from './errors/http-errors.js';
export { ProblemDto } from './errors/problem.dto.js';
export { toApiError } from './errors/to-api-error.js';
export { ProblemFilter, sendProblem } from './errors/problem.filter.js';
export { loggableError } from './errors/loggable-error.js';
export { loggableRefusal } from './errors/noted-refusal.js';
export {
  CountProperty,
  HasMoreProperty,
  IdProperty,
  NextCursorProperty,
  TimeProperty,
  UserIdProperty,
} from './fields/answer-properties.js';
export { BooleanField, BooleanParameter } from './fields/boolean-field.js';
export { EnumField, EnumProperty, type Vocabulary } from './fields/enum-field.js';
export { cutBetweenGraphemes, showsSomething } from './fields/graphemes.js';
export { MetadataField } from './fields/metadata-field.js';
export { IntegerField, IntegerParameter, MAX_ID } from './fields/number-field.js';
export { ifPresent, presence, rule } from './fields/rule.js';
export { characters, hasAtMost, isStorable } from './fields/text.js';
export { TextField } from './fields/text-field.js';
export { ServerOwnedField } from './fields/server-owned-field.js';
export { TimeParameter } from './fields/time-parameter.js';
export { ASSISTANT, isUserId, UserIdField, UserIdListField } from './fields/user-id-field.js';
export { IdempotencyKey, IdempotencyKeyHeader } from './openapi/idempotency-key.decorator.js';
export { PreferHeader } from './openapi/prefer-header.decorator.js';
export { Operation, type OperationOptions } from './openapi/operation.decorator.js';
export { documentedStatus, problemExamples } from './openapi/problem-examples.js';
export { typeRefusals } from './openapi/usual-refusals.js';
export { boundedAnswer } from './outgoing/bounded-answer.js';
export { Deadline } from './outgoing/deadline.js';
export { redisOptions, redisRetryDelay } from './outgoing/redis-client.js';
export { retryAfter } from './outgoing/retry-after.js';
export { retryDelay } from './outgoing/retry-delay.js';
export { unredirectedFetch } from './outgoing/unredirected-fetch.js';
export { continuedQuery, decodeCursor, encodeCursor, invalidCursor, type Walk } from './paging/cursor.js';
export { linkHeader } from './paging/link-header.js';
export { Drain } from './server/drain.js';
export { beginStream } from './server/answer-stream.js';
export { EventStream, MAX_BUFFERED } from './server/event-stream.js';
export { ANSWER_WITHIN_MS } from './server/answer-limit.js';
export { applyRouteLimits, createAdapter, requestIdOf } from './server/fastify-server.js';
export { HttpMetrics } from './server/http-metrics.js';
export { type Holder } from './server/held-bytes.js';
export { boundBodies } from './server/incoming-bodies.js';
export { acceptJsonOnly } from './server/json-body.js';
export { isLocal, isLoopback, isLoopbackName, isSentByPageHere } from './server/local-request.js';
export { preferredWait } from './server/negotiation.js';
export { namePublicAddress, type PublicAddress } from './server/public-address.js';
export { StaticBody } from './server/static-body.js';
export { checkHost } from './server/request-head.js';
export { refuseSocket } from './server/raw-problem.js';
export { PinoLogger, startLog } from './server/pino-logger.js';
export { type Acting, logRequests, type Trail } from './server/request-log.js';
export { UnreadAnswers } from './server/unread-answers.js';
export { type Closing, whenClosed } from './server/when-closed.js';
export { addResponseHeaders } from './server/response-headers.js';
export { meetExpectations } from './server/expectations.js';
export { checkRequestHeads } from './server/request-head.js';
export { refuseUnroutable } from './server/unroutable.js';
export { TrustedProxies } from './server/trusted-proxies.js';
export { ActingUserDto, NoQuery } from './validation/query.dto.js';
export { PathId } from './validation/path-pipes.js';
export { StrictValidation, unknownField } from './validation/validation-pipe.js';
export { type KeptAnswer, KeptAnswers } from './server/kept-answers.js';
export { writtenAnswer } from './server/written-answer.js';
