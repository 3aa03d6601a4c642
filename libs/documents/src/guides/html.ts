const REFERENCES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text as it may stand in HTML, in an attribute with double quotes too. */
export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"]/g, (character) => REFERENCES[character] ?? '');
}
