// Fills in ids that exist for the caller: at first from the lists, then from what was answered last.
import { claimsOf } from './claims.js';
import { KnownIds } from './known-ids.js';

const API = new URL('../../api/v1/', import.meta.url);
const IDS = ['chat_id', 'message_id'];

export const known = new KnownIds();
/** What the page has filled in, by parameter: anything else is the reader's own. */
const filled = new Map();

export function proposeIds() {
  const answered = (original, system) => (path, method, response) => {
    if (response.status === 200) known.learn(bodyOf(response));
    const result = original(path, method, response);
    fillIn(system);
    return result;
  };
  return {
    statePlugins: { spec: { wrapActions: { setResponse: answered } } },
  };
}

/** Reads which chats there are for a token, and the messages of the latest. */
export async function lookAround(token) {
  known.forget();
  if (typeof token !== 'string') return;
  await learn('chats?limit=50', token);
  const [latest] = known.chats();
  if (latest !== undefined) await learn(`chats/${latest.id}/messages?limit=20`, token);
}

/** Puts a value into a parameter of an operation, as the page's own. */
export function fill(system, { path, method, parameter }, value) {
  const key = `${method} ${path} ${parameter.get('name')}`;
  filled.set(key, value);
  system.specActions.changeParamByIdentity([path, method], parameter, value, false);
}

export function fillIn(system) {
  const userId = claimsOf(system)?.sub;
  for (const place of idsOf(system)) {
    const { path, method, operationId, parameter } = place;
    const name = parameter.get('name');
    const value = known.propose(operationId, name, userId);
    const now = system.specSelectors.parameterWithMetaByIdentity([path, method], parameter).get('value');
    const isOurs =
      [undefined, '', parameter.getIn(['schema', 'example'])].includes(now) ||
      now === filled.get(`${method} ${path} ${name}`);
    if (value !== undefined && value !== now && isOurs) fill(system, place, value);
  }
}

/** Every id in a path of the document. */
export function idsOf(system) {
  const places = [];
  for (const [path, methods] of system.specSelectors.paths())
    for (const [method, operation] of methods)
      for (const parameter of operation.get('parameters') ?? [])
        if (parameter.get('in') === 'path' && IDS.includes(parameter.get('name')))
          places.push({ path, method, operationId: operation.get('operationId'), parameter });
  return places;
}

async function learn(path, token) {
  try {
    const answer = await fetch(new URL(path, API), {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(3_000),
    });
    if (answer.ok) known.learn(await answer.json());
  } catch {
    // The examples stay; the reader will see the same failure.
  }
}

function bodyOf({ text }) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
