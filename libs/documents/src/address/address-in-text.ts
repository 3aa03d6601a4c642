import type { PublicAddress } from '#libs/http';

/** Stands in a text for the address of the service, until somebody asks for it. */
export const ADDRESS = 'http://address.invalid';

/** Links of Markdown, `url` in JSON and in YAML. */
const LINKS = /(\]\(|"?\burl"?: ?"?)(?=\/docs\/)/g;

/** A text with the address for {@link ADDRESS}, and with links to `/docs/` that lead below its path. */
export function withAddress(text: string, { origin, path }: PublicAddress): string {
  const addressed = text.replaceAll(ADDRESS, `${origin}${path}` || '/');
  return path === '' ? addressed : addressed.replaceAll(LINKS, `$1${path}`);
}
