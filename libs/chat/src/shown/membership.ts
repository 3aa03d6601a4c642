/**
 * Whether a participant was there when message `id` came. `membership` is a multirange of message ids, as PostgreSQL
 * prints it: `{[1,5),[9,)}`, one range for each stay.
 */
export function wasThere(membership: string, id: number): boolean {
  for (const [, from = '', to = ''] of membership.matchAll(/[[(](\d*),(\d*)\)/g))
    if ((from === '' || id >= Number(from)) && (to === '' || id < Number(to))) return true;
  return false;
}
