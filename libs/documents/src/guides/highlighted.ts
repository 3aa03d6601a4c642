import { createRequire } from 'node:module';
import { escapeHtml } from './html.js';

/** What is used of highlight.js. Its own types bring those of browsers along, for all of the server. */
interface Highlighter {
  registerLanguage(name: string, language: unknown): void;
  getLanguage(name: string): object | undefined;
  highlight(code: string, options: { readonly language: string }): { readonly value: string };
}

const require = createRequire(import.meta.url);
const hljs = require('highlight.js/lib/core') as Highlighter;

/** By the names that stand at the fences of our pages. */
const LANGUAGES = {
  bash: 'bash',
  sh: 'bash',
  js: 'javascript',
  ts: 'typescript',
  json: 'json',
  nginx: 'nginx',
  ini: 'ini',
  env: 'ini',
  yaml: 'yaml',
};
for (const [name, language] of Object.entries(LANGUAGES))
  hljs.registerLanguage(name, require(`highlight.js/lib/languages/${language}`));

/** Code as HTML, its parts in spans with classes, so that a stylesheet can colour them; text of no known language as it is. */
export function highlighted(code: string, language: string): string {
  return hljs.getLanguage(language) === undefined ? escapeHtml(code) : hljs.highlight(code, { language }).value;
}
