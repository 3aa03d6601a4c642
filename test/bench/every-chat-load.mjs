// A service with the feed of every chat, which counts what it hears.
import { WebSocket } from 'ws';
import { issueToken } from '../../dist/libs/auth/src/index.js';
import { SECRET } from './people.mjs';

let socket;
let heard = 0;

const can = {
  /** It reads, or, after its hello, it does not. */
  async open({ url, reads }) {
    const token = issueToken({ secret: SECRET, subject: 'mirror', isService: true, lifetimeSeconds: 3600 });
    const headers = { authorization: `Bearer ${token}` };
    socket = new WebSocket(`${url.replace('http', 'ws')}/realtime`, { perMessageDeflate: false, headers });
    await new Promise((resolve, reject) => socket.once('message', resolve).once('error', reject));
    socket.on('message', (data) => (heard += data.includes('"type":"changed"') ? 1 : 0));
    if (!reads) socket.pause();
    return {};
  },
  async count() {
    return { heard };
  },
};

process.on('message', ({ what, ...how }) => {
  can[what](how).then(
    (answer) => process.send(answer),
    (error) => process.send({ failed: `${what}: ${error.message}` }),
  );
});
