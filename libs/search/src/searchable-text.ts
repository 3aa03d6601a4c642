/** Characters of a message that `q` looks through. */
export const SEARCHED_CHARACTERS = 32_768;

/** Whether `q` finds a message by its content; bytes in base64 are not text. */
export function isSearchable(content: string, metadata: Record<string, unknown> | undefined): boolean {
  return content !== '' && metadata?.['encoding'] !== 'base64';
}
