import type { Passage } from './passage.js';

/**
 * Takes passages, best first, while they fit into so many characters (code points). One that overlaps another of the
 * same text or touches it becomes one with it, at the better one's place, so that nothing is said twice.
 */
export function fitPassages(ranked: readonly Passage[], characters: number): Passage[] {
  const taken: Passage[] = [];
  let left = characters;
  for (const passage of ranked) {
    const place = taken.findIndex((other) => overlaps(other, passage));
    const other = taken[place];
    const merged = other === undefined ? passage : merge(other, passage);
    const added = lengthOf(merged) - (other === undefined ? 0 : lengthOf(other));
    if (added > left) continue;
    left -= added;
    if (other === undefined) taken.push(passage);
    else taken[place] = merged;
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
  return { ...a, start: first.start, end, text: first.text + rest, score: Math.max(a.score, b.score) };
}

function lengthOf({ start, end }: Passage): number {
  return end - start;
}
