import { apiCompare, type Diff } from 'api-smart-diff';

export interface BreakingChange {
  /** Where in the document. */
  readonly place: string;
  readonly what: string;
  readonly why: string;
}

interface Rule {
  readonly applies: (diff: Diff, place: string) => boolean;
  /** Undefined: it breaks nothing. */
  readonly why: string | undefined;
}

const OF_AN_ANSWER = /^paths .* responses \S+ content /;
const OF_A_BODY = /^paths .* requestBody content /;
const AT_A_PROPERTY = / properties \S+$/;

/** The first that applies decides; where none does, the library's own judgement of answers and requests. */
const RULES: readonly Rule[] = [
  { applies: (_, place) => /^(info|tags) /.test(place), why: undefined },
  {
    applies: ({ action }, place) => /^components schemas \S+$/.test(place) && action === 'remove',
    why: 'generated clients have a type of this name',
  },
  // Everything that is used is judged where it is used: whether it is sent or answered makes the difference.
  { applies: (_, place) => place.startsWith('components schemas '), why: undefined },
  { applies: (_, place) => place.endsWith(' operationId'), why: 'generated clients have a method of this name' },
  { applies: (_, place) => / tags \d+$/.test(place), why: 'generated clients have a class for each tag' },
  {
    applies: ({ action }, place) => OF_AN_ANSWER.test(place) && AT_A_PROPERTY.test(place) && action === 'remove',
    why: 'clients read it',
  },
  {
    applies: ({ action }, place) => OF_A_BODY.test(place) && AT_A_PROPERTY.test(place) && action === 'remove',
    why: 'clients send it, and unknown fields are refused',
  },
  {
    applies: (_, place) => OF_AN_ANSWER.test(place) && place.endsWith(' type'),
    why: 'clients read another type',
  },
  {
    applies: ({ action, after }, place) =>
      OF_AN_ANSWER.test(place) && place.endsWith(' nullable') && action !== 'remove' && after === true,
    why: 'clients do not expect null',
  },
  {
    applies: ({ type }, place) => type === 'breaking' && OF_AN_ANSWER.test(place),
    why: 'clients of the released document would refuse the answer, or miss a part of it',
  },
  { applies: ({ type }) => type === 'breaking', why: 'requests that were accepted would be refused' },
  { applies: ({ type }) => type === 'unclassified', why: 'nobody knows what it means to clients' },
];

/**
 * What a client that was made from one document would stumble over in another. Documentation is no part of it. A value
 * that is new to an enum of an answer, and a limit of an answer that is wider, are: generated clients refuse them.
 */
export function breakingChanges(released: object, current: object): BreakingChange[] {
  return apiCompare(undocumented(released), undocumented(current)).diffs.flatMap((diff) => {
    const place = diff.path.join(' ');
    const why = RULES.find(({ applies }) => applies(diff, place))?.why;
    return why === undefined ? [] : [{ place, what: whatOf(diff), why }];
  });
}

/** Without the examples and links, which are most of it; a field may be called so, too. */
function undocumented(document: object): unknown {
  const isDocumentation = (key: string) => ['example', 'examples', 'externalDocs'].includes(key);
  const without = (value: unknown, isNames: boolean): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map((each) => without(each, false));
    const kept = Object.entries(value).filter(([key]) => isNames || !isDocumentation(key));
    return Object.fromEntries(kept.map(([key, child]) => [key, without(child, key === 'properties' && !isNames)]));
  };
  return without(document, false);
}

function whatOf({ action, before, after }: Diff): string {
  if (action === 'remove') return `removed ${shown(before)}`;
  if (action === 'add') return `added ${shown(after)}`;
  return `${shown(before)} became ${shown(after)}`;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? '';
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/** Semantic Versioning 2.0.0: the major number is raised, or below 1.0.0 the minor one. */
export function mayBreak(released: string, current: string): boolean {
  const [major = 0, minor = 0] = released.split('.').map(Number);
  const [nextMajor = 0, nextMinor = 0] = current.split('.').map(Number);
  return nextMajor > major || (major === 0 && nextMajor === 0 && nextMinor > minor);
}
