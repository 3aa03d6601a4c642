import { ApiError, FieldRefused, refusal, shownField, ValidationFailed } from '../errors/api-error.js';
import { FieldCodes } from '../errors/field-codes.js';
import { HttpErrors } from '../errors/http-errors.js';
import { Unbuilt } from '../fields/unbuilt.js';
import { isFaithful } from './faithful-number.js';
import { scanString } from './json-text.js';

const MAX_DEPTH = 32;
/** More than any operation accepts: fields of a body, and values and bytes of a field that is an object or a list. */
const MAX_FIELDS = 100;
const MAX_VALUES = 10_000;
const MAX_BYTES = 1_048_576;

const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);
/** All of `constructor` as escapes. */
const MAX_FORBIDDEN_BYTES = 68;

/** RFC 8259, section 6. */
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** The field at which a scan stopped: where its value begins, and what was counted in it. */
export interface HeavyField {
  readonly key: string;
  readonly start: number;
  readonly value: Unbuilt;
}

/** An object or a list around the current position. */
interface Level {
  readonly isArray: boolean;
  readonly start: number;
  /** The current key: from its first quote to after its last. */
  keyStart: number;
  keyEnd: number;
  entries: number;
  depth: number;
}

/**
 * Scans the bytes of a JSON object once, before anything is built. It refuses, with the path of the field, what
 * PostgreSQL cannot store (NUL, lone surrogates), what is unsafe in JavaScript (`__proto__` and the like), numbers that
 * a double would change, and nesting over 32 levels. It stops at a field that is larger than any may be, so a refused
 * body costs at most as much as an accepted one.
 *
 * Malformed JSON is detected only where it matters here; the parser reports the rest.
 */
export class JsonScan {
  private readonly levels: Level[] = [];
  private values = 0;
  private expectsKey = false;
  private heavy: HeavyField | undefined;

  /** `json` is well-formed UTF-8. */
  constructor(private readonly json: Buffer) {}

  run(): HeavyField | undefined {
    const { json, levels } = this;
    let at = endOfSpace(json, 0);
    if (json[at] !== 0x7b) throw new ApiError(HttpErrors.malformed_body, 'The body must be a JSON object.');
    do at = this.token(at);
    while (levels.length > 0 && at < json.length && this.heavy === undefined);
    if (levels.length > 0 && this.heavy === undefined) throw endsTooEarly(json);
    return this.heavy;
  }

  /** @returns where the next token may begin */
  private token(at: number): number {
    switch (this.json[at] ?? 0) {
      case 0x22: // "
        return this.text(at);
      case 0x2c: // ,
        this.expectsKey = !this.top.isArray;
        return at + 1;
      case 0x3a: // :
        return at + 1;
      case 0x7b: // {
        return this.open(at, false);
      case 0x5b: // [
        return this.open(at, true);
      case 0x7d: // }
        return this.close(at, false);
      case 0x5d: // ]
        return this.close(at, true);
      default:
        return this.other(at);
    }
  }

  private open(at: number, isArray: boolean): number {
    if (this.levels.length > 0) this.count(at);
    if (this.levels.length === MAX_DEPTH)
      throw new FieldRefused(this.path(), HttpErrors.too_deep, `must be at most ${MAX_DEPTH} levels deep`);
    this.levels.push({ isArray, start: at, keyStart: 0, keyEnd: 0, entries: 0, depth: 1 });
    this.expectsKey = !isArray;
    return at + 1;
  }

  private close(at: number, isArray: boolean): number {
    const closed = this.levels.pop();
    if (closed?.isArray !== isArray) throw malformedJson();
    const around = this.levels.at(-1);
    if (around !== undefined) around.depth = Math.max(around.depth, closed.depth + 1);
    this.expectsKey = false;
    return at + 1;
  }

  private text(at: number): number {
    const { end, hasEscape, isStorable } = scanString(this.json, at);
    if (this.expectsKey) this.takeKey(at, end, hasEscape, isStorable);
    else {
      this.count(end);
      if (!isStorable) throw malformedText(this.path());
    }
    return end;
  }

  private takeKey(start: number, end: number, hasEscape: boolean, isStorable: boolean): void {
    const { top } = this;
    this.expectsKey = false;
    if (!isStorable) throw malformedText(this.path(this.levels.length - 1) || '(body)');
    [top.keyStart, top.keyEnd] = [start, end];
    const size = end - start;
    if ((hasEscape && size <= MAX_FORBIDDEN_BYTES) || size === 11 || size === 13) {
      const key = this.key();
      if (FORBIDDEN_KEYS.has(key))
        throw new FieldRefused(this.path(), HttpErrors.forbidden_key, `the key ${key} is not allowed`);
    }
  }

