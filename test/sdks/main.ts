import { connect } from './adapter.js';
import { scenario } from '../scenario.js';

/** Arguments: the server's address, then name and token of two people. */
const [url = '', alice = '', aliceToken = '', bob = '', bobToken = ''] = process.argv.slice(2);
await scenario({ id: alice, api: await connect(url, aliceToken) }, { id: bob, api: await connect(url, bobToken) });
process.exit();
