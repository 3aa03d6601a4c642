import { codePointCounter, labelled, type Passage, type TextUnit, textUnits } from '#libs/knowledge';
import { readableText } from './readable-text.js';

/** What may be quoted: a sentence, a row, a line, or a list with what introduces it. */
export interface Sentence {
  /** The part of a passage that ends where the sentence ends. */
  readonly passage: Passage;
  /** As it is shown, line by line: rows say what their cells are. */
  readonly lines: readonly string[];
  /** The units that it is made of. */
  readonly units: readonly string[];
  /** What it stands under: a heading, the labels of its table, what introduces the list; any may be empty. */
  readonly above: readonly string[];
  /** It stands under, or behind, a question. */
  readonly isAnswer: boolean;
  readonly isQuestion: boolean;
  /** It stands in a text that goes on from sentence to sentence: it is no row, and no item of a list. */
  readonly isProse: boolean;
}

/** A list goes with what introduces it up to this many code units in all: no quote is longer, unless a sentence is. */
export const SHORT = 300;

const LONGEST_INTRODUCTION = 120;

const QUESTION = /[?？؟;՞][\s*_~"'”’»)\]]*$/u;
const ENDED = /[.!…。！][\s*_~"'”’»)\]]*$/u;
const LIST_ITEM = /^(?:[-*+•‣◦▪●○–—]|\d{1,3}[.)])\s/;
const INTRODUCES = /[:：][\s*_~]*$/;

interface Above {
  readonly heading: string;
  readonly introduction: string;
}

/** What may be quoted of a passage, in its order; headings and the labels of tables alone are no answers. */
export function sentencesOf(passage: Passage): Sentence[] {
  const { text } = passage;
  const toCodePoints = codePointCounter(text);
  const found: Sentence[] = [];
  let above: Above = { heading: passage.heading ?? '', introduction: '' };
  const whole = [...textUnits(text, passage.header)];
  for (const units of together(whole, text)) {
    const [first] = units;
    const last = units.at(-1);
    if (first === undefined || last === undefined) continue;
    const said = text.slice(first.start, last.end);
    if (first.kind === 'heading') above = { heading: said, introduction: '' };
    const isIntroduction = units.length === 1 && /paragraph|line/.test(first.kind) && INTRODUCES.test(said);
    if (isIntroduction) above = { ...above, introduction: said };
    if (first.kind === 'heading' || first.kind === 'header' || (isIntroduction && last !== whole.at(-1))) continue;
    const [start, end] = [passage.start + toCodePoints(first.start), passage.start + toCodePoints(last.end)];
    const isUnderQuestion = [above.heading, above.introduction].some((each) => QUESTION.test(each));
    found.push({
      passage: { ...passage, start, end, text: said },
      lines: [...introduced(first, above), ...units.map((unit) => shown(unit, text))],
      units: units.map(({ start: from, end: to }) => text.slice(from, to)),
      above: [above.heading, isIntroduction ? '' : above.introduction, first.header ?? ''],
      isAnswer: isUnderQuestion || (found.at(-1)?.isQuestion ?? false),
      isQuestion: QUESTION.test(said),
      isProse: first.kind === 'paragraph',
    });
    if (first.kind === 'paragraph' && !isIntroduction && ENDED.test(said)) above = { ...above, introduction: '' };
  }
  return found;
}

/** Units that are quoted as one: what introduces a short list, and the list. */
function* together(units: readonly TextUnit[], text: string): Generator<readonly TextUnit[]> {
  for (let at = 0; at < units.length;) {
    const unit = units[at];
    if (unit === undefined) return;
    const list = INTRODUCES.test(text.slice(unit.start, unit.end)) ? itemsFrom(text, units, at + 1) : [];
    const end = list.at(-1)?.end ?? unit.end;
    const isList = list.length > 0 && /paragraph|heading/.test(unit.kind) && end - unit.start <= SHORT;
    yield isList ? [{ ...unit, kind: 'paragraph' }, ...list] : [unit];
    at += isList ? 1 + list.length : 1;
  }
}

function itemsFrom(text: string, units: readonly TextUnit[], from: number): readonly TextUnit[] {
  const rest = units.slice(from, from + SHORT);
  const end = rest.findIndex(({ kind, start }) => kind !== 'line' || !LIST_ITEM.test(text.slice(start, start + 8)));
  return end === -1 ? rest : rest.slice(0, end);
}

/** A line of a list, or of settings, says little without what introduces it. */
function introduced({ kind }: TextUnit, { introduction }: Above): string[] {
  const line = readableText(introduction).replaceAll(/\s+/g, ' ').trim();
  return kind === 'line' && line !== '' && line.length <= LONGEST_INTRODUCTION ? [line] : [];
}

function shown({ kind, start, end, header }: TextUnit, text: string): string {
  const readable = readableText(text.slice(start, end));
  return (kind === 'row' ? labelled(readable, header) : readable).replaceAll(/\s+/g, ' ').trim();
}
