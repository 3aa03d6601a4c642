import type { operations } from './generated/api.js';
import type { HttpRequest } from './http.js';

type Json<Body> = { readonly content: { readonly 'application/json': Body } };

/** A part of the request by its name: required where something in it is, absent where there is nothing. */
type Part<Name extends string, Content> = [Content] extends [undefined]
  ? unknown
  : undefined extends Content
    ? { readonly [name in Name]?: Content }
    : { readonly [name in Name]: Content };

type Body<Content> = Content extends Json<infer Value> ? Value : undefined;

type Parts<Operation extends operations[keyof operations]> = Part<'path', Operation['parameters']['path']> &
  Part<'query', Operation['parameters']['query']> &
  Part<'headers', Operation['parameters']['header']> &
  Part<'body', Body<Operation['requestBody']>> &
  Pick<HttpRequest, 'signal' | 'timeoutMs'>;

/** What an operation takes, by its place in the request; what ends it, and how many milliseconds it may take. */
export type ApiRequest<Name extends keyof operations> = {
  readonly [part in keyof Parts<operations[Name]>]: Parts<operations[Name]>[part];
};

/** What an operation answers when all is well. */
export type ApiAnswer<Name extends keyof operations> =
  operations[Name]['responses'][200] extends Json<infer Value> ? Value : never;

/** Every operation of the document under its `operationId`. */
export type ApiOperations = {
  [Name in keyof operations]: (request: ApiRequest<Name>) => Promise<ApiAnswer<Name>>;
};
