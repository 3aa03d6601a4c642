// Search over all guides, in the browser: the sections are fetched when somebody begins to search.
const MOST = 8;
/** Characters of a section that are shown, and before the first word that was found. */
const [SHOWN, BEFORE] = [140, 40];

const search = document.querySelector('.search');
const field = search.querySelector('input');
const list = search.querySelector('ul');
const said = search.querySelector('output');
const base = new URL('.', import.meta.url);

/** Codes such as `rate_limited` are words, and so are their parts. */
function wordsOf(text) {
  const words = text.split(/[^\p{L}\p{N}_]+/u).filter((word) => word !== '');
  return words.flatMap((word) =>
    word.includes('_') ? [word, ...word.split('_').filter((part) => part !== '')] : [word],
  );
}

let loading;
const load = () =>
  (loading ??= Promise.all([
    import('./minisearch.js'),
    fetch(new URL('search.json', base)).then((it) => it.json()),
  ]).then(
    ([{ default: MiniSearch }, sections]) => {
      const index = new MiniSearch({
        fields: ['title', 'page', 'text'],
        storeFields: ['title', 'page', 'text'],
        tokenize: wordsOf,
        searchOptions: {
          prefix: true,
          fuzzy: (word) => (word.length > 4 ? 0.25 : false),
          boost: { title: 4, page: 2 },
        },
      });
      index.addAll(sections);
      return index;
    },
    (error) => {
      loading = undefined;
      throw error;
    },
  ));

async function show() {
  const query = field.value.trim();
  if (query === '') return close();
  let hits;
  try {
    const index = await load();
    if (query !== field.value.trim()) return undefined;
    hits = index.search(query, { combineWith: 'AND' });
    if (hits.length === 0) hits = index.search(query);
  } catch {
    return say('The guides cannot be searched now.', []);
  }
  const shown = hits.slice(0, MOST);
  return say(
    hits.length === 0 ? 'Nothing was found.' : `${hits.length} ${hits.length === 1 ? 'section' : 'sections'}`,
    shown,
  );
}

function say(text, hits) {
  said.value = text;
  list.replaceChildren(...hits.map(item));
  search.classList.add('open');
}

function item({ id, page, title, text, terms }) {
  const link = document.createElement('a');
  link.href = new URL(id, base).href;
  const heading = document.createElement('b');
  heading.textContent = title === page ? page : `${page} › ${title}`;
  const piece = document.createElement('span');
  const found = terms.map((term) => text.toLowerCase().indexOf(term)).filter((at) => at >= 0);
  const near = Math.min(...(found.length > 0 ? found : [0])) - BEFORE;
  // Where a word begins.
  const from = near <= 0 ? 0 : text.indexOf(' ', near) + 1;
  piece.textContent = `${from > 0 ? '…' : ''}${text.slice(from, from + SHOWN)}…`;
  link.append(heading, piece);
  const row = document.createElement('li');
  row.append(link);
  return row;
}

function close() {
  search.classList.remove('open');
  said.value = '';
  list.replaceChildren();
}

field.addEventListener('focus', () => void load().catch(() => undefined), { once: true });
field.addEventListener('input', () => void show());
search.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') {
    field.value = '';
    close();
    return field.focus();
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined || list.childElementCount === 0) return undefined;
  event.preventDefault();
  const stops = [field, ...list.querySelectorAll('a')];
  return stops[(stops.indexOf(document.activeElement) + step + stops.length) % stops.length].focus();
});
// A link to a section of the page that is open loads nothing.
list.addEventListener('click', close);
addEventListener('click', ({ target }) => search.contains(target) || close());
addEventListener('keydown', (event) => {
  const isWriting = ['INPUT', 'TEXTAREA'].includes(document.activeElement?.tagName);
  if (event.key !== '/' || isWriting || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  field.focus();
});
search.hidden = false;
