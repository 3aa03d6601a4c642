// What one would reach for first: PostgreSQL's own ranking, and a search library in memory.
import MiniSearch from 'minisearch';

/** The ten best documents by `ts_rank_cd`, of those that have any of the question's words. */
export async function openTextSearch(client, documents, configuration) {
  await client.query('CREATE TEMP TABLE IF NOT EXISTS baseline (id text, terms tsvector)');
  await client.query('TRUNCATE baseline');
  await client.query(
    'INSERT INTO baseline SELECT id, to_tsvector($3::regconfig, text) FROM unnest($1::text[], $2::text[]) AS d (id, text)',
    [documents.map(({ id }) => id), documents.map(({ text }) => text), configuration],
  );
  return async (question) => {
    const { rows } = await client.query(
      `SELECT id FROM baseline, ${anyWord('$1', '$2')} WHERE terms @@ q ORDER BY ts_rank_cd(terms, q) DESC, id LIMIT 10`,
      [configuration, question],
    );
    return rows.map(({ id }) => id);
  };
}

/** SQL of a row `q`: the tsquery that any of a question's words satisfies. */
export const anyWord = (configuration, question) =>
  `(SELECT replace(plainto_tsquery(${configuration}::regconfig, ${question})::text, '&', '|')::tsquery AS q) any_word`;

export function miniSearchRanking(documents) {
  const index = new MiniSearch({ fields: ['text'] });
  index.addAll(documents);
  return async (question) =>
    index
      .search(question)
      .slice(0, 10)
      .map(({ id }) => id);
}
