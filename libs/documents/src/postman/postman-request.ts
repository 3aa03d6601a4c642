import { ADDRESS } from '../address/address-in-text.js';

type Word = string | number | boolean;

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly example?: Word;
  readonly examples?: Readonly<Record<string, { readonly value: Word }>>;
  readonly schema: { readonly example?: Word; readonly default?: Word };
}

interface Body {
  readonly content: Readonly<
    Record<string, { readonly examples: Readonly<Record<string, { readonly value: object }>> }>
  >;
}

/** An operation of the OpenAPI document, with where it stands there. */
export interface DocumentedOperation {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly path: string;
  readonly method: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: Body;
}

/** Ids come from variables that the collection sets; what is optional is there with an example, switched off. */
export function toPostmanRequest({ path, method, description, parameters = [], requestBody }: DocumentedOperation) {
  const ofKind = (kind: string) => parameters.filter((parameter) => parameter.in === kind);
  const segments = path
    .slice(1)
    .split('/')
    .map((part) => segment(part, ofKind('path')));
  const query = ofKind('query').map(optional);
  const body = bodyOf(requestBody);
  return {
    method: method.toUpperCase(),
    description: description.replaceAll('](/docs/', `](${ADDRESS}/docs/`),
    header: ofKind('header').map(optional),
    url: { raw: `{{base_url}}/${segments.join('/')}`, host: ['{{base_url}}'], path: segments, query },
    ...(body !== undefined && { body: { mode: 'raw', raw: body, options: { raw: { language: 'json' } } } }),
  };
}

/** Part of a path: an id is the variable of its name, anything else in braces its example. */
function segment(part: string, parameters: readonly Parameter[]): string {
  const [, name] = /^\{(\w+)\}$/.exec(part) ?? [];
  if (name === undefined) return part;
  const parameter = parameters.find((one) => one.name === name);
  return name.endsWith('_id') ? `{{${name}}}` : encodeURIComponent(String(parameter?.schema.example));
}

function optional(parameter: Parameter): object {
  const { name, description = '', required = false } = parameter;
  return { key: name, value: String(exampleOf(parameter) ?? ''), description, disabled: !required };
}

function exampleOf({ example, examples = {}, schema }: Parameter): Word | undefined {
  return example ?? schema.example ?? Object.values(examples)[0]?.value ?? schema.default;
}

/** The first example, with a new chat for each run: an old one may be archived. */
function bodyOf(body: Body | undefined): string | undefined {
  const [example] = Object.values(body?.content['application/json']?.examples ?? {});
  if (example === undefined) return undefined;
  const { session_id: sessionId, ...rest } = example.value as { session_id?: string };
  return JSON.stringify({ ...(sessionId !== undefined && { session_id: `${sessionId}-{{$guid}}` }), ...rest }, null, 2);
}
