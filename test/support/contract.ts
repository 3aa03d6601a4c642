import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { ERROR_CODES, FIELD_CODES } from '#libs/documents';
import type { ProblemDto } from '#libs/http';

interface Operation {
  readonly operationId: string;
  readonly responses: Record<
    string,
    {
      readonly content?: Record<string, { readonly schema: { readonly $ref: string }; readonly examples?: object }>;
    }
  >;
}

interface Document {
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { readonly schemas: Record<string, object> };
}

/** Holds every answer against the served OpenAPI document. */
export class Contract {
  private readonly operations: ReadonlyMap<string, Operation>;
  private readonly validators = new Map<string, ValidateFunction>();
  private readonly ajv = new Ajv({ strict: false, allErrors: true });

  constructor(readonly document: Document) {
    (addFormats as unknown as (ajv: Ajv) => void)(this.ajv);
    this.ajv.addFormat('int64', true).addFormat('int32', true);
    const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
    this.operations = new Map(operations.map((operation) => [operation.operationId, operation]));
    this.ajv.addSchema({ components: { schemas: mapValues(document.components.schemas, close) } }, 'openapi');
  }

  /** @throws Error when the document does not allow this answer */
  check(operationId: string, status: number, contentType: string | null, body: unknown): void {
    const responses = this.operations.get(operationId)?.responses ?? {};
    const response = responses[status] ?? responses['default'];
    if (response === undefined) throw new Error(`${operationId} documents no answer ${status}`);
    if (status === 304) return;
    const mediaType = contentType?.split(';')[0] ?? '';
    const media = response.content?.[mediaType];
    const reference = media?.schema.$ref;
    if (reference === undefined) throw new Error(`${operationId} ${status} documents no ${mediaType}`);
    const validate = this.validator(reference);
    if (!validate(body))
      throw new Error(
        `${operationId} ${status} is not as documented: ${this.ajv.errorsText(validate.errors)}\n${JSON.stringify(body)}`,
      );
    if (mediaType === 'application/problem+json')
      checkCodes(`${operationId} ${status}`, body as ProblemDto, Object.keys(media?.examples ?? {}));
  }

  private validator(reference: string): ValidateFunction {
    const known = this.validators.get(reference);
    if (known !== undefined) return known;
    const compiled = this.ajv.compile({ $ref: `openapi${reference}` });
    this.validators.set(reference, compiled);
    return compiled;
  }
}

/** Clients branch on codes, so each is in the list, and in the examples of the operation that answers it. */
function checkCodes(answer: string, { code, status, errors = [] }: ProblemDto, examples: readonly string[]): void {
  if (!ERROR_CODES.some((listed) => listed.code === code && listed.status === status))
    throw new Error(`${answer}: no ${code} with this status is in ERROR_CODES`);
  if (!examples.includes(code)) throw new Error(`${answer}: the document has no example of ${code}`);
  const unlisted = errors.filter((error) => error.code !== code && !FIELD_CODES.some((one) => one.code === error.code));
  if (unlisted.length > 0)
    throw new Error(`${answer}: ${unlisted.map((one) => one.code).join()} is not in FIELD_CODES`);
}

/** Answers hold no field that the document does not name. */
function close(schema: object): object {
  return 'properties' in schema ? { additionalProperties: false, ...schema } : schema;
}

function mapValues<From, To>(object: Record<string, From>, map: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, map(value)]));
}

/** The latest of this worker: its validators are compiled once, not once for each file that starts the application. */
let latest: { readonly text: string; readonly contract: Contract } | undefined;

export async function loadContract(url: string): Promise<Contract> {
  const text = await (await fetch(`${url}/docs/openapi.json`)).text();
  if (latest?.text !== text) latest = { text, contract: new Contract(JSON.parse(text) as Document) };
  return latest.contract;
}
