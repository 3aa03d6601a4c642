import type { GuideContent } from './guide-content.js';

/** A part of a page below a heading, as it is searched for. */
export interface SearchSection {
  /** Where it is, from `/docs/guides/`: `errors#codes`. */
  readonly id: string;
  readonly page: string;
  /** Of the heading; of the page itself for what stands before the first. */
  readonly title: string;
  readonly text: string;
}

const CHARACTERS: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#x27': "'" };
const HEADING = /<h([2-4]) id="([^"]+)">(.*?) <a class="anchor".*?<\/a><\/h\1>/;

/** The sections of a page that was rendered here. */
export function searchSections(name: string, page: string, { introduction, body }: GuideContent): SearchSection[] {
  const [before = '', ...rest] = `${introduction}${body}`.split(HEADING);
  const sections = [{ id: name, page, title: page, text: plain(before) }];
  // A split by a pattern gives what its groups caught as well: the rank, the id and the heading.
  for (let at = 0; at < rest.length; at += 4) {
    const [, id = '', heading = '', html = ''] = rest.slice(at, at + 4);
    sections.push({ id: `${name}#${id}`, page, title: plain(heading), text: plain(html) });
  }
  return sections;
}

/** What our own HTML says. */
function plain(html: string): string {
  return html
    .replaceAll(/<\/?(?:span|code|em|strong|a)\b[^>]*>/g, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/&(#?\w+);/g, (all, name: string) => CHARACTERS[name] ?? all)
    .replaceAll(/\s+/g, ' ')
    .trim();
}
