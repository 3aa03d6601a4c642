export { actingOf } from './acting.js';
export { actFor, requireUser } from './actor.js';
export { AuthErrors, CALLER_REFUSALS, USER_REQUIRED } from './auth-errors.js';
export { authenticateRequests } from './authenticate-requests.js';
export type { Actor, Caller, UserActor } from './caller.js';
export { CurrentCaller } from './current-caller.decorator.js';
export { issueToken } from './issue-token.js';
export { TokenVerifier } from './token-verifier.js';
