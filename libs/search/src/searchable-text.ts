/** Characters of a message that `q` looks through. */
export const SEARCHED_CHARACTERS = 32_768;

/** The text that `q` finds a message by; bytes in base64 are not text. */
export function searchableText(content: string, metadata: Record<string, unknown> | undefined): string | undefined {
  return metadata?.['encoding'] === 'base64' ? undefined : content;
}
