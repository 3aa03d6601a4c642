import type { Message } from 'chat-system-client';
import { useChatClient } from 'chat-system-client/react';
import { useCallback, useState } from 'react';
import { Beside } from './beside.js';
import { Marked } from './marked.js';
import { nameOf } from './names.js';
import { SearchField } from './search-field.js';
import { briefly } from './times.js';
import { useFound } from './use-found.js';

/** Messages that are shown, about, and pages that are asked for at most. */
const [MOST, PAGES] = [50, 5];

interface FoundMessagesProps {
  readonly chatId: number;
  readonly onShow: (message: Message) => void;
  readonly onClose: () => void;
}

/** Looks through the messages of a chat, the latest first. */
export function FoundMessages({ chatId, onShow, onClose }: FoundMessagesProps) {
  const { api, userId } = useChatClient();
  const [query, setQuery] = useState('');
  const search = useCallback(
    async (q: string) => {
      const found: Message[] = [];
      // A page of few matches may end early: the server looks through a bounded number of messages, and goes on when asked.
      for (let [page, cursor] = [0, undefined as string | undefined]; page < PAGES && found.length < MOST; page++) {
        const query = { q, limit: MOST, user_id: userId, ...(cursor !== undefined && { cursor }) };
        const { data, next_cursor } = await api.listMessages({ path: { chat_id: chatId }, query });
        found.push(...data.toReversed().filter(({ message_type }) => message_type !== 'SYSTEM'));
        if (next_cursor === null) break;
        cursor = next_cursor;
      }
      return found;
    },
    [api, userId, chatId],
  );
  const { rows, isSearching, problem } = useFound(query, search);
  return (
    <Beside title="Search" onClose={onClose} focus="content">
      <div className="search-pane">
        <SearchField label="Search this chat" onSearch={setQuery} autoFocus />
        <p className="hint" role="status">
          {problem ?? said(query, rows.length, isSearching)}
        </p>
        <ul className="found">
          {rows.map((message) => (
            <li key={message.id}>
              <button className="found-button" onClick={() => onShow(message)}>
                <span className="found-head">
                  <strong>{nameOf(message.is_user ? message.sender_id : 'assistant', userId)}</strong>
                  <time dateTime={message.created_at}>{briefly(message.created_at)}</time>
                </span>
                <Marked text={message.content} query={query} />
              </button>
            </li>
          ))}
        </ul>
      </div>
    </Beside>
  );
}

function said(query: string, count: number, isSearching: boolean): string {
  if (query === '') return 'All words have to occur, wherever they stand.';
  if (isSearching) return 'Searching …';
  if (count === 0) return 'Nothing was found.';
  return count >= MOST ? `The latest ${count}` : `${count} ${count === 1 ? 'message' : 'messages'}`;
}
