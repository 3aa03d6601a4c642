// A chat with so many passages, written straight into the tables as the product's own indexing would leave them: a million
// in minutes. Superuser, and a server that reads this machine's files.
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {
  BLOCK_SPAN,
  FULL_BLOCK_BYTES,
  LONGEST_PASSAGE,
  MOST_OCCURRENCES,
  POSTING_BYTES,
} from '../../../dist/libs/knowledge/src/rows/packed-posting.js';
import { TERMS_VERSION } from '../../../dist/libs/knowledge/src/index/knowledge-index.repository.js';
import { contentWords, textOf } from './scale-texts.mjs';

/** Passages written together: no id is further behind a block's first than the format allows. */
const CHUNK = BLOCK_SPAN;
const FULL_BLOCK = FULL_BLOCK_BYTES / POSTING_BYTES;
/** A document has so many passages. */
const DOCUMENT = 10;
/** Where the next passage of a document begins, in characters: no passage is that long. */
const APART = 4_000;
/** Lines of a file put together as one string. */
const LINES = 8_192;

/** `passageOf` gives the ranks of a passage's words. The messages are there, but empty: no search reads them. */
export async function loadPassages(client, chatId, count, passageOf) {
  const lexicon = await stemmed(client);
  const folder = await mkdtemp(path.join(os.tmpdir(), 'chat-bench-load-'));
  await chmod(folder, 0o755);
  const copy = async (table, lines, columns = '') => {
    const file = path.join(folder, table);
    await writeFile(file, joined(lines));
    await client.query(`COPY ${table} ${columns} FROM '${file}'`);
  };
  // Foreign keys are not checked row by row, and nothing waits for the disk.
  await client.query('SET session_replication_role = replica');
  await client.query('SET synchronous_commit = off');
  try {
    const firstMessage = await insertMessages(client, chatId, Math.ceil(count / DOCUMENT));
    let totalLength = 0;
    for (let first = 1; first <= count; first += CHUNK) {
      const chunk = openChunk(lexicon);
      const passages = (function* () {
        for (let id = first; id < Math.min(first + CHUNK, count + 1); id++) {
          const ranks = passageOf();
          totalLength += chunk.add(id - first, ranks);
          const [text, message] = [textOf(ranks), firstMessage + Math.floor((id - 1) / DOCUMENT)];
          const start = ((id - 1) % DOCUMENT) * APART;
          yield `${chatId}\t${id}\t${message}\tcontent\t${start}\t${start + text.length}\t${text}\ten`;
        }
      })();
      await copy('passage', passages, '(chat_id, id, message_id, source, start_at, end_at, text, language)');
      await copy('posting', postingLines(chatId, first, lexicon.terms, chunk));
    }
    await client.query(
      `INSERT INTO knowledge (chat_id, next_id, passage_count, total_length, languages, version) VALUES ($1, $2 + 1, $2, $3, $4, $5)`,
      [
        chatId,
        count,
        totalLength,
        { en: { passages: count, length: totalLength, configuration: 'english' } },
        TERMS_VERSION,
      ],
    );
  } finally {
    await client.query('RESET session_replication_role');
    await client.query('RESET synchronous_commit');
    await rm(folder, { recursive: true, force: true });
  }
}

/** What PostgreSQL makes of each word: the terms in the order of their bytes, and the number of the term of each rank. */
async function stemmed(client) {
  const { rows } = await client.query({
    text: `SELECT coalesce((ts_lexize('english_stem', word))[1], '') FROM unnest($1::text[]) WITH ORDINALITY AS w (word, nth) ORDER BY nth`,
    values: [contentWords],
    rowMode: 'array',
  });
  const terms = [...new Set(rows.flat())].filter((term) => term !== '').sort((a, b) => (a < b ? -1 : 1));
  const numbers = new Map(terms.map((term, number) => [term, number]));
  return { terms, ofRank: Int32Array.from(rows, ([term]) => numbers.get(term) ?? -1) };
}

async function insertMessages(client, chatId, count) {
  const { rows } = await client.query(
    `WITH m AS (
       INSERT INTO message (chat_id, id, change_seq, sender_id, is_user, message_type, status, content, created_at, updated_at)
       SELECT $1, nextval('message_id_seq'), nth, 'owner', true, 'FILE', 'SENT', '', now(), now()
       FROM generate_series(1, $2::integer) nth RETURNING id)
     SELECT min(id)::integer AS first FROM m`,
    [chatId, count],
  );
  return rows[0].first;
}

/** Collects postings in the order of passages; each holds its place in the chunk as the packed format holds ids. */
function openChunk({ terms, ofRank }) {
  let [size, numbers, postings] = [0, new Uint32Array(1 << 16), new Uint32Array(1 << 16)];
  const occurrences = new Map();
  const perTerm = new Uint32Array(terms.length + 1);
  const add = (place, ranks) => {
    occurrences.clear();
    let length = 0;
    for (const rank of ranks) {
      const term = ofRank[rank];
      if (term === -1) continue;
      occurrences.set(term, Math.min(MOST_OCCURRENCES, (occurrences.get(term) ?? 0) + 1));
      length++;
    }
    length = Math.min(LONGEST_PASSAGE, length);
    if (size + occurrences.size > numbers.length) [numbers, postings] = [doubled(numbers), doubled(postings)];
    for (const [term, times] of occurrences) {
      perTerm[term + 1]++;
      numbers[size] = term;
      postings[size++] = place * 65_536 + times * 256 + length;
    }
    return length;
  };
  /** Counting sort by term: the end of each term's postings is where the next one's begin. */
  const sorted = () => {
    for (let term = 1; term < perTerm.length; term++) perTerm[term] += perTerm[term - 1];
    const [next, result] = [perTerm.slice(), new Uint32Array(size)];
    for (let nth = 0; nth < size; nth++) result[next[numbers[nth]]++] = postings[nth];
    return { begins: perTerm, postings: result };
  };
  return { add, sorted };
}

function doubled(array) {
  const larger = new Uint32Array(2 * array.length);
  larger.set(array);
  return larger;
}

function* postingLines(chatId, firstId, terms, chunk) {
  const { begins, postings } = chunk.sorted();
  const packed = Buffer.alloc(FULL_BLOCK_BYTES);
  for (let term = 0; term < terms.length; term++)
    for (let at = begins[term]; at < begins[term + 1]; at += FULL_BLOCK) {
      const end = Math.min(at + FULL_BLOCK, begins[term + 1]);
      const first = postings[at] >>> 16;
      for (let nth = at; nth < end; nth++)
        packed.writeUInt32BE(postings[nth] - first * 65_536, (nth - at) * POSTING_BYTES);
      const bytes = packed.toString('hex', 0, (end - at) * POSTING_BYTES);
      yield `${chatId}\ten ${terms[term]}\t${firstId + first}\t\\\\x${bytes}`;
    }
}

function* joined(lines) {
  let batch = [];
  for (const line of lines) {
    batch.push(line);
    if (batch.length < LINES) continue;
    yield `${batch.join('\n')}\n`;
    batch = [];
  }
  if (batch.length > 0) yield `${batch.join('\n')}\n`;
}
