import type { Message } from 'chat-system-client';
import type { UsedChat } from 'chat-system-client/react';
import { list, nameOf } from './names.js';

interface ReactionsProps {
  readonly message: Message;
  readonly ownId: string;
  readonly react: UsedChat['react'];
}

export function Reactions({ message: { id, reactions }, ownId, react }: ReactionsProps) {
  const all = Object.entries(reactions);
  if (all.length === 0) return null;
  return (
    <ul className="reactions" aria-label="Reactions">
      {all.map(([reaction, { count, user_ids }]) => {
        const isOn = user_ids.includes(ownId);
        const who = list(user_ids.slice(0, 10).map((userId) => nameOf(userId, ownId)));
        return (
          <li key={reaction}>
            <button
              aria-pressed={isOn}
              title={who}
              aria-label={`${reaction} ${count}: ${who}`}
              onClick={() => react(id, reaction, !isOn)}
            >
              <bdi>{reaction}</bdi> <span>{count}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
