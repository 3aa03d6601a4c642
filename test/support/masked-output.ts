/** Members of an answer that differ from run to run; that they are there does not. */
const VARYING = /_at$|_ms$|^score$|^request_id$/;
const VARYING_IN_EVENTS = /(^|_)at$|_ms$|^request_id$|^epoch$|^last_seq$/;

/**
 * What a step prints, with what differs from machine to machine made equal: ids that are numbers, times, scores,
 * request ids, tokens. Takes JSON (one value, or one a line), server-sent events with JSON, and lines of any text.
 */
export function maskedOutput(output: string): unknown {
  const text = output.trim();
  if (text.includes('data: ')) {
    // A heartbeat may fall in between.
    const lines = text
      .replaceAll(/^: *(\n+|$)/gm, '')
      .trim()
      .split('\n');
    return lines.map((line) => (line.startsWith('data: ') ? masked(line.slice(6), VARYING_IN_EVENTS) : line));
  }
  if (isJson(text)) return masked(text, VARYING);
  return text.split('\n').map((line) => (isJson(line) ? masked(line, VARYING) : maskedText(line.trimEnd())));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function masked(json: string, varying: RegExp): unknown {
  return JSON.parse(json, (key, value: unknown) => {
    if (/(^|_)id$/.test(key) && typeof value === 'number') return 'an id';
    if (key === 'instance' && typeof value === 'string') return value.replaceAll(/\/\d+/g, '/{id}');
    return varying.test(key) ? 'varies' : value;
  }) as unknown;
}

function maskedText(line: string): string {
  return line
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'a time')
    .replaceAll(/\b[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}\b/g, 'a uuid')
    .replaceAll(/\beyJ[\w-]+\.[\w-]+\.[\w-]+/g, 'a token');
}
