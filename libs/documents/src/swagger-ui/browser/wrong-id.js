// Says under a 404 which ids there are, and fills one in.
import { claimsOf } from './claims.js';
import { fill, idsOf, known } from './propose-ids.js';

const KINDS = { chat_not_found: ['chat_id', 'chat'], message_not_found: ['message_id', 'message'] };

export function wrongId({ React }) {
  const { createElement } = React;

  function Hint({ path, method, code, system }) {
    const [name, kind] = KINDS[code] ?? [];
    const place = idsOf(system).find(
      (one) => one.path === path && one.method === method && one.parameter.get('name') === name,
    );
    if (place === undefined) return null;
    const who = claimsOf(system)?.sub ?? 'you';
    const proposal = known.propose(place.operationId, name, who);
    if (proposal === undefined)
      return createElement(
        'p',
        { className: 'docs-wrong-id' },
        `There is no ${kind} of this id for ${who}. createChat and sendMessage make them.`,
      );
    const ids = (name === 'chat_id' ? known.chats() : known.messages()).slice(0, 5).map(({ id }) => id);
    return createElement(
      'p',
      { className: 'docs-wrong-id' },
      `There is no ${kind} of this id for ${who}; there are ${ids.join(', ')}. `,
      createElement(
        'button',
        { type: 'button', className: 'btn', onClick: () => fill(system, place, proposal) },
        `Use ${proposal}`,
      ),
    );
  }

  const explained = (Original, system) =>
    function LiveResponse(props) {
      const { response, path, method } = props;
      const code = response?.get('status') === 404 ? codeOf(response.get('text')) : undefined;
      return createElement(
        React.Fragment,
        null,
        code !== undefined && createElement(Hint, { path, method, code, system: system.getSystem() }),
        createElement(Original, props),
      );
    };
  return { wrapComponents: { liveResponse: explained } };
}

function codeOf(text) {
  try {
    return JSON.parse(text).code;
  } catch {
    return undefined;
  }
}
