const MAX_SHOWN = 200;

/** The name of a field as an answer shows it: the caller chose it, and may have chosen megabytes. */
export function shownField(name: string): string {
  return name.length > MAX_SHOWN ? `${name.slice(0, MAX_SHOWN).toWellFormed()}…` : name;
}
