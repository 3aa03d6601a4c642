/** A part of the stream: an event's JSON, or the lines as they are. */
type Sent = object | string;

const DONE = 'data: [DONE]\n\n';

const body = (...sent: readonly Sent[]) =>
  sent.map((each) => (typeof each === 'string' ? each : `data: ${JSON.stringify(each)}\n\n`)).join('');

const chunk = (delta: object, rest: object = {}, top: object = {}) => ({
  id: 'chatcmpl-1',
  object: 'chat.completion.chunk',
  created: 1_700_000_000,
  model: 'm',
  choices: [{ index: 0, delta, finish_reason: null, ...rest }],
  ...top,
});
const says = (content: string) => chunk({ content });
const stop = (rest: object = {}) => chunk({}, { finish_reason: 'stop', ...rest });
const usage = { prompt_tokens: 70, completion_tokens: 8, total_tokens: 78 };

/** As their documentation and reports of their users have it, in our own words. */
export const FORMS: readonly [server: string, stream: string, expected: object][] = [
  [
    'OpenAI: a role first, and the usage in an event without choices',
    body(
      chunk({ role: 'assistant', content: '', refusal: null }, { logprobs: null }, { system_fingerprint: 'fp_1' }),
      says('Rome is in'),
      says(' Italy [2].'),
      stop({ logprobs: null }),
      { ...chunk({}), choices: [], usage },
      DONE,
    ),
    { text: 'Rome is in Italy [1].', written: { usage: { inputTokens: 70, outputTokens: 8 }, isTruncated: false } },
  ],
  [
    'OpenAI: a refusal in a separate field',
    body(chunk({ role: 'assistant', refusal: 'I cannot' }), chunk({ refusal: ' help.' }), stop(), DONE),
    { text: 'I cannot help.', written: { isTruncated: true } },
  ],
  [
    'Azure: what its filter thinks of the prompt, before and beside the text',
    body(
      {
        ...chunk({}),
        choices: [],
        prompt_filter_results: [{ prompt_index: 0, content_filter_results: { hate: { filtered: false } } }],
      },
      chunk({ role: 'assistant', content: 'Italy' }, { content_filter_results: {} }),
      chunk({ content: '.' }, { content_filter_results: { hate: { filtered: false, severity: 'safe' } } }),
      stop({ content_filter_results: {} }),
      DONE,
    ),
    { text: 'Italy.', written: { isTruncated: false } },
  ],
  [
    'Azure: an answer that its filter cuts off',
    body(says('Rome is'), chunk({}, { finish_reason: 'content_filter' }), DONE),
    { text: 'Rome is', written: { isTruncated: true } },
  ],
  [
    'Ollama: thoughts in `reasoning`, and an end that says something empty',
    body(
      chunk({ role: 'assistant', content: '', reasoning: 'Where is' }),
      chunk({ role: 'assistant', content: '', reasoning: ' Rome?' }),
      chunk({ role: 'assistant', content: 'Italy.' }),
      chunk({ role: 'assistant', content: '' }, { finish_reason: 'stop' }),
      DONE,
    ),
    { text: 'Italy.', written: { isTruncated: false } },
  ],
  [
    'Ollama: as much as `num_predict` allows',
    body(says('Rome is in'), chunk({ content: '' }, { finish_reason: 'length' }), DONE),
    { text: 'Rome is in', written: { isTruncated: true } },
  ],
  [
    'vLLM: thoughts in `reasoning_content`, and fields that only vLLM has',
    body(
      chunk({ role: 'assistant', content: '' }, { logprobs: null }, { usage: null }),
      chunk({ reasoning_content: 'Passage 2.' }),
      chunk({ content: 'Italy.' }, { token_ids: null }),
      chunk({ content: '' }, { finish_reason: 'stop', stop_reason: 151_643 }),
      DONE,
    ),
    { text: 'Italy.', written: { isTruncated: false } },
  ],
  [
    'vLLM without a parser: thoughts that only end',
    body(says('Okay, passage [1] says'), says(' nothing.\n</thi'), says('nk>\n\n'), says('Italy [2].'), stop(), DONE),
    { text: 'Italy [1].', written: { citations: [{ messageId: 2 }], droppedCitations: 0 } },
  ],
  [
    'vLLM: an error in place of the rest',
    body(says('Rome is'), { object: 'error', message: 'CUDA error', type: 'InternalServerError', code: 500 }),
    { text: 'Rome is', error: { code: 'model_interrupted' } },
  ],
  [
    'LiteLLM: another event after the end, with the usage',
    body(
      chunk({ role: 'assistant', content: 'Italy.' }),
      stop(),
      chunk({}, { finish_reason: null }, { usage: { ...usage, prompt_tokens_details: null } }),
      DONE,
    ),
    { text: 'Italy.', written: { usage: { inputTokens: 70 }, isTruncated: false } },
  ],
  [
    'LiteLLM: what its upstream says, as an error with a code in words',
    body(says('Rome'), { error: { message: 'litellm.APIError', type: 'None', param: 'None', code: '500' } }, DONE),
    { text: 'Rome', error: { code: 'model_interrupted' } },
  ],
  [
    'LiteLLM: an end without a reason',
    body(says('Rome is in'), says(' Italy.'), DONE),
    { text: 'Rome is in Italy.', written: { isUnexplained: true, isTruncated: false } },
  ],
  [
    'LM Studio: no space behind the colon, lines that end in CR LF, statistics',
    body(chunk({ role: 'assistant', content: 'Italy.' }), chunk({}, { finish_reason: 'stop' }, { stats: {} }), DONE)
      .replaceAll('data: ', 'data:')
      .replaceAll('\n', '\r\n'),
    { text: 'Italy.', written: { isTruncated: false } },
  ],
  [
    'LM Studio: thoughts between tags, in the text',
    body(says('<think>'), says('\nRome [1]?\n'), says('</think>'), says('\n\nItaly.'), stop(), DONE),
    { text: 'Italy.', written: { citations: [], droppedCitations: 0 } },
  ],
  [
    'llama.cpp: content that is null at first, and timings at the end',
    body(
      chunk({ role: 'assistant', content: null }),
      says('Italy.'),
      chunk({}, { finish_reason: 'stop' }, { timings: { prompt_n: 70, predicted_per_second: 12.5 } }),
      DONE,
    ),
    { text: 'Italy.', written: { isTruncated: false } },
  ],
  [
    'Mistral: content in parts, thoughts among them',
    body(
      chunk({ role: 'assistant', content: '' }),
      chunk({ content: [{ type: 'thinking', thinking: [{ type: 'text', text: 'Passage 2?' }] }] }),
      chunk({ content: [{ type: 'text', text: 'Italy' }] }),
      chunk({
        content: [
          { type: 'text', text: ' [2]' },
          { type: 'reference', reference_ids: [2] },
        ],
      }),
      says('.'),
      stop(),
      DONE,
    ),
    { text: 'Italy [1].', written: { isTruncated: false } },
  ],
  [
    'a gateway: choices, delta and content that are null',
    body(
      { ...chunk({}), choices: null },
      { ...chunk({}), choices: [{ index: 0, delta: null, finish_reason: null }] },
      chunk({ content: null }),
      says('Italy.'),
      { ...chunk({}), choices: [{ index: 0, finish_reason: 'stop' }] },
      { ...chunk({}), choices: null, usage },
      DONE,
    ),
    { text: 'Italy.', written: { usage: { inputTokens: 70, outputTokens: 8 }, isTruncated: false } },
  ],
  [
    'Gemini: the reason beside the last text, and no end after it',
    body(
      chunk({ role: 'assistant', content: 'Rome is in', extra_content: { google: {} } }),
      chunk({ content: ' Italy.' }, { finish_reason: 'stop' }),
    ),
    { text: 'Rome is in Italy.', written: { isTruncated: false } },
  ],
  [
    'Groq: its own usage, and an event name before each event',
    body(
      'event: message\n',
      chunk({ role: 'assistant', content: '' }, {}, { x_groq: { id: 'req_1' } }),
      'event: message\n',
      says('Italy.'),
      'event: message\n',
      { ...stop(), x_groq: { id: 'req_1', usage } },
      DONE,
    ),
    { text: 'Italy.', written: { isTruncated: false } },
  ],
  [
    'OpenRouter: an error beside choices, in an answer of status 200',
    body(': OPENROUTER PROCESSING\n\n', says('Rome is'), {
      ...chunk({ content: '' }, { finish_reason: 'error' }),
      error: { code: 502, message: 'Provider disconnected' },
    }),
    { text: 'Rome is', error: { code: 'model_interrupted' } },
  ],
  [
    'DeepSeek: content that is null while it thinks, thoughts that are null while it answers',
    body(
      chunk({ role: 'assistant', content: null, reasoning_content: '' }),
      chunk({ content: null, reasoning_content: 'Hm.' }),
      chunk({ content: 'Italy.', reasoning_content: null }),
      chunk({ content: '', reasoning_content: null }, { finish_reason: 'stop' }, { usage }),
      DONE,
    ),
    { text: 'Italy.', written: { isTruncated: false } },
  ],
  [
    'a model that calls a tool nobody gave it',
    body(
      chunk({
        tool_calls: [{ index: 0, id: 'call_1', type: 'function', function: { name: 'search', arguments: '{}' } }],
      }),
      chunk({}, { finish_reason: 'tool_calls' }),
      DONE,
    ),
    { text: '', error: { code: 'model_rubbish' } },
  ],
  [
    'a proxy before any of them: comments that keep the connection open',
    body(': keep-alive\n\n', ': PROCESSING\n\n', says('Italy.'), ':\n\n', stop(), DONE),
    { text: 'Italy.', written: { isTruncated: false } },
  ],
];
