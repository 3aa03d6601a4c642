/** As PostgreSQL can keep it (no NUL, no lone surrogate), with line feeds only. */
export function storableText(text: string): string {
  return text.replaceAll('\0', '').replace(/\r\n?/g, '\n').toWellFormed();
}

/** Without white space at the ends of lines and of the text, and with at most one blank line between two others. */
export function tidyText(text: string): string {
  const lines = text.split('\n').map((line) => line.trimEnd());
  return lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