  /** A number, a word, white space, or a mistake. */
  private other(at: number): number {
    const { json } = this;
    let end = endOfSpace(json, at);
    if (end > at) return end;
    if (isInNumber(json[at])) {
      while (isInNumber(json[end])) end++;
      this.count(end);
      this.refuseUnfaithful(json.toString('latin1', at, end));
      return end;
    }
    while (isLetter(json[end])) end++;
    if (end > at) this.count(end);
    return Math.max(end, at + 1);
  }

  private refuseUnfaithful(number: string): void {
    if (isFaithful(number) || !NUMBER.test(number)) return;
    const shown = number.length > 40 ? `${number.slice(0, 40)}…` : number;
    const detail = `The number ${shown} cannot be kept exactly; send it as a string.`;
    throw new ApiError(HttpErrors.number_out_of_range, detail);
  }

  /** Counts a value that begins or ends at `at`. */
  private count(at: number): void {
    const [{ entries }, field] = [this.top, this.levels[1]];
    this.values++;
    this.top.entries = entries + 1;
    if (field === undefined && entries === MAX_FIELDS)
      throw new ValidationFailed([
        { field: '(body)', code: FieldCodes.too_many_keys.code, message: `at most ${MAX_FIELDS} fields` },
      ]);
    if (field !== undefined && (this.values > MAX_VALUES || at - field.start > MAX_BYTES)) this.stopAt(field);
  }

  private stopAt({ isArray, start, entries }: Level): void {
    const [body] = this.levels as [Level];
    const depth = this.levels.slice(1).reduce((most, level, nth) => Math.max(most, level.depth + nth), 0);
    this.heavy = { key: this.key(body), start, value: new Unbuilt(isArray ? 'array' : 'object', entries, depth) };
  }

  private get top(): Level {
    return this.levels[this.levels.length - 1] as Level;
  }

  /** The current key of a level. */
  private key({ keyStart, keyEnd } = this.top): string {
    return parseJson(this.json.toString('utf8', keyStart, keyEnd)) as string;
  }

  /** The path of the current position, such as `message_metadata.a[2].b`. */
  private path(levels = this.levels.length): string {
    const path = this.levels.slice(0, levels).reduce((before, level) => {
      if (level.isArray) return `${before}[${Math.max(0, level.entries - 1)}]`;
      return before === '' ? this.key(level) : `${before}.${this.key(level)}`;
    }, '');
    return shownField(path);
  }
}

/** @throws ApiError 400 `malformed_body` */
export function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw malformedAt(json, Number(/ at position (\d+)/.exec((error as Error).message)?.[1] ?? json.length));
  }
}

/** Names the place, and the mistake if it is a usual one. It repeats nothing else of the body. */
function malformedAt(json: string, position: number): ApiError {
  const before = json.slice(0, position);
  const line = before.split('\n').length;
  const column = position - before.lastIndexOf('\n');
  const what =
    json[position] === "'"
      ? ' JSON has double quotes only.'
      : endsWithComma(before)
        ? ' A comma stands before the end.'
        : '';
  return new ApiError(
    HttpErrors.malformed_body,
    `${HttpErrors.malformed_body.detail} Look at line ${line}, column ${column}.${what}`,
  );
}

function endsTooEarly(json: Buffer): ApiError {
  const text = json.toString();
  return malformedAt(text, text.length);
}

function endsWithComma(text: string): boolean {
  return text.trimEnd().endsWith(',');
}

function malformedJson(): ApiError {
  return refusal(HttpErrors.malformed_body);
}

function malformedText(path: string): FieldRefused {
  return new FieldRefused(path, HttpErrors.malformed_text, 'must not hold a NUL character or a lone surrogate');
}

/** The first place from `at` on that is not white space. */
function endOfSpace(json: Buffer, at: number): number {
  while (json[at] === 0x20 || json[at] === 0x0a || json[at] === 0x0d || json[at] === 0x09) at++;
  return at;
}

const isLetter = (byte: number | undefined) => byte !== undefined && byte >= 0x61 && byte <= 0x7a;
const isInNumber = (byte: number | undefined) =>
  byte !== undefined &&
  ((byte >= 0x30 && byte <= 0x39) || byte === 0x2d || byte === 0x2e || byte === 0x2b || (byte | 0x20) === 0x65);
