import { useChatClient } from 'chat-system-client/react';
import { useEffect, useState } from 'react';
import { Beside } from './beside.js';
import type { Citation } from './reply-text.js';

/** Characters around a passage that are shown with it. */
const AROUND = 1_500;

/** The passage that a reply cites, and, where it is in the content of a message, what stands around it. */
export function Passage({ citation, onClose }: { citation: Citation; onClose: () => void }) {
  const { filename, text = '' } = citation;
  const [before, after] = useSurroundings(citation);
  return (
    <Beside title={filename ?? 'Cited message'} onClose={onClose}>
      <div className="passage" tabIndex={0} role="region" aria-label="Cited passage">
        {text === '' ? (
          <p className="quiet">What was cited is not there any more.</p>
        ) : (
          <p dir="auto">
            {before}
            <mark ref={(mark) => mark?.scrollIntoView({ block: 'center' })}>{text}</mark>
            {after}
          </p>
        )}
      </div>
    </Beside>
  );
}

function useSurroundings({ chat_id, message_id, source, start, end, text }: Citation): readonly [string, string] {
  const { api, userId } = useChatClient();
  const [around, setAround] = useState<readonly [string, string]>(['', '']);
  useEffect(() => {
    if (source !== 'content') return;
    const query = { around: message_id, limit: 1, user_id: userId };
    api.listMessages({ path: { chat_id }, query }).then(
      ({ data }) => {
        const characters = [...(data.find(({ id }) => id === message_id)?.content ?? '')];
        // It may have been edited since.
        if (characters.slice(start, end).join('') !== text) return;
        const before = characters.slice(Math.max(0, start - AROUND), start).join('');
        setAround([before, characters.slice(end, end + AROUND).join('')]);
      },
      () => undefined,
    );
  }, [api, userId, chat_id, message_id, source, start, end, text]);
  return around;
}
