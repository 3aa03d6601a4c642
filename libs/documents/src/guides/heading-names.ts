/** Names of the headings of one page, as GitHub makes them: lower case, hyphens for spaces, no punctuation. */
export class HeadingNames {
  private readonly given = new Map<string, number>();

  /** A name that no other heading of the page has; a repeated one gets a number. */
  next(heading: string): string {
    const name = heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\p{M}\s_-]/gu, '')
      .trim()
      .replaceAll(/\s/g, '-');
    const before = this.given.get(name) ?? 0;
    this.given.set(name, before + 1);
    return before === 0 ? name : `${name}-${before}`;
  }
}
