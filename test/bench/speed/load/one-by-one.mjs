// Sends requests over one connection, each when the last was answered, and says how long the middle one took.
import { Agent, request } from 'node:http';
import { percentile } from '../../figures.mjs';

const agent = new Agent({ keepAlive: true, maxSockets: 1 });

process.on('message', (how) => {
  put(how).then(
    (answer) => process.send(answer),
    (error) => process.send({ failed: error.message }),
  );
});

async function put({ url, requests }) {
  const times = [];
  for (const each of requests) {
    const began = performance.now();
    await ask(url, each);
    times.push(performance.now() - began);
  }
  return { p50: percentile(times, 50) };
}

function ask(url, { method, path, headers, body }) {
  return new Promise((resolve, reject) => {
    const sent = request(url + path, { agent, method, headers, timeout: 10_000 }, (answer) => {
      answer.resume().on('error', reject).on('end', resolve);
      if (answer.statusCode >= 300) reject(new Error(`${answer.statusCode} to ${method} ${path}`));
    });
    sent.on('error', reject).on('timeout', () => sent.destroy(new Error(`no answer to ${method} ${path}`)));
    sent.end(body);
  });
}
