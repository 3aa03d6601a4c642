export { actingOf } from './acting.js';
export { actFor, requireUser } from './actor.js';
export { AuthErrors } from './auth-errors.js';
export { authenticateRequests } from './authenticate-requests.js';
export type { Actor, Caller, UserActor } from './caller.js';
export { CALLER_REFUSALS, USER_REQUIRED } from './caller-refusals.js';
export { CurrentCaller } from './current-caller.decorator.js';
export { issueToken } from './issue-token.js';
export { TokenVerifier } from './token-verifier.js';
