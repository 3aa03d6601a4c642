/**
 * An example of an optional parameter that works on its own, not beside others: at most one anchor of a page may be
 * given, a key must be that of the body, a user id that of the caller. It stands in `examples` of the parameter, which
 * those who fill in every `example` at once pass over.
 */
export interface ExampleAlone {
  readonly exampleAlone?: string | number;
}

export function withExamples<Options extends ExampleAlone>({ exampleAlone, ...shown }: Options) {
  return { ...shown, ...(exampleAlone !== undefined && { examples: { 'on its own': { value: exampleAlone } } }) };
}
