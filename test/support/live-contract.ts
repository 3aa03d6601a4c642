import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';

interface Document {
  readonly components: {
    readonly messages: Record<
      string,
      { readonly payload: object; readonly examples?: readonly { readonly payload: object }[] }
    >;
    readonly schemas: Record<string, object>;
  };
}

/** Holds every frame against the served AsyncAPI document. */
export class LiveContract {
  private readonly validators = new Map<string, ValidateFunction>();
  private readonly ajv = new Ajv({ strict: false, allErrors: true });

  static async load(url: string): Promise<LiveContract> {
    return new LiveContract((await (await fetch(`${url}/docs/asyncapi.json`)).json()) as Document);
  }

  private constructor(readonly document: Document) {
    (addFormats as unknown as (ajv: Ajv) => void)(this.ajv);
    this.ajv.addFormat('int64', true).addFormat('int32', true);
    this.ajv.addSchema(document, 'asyncapi');
  }

  /** @throws Error when the document does not allow this frame; `message` is a name of `components.messages` */
  check(message: string, frame: unknown): void {
    const validate = this.validator(message);
    if (!validate(frame))
      throw new Error(
        `${message} is not as documented: ${this.ajv.errorsText(validate.errors)}\n${JSON.stringify(frame)}`,
      );
  }

  private validator(message: string): ValidateFunction {
    const known = this.validators.get(message);
    if (known !== undefined) return known;
    if (this.document.components.messages[message] === undefined) throw new Error(`no message is called ${message}`);
    const compiled = this.ajv.compile({ $ref: `asyncapi#/components/messages/${message}/payload` });
    this.validators.set(message, compiled);
    return compiled;
  }
}
