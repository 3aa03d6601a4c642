const [QUOTE, BACKSLASH, U] = [0x22, 0x5c, 0x75];

/** Where a string of a JSON text ends, and whether it can be stored. */
export interface ScannedString {
  /** Behind the closing quote; beyond the text when there is none. */
  readonly end: number;
  readonly hasEscape: boolean;
  /** False with NUL or a lone surrogate, which well-formed UTF-8 can only hold as an escape. */
  readonly isStorable: boolean;
}

/** Reads the string whose opening quote is at `start`. Wrong escapes are left to the parser. */
export function scanString(json: Buffer, start: number): ScannedString {
  let [at, hasEscape, isStorable] = [start + 1, false, true];
  for (let byte = json[at]; byte !== QUOTE && byte !== undefined; byte = json[at]) {
    if (byte !== BACKSLASH) {
      at++;
      continue;
    }
    hasEscape = true;
    const unit = escapedUnit(json, at);
    const isPair = isHighSurrogate(unit) && isLowSurrogate(escapedUnit(json, at + 6));
    isStorable &&= unit !== 0 && (isPair || !isSurrogate(unit));
    at += isPair ? 12 : unit === undefined ? 2 : 6;
  }
  return { end: at + 1, hasEscape, isStorable };
}

/** The UTF-16 code unit of `\uXXXX` at `at`; undefined when nothing of the kind is there. */
function escapedUnit(json: Buffer, at: number): number | undefined {
  if (json[at] !== BACKSLASH || json[at + 1] !== U) return undefined;
  let unit = 0;
  for (let digit = at + 2; digit < at + 6; digit++) unit = unit * 16 + hexDigit(json[digit] ?? 0);
  return Number.isNaN(unit) ? undefined : unit;
}

function hexDigit(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = (byte | 0x20) - 0x61;
  return letter >= 0 && letter < 6 ? letter + 10 : Number.NaN;
}

const isSurrogate = (unit = 0) => (unit & 0xf800) === 0xd800;
const isHighSurrogate = (unit = 0) => (unit & 0xfc00) === 0xd800;
const isLowSurrogate = (unit = 0) => (unit & 0xfc00) === 0xdc00;
