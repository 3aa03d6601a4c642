import type { Passage } from '../text/passage.js';

/**
 * Takes passages, best first, while they fit into a limit of characters (code points). One that overlaps others of the
 * same text becomes one with it, at the better one's place, so that nothing is said twice.
 */
export function fitPassages(ranked: readonly Passage[], characters: number): readonly Passage[] {
  let taken: readonly Passage[] = [];
  let left = characters;
  for (const passage of ranked) {
    const others = taken.filter((other) => overlaps(other, passage));
    const merged = others.reduce(merge, passage);
    const added = others.reduce((rest, other) => rest - lengthOf(other), lengthOf(merged));
    if (added > left) continue;
    left -= added;
    const place = others[0] === undefined ? taken.length : taken.indexOf(others[0]);
    taken = [...taken.slice(0, place), merged, ...taken.slice(place)].filter((other) => !others.includes(other));
  }
  return taken;
}

function overlaps(a: Passage, b: Passage): boolean {
  return a.messageId === b.messageId && a.source === b.source && a.start < b.end && b.start < a.end;
}

function merge(a: Passage, b: Passage): Passage {
  const [first, second] = a.start <= b.start ? [a, b] : [b, a];
  const rest = [...second.text].slice(first.end - second.start).join('');
  const end = Math.max(first.end, second.end);
  const { start, heading, header } = first;
  return { ...a, start, end, text: first.text + rest, heading, header, score: Math.max(a.score, b.score) };
}

function lengthOf({ start, end }: Passage): number {
  return end - start;
}
