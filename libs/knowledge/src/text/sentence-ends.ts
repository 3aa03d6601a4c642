/** Before a name or a number: titles, and what is counted. In lower case, without the full stop. */
const TITLES = words(
  'dr mr mrs ms prof sr jr sra dra srta hr fr mme mlle mgr sig st ste rev hon gov sen rep gen col lt sgt capt cpt ing dipl mag vs ca bzw usw etc al approx resp inkl exkl evtl ggf vgl sog geb gest str inc ltd co corp г ул д им',
);
const NUMBERED = words(
  'no nos nr núm num nº ext tel fax fig figs vol art abs ch chap sec p pp s bd pág pag págs bl aufl ziff kap cap par § jan feb mar apr jun jul aug sep sept oct nov dec okt dez стр рис т гл ст п',
);

/** A full stop behind one letter (J. Rossi), or in an abbreviation of several (U.S., e.g.). */
const INITIALS = /(?:^|[\s("'“‘[])(?:\p{Lu}|(?:\p{L}\.\s?)+\p{L})\.$/u;
/** A time of day, which ends a sentence where another begins: `until 9 a.m. Dogs stay out`, not `9 a.m. EST`. */
const CLOCK = /\d\s?[ap]\.\s?m\.$/iu;
const BEGINS = /^(?!(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?:\.|\s|(?:s|nes|rs|ur)?days?\b))(?:\p{Lu}\p{Ll}|[AI]\s)/u;
const LAST_WORD = /(?:^|[\s("'“‘[])([\p{L}\p{M}º§]{1,5})\.$/u;
/** A number that counts, in languages that write 3. May. */
const ORDINAL = /(?:^|\s)\d{1,2}\.$/;
/** A German number after an article or the like: it counts the noun that follows, as in `im 3. Obergeschoss`. */
const COUNTED =
  /(?:^|\s)(?:im|der|die|das|dem|des|ins|eine[mnr]?|jede[mnrs]?|ihre?[mnrs]?|seine?[mnrs]?|unsere?[mnrs]?)\s\d{1,3}\.$/iu;

/** A note's mark, also behind the end of a sentence: `is old.[5] The city`. */
const NOTE = /\[\d{1,3}\]/g;
/** Marks of Markdown that close behind the end of a sentence: `**When?** At nine.` */
const CLOSING = /^[*_~]+(?=\s|$)/;
const EXCLAIMED = /[?!？！]["'”’»)]+\s*$/;

const sentences = new Intl.Segmenter(undefined, { granularity: 'sentence' });

/** Sentences by UAX #29, except that full stops of abbreviations, initials and ordinals end none, nor do marks of notes. */
export function sentencesOf(text: string): { index: number; segment: string }[] {
  const found: { index: number; segment: string }[] = [];
  // To UAX #29 a bracket that closes belongs to the sentence before it, and one that opens to the next.
  const noted = text.replaceAll(NOTE, (mark) => ')'.repeat(mark.length));
  for (const { index, segment: seen } of sentences.segment(noted)) {
    const segment = text.slice(index, index + seen.length);
    const last = found.at(-1);
    const closing = last === undefined || /\s$/.test(last.segment) ? undefined : CLOSING.exec(segment)?.[0];
    if (last !== undefined && (closing === segment.trimEnd() || goesOn(last.segment, segment))) last.segment += segment;
    else if (last !== undefined && closing !== undefined) {
      last.segment += closing;
      found.push({ index: last.index + last.segment.length, segment: segment.slice(closing.length) });
    } else found.push({ index: last === undefined ? 0 : last.index + last.segment.length, segment });
  }
  return found;
}

/** Whether what ends the first of two is no end of a sentence. */
function goesOn(before: string, next: string): boolean {
  const text = before.slice(-80).trimEnd().slice(-40);
  if (EXCLAIMED.test(text)) return /^\p{Ll}/u.test(next);
  if (!text.endsWith('.')) return false;
  if (CLOCK.test(text)) return !BEGINS.test(next.trimStart());
  if (INITIALS.test(text)) return true;
  if (COUNTED.test(text) && /^\s*\p{Lu}\p{Ll}/u.test(next)) return true;
  if (ORDINAL.test(text)) return MONTHS.has(/^\p{L}+/u.exec(next.trimStart())?.[0].toLowerCase() ?? '');
  const word = LAST_WORD.exec(text)?.[1]?.toLowerCase();
  if (word === undefined) return false;
  return TITLES.has(word) || (NUMBERED.has(word) && /^[\d(§IVX]/.test(next.trimStart()));
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(' '));
}

/** In the languages that count days with a full stop; and the century, which is counted alike. */
const MONTHS = new Set(
  ['de', 'da', 'nb', 'fi', 'cs', 'sk', 'pl', 'hu', 'tr', 'et', 'lv', 'hr', 'sl', 'sr-Latn']
    .flatMap((language) => {
      const format = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long' });
      return Array.from({ length: 12 }, (_, month) =>
        format
          .format(new Date(2024, month, 15))
          .replaceAll(/[\d.\s]/g, '')
          .toLowerCase(),
      );
    })
    .concat('jahrhundert', 'jh', 'stock', 'etage'),
);
