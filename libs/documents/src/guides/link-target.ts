import { GUIDES } from './guide-list.js';

/** Files of the repository that a page may point to and that the service itself shows. */
const SHOWN = new Map([
  ...GUIDES.map((name) => [`${name}.md`, `/docs/guides/${name}`] as const),
  ['README.md', '/docs/guides/readme'],
  ['apps/api/openapi.json', '/docs/openapi.json'],
  ['apps/api/asyncapi.json', '/docs/asyncapi.json'],
]);

/**
 * Where a link of a page leads on the server, so that the same Markdown can be read in the repository:
 * `errors.md#codes` becomes `/docs/guides/errors#codes`.
 * @param page the name of the page, to which links that are a mere `#section` lead
 * @returns undefined for a file of the repository that is not served
 */
export function linkTarget(href: string, page: string): string | undefined {
  if (href.startsWith('#')) return `/docs/guides/${page}${href}`;
  if (/^([a-z]+:|\/)/i.test(href)) return href;
  const [file = '', anchor] = href.split('#', 2);
  // Pages lie in docs/guides, the README at the top: both say where a file is from where they are.
  const target = SHOWN.get(file.replace(/^(\.\.?\/)+/, '').replace(/^docs\/guides\//, ''));
  return target === undefined || anchor === undefined ? target : `${target}#${anchor}`;
}
