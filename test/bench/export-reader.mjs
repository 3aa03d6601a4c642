// Reads an export to its end, or slowly for a while: node's own client, which stops the server by not reading.
import { get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

const NEW_LINE = 10;

process.on('message', (how) => {
  read(how).then(
    (answer) => process.send(answer),
    (error) => process.send({ failed: error.message }),
  );
});

/** `bytesPerSecond` slows it down, and then it goes away after `seconds`. */
async function read({ url, headers, bytesPerSecond = Infinity, seconds = Infinity }) {
  const begin = performance.now();
  const passed = () => (performance.now() - begin) / 1_000;
  const answer = await new Promise((resolve, reject) => get(url, { headers }, resolve).once('error', reject));
  if (answer.statusCode !== 200) throw new Error(`answered ${answer.statusCode}`);
  const read = { lines: 0, bytes: 0 };
  for await (const chunk of answer) {
    read.bytes += chunk.length;
    for (let at = chunk.indexOf(NEW_LINE); at !== -1; at = chunk.indexOf(NEW_LINE, at + 1)) read.lines++;
    const early = read.bytes / bytesPerSecond - passed();
    if (early > 0) await sleep(early * 1_000);
    if (passed() > seconds) break;
  }
  return { ...read, seconds: passed() };
}
