// So many connections, each sending its next request when the last was answered: a new message, or a change of one. On raw sockets: on a small machine,
// what a load takes the server lacks.
import { connect } from 'node:net';
import { textOf } from './texts.mjs';

const HEAD_END = '\r\n\r\n';

process.on('message', (how) => {
  load(how).then(
    (answer) => process.send(answer),
    (error) => process.send({ failed: error.message }),
  );
});

async function load({ targets, connections, seconds, from }) {
  let key = from;
  const begin = performance.now();
  const until = begin + seconds * 1_000;
  const next = () => {
    if (performance.now() >= until) return undefined;
    const nth = key++;
    const target = targets[nth % targets.length];
    return target.change === undefined ? sending(target, nth) : changing(target, Math.floor(nth / targets.length));
  };
  await Promise.all(Array.from({ length: connections }, () => converse(targets[0].url, next)));
  return { sent: key - from, perSecond: ((key - from) * 1_000) / (performance.now() - begin) };
}

function sending({ url, headers }, key) {
  return requestOf('POST', url, headers, { content: textOf(key), client_message_id: String(key) });
}

/** Each message once, in their order. */
function changing({ url, headers, change: { method, path, body, ids } }, nth) {
  if (nth >= ids.count) throw new Error(`there are ${ids.count} messages only`);
  return requestOf(method, `${url}/${ids.first + nth}/${path}`, headers, body);
}

function requestOf(method, url, headers, content) {
  const { host, pathname } = new URL(url);
  const body = JSON.stringify(content);
  const given = Object.entries({ ...headers, host, 'content-length': Buffer.byteLength(body) });
  return `${method} ${pathname} HTTP/1.1\r\n${given.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`;
}

/** Resolves when there is nothing more to ask. */
function converse(url, next) {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port, noDelay: true });
    let text = '';
    const ask = () => {
      const request = next();
      if (request !== undefined) return socket.write(request);
      socket.destroy();
      resolve();
    };
    socket.setEncoding('latin1');
    socket.on('connect', ask).on('error', reject);
    socket.on('end', () => reject(new Error('the server closed the connection')));
    socket.on('data', (chunk) => {
      text += chunk;
      if (!isWhole(text)) return;
      if (!text.startsWith('HTTP/1.1 200')) reject(new Error(text.slice(0, 300)));
      text = '';
      ask();
    });
  });
}

function isWhole(text) {
  const end = text.indexOf(HEAD_END);
  if (end === -1) return false;
  return text.length >= end + HEAD_END.length + Number(/content-length: (\d+)/i.exec(text.slice(0, end))?.[1]);
}
