import type { Frame } from './wire.js';

const TYPES: ReadonlySet<unknown> = new Set<Frame['type']>([
  'hello',
  'changed',
  'delta',
  'heads',
  'typing',
  'presence',
]);

/**
 * A frame out of its text; `type` is given where the transport carries it beside the text. A frame that this version
 * does not know, or that is not JSON, is undefined: to leave one out costs a pull at worst, and `heads` asks for it.
 */
export function readFrame(text: string, type?: string): Frame | undefined {
  const fields = parse(text);
  if (typeof fields !== 'object' || fields === null) return undefined;
  const frame = type === undefined ? fields : { ...fields, type };
  return isKnown(frame) ? frame : undefined;
}

function isKnown(frame: object): frame is Frame {
  return 'type' in frame && TYPES.has(frame.type);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
