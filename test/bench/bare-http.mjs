// What the baselines stand on: bare node:http, a pool of 16, named statements. Whoever makes it slower cheats.
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { createVerifier } from 'fast-jwt';
import pg from 'pg';

const INT8_OID = 20;
const types = { getTypeParser: (oid, format) => (oid === INT8_OID ? Number : pg.types.getTypeParser(oid, format)) };

const pool = new pg.Pool({
  connectionString: process.env.DATABASE_URL,
  max: 16,
  options: '-c plan_cache_mode=force_generic_plan',
});
const verify = createVerifier({ key: process.env.JWT_SECRET, algorithms: ['HS256'], cache: 10_000 });

/** Serves requests with one statement each; `statementOf` and `toAnswer` say which, and what of its first row. */
export function serveBare(statementOf, toAnswer) {
  const answer = async (request) => {
    const { sub } = verify(request.headers.authorization.slice('Bearer '.length));
    const statement = statementOf(sub, request.url, await json(request));
    const { rows } = await pool.query({ ...statement, types });
    return rows[0] === undefined ? [404, {}] : [200, toAnswer(rows[0])];
  };
  const http = createServer((request, response) => {
    if (request.method === 'GET') return response.end();
    answer(request).then(
      ([status, content]) => {
        const body = JSON.stringify(content);
        response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
        response.end(body);
      },
      (error) => response.writeHead(500).end(error.message),
    );
  });
  http.listen(Number(process.env.PORT), '127.0.0.1');
  process.on('SIGTERM', () => process.exit(0));
}
