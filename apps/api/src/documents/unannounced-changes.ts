import type { BreakingChange } from './breaking-changes.js';

interface Document {
  readonly info: { readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly operationId?: string }>>>>;
}

/**
 * Breaking changes that the changelog does not name. A version that may break clients still tells them what: each
 * operation, or field of one, that a change is about has its name in the section of that version, such as
 * `sendMessage.status`.
 */
export function unannouncedChanges(
  changes: readonly BreakingChange[],
  released: Document,
  version: string,
  changelog: string,
): string[] {
  const section = changelog.split(/^## /m).find((part) => part.startsWith(`${version}\n`)) ?? '';
  const names = new Set(changes.map(({ place }) => nameOf(place, released)));
  return [...names].filter((name) => !section.includes(`\`${name}\``));
}

/** What a change is about, in the words of a caller: `sendMessage.status`, `sendMessage`, or the name of a schema. */
function nameOf(place: string, { paths }: Document): string {
  const [, path = '', method = ''] = /^paths (\S+)(?: (\w+))?/.exec(place) ?? [];
  const operation = paths[path]?.[method]?.operationId ?? (path || (place.split(' ').at(2) ?? place));
  const fields = [...place.matchAll(/ properties (\w+)/g)].map(([, field]) => field);
  return [operation, ...fields].join('.');
}
