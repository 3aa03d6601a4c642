// What both baselines ask the database through: the smallest pool that there can be, a stack of idle connections and a
// queue of waiting statements. Rows come as arrays of text, so that nothing is parsed which the answer does not need.
import pg from 'pg';

const asText = { getTypeParser: () => (value) => value };

/** @returns a function that runs a statement, named so that each connection plans it once, and resolves to its result */
export async function connect(size, options = '') {
  const idle = await Promise.all(
    Array.from({ length: size }, async () => {
      const client = new pg.Client({
        connectionString: process.env.DATABASE_URL,
        types: asText,
        keepAlive: true,
        options: `-c timezone=UTC ${options}`,
      });
      await client.connect();
      return client;
    }),
  );
  const waiting = [];
  const run = (client, job) =>
    client.query({ name: job.name, text: job.text, values: job.values, rowMode: 'array' }, (error, result) => {
      const next = waiting.shift();
      if (next) run(client, next);
      else idle.push(client);
      if (error) job.reject(error);
      else job.resolve(result);
    });
  return ({ name, text }, values) =>
    new Promise((resolve, reject) => {
      const job = { name, text, values, resolve, reject };
      const client = idle.pop();
      if (client) run(client, job);
      else waiting.push(job);
    });
}
