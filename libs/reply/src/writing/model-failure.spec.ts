import { describe, expect, it } from '@jest/globals';
import { APICallError } from 'ai';
import { modelFailure } from './model-failure.js';

const answered = (statusCode: number, responseHeaders = {}) =>
  new APICallError({ message: 'sk-secret', url: 'http://m', requestBodyValues: {}, statusCode, responseHeaders });

describe('what an error of the model means', () => {
  it.each([
    [400, 'model_refused', false],
    [401, 'model_refused', false],
    [408, 'model_refused', true],
    [429, 'model_busy', true],
    [500, 'model_refused', true],
    [503, 'model_refused', true],
  ])('%i is %s', (status, code, isPassing) => {
    expect(modelFailure(answered(status), false)).toMatchObject({ failure: { code }, isPassing });
  });

  it('names what keeps the connection from standing', () => {
    const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    const failed = new TypeError('fetch failed', { cause: new AggregateError([], '', { cause: refused }) });
    expect(modelFailure(failed, false)).toMatchObject({
      failure: { code: 'model_unreachable', detail: "The model's server cannot be reached (ECONNREFUSED)." },
      isPassing: true,
    });
    expect(modelFailure(failed, true)).toMatchObject({ failure: { code: 'model_interrupted' }, isPassing: false });
  });
});
