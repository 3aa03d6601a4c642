import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';

interface Operation {
  readonly operationId: string;
  readonly responses: Record<
    string,
    { readonly content?: Record<string, { readonly schema: { readonly $ref: string } }> }
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
    const reference = response.content?.[mediaType]?.schema.$ref;
    if (reference === undefined) throw new Error(`${operationId} ${status} documents no ${mediaType}`);
    const validate = this.validator(reference);
    if (!validate(body))
      throw new Error(
        `${operationId} ${status} is not as documented: ${this.ajv.errorsText(validate.errors)}\n${JSON.stringify(body)}`,
      );
  }

  private validator(reference: string): ValidateFunction {
    const known = this.validators.get(reference);
    if (known !== undefined) return known;
    const compiled = this.ajv.compile({ $ref: `openapi${reference}` });
    this.validators.set(reference, compiled);
    return compiled;
  }
}

/** Answers hold no field that the document does not name. */
function close(schema: object): object {
  return 'properties' in schema ? { additionalProperties: false, ...schema } : schema;
}

function mapValues<From, To>(object: Record<string, From>, map: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, map(value)]));
}

export async function loadContract(url: string): Promise<Contract> {
  const answer = await fetch(`${url}/docs/openapi.json`);
  return new Contract((await answer.json()) as Document);
}
