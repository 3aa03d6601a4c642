import { ar } from './ar.js';
import { bg } from './bg.js';
import { ca } from './ca.js';
import { cs } from './cs.js';
import { da } from './da.js';
import { de } from './de.js';
import { el } from './el.js';
import { en } from './en.js';
import { es } from './es.js';
import { fa } from './fa.js';
import { eu, ga, hy, lt, ne, sr, ta, yi } from './few-words.js';
import { fi } from './fi.js';
import { fr } from './fr.js';
import { he } from './he.js';
import { hi } from './hi.js';
import { hu } from './hu.js';
import { id } from './id.js';
import { it } from './it.js';
import { ja } from './ja.js';
import { ko } from './ko.js';
import type { LanguageWords } from './language-words.js';
import { nl } from './nl.js';
import { no } from './no.js';
import { pl } from './pl.js';
import { pt } from './pt.js';
import { ro } from './ro.js';
import { ru } from './ru.js';
import { sv } from './sv.js';
import { th } from './th.js';
import { tr } from './tr.js';
import { uk } from './uk.js';
import { vi } from './vi.js';
import { zh } from './zh.js';

/** By ISO 639-1 code: the languages of which we know how a sentence is meant. */
// prettier-ignore
export const LANGUAGES: Readonly<Record<string, LanguageWords>> = {
  ar, bg, ca, cs, da, de, el, en, es, eu, fa, fi, fr, ga, he, hi, hu, hy, id, it, ja, ko, lt, ne, nl, no, pl, pt, ro, ru,
  sr, sv, ta, th, tr, uk, vi, yi, zh,
};
