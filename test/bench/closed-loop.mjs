// So many connections, each sending its next message when the last was answered. On raw sockets: on a small machine,
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
  const next = () => (performance.now() < until ? requestOf(targets[key % targets.length], key++) : undefined);
  await Promise.all(Array.from({ length: connections }, () => converse(targets[0].url, next)));
  return { sent: key - from, perSecond: ((key - from) * 1_000) / (performance.now() - begin) };
}

function requestOf({ url, headers }, key) {
  const { host, pathname } = new URL(url);
  const body = JSON.stringify({ content: textOf(key), client_message_id: String(key) });
  const given = Object.entries({ ...headers, host, 'content-length': Buffer.byteLength(body) });
  return `POST ${pathname} HTTP/1.1\r\n${given.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`;
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
