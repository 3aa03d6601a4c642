/**
 * The label that HTML gives itself within its first 1024 bytes (HTML Standard, 13.2.3.2). A program that can read it there
 * does not read UTF-16, so that this means UTF-8.
 */
export function declaredCharset(html: Buffer): string | undefined {
  const label = /<meta\b[^>]*\bcharset\s*=\s*["']?([\w-]+)/i.exec(html.toString('latin1', 0, 1024))?.[1];
  return label?.toLowerCase().startsWith('utf-16') ? 'utf-8' : label;
}
