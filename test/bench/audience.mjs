// One group, and a crowd that listens to it: ours and the baseline beside each other.
import { createChat, names, sendingTo, tokenOf } from './people.mjs';
import { startLoad } from './children.mjs';
import { startBare, startServer } from './processes.mjs';

const LISTENERS = names('listener', 500);
const TOKENS = LISTENERS.map(tokenOf);

/** A server, who sends there, and a process that listens there. `grow` opens connections up to a number. */
export class Audience {
  open = 0;

  static async ofOurs(databaseUrl) {
    const server = await startServer(databaseUrl);
    const chatId = await createChat(server.url, 'sender', { chat_type: 'GROUP', participants: LISTENERS });
    return new Audience('ours', server, sendingTo(server, chatId, 'sender'));
  }

  static async ofBare() {
    const server = await startBare('bare-websocket.mjs');
    return new Audience('bare ws', server, sendingTo(server, 1, 'sender'));
  }

  constructor(name, server, target) {
    this.name = name;
    this.server = server;
    this.target = target;
    this.load = startLoad('live-load.mjs');
  }

  get pid() {
    return this.server.pid;
  }

  async grow(count) {
    const tokens = Array.from({ length: count - this.open }, (_, nth) => TOKENS[(this.open + nth) % TOKENS.length]);
    await this.load.ask({ what: 'open', url: this.server.url, tokens });
    this.open = count;
  }

  async leave() {
    await this.load.ask({ what: 'closeAll' });
    this.open = 0;
  }

  async stop() {
    await this.load.stop();
    await this.server.stop();
  }
}
