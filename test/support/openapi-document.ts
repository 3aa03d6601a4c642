export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly nullable?: boolean;
  readonly readOnly?: boolean;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxItems?: number;
  readonly maxProperties?: number;
  readonly default?: unknown;
  readonly example?: unknown;
}

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: Schema;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
}

interface MediaType {
  readonly schema: Schema;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly value: unknown; readonly description?: string }>>;
}

interface ExternalDocs {
  readonly url: string;
  readonly description: string;
}

interface Content {
  readonly content?: Readonly<Record<string, MediaType>>;
}

export interface OperationObject {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly externalDocs: ExternalDocs;
  readonly tags: readonly string[];
  readonly security?: readonly object[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: Content;
  readonly responses: Readonly<
    Record<string, Content & { readonly headers?: Readonly<Record<string, { schema: Schema }>> }>
  >;
}

export interface OpenApiDocument {
  readonly openapi: string;
  readonly servers: readonly { readonly url: string }[];
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly info: { readonly version: string; readonly description: string };
  readonly externalDocs: ExternalDocs;
  readonly tags: readonly { readonly name: string; readonly externalDocs: ExternalDocs }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationObject>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly securitySchemes: Readonly<Record<string, object>>;
  };
}

export interface DocumentedOperation extends OperationObject {
  readonly method: string;
  readonly path: string;
}

/** The document that the service serves, and the ways to walk it that tests need. */
export class DocumentedApi {
  static async load(url: string): Promise<DocumentedApi> {
    return new DocumentedApi((await (await fetch(`${url}/docs/openapi.json`)).json()) as OpenApiDocument);
  }

  private constructor(readonly document: OpenApiDocument) {}

  get operations(): DocumentedOperation[] {
    return Object.entries(this.document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ ...operation, method: method.toUpperCase(), path })),
    );
  }

  operation(operationId: string): DocumentedOperation {
    const found = this.operations.find((operation) => operation.operationId === operationId);
    if (found === undefined) throw new Error(`the document has no ${operationId}`);
    return found;
  }

  /** Follows `$ref`, alone or as the only member of `allOf`. */
  resolve(schema: Schema): Schema {
    const reference = schema.$ref ?? (schema.allOf?.length === 1 ? schema.allOf[0]?.$ref : undefined);
    if (reference === undefined) return schema;
    const target = this.document.components.schemas[reference.replace('#/components/schemas/', '')];
    if (target === undefined) throw new Error(`${reference} leads nowhere`);
    return { ...this.resolve(target), ...(schema.default !== undefined && { default: schema.default }) };
  }

  /** The fields of an operation's body; none when it takes no body. */
  bodyFields(operationId: string): Record<string, Schema> {
    const schema = this.operation(operationId).requestBody?.content?.['application/json']?.schema;
    const fields = Object.entries(schema === undefined ? {} : (this.resolve(schema).properties ?? {}));
    return Object.fromEntries(fields.map(([name, field]) => [name, this.resolve(field)]));
  }

  queryParameters(operationId: string): Parameter[] {
    return (this.operation(operationId).parameters ?? []).filter((parameter) => parameter.in === 'query');
  }

  /** Every schema of the document with the place where it stands, in components and in operations. */
  schemas(): [place: string, schema: Schema][] {
    return schemasWithin('', this.document);
  }
}

function schemasWithin(place: string, value: unknown): [string, Schema][] {
  if (typeof value !== 'object' || value === null) return [];
  const children = Object.entries(value).flatMap(([key, child]) => {
    const isData = ['example', 'examples', 'default', 'enum'].includes(key) && !place.endsWith('/properties');
    return isData ? [] : schemasWithin(`${place}/${key}`, child);
  });
  return typeof (value as Schema).type === 'string' ? [[place, value as Schema], ...children] : children;
}
